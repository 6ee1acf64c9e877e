"""A meeting from its first line to the issued notice, by clicking; its pages on a phone, a tablet and at the desk."""

from collections.abc import Callable

import pytest

from tests.browser.person import Person
from tests.browser.server import Site
from tests.browser.test_replacing import sound

pytestmark = [pytest.mark.browser, pytest.mark.slow]
People = Callable[..., Person]
MATTER = "đánh giá công tác trẻ em năm 2024 và triển khai nhiệm vụ năm 2025"


def _pick(person: Person, name: str) -> None:
    person.main.get_by_role("searchbox").first.fill(name)
    person.page.get_by_role("checkbox", name=name).first.check()


def test_a_meeting_becomes_a_notice_with_tasks(told_site: Site, people: People) -> None:
    officer = people(told_site, "chuyenvien").open("/meetings/")
    officer.press(officer.main.get_by_role("link", name="Lập cuộc họp đầu tiên"))
    page = officer.page
    for field, words in (
        ("body_name", "Ban Chỉ đạo thực hiện công tác trẻ em tỉnh Lạng Sơn"),
        ("body_sign", "BCĐ"),
        ("matter", MATTER),
        ("chair_name", "Đỗ Văn Mẫu"),
        ("chair_position", "Trưởng Ban"),
        ("chair_office", "Phó Chủ tịch UBND tỉnh"),
        ("conclusions", "Năm 2024 công tác trẻ em có nhiều kết quả."),
    ):
        page.locator(f"#{field}").fill(words)
    _pick(officer, "Sở Giáo dục và Đào tạo")
    sound(officer, "meeting-form")
    officer.press(officer.main.get_by_role("button", name="Lưu cuộc họp").last)
    officer.press(officer.main.get_by_role("button", name="Đã họp"))
    officer.press(officer.main.get_by_role("link", name="Thêm nhiệm vụ"))
    page.locator("#text").fill("Dạy kỹ năng an toàn trong môi trường nước cho học sinh.")
    page.get_by_label("Giao mọi cơ quan thành viên").check()
    officer.press(officer.main.get_by_role("button", name="Lưu nhiệm vụ").last)
    officer.press(officer.main.get_by_role("button", name="Chốt kết luận"))
    sound(officer, "meeting")
    officer.press(officer.main.get_by_role("button", name="Soạn thông báo kết luận"))
    assert "TB-BCĐ" in officer.main.inner_text()
