"""A day at a commune that got a notice: its leader and an officer, each on a telephone, from the bell to the answer."""

import re
from collections.abc import Callable
from pathlib import Path
from urllib.parse import urlsplit
from urllib.request import urlopen

import pytest
from PIL import Image
from playwright.sync_api import expect

from tests.browser.person import Person
from tests.browser.server import Site
from tests.browser.test_replacing import sound
from tests.browser.wide import PHONE

pytestmark = [pytest.mark.browser, pytest.mark.slow]
People = Callable[..., Person]
Names = dict[str, str]
WHY = "Xã thực hiện kế hoạch chung của tỉnh."
NOTE = "Nhờ trưởng thôn chụp ảnh từng biển."
PROOF = {"name": "giay-moi.pdf", "mimeType": "application/pdf", "buffer": b"%PDF-1.4\n%%EOF\n"}


def test_a_day_at_the_commune(noticed_site: Site, quan_son_names: Names, people: People, tmp_path: Path) -> None:
    leader = people(noticed_site, "quanson.lanhdao", size=PHONE)
    _told(leader)
    _received(leader)
    _given_inside(leader, quan_son_names)
    _disagreed(leader, quan_son_names)
    _more_time(leader, quan_son_names)
    photos = _photos(tmp_path)
    _progress(leader, quan_son_names, photos)
    officer = people(noticed_site, "quanson", size=PHONE)
    _prepared(officer, photos)
    _released_and_taken_back(leader)
    _taken_along(leader)


def _photos(folder: Path) -> list[str]:
    made = []
    for place, colour in enumerate(("teal", "olive"), start=1):
        made.append(folder / f"bien-{place}.jpg")
        Image.new("RGB", (900, 675), colour).save(made[-1])
    return [str(path) for path in made]


def _told(leader: Person) -> None:
    """The bell counts what is new; a notice opens the one thing that it is about."""
    sound(leader, "1-home")
    leader.sees("Nội dung mới, chưa xác nhận đã nhận")
    bell = leader.page.locator(".bell")
    expect(bell.locator(".count")).to_have_text(re.compile("^[1-9]"))
    leader.press(bell)
    sound(leader, "2-notices")
    leader.press(leader.main.locator(".notice-unread a").first).sees("Việc phải làm")
    sound(leader, "3-new")


def _received(leader: Person) -> None:
    """What is urgent stands first; one press confirms all of it."""
    leader.go("Nội dung phải thực hiện")
    expect(leader.main.locator(".row-card").first).to_contain_text("Khẩn")
    sound(leader, "4-inbox")
    leader.do("Xác nhận tất cả").sees("Đã xác nhận nhận 4 nội dung.")
    sound(leader, "5-received")


def _opened(person: Person, names: Names, key: str, fold: str = "") -> Person:
    person.open(f"/obligations/{names[f'obligation.{key}']}")
    if fold:
        person.main.locator("summary", has_text=fold).tap()
    return person


def _given_inside(leader: Person, names: Names) -> None:
    _opened(leader, names, "dam", "Giao người làm").fill(person_id=names["quanson"], due_on="15/01/2027")
    sound(leader, "6-assigning")
    leader.do("Lưu việc giao").sees("hạn nội bộ 15/01/2027")
    leader.main.locator("summary", has_text="Ghi chú nội bộ").tap()
    leader.fill(note=NOTE).do("Lưu ghi chú").sees(NOTE)
    sound(leader, "7-inside")


def _disagreed(leader: Person, names: Names) -> None:
    """To disagree needs a reason."""
    _opened(leader, names, "quan_son_plan", "Nêu ý kiến").fill(stance="disagrees").do("Ghi ý kiến").is_refused(422)
    sound(leader, "8-without-reason")
    leader.fill(stance_reason=WHY).do("Ghi ý kiến").sees(WHY)
    sound(leader, "9-disagreed")


