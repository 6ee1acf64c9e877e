"""The second half of the path: notices, answers, verdicts, the end."""

import re
from pathlib import Path

from playwright.sync_api import Locator

from tests.browser.before_notice import OWN, TITLE, UNIT, Cast
from tests.browser.person import Person

EDITED = "Căn cứ kế hoạch đã phê duyệt, Sở thông báo như sau."
PROOF = {"name": "bao-cao.pdf", "mimeType": "application/pdf", "buffer": b"%PDF-1.4\n%%EOF\n"}


def schedule_notice(cast: Cast) -> None:
    """Composed from the plan, checked, approved, numbered and issued."""
    officer = cast["chuyenvien"].go("Kế hoạch").go_in_page(TITLE).do("Soạn thông báo lịch")
    officer.go_in_page("Xem như bản in").do("Rà soát xong, trình duyệt").sees("chờ duyệt")
    _approve_and_issue(cast, "lịch")


def result_notice(cast: Cast) -> None:
    """Composed from what the team found; one block is edited, another edited and reset."""
    officer = cast["chuyenvien"].go("Cuộc kiểm tra").go_in_page(UNIT).go_in_page("Văn bản")
    officer.do("Soạn thông báo kết quả")
    before = _paragraph(officer, 1).locator(".text-lines").inner_text()
    for number, words in ((0, EDITED), (1, "Đoạn sửa nhầm.")):
        officer.press(_paragraph(officer, number).get_by_role("link", name="Sửa", exact=True))
        officer.fill(words=words).do("Lưu đoạn").sees(words)
    officer.press(_paragraph(officer, 1).get_by_role("button", name="Lấy lại đoạn soạn sẵn")).sees_not("Đoạn sửa nhầm.")
    assert _paragraph(officer, 1).locator(".text-lines").inner_text() == before
    officer.go_in_page("Xem như bản in").sees(EDITED).do("Rà soát xong, trình duyệt").sees("chờ duyệt")
    _approve_and_issue(cast, "kết quả")


def _paragraph(person: Person, number: int) -> Locator:
    blocks = person.main.locator("article.composer-block")
    return blocks.filter(has=person.page.get_by_text("Đoạn văn", exact=True)).nth(number)


def _approve_and_issue(cast: Cast, words: str) -> None:
    subject = re.compile(words, re.IGNORECASE)
    cast["lanhdao"].go_in_page(subject).do("Duyệt ký").sees("chờ cấp số")
    clerk = cast["vanthu"].go_in_page(subject).go_in_page("Cấp số…").do("Cấp số và ban hành").sees("Đã ban hành")
    with clerk.page.expect_download() as download:
        clerk.main.get_by_role("link", name="Tải về").click()
    assert Path(download.value.path()).read_bytes().startswith(b"%PDF"), download.value.url


def answer(cast: Cast) -> None:
    """The authority acknowledges, answers one with a file, asks for more time on another; the officer grants it."""
    unit = cast["chilang"].go("Nội dung phải thực hiện")
    while unit.main.get_by_role("button", name=re.compile("^Đã nhận")).count():
        unit.do(re.compile("^Đã nhận")).go("Nội dung phải thực hiện")
    unit.go_in_page(re.compile(r"^Báo cáo kiến nghị")).fill(
        claim="met", text="Đã phát quang, đã cắm 46 biển.", files=PROOF
    )
    unit.do("Gửi báo cáo").sees("Đã báo cáo, chờ xác minh").sees("bao-cao.pdf")
    assert not unit.main.get_by_role("button", name="Ghi kết luận").count(), "the authority can verify itself"
    unit.go("Nội dung phải thực hiện").go_in_page(re.compile("^Xin gia hạn"))
    unit.fill(until="2025-03-03", reason="Chờ dự toán năm 2025.").do("Xin gia hạn").sees("Đang xin gia hạn")
    officer = cast["chuyenvien"].press(_in_section(cast["chuyenvien"], "Xin gia hạn"))
    officer.go_in_page("Đồng ý gia hạn…").fill(until="2025-03-03").do("Đồng ý gia hạn").sees("03/03/2025")


def verify(cast: Cast) -> None:
    """One is met, which needs evidence; the office's is partly met and reopened."""
    officer = cast["chuyenvien"].press(_in_section(cast["chuyenvien"], "Đã báo cáo, chờ xác minh"))
    officer.fill(verdict="met").do("Ghi kết luận").sees("bằng chứng")
    officer.fill(verdict="met", evidence="Đã xem 46 biển tại chỗ.").do("Ghi kết luận").sees("Đã xác minh")
    office = cast["chilang.phong"].go_in_page(OWN)
    office.fill(claim="partly_met", text="Đã có văn bản, chưa vận động được.").do("Gửi báo cáo")
    officer = cast["chuyenvien"].go_in_page(OWN)
    officer.fill(verdict="partly_met", evidence="Đã đọc văn bản.").do("Ghi kết luận").sees("Thực hiện một phần")
    officer.go_in_page("Yêu cầu làm tiếp với hạn mới…").fill(reason="Vận động và báo cáo số thu.", due_on="2024-10-15")
    officer.do("Yêu cầu làm tiếp với hạn mới").sees("15/10/2024")


def finish(cast: Cast) -> None:
    """Late things show on the board; the inspection ends when nothing is open any more."""
    officer = cast["chuyenvien"].move_date("2024-11-04").go("Theo dõi thực hiện").sees("Quá hạn 20 ngày").sees(OWN)
    officer.go("Cuộc kiểm tra").go_in_page(UNIT).reads("Kết thúc cuộc kiểm tra", "chưa được xác minh")
    while True:
        leader = cast["lanhdao"].go("Theo dõi thực hiện")
        rows = leader.main.locator("#results a.row-link")
        if not rows.count():
            break
        leader.press(rows.first).go_in_page("Rút nội dung này…")
        leader.fill(reason="Chuyển sang kế hoạch năm 2025.").do("Rút nội dung này").sees("Đã rút")
    officer = cast["chuyenvien"].go("Cuộc kiểm tra").go_in_page(UNIT).do("Kết thúc cuộc kiểm tra")
    officer.sees("Đã thực hiện: Kết thúc cuộc kiểm tra.")


def _in_section(person: Person, heading: str) -> Locator:
    section = person.page.get_by_role("region", name=heading, exact=True)
    return section.get_by_role("link").first


def stays_among_its_own(cast: Cast) -> None:
    """Another district finds nothing under the address of this one's case."""
    address = cast["chuyenvien"].go("Cuộc kiểm tra").go_in_page(UNIT).page.url
    cast["huulung"].open(address).is_refused(404).sees_not("Chi Lăng")
