"""A day of an officer of the department at the desk, six weeks after a notice: what waits, until all of it goes on."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from tests.browser.person import DESK, Person
from tests.browser.server import Site
from tests.browser.test_replacing import sound
from tests.browser.wide import PHONE

pytestmark = [pytest.mark.browser, pytest.mark.long]
People = Callable[..., Person]
Names = dict[str, str]
EVIDENCE = "Đã xem ảnh từng biển."
SAID = "Đã tư vấn đủ 174 hộ."


def test_a_day_of_an_officer(late_site: Site, quan_son_names: Names, people: People) -> None:
    officer = people(late_site, "chuyenvien")
    _what_waits(officer)
    _verified(officer)
    _reminded(officer)
    _answered_on_paper(officer, quan_son_names)
    _joined(officer, quan_son_names)
    _stopped(officer, quan_son_names)


def _section(officer: Person, title: str, words: str = "") -> Person:
    """To the first thing in a section of the first page."""
    region = officer.open("/").page.get_by_role("region", name=title, exact=True)
    return officer.press(region.get_by_role("link", name=re.compile(words)).first)


def _what_waits(officer: Person) -> None:
    sound(officer, "50-home")
    for title in ("Quá hạn, cần đôn đốc", "Đã báo cáo, chờ xác minh", "Xin gia hạn"):
        expect(officer.page.get_by_role("region", name=title, exact=True)).to_be_visible()


def _verified(officer: Person) -> None:
    """From papers: the photographs of before and after, a verdict and a reason for each part."""
    _section(officer, "Đã báo cáo, chờ xác minh", "trước hết là đập").sees("Ảnh trước và sau").sees("3/3 biển")
    sound(officer, "51-answered")
    expect(officer.page.get_by_role("region", name="Ảnh trước và sau").get_by_role("img")).to_have_count(2)
    officer.do("Bắt đầu xác minh").sees("Đang xác minh")
    sound(officer, "52-verifying")
    officer.write("parts-0-verdict", "met").write("parts-1-verdict", "partly_met").write("parts-1-reached", "2")
    officer.fill(evidence=EVIDENCE).do("Ghi kết luận").is_refused(422)
    sound(officer, "53-without-reason")
    officer.write("parts-1-reason", "Biển thứ ba bị cây che.").do("Ghi kết luận").sees("Thực hiện một phần")
    officer.sees("2/3 biển").sees("Biển thứ ba bị cây che.")
    sound(officer, "54-verified")


def _reminded(officer: Person) -> None:
    """One letter names everything that the commune has overdue."""
    _section(officer, "Quá hạn, cần đôn đốc", "Ban hành kế hoạch")
    sound(officer, "55-overdue")
    officer.do("Soạn công văn đôn đốc").sees("Tư vấn, hướng dẫn các hộ").sees(
        "Ban hành kế hoạch phòng, chống đuối nước"
    )
    sound(officer, "56-letter")
    # On a telephone the table is moved sideways: no column is so narrow that words are broken into letters.
    cells = officer.fits(PHONE).main.locator(".table-panel td")
    assert min(cells.evaluate_all("all => all.map((one) => one.offsetWidth)")) > 80
    officer.fits(DESK)
    officer.go_in_page("Xem như bản in")
    sound(officer, "57-letter-as-printed")
    officer.do("Rà soát xong, trình duyệt").sees("chờ duyệt")
    sound(officer, "58-submitted")


def _answered_on_paper(officer: Person, names: Names) -> None:
    """What came on paper is the commune's answer, with the scan beside it."""
    officer.go("Văn bản").go_in_page(re.compile("^Sổ đăng ký văn bản đến"))
    sound(officer, "60-incoming")
    officer.go_in_page(re.compile("kết quả tư vấn các hộ có trẻ em"))
    sound(officer, "61-paper")
    officer.go_in_page("Ghi là báo cáo của đơn vị").fill(signer="Nguyễn Văn Giả Định, Chủ tịch")
    sound(officer, "62-what-it-answers")
    officer.write("answers-0-claim", "met").write("answers-0-text", SAID)
    sound(officer, "63-answers")
    officer.do("Ghi báo cáo").sees("Tư vấn, hướng dẫn các hộ")
    officer.open(f"/obligations/{names['obligation.homes_2026']}").sees(SAID).sees("Nguyễn Văn Giả Định, Chủ tịch")
    officer.sees_not("Ảnh trước và sau")  # The scan of a paper is no photograph of what was done.
    sound(officer, "64-answered-on-paper")


def _joined(officer: Person, names: Names) -> None:
    """Two communes ask for the same: it is dealt with once."""
    officer.go("Đề xuất của đơn vị")
    sound(officer, "65-proposals")
    officer.open(f"/proposals/{names['proposal.xa_nhan_ly']}")
    sound(officer, "66-proposal")
    officer.go_in_page("Gộp vào đề xuất cùng nội dung")
    sound(officer, "67-alike")
    officer.write("leader", names["proposal.xa_quan_son"]).do("Gộp").sees("xử lý chung")
    sound(officer, "68-joined")


def _stopped(officer: Person, names: Names) -> None:
    """A step of the ladder is stopped with a reason, which the commune does not read."""
    officer.open(f"/obligations/{names['obligation.quan_son_homes']}").go_in_page("Dừng một bậc…")
    officer.do("Dừng bậc này").is_refused(422)
    sound(officer, "70-stopping")
    step = officer.main.locator("[name='step'] option").nth(1).get_attribute("value")
    officer.fill(step=step, reason="Đã gọi điện, xã gửi báo cáo ngày mai.").do("Dừng bậc này").sees("Đã dừng bậc này")
    officer.sees("Đã gọi điện, xã gửi báo cáo ngày mai.")
    sound(officer, "71-stopped")
