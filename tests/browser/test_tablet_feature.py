"""A day in the field, as its feature tells it: in a real browser, against a real server, most of it without a network."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import expect
from pytest_bdd import given, parsers, scenarios, then, when
from sqlmodel import select

from rasoat.dangers.models import Danger
from rasoat.db import Database
from rasoat.findings.models import Finding
from rasoat.inspections.models import Site as InspectedSite
from rasoat.settings import Settings
from rasoat.tablets.receiving.models import Photo, Record
from rasoat.visits.models import Response
from tests.browser import tablet_day as day
from tests.browser.person import Person
from tests.browser.server import Site
from tests.browser.tablet_member import TabletMember, member
from tests.browser.test_tablet import everything_stored

__all__ = ["member"]

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.field]
FRACTION = "không có phần lẻ"
scenarios("tablet_di_hien_truong.feature")


@given("trưởng đoàn đăng nhập trên máy tính bảng và mang theo chuyến đi Hữu Lũng")
def takes_along(member: TabletMember) -> None:
    member.at("Rà Soát trên máy tính bảng").look("welcome").sign_in("truongdoan")
    member.look("trips").take_visit(day.UNIT)
    member.look("taken")


@when("tắt trình duyệt rồi mở lại ở nơi không có mạng")
def starts_cold(member: TabletMember) -> None:
    member.close()
    member.start_offline()


@then("chuyến đi vẫn mở được")
def opens(member: TabletMember) -> None:
    member.at("Chuyến đi của tôi").tap("Mở", "link").at(day.UNIT).look("visit")


@when("trưởng đoàn ghi bảng kiểm tại hồ chứa nước, chụp 2 ảnh")
def fills_in(member: TabletMember, tmp_path: Path) -> None:
    day.fill_in(member, [day.picture(tmp_path, 1), day.picture(tmp_path, 2)])


@then("mở lại trang vẫn ở đúng chỗ đang ghi")
def keeps_its_place(member: TabletMember) -> None:
    day.keeps_its_place(member)
    member.look("fill").tap("Xong, về buổi làm việc", "link").at(day.UNIT)


@then("trang mở ra ngay cả trên máy chậm")
def opens_at_once(member: TabletMember) -> None:
    visit = member.page.evaluate("() => location.hash.slice(1)")
    day.opens_at_once(member, "/", f"{visit}/fill/fund_use/unit/unit")
    member.go(visit)
    member.at(day.UNIT)


@when(parsers.parse('trưởng đoàn gõ "{typed}" vào số biển đã cắm tại đơn vị'), target_fixture="visit_path")
def types_a_fraction(member: TabletMember, typed: str) -> str:
    visit: str = member.page.evaluate("() => location.hash.slice(1)")
    member.go(f"{visit}/fill/warning_signs/unit/unit")
    member.at(day.CHECKLIST).page.locator("#q-signs").fill(typed)
    member.page.locator("#q-signs").blur()
    return visit


@then("máy nói không có phần lẻ, giữ nguyên chữ đã gõ và không nháp phát hiện nào")
def refuses_a_fraction(member: TabletMember, visit_path: str) -> None:
    page = member.page
    expect(page.locator("#q-signs-error")).to_contain_text(FRACTION)
    member.look("fraction").show("fraction", ".q[data-item=signs]", size="phone")
    member.show("fraction", ".q[data-item=signs]", size="tablet")
    expect(page.locator("#q-signs")).to_have_value("12.5")
    expect(page.locator(".drafted:visible, .contradiction:visible")).to_have_count(0)
    assert '"signs":' not in everything_stored(page).replace('"signs":"12.5"', "")
    member.go(visit_path)
    member.at(day.UNIT)


@when(parsers.parse('trưởng đoàn thêm điểm "{name}"'))
def adds_site(member: TabletMember, name: str) -> None:
    day.add_site(member, name)


@when(parsers.parse('trưởng đoàn báo nguy hiểm "{what}" kèm 1 ảnh'))
def reports(member: TabletMember, what: str, tmp_path: Path) -> None:
    day.report_danger(member, what, [day.picture(tmp_path, 3)])


@then(parsers.parse("nguy hiểm đứng đầu hàng gửi, còn {count:d} mục chưa gửi"))
def stands_first(member: TabletMember, count: int) -> None:
    member.tap("Xem hàng gửi", "link").at("Hàng gửi")
    expect(member.main.locator(".row-title").first).to_contain_text("Nguy hiểm khẩn cấp")
    member.look("queue").page.reload()
    member.at("Hàng gửi")
    expect(member.page.locator("#topbar")).to_contain_text(f"Còn {count} chưa gửi")


@then("xuất được hàng gửi ra tệp")
def exports(member: TabletMember) -> None:
    with member.page.expect_download() as download:
        member.tap("Xuất ra tệp")
    assert Path(download.value.path()).read_bytes().startswith(b"RASOAT-EXPORT 1 ")


@when("có mạng trở lại")
def comes_back(member: TabletMember) -> None:
    member.offline(False)
    member.send_everything()
    member.look("sent")


@then("Sở có đủ bảng kiểm, điểm mới, nguy hiểm và 3 ảnh, mỗi thứ một lần")
def all_arrived(told_site: Site) -> None:
    database = Database(Settings(data_dir=told_site.data_dir, database_url="").url)
    with database.read() as session:
        sent = list(session.exec(select(Record)))
        assert sorted(one.kind for one in sent) == ["danger", "response", "site"]
        assert {one.outcome for one in sent} == {"applied"}
        assert [one.state for one in session.exec(select(Photo))] == ["stored"] * 3
        assert len(session.exec(select(Danger)).all()) == 1
        assert len(session.exec(select(InspectedSite).where(InspectedSite.name == "Ao sau nhà văn hóa")).all()) == 1
        response = next(one for one in sent if one.kind == "response").response_id
        assert session.get_one(Response, response).answers["not_hidden"] == "no"
    database.close()


@then(parsers.parse('"{typed}" gõ trên máy tính ở cơ quan cũng bị từ chối, chữ còn nguyên, không số nào được ghi'))
def the_desk_refuses_it_too(told_site: Site, people: Callable[..., Person], typed: str) -> None:
    database = Database(Settings(data_dir=told_site.data_dir, database_url="").url)

    def stored() -> list[object]:
        with database.read() as session:
            answers = [one.answers for one in session.exec(select(Response)) if one.scope == "unit"]
            return [answers, len(session.exec(select(Finding)).all())]

    before = stored()
    desk = people(told_site, "truongdoan").go_in_page(day.UNIT).go_in_page(re.compile("^Ghi.*đuối nước tại đơn vị"))
    desk.answer(signs=typed).do(re.compile("^Lưu")).sees(FRACTION)
    expect(desk.main.locator("[name=q-signs]")).to_have_value(typed)
    assert stored() == before
    database.close()
