"""From an empty folder to an approved plan: 65 communes, 150 accounts from a table, three co-signing agencies, by clicking."""

import re
from pathlib import Path

import pdfplumber
import pytest
from playwright.sync_api import Browser
from sqlmodel import col, func, select

from rasoat import clock
from rasoat.accounts.models import User
from rasoat.commands.setup import ready
from rasoat.inspections.models import Inspection
from rasoat.settings import Settings
from rasoat.units.models import Agency
from rasoat.web.beginning.token import token
from rasoat.web.demo_accounts import DEMO_PASSWORD
from tests import morning
from tests.browser.person import Person
from tests.browser.server import Site, serve
from tests.browser.test_first_day import Counted

pytestmark = [pytest.mark.browser, pytest.mark.long]
ACCOUNTS = 150
COMMUNES = 65
PAGES = 40
TITLE = "Kiểm tra việc bảo vệ, chăm sóc trẻ em"


class Morning:
    """Everybody who takes part, and how many pages all of them loaded together."""

    def __init__(self, browser: Browser, site: Site) -> None:
        self.browser, self.site = browser, site
        self.database = ready(Settings(data_dir=site.data_dir, database_url=""))
        self.counted: list[Counted] = []
        self.there: list[Person] = []
        self.codes: dict[str, str] = {}

    def enter(self, username: str) -> Person:
        """A window, not signed in yet."""
        self.there.append(Person(self.browser, self.site, username))
        self.counted.append(Counted(self.there[-1]))
        return self.there[-1]

    def activated(self, username: str) -> Person:
        """A person who chooses a password with the code and is signed in."""
        person = self.enter(username).open("/activate")
        person.fill(username=username, code=self.codes[username], password=DEMO_PASSWORD, again_password=DEMO_PASSWORD)
        return person.press(person.main.get_by_role("button").first)

    def pages(self) -> int:
        """The pages loaded so far."""
        return sum(one.pages for one in self.counted)

    def close(self) -> None:
        """Close the windows."""
        for person in self.there:
            person.close()
        self.database.close()


def test_a_plan_for_every_commune_is_approved(browser: Browser, tmp_path: Path) -> None:
    with serve(tmp_path / "data") as site:
        morning_ = Morning(browser, site)
        try:
            _set_up(morning_, tmp_path)
            _plan(morning_)
            print(f"pages loaded: {morning_.pages()}")
            assert morning_.pages() < PAGES
        finally:
            morning_.close()


def _set_up(at: Morning, folder: Path) -> None:
    """What the administrator does."""
    admin = at.enter("quantri")
    admin.open(f"/begin/{token((at.site.data_dir / 'secret_key').read_text())}")
    admin.fill(province="20", name=morning.DEPARTMENT, symbol="SYT", place="Lạng Sơn", valid_from="1/3/2025")
    admin.do("Xem phần đầu văn bản, sang bước 2")
    admin.fill(full_name="Quản Trị Thử", username="quantri", password=DEMO_PASSWORD, again_password=DEMO_PASSWORD)
    admin.do("Lập và đăng nhập")
    admin.go_in_page("Cơ quan được kiểm tra")
    admin.sees(": 11 cơ quan").do("Lập cả các loại còn lại theo gợi ý")
    admin.sees(f"Đã lập {11 + 11 + COMMUNES + COMMUNES} cơ quan.")
    with at.database.read() as session:
        query = select(Agency.name).where(Agency.kind == "commune").order_by(col(Agency.order_text))
        authorities = list(session.exec(query))
    files = {"Cơ quan": morning.peers("UBND tỉnh Lạng Sơn"), "Tài khoản": morning.accounts(authorities, ACCOUNTS - 131)}
    for kind, data in files.items():
        file = folder / f"{kind}.xlsx"
        file.write_bytes(data)
        # The list of agencies is what the last step has led to; the table of agencies leads on to the accounts.
        admin.go_in_page("Nhập từ bảng" if kind == "Cơ quan" else "Nhập bảng tài khoản")
        admin.fill(file=file).do("Xem trước").do("Nhập")
    with at.database.read() as session:
        assert session.exec(select(func.count()).select_from(User)).one() == ACCOUNTS
    admin.go_in_page("Cấp mã kích hoạt cho người mới")
    admin.main.get_by_role("button", name="Tạo mã").click()
    with admin.page.expect_download() as download:
        admin.page.locator(".confirm-dialog .btn-primary").click()
    at.codes = _codes(download.value.path())


def _codes(slips: Path) -> dict[str, str]:
    """The code of each account, as the slips say."""
    with pdfplumber.open(slips) as sheets:
        # Two slips stand beside each other: each half of a sheet is read by itself.
        halves = [
            sheet.crop((left, 0, left + sheet.width / 2, sheet.height))
            for sheet in sheets.pages
            for left in (0, sheet.width / 2)
        ]
        text = "\n".join(half.extract_text() for half in halves)
    found = re.findall(r"Tên đăng nhập: (\S+)\s+Mã kích hoạt: (\S+)", text)
    assert len(found) == ACCOUNTS - 1
    return dict(found)


def _plan(at: Morning) -> None:
    """What the officer, the co-signing leaders and the lead agency's leader do; leaders sign a day after their codes."""
    officer = at.activated("chuyenvien")
    officer.go("Kế hoạch").go_in_page("Lập kế hoạch đầu tiên")
    officer.fill(title=TITLE, purpose="Đánh giá việc thực hiện chính sách về trẻ em.")
    officer.write("bases-0", "Luật Trẻ em năm 2016")
    officer.write("contents-0-title", "Phòng, chống đuối nước").write("contents-0-checklist", "warning_signs")
    for peer in morning.PEERS:
        officer.pick("cosigners", peer)
    box = officer.main.locator("#targets")
    box.get_by_role("button", name="Thêm tất cả các xã").click()
    today = clock.today()
    officer.fill(day=f"28/12/{today.year}").do("Lưu kế hoạch").sees("Đã lưu kế hoạch.")
    officer.do("Gửi các cơ quan cùng ký").sees("Chờ ký")
    # Each opens the first page when it is there to be signed; who signs waits a day after choosing the password.
    chief, *peers = morning.LEADERS
    for username in peers:
        peer = at.activated(username)
        at.database.write(morning.next_day)
        peer.go_in_page(TITLE).do("Ký liên ngành").sees("Đã ký")
    leader = at.activated(chief)
    at.database.write(morning.next_day)
    leader.go_in_page(TITLE).do("Phê duyệt").sees("Đã ký đủ, chờ cấp số")
    clerk = at.activated("vanthu")
    at.database.write(morning.next_day)
    clerk.go_in_page(re.compile("trẻ em")).go_in_page("Cấp số…")
    clerk.fill(number="1").do("Ghi số và ban hành").sees("Đã ban hành kế hoạch 01/")
    with at.database.read() as session:
        assert session.exec(select(func.count()).select_from(Inspection)).one() == COMMUNES
