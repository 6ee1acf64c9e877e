"""What a clerk does with papers in a browser: numbers from elsewhere, papers that come in, papers that are signed outside."""

import re
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import TypeVar
from uuid import UUID

import pytest
from PIL import Image
from sqlmodel import Session, col, select

from rasoat import clock
from rasoat.accounts.queries import actor_named
from rasoat.db import Database, installation
from rasoat.documents import register
from rasoat.papers import operations, replacing
from rasoat.papers.kinds import correction
from rasoat.papers.models import PaperCase
from rasoat.units.models import Agency
from rasoat.workflows import CaseRef, fire
from tests.browser.person import Person
from tests.browser.server import Site
from tests.browser.test_replacing import sound

pytestmark = [pytest.mark.browser, pytest.mark.slow]
People = Callable[..., Person]
T = TypeVar("T")
NEW_YEAR = date(2025, 1, 6)
SLIP = "Tại phần nơi nhận, đã ghi “UBND huyện Chi Lăng”, nay sửa thành “UBND huyện Chi Lăng (2 bản)”."


def done(site: Site, operation: Callable[[Session], T], day: date | None = None) -> T:
    """Do something in the site's database, on that day."""
    database = Database(f"sqlite:///{site.data_dir / 'rasoat.sqlite3'}")
    with clock.at(clock.beginning(day or date(2024, 11, 13))):
        found = database.write(operation)
    database.close()
    return found


def submitted(session: Session) -> UUID:
    """A letter that corrects the result notice, submitted for approval."""
    officer = actor_named(session, "chuyenvien")
    notices = select(PaperCase).where(PaperCase.kind == "result").order_by(col(PaperCase.id))
    case = replacing.draft_correction(session, officer, session.exec(notices).one().id)
    words = {"footnotes": [], "visibility": "public"}
    operations.change_block(session, officer, case.id, None, correction.ITEMS, SLIP, **words)
    fire(session, CaseRef("paper", case.id), "check", officer)
    return case.id


def approved(session: Session) -> UUID:
    """The same, approved; the e-office has given number 15 of the new year to another paper."""
    installation.move_date(session, NEW_YEAR)
    paper_id = submitted(session)
    fire(session, CaseRef("paper", paper_id), "approve", actor_named(session, "lanhdao"))
    return paper_id


def number_15(session: Session) -> None:
    dept = session.exec(select(Agency.id).where(Agency.short_name == "Sở LĐTBXH")).one()
    line = register.Line("SLĐTBXH-PTE", NEW_YEAR, "Công văn", "Mời họp giao ban", "Nông Văn Thử", "Các phòng", "VT")
    register.record_number(session, dept, 2025, "CV", 15, line)


def test_a_series_takes_its_numbers_elsewhere_and_no_number_twice(told_site: Site, people: People) -> None:
    paper_id = done(told_site, approved, NEW_YEAR)
    admin = people(told_site, "quantri").open("/admin/agencies")
    admin.go_in_page("Sở Lao động - Thương binh và Xã hội").go_in_page("Số văn bản")
    admin.page.get_by_label("Dãy CV (Công văn)").select_option(label="Nhập số lấy ở hệ thống khác")
    sound(admin, "series")
    admin.do("Lưu").sees("Đã lưu cách cấp số.")
    done(told_site, number_15, NEW_YEAR)
    clerk = people(told_site, "vanthu").open(f"/papers/{paper_id}").go_in_page(re.compile("Cấp số"))
    clerk.fill(number="15", issued_on="06/01/2025")
    sound(clerk, "number")
    clerk.do("Ghi số và ban hành").is_refused(422).sees("Mời họp giao ban")
    sound(clerk, "twin")
    clerk.fill(number="16").do("Ghi số và ban hành").sees("16/SLĐTBXH-PXH")


def test_a_paper_that_came_in_is_registered_with_its_scan_once(told_site: Site, people: People, tmp_path: Path) -> None:
    scan = tmp_path / "bao-cao-48.jpg"
    Image.new("RGB", (620, 877), "white").save(scan)
    clerk = people(told_site, "vanthu").open("/incoming/").go_in_page("Vào sổ văn bản đến")
    said = {"author": "UBND huyện Chi Lăng", "reference": "48/BC-UBND", "dated": "11/11/2024", "kind_title": "Báo cáo"}
    clerk.fill(arrived_on="12/11/2024", subject="Kết quả thực hiện kiến nghị", **said)
    clerk.do("Vào sổ").is_refused(422).sees("Chọn tệp quét của văn bản")
    sound(clerk, "incoming-form")
    clerk.fill(scan=str(scan)).do("Vào sổ").sees("bao-cao-48.jpg")
    sound(clerk, "incoming")
    clerk.open("/incoming/new").fill(arrived_on="13/11/2024", subject="Báo cáo gửi lần hai", scan=str(scan), **said)
    clerk.do("Vào sổ").sees("Văn bản này đã vào sổ")
    clerk.press(clerk.main.get_by_role("link", name="số đến 01, Báo cáo")).sees("Kết quả thực hiện kiến nghị")
    clerk.open("/incoming/").sees("48/BC-UBND")
    sound(clerk, "incoming-register")


def test_a_paper_is_signed_outside_and_its_file_recorded(told_site: Site, people: People, tmp_path: Path) -> None:
    paper_id = done(told_site, submitted)
    officer = (
        people(told_site, "chuyenvien").open(f"/papers/{paper_id}").go_in_page(re.compile("Trình ký ngoài hệ thống"))
    )
    sound(officer, "to-sign-form")
    officer.do("Cố định, tạo bản trình ký").sees("Chờ ký bên ngoài.")
    sound(officer, "to-sign")
    with officer.page.expect_download() as download:
        officer.main.get_by_role("link", name="Tải bản trình ký (PDF)").click()
    signed = tmp_path / "cong-van-da-ky.pdf"
    download.value.save_as(signed)
    clerk = people(told_site, "vanthu").open(f"/papers/{paper_id}").go_in_page(re.compile("Ghi nhận đã ký"))
    clerk.fill(how="hand", signed_on="13/11/2024").do("Ghi nhận đã ký").is_refused(422)
    sound(clerk, "signed-form")
    clerk.fill(how="hand", scan=str(signed)).do("Ghi nhận đã ký").sees("lời văn trùng với bản trình ký")
    sound(clerk, "signed")
    leader = people(told_site, "lanhdao").open(f"/papers/{paper_id}").sees("(ký tay)")
    sound(leader, "signed-leader")
