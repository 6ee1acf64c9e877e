"""A day of the department's leader on a tablet: papers to sign, a disagreement, an extension, the report to the province."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from tests.browser.person import TABLET, Person
from tests.browser.server import Site
from tests.browser.test_replacing import sound

pytestmark = [pytest.mark.browser, pytest.mark.long]
People = Callable[..., Person]
KEPT = "Kế hoạch của tỉnh không nêu các điểm ở xã."


def test_a_day_of_the_leader(late_site: Site, people: People) -> None:
    leader = people(late_site, "lanhdao", size=TABLET)
    sound(leader, "80-home")
    _signed(leader)
    _disagreement_kept(leader)
    _extension_decided(leader)
    _province_told(leader, people(late_site, "chuyenvien"))
    _board(leader)


def _section(leader: Person, title: str, words: str = "") -> Person:
    region = leader.open("/").page.get_by_role("region", name=title, exact=True)
    return leader.press(region.get_by_role("link", name=re.compile(words)).first)


def _signed(leader: Person) -> None:
    _section(leader, "Chờ bạn phê duyệt").sees("Duyệt ký")
    sound(leader, "81-to-sign")
    leader.do("Duyệt ký").sees("chờ cấp số")
    sound(leader, "82-signed")


def _disagreement_kept(leader: Person) -> None:
    """The commune does not agree; the leader reads why and keeps what was asked."""
    _section(leader, "Đơn vị không nhất trí, chờ bạn quyết định").sees("không ban hành kế hoạch riêng")
    sound(leader, "83-disagreed")
    leader.go_in_page("Quyết định về ý kiến của đơn vị…").sees("không ban hành kế hoạch riêng")
    sound(leader, "84-deciding")
    leader.fill(decision="kept", note=KEPT).do("Quyết định về ý kiến của đơn vị").sees(KEPT)
    sound(leader, "85-kept")


def _extension_decided(leader: Person) -> None:
    _section(leader, "Xin gia hạn").sees("Lớp dạy bơi chỉ mở được vào dịp hè.")
    sound(leader, "86-asked")
    leader.go_in_page("Đồng ý gia hạn…").sees("Lớp dạy bơi chỉ mở được vào dịp hè.")
    expect(leader.main.locator("[name='until']")).to_have_value("30/06/2027")
    sound(leader, "87-granting")
    leader.do("Đồng ý gia hạn").sees("đã quyết, chờ công văn")
    sound(leader, "88-granted")


def _province_told(leader: Person, officer: Person) -> None:
    """What climbed so far and what was kept is one report, which an officer drafts and the leader reads."""
    leader.go("Theo dõi thực hiện").go_in_page("Báo cáo UBND tỉnh").sees("Tư vấn, hướng dẫn các hộ")
    leader.sees("không ban hành kế hoạch riêng")
    sound(leader, "89-province")
    officer.open("/followup/report").do("Soạn báo cáo UBND tỉnh").sees("không ban hành kế hoạch riêng")
    sound(officer, "90-report")


def _board(leader: Person) -> None:
    """Late ones only."""
    leader.go("Theo dõi thực hiện")
    sound(leader, "91-board")
    leader.go_in_page(re.compile("Quá hạn$"))
    # Three recommendations, and the report that a commune owes the plan of 2026.
    expect(leader.main.locator("#results tbody tr")).to_have_count(4)
    sound(leader, "92-late")