def _more_time(leader: Person, names: Names) -> None:
    _opened(leader, names, "quan_son_swim", "Xin gia hạn")
    leader.fill(until="30/06/2027", extension_reason="Chỉ mở lớp được vào dịp hè.", extension_files=PROOF)
    sound(leader, "10-more-time")
    leader.do("Gửi đề nghị gia hạn").sees("Đang xin gia hạn").sees("giay-moi.pdf")
    sound(leader, "11-asked")


def _progress(leader: Person, names: Names, photos: list[str]) -> None:
    _opened(leader, names, "quan_son_homes", "Báo tiến độ")
    leader.fill(progress="Đã tư vấn 60 hộ.", progress_files=photos)
    sound(leader, "12-progress")
    leader.do("Báo tiến độ").sees("Đã tư vấn 60 hộ.")
    expect(leader.main.locator(".timeline .photo-strip img")).to_have_count(2)
    sound(leader, "13-progress-told")


def _prepared(officer: Person, photos: list[str]) -> None:
    """What was given to the officer stands on the first page; the answer is a draft first, then waits for the leader."""
    officer.sees("Giao cho bạn")
    sound(officer, "20-home")
    given = officer.page.get_by_role("region", name="Giao cho bạn")
    officer.press(given.get_by_role("link").first).sees(NOTE)
    sound(officer, "21-given")
    officer.fill(claim="met", text="Đã cắm 3 biển.", files=photos).do("Lưu nháp").sees("Đã lưu nháp.")
    sound(officer, "22-draft")
    rows = {"parts-0-photo": "y", "parts-1-reached": "3"}
    for name, value in rows.items():
        officer.write(name, value)
    officer.do("Trình lãnh đạo duyệt").sees("Báo cáo đang chờ lãnh đạo duyệt").sees("3/3 biển")
    sound(officer, "23-waits")


def _released_and_taken_back(leader: Person) -> None:
    leader.open("/").sees("Báo cáo chờ bạn duyệt gửi")
    sound(leader, "30-home")
    waiting = leader.page.get_by_role("region", name="Báo cáo chờ bạn duyệt gửi")
    leader.press(waiting.get_by_role("link").first).sees("Báo cáo chờ bạn duyệt")
    sound(leader, "31-to-release")
    leader.do("Duyệt và gửi báo cáo").sees("Đã báo cáo, chờ xác minh")
    sound(leader, "32-sent")
    leader.go_in_page(re.compile("^Rút lại báo cáo")).fill(reason="Thiếu ảnh của biển thứ ba.")
    sound(leader, "33-taking-back")
    leader.do("Rút lại báo cáo").sees("Đã rút lại").sees("Thiếu ảnh của biển thứ ba.")
    expect(leader.main.locator("#text")).to_have_value("Đã cắm 3 biển.")
    expect(leader.main.get_by_role("checkbox", name="bien-1.jpg")).to_be_checked()
    sound(leader, "34-taken-back")


def _taken_along(leader: Person) -> None:
    """The list to print, and the days in the telephone's own calendar until the address is withdrawn."""
    leader.go("Nội dung phải thực hiện")
    with leader.page.expect_download() as download:
        leader.main.locator("button[name='form'][value='pdf']").tap()
    assert Path(download.value.path()).read_bytes().startswith(b"%PDF")
    leader.go_in_page("Lịch hạn")
    sound(leader, "40-calendar")
    leader.do("Tạo địa chỉ lịch")
    sound(leader, "41-address")
    path = urlsplit(leader.main.locator("#calendar-address").inner_text()).path
    with urlopen(leader.site.address + path) as feed:  # noqa: S310 - our own address
        told = feed.read().decode()
    assert told.count("BEGIN:VEVENT") == 5, "four recommendations, and the report that the plan of 2026 asks for"
    assert "đập" not in told, "the calendar's address is known to others"
    leader.do("Thu hồi địa chỉ").sees("Chưa có địa chỉ")
