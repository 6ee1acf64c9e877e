"""The pages of each role on a tablet and on a desk: nothing wrong on any, and the pictures of the guides.

`make screenshots` keeps the pictures in docs/vi/images; otherwise they go to a folder of the test.
"""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests.browser.images import guide_folder
from tests.browser.person import DESK, TABLET, Person
from tests.browser.sent import WELL, send_from_tablets
from tests.browser.server import Site
from tests.browser.tours import NEXT_UNIT, SIZES, TOURS, UNIT

pytestmark = [pytest.mark.browser, pytest.mark.slow]
People = Callable[..., Person]


@pytest.fixture
def images(tmp_path: Path) -> Path:
    return guide_folder(tmp_path / "images")


def test_the_pages_of_every_role(told_site: Site, people: People, images: Path) -> None:
    """Each page looks right at both sizes and keeps no one out; every fault of every page is told at once."""
    faults: list[str] = []
    for username, tour in TOURS.items():
        for size, other in ((DESK, TABLET), (TABLET, DESK)):
            stops = [stop for stop in tour if SIZES[stop.size] == size]
            person = people(told_site, username, size=size) if stops else None
            for stop in stops:
                assert person
                stop.steps(person.open("/"))
                if stop.picture:
                    person.picture(images, stop.picture)
                faults += [f"{username}: {person.page.url} {fault}" for fault in person.faults()]
                person.fits(other).fits(size)
            if person:
                person.close()
    assert not faults, "\n".join(faults)


def test_a_notice_on_its_way_to_the_unit(reviewed_site: Site, people: People, images: Path) -> None:
    """From what the team found to what the unit must do: pages that are there only on the way."""
    result = re.compile("^Kết quả kiểm tra")
    lead = people(reviewed_site, "truongdoan", size=TABLET).go("Cuộc kiểm tra").go_in_page(UNIT).go_in_page("Phát hiện")
    lead.main.get_by_text(re.compile(r"^Đã bỏ hoặc đã gộp")).tap()
    lead.do("Khôi phục").picture(images, "findings")
    faults = lead.faults()
    lead.press(lead.main.locator("#suggested").locator("xpath=../..").get_by_role("link", name="Không nhận").first)
    lead.fill(reason="Đã nêu ở mục khác.").do("Lưu")

    officer = people(reviewed_site, "chuyenvien").go("Cuộc kiểm tra").go_in_page(UNIT).go_in_page("Văn bản")
    officer.do("Soạn thông báo kết quả").picture(images, "composer")
    faults += officer.faults()
    officer.go_in_page("Xem như bản in").do("Rà soát xong, trình duyệt")
    leader = people(reviewed_site, "lanhdao", size=TABLET).go_in_page(result).picture(images, "notice-approve")
    faults += leader.faults()
    leader.do("Duyệt ký")
    clerk = people(reviewed_site, "vanthu").go_in_page(result).go_in_page("Cấp số…").picture(images, "notice-number")
    faults += clerk.faults()
    clerk.do("Cấp số và ban hành").picture(images, "notice-issued")
    unit = (
        people(reviewed_site, "chilang", size=TABLET).go("Nội dung phải thực hiện").picture(images, "new-obligations")
    )
    faults += unit.faults()
    assert not faults, "\n".join(faults)


def test_what_became_of_it_over_the_years(
    ended_site: Site, ended_names: dict[str, str], people: People, images: Path
) -> None:
    """An answer, its verdict, a stance that was decided, what was passed on by the act, a step of the ladder."""

    def page(key: str) -> str:
        return f"/obligations/{ended_names[f'obligation.{key}']}"

    officer, unit = people(ended_site, "chuyenvien"), people(ended_site, "chilang.phong", size=TABLET)
    facility = people(ended_site, "cosotgxh", size=TABLET)
    stops: list[tuple[Person, str, str, str, str]] = [
        (unit, page("homes_2026"), "Báo cáo kết quả thực hiện", "obligation-unit", ""),
        (facility, page("pond"), "Bổ sung báo cáo đã gửi", "", ""),
        (officer, page("pond"), "Xác minh kết quả", "verify", "verify"),
        (officer, page("budget"), "không nhất trí", "stance", "answers"),
        (officer, page("signs"), "xã Nhân Lý", "passed-on", "answers"),
        (officer, page("homes_2026"), "Soạn công văn đôn đốc", "ladder", "ladder"),
        (officer, f"/ended-agencies/acts/{ended_names['act']}?state=passed", "Nghị quyết số 1672", "act", ""),
    ]
    faults: list[str] = []
    for person, path, words, name, at in stops:
        person.open(path).sees(re.compile(words, re.IGNORECASE))
        if name:
            person.picture(images, name, at)
        faults += [f"{person.username}: {path} {fault}" for fault in person.faults()]
        person.fits(TABLET).fits(DESK)
    assert not faults, "\n".join(faults)


def test_what_the_desk_sees_of_tablets(told_site: Site, people: People, images: Path, tmp_path: Path) -> None:
    """Who took what along and what came, two opinions to choose from, a record that came late, a danger at once."""
    sent = send_from_tablets(told_site, tmp_path, NEXT_UNIT, UNIT)
    lead = people(told_site, "truongdoan")
    leader, officer = people(told_site, "lanhdao", size=TABLET), people(told_site, "chuyenvien")
    board = f"/visits/{sent.going_on}/tablets"
    stops: list[tuple[Person, str, str | re.Pattern[str], str]] = [
        (lead, board, "mục chờ trưởng đoàn chọn", "tablets-board"),
        (lead, f"/visits/{sent.going_on}/conflicts", "Ai quản lý nơi này", "tablets-conflicts"),
        (lead, f"/visits/{sent.closed}/late", "Biển cảnh báo", "tablets-late"),
        (leader, "/", WELL, "home-danger"),
        (officer, "/tablets/", "Máy tính bảng 2", "tablets"),
    ]
    faults: list[str] = []
    for person, path, words, name in stops:
        person.open(path).sees(words).picture(images, name)
        faults += [f"{person.username}: {path} {fault}" for fault in person.faults()]
    lead.open(board).go_in_page(re.compile("^Không còn gửi được")).picture(images, "tablets-photo")
    faults += lead.faults()
    assert not faults, "\n".join(faults)


def test_the_door(told_site: Site, browser: Browser, images: Path) -> None:
    """The sign-in page offers the accounts of the example; a wrong password and an unknown page are told plainly."""
    for size, window in SIZES.items():
        visitor = Person(browser, told_site, "nguoila", size=window).open("/sign-in")
        if size == "desk":
            visitor.picture(images, "sign-in")
        assert not visitor.faults()
        visitor.fill(username="nguoila", password="khong-dung").press(
            visitor.page.get_by_role("button", name="Đăng nhập", exact=True)
        )
        visitor.sees("mật khẩu")
        visitor.open("/khong-co-trang-nay").is_refused(404)
        visitor.close()
