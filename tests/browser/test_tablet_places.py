"""What only a browser shows of the own part and of codes of places: without a network, scanned, typed; and a day on one sheet."""

import io
from uuid import UUID

import pdfplumber
import pytest
from playwright.sync_api import expect
from sqlmodel import Session, select

from rasoat.accounts.models import User
from rasoat.accounts.queries import actor_of
from rasoat.db import Database
from rasoat.inspections import queries as inspections
from rasoat.inspections.models import Inspection, Site
from rasoat.inspections.place_codes import shown
from rasoat.settings import Settings
from rasoat.visits.assigned import operations as assigning
from rasoat.visits.models import Visit
from rasoat.workflows.meanings import place
from tests.browser import server
from tests.browser.tablet_member import TabletMember, member

__all__ = ["member"]

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.field]
VISITED = "Ủy ban nhân dân huyện Chi Lăng"
UNKNOWN = "XKYV2WNF8"
_CAMERA = """(text) => {
  globalThis.BarcodeDetector = class { async detect() { return [{ rawValue: text }]; } };
  const canvas = document.createElement("canvas");
  setInterval(() => canvas.getContext("2d").fillRect(Math.random(), 0, 9, 9), 50);
  navigator.mediaDevices.getUserMedia = async () => canvas.captureStream(5);
  location.hash = "#/";
}"""
"""A browser that reads QR codes, before whose camera one of them hangs."""


@pytest.fixture
def site(told_site: server.Site) -> Site:
    """A place of the visit, which the lead was given to fill; the visit goes on."""
    database = Database(Settings(data_dir=told_site.data_dir, database_url="").url)

    def give(session: Session) -> Site:
        inspection = session.exec(select(Inspection).where(Inspection.unit_name == VISITED)).one()
        place(session, inspection, "visiting")
        place(session, session.exec(select(Visit).where(Visit.inspection_id == inspection.id)).one(), "open")
        found = next(one for one in inspections.sites(session, inspection.id) if one.kind == "water_point")
        lead = actor_of(session, session.exec(select(User).where(User.username == "truongdoan")).one().id)
        assert lead is not None
        assigning.give(session, lead, inspection.id, [f"warning_signs-{found.id}"], [lead.user_id])
        return found

    found = database.write(give)
    database.close()
    return found


def test_the_own_part_stands_first_and_a_code_opens_its_place(
    member: TabletMember, told_site: server.Site, site: Site
) -> None:
    page, name = member.page, site.name
    member.sign_in("truongdoan")
    member.take_visit(VISITED).tap("Mở", "link").at(VISITED)
    expect(page.get_by_role("heading", level=2).first).to_have_text("Phần của bạn")
    member.look("own-part").offline()
    # What the device's camera application does with the printed code.
    page.goto(f"{told_site.address}/tablet/#/place/{site.place_code}")
    member.at(name).look("place")
    expect(page.get_by_role("region", name="Ghi tại đây").get_by_role("link")).not_to_have_count(0)
    page.goto(f"{told_site.address}/tablet/#/place/{UNKNOWN}")
    expect(page.get_by_text("không nằm trong chuyến đi nào đã mang theo")).to_be_visible()
    expect(page.get_by_role("button", name="Hỏi Sở về mã này")).to_be_disabled()
    member.look("place-unknown").tap("Nhập mã khác", "link").at("Mở điểm theo mã").look("place-find")
    page.get_by_label("Mã in dưới hình vuông").fill(shown(site.place_code)[:-1] + "?")
    member.tap("Mở điểm")
    expect(page.get_by_text("xem lại từng chữ")).to_be_visible()
    page.get_by_label("Mã in dưới hình vuông").fill(shown(site.place_code).lower())
    member.tap("Mở điểm").at(name)
    page.evaluate(_CAMERA, f"https://tinh-khac.vidu.example/tablet/#/place/{UNKNOWN}")
    member.at("Chuyến đi của tôi").tap("Mở điểm theo mã", "link").tap("Quét mã")
    expect(page.get_by_text("hệ thống khác: tinh-khac.vidu.example")).to_be_visible()
    page.evaluate(_CAMERA, f"{told_site.address}/tablet/#/place/{site.place_code}")
    member.at("Chuyến đi của tôi").tap("Mở điểm theo mã", "link").tap("Quét mã").at(name)
    member.offline(False)
    page.goto(f"{told_site.address}/tablet/#/place/{UNKNOWN}")
    member.tap("Hỏi Sở về mã này")
    expect(page.get_by_text("Không có điểm nào mang mã này")).to_be_visible()


def test_a_day_is_read_on_a_telephone_and_printed_on_one_sheet(told_site: server.Site, people, site: Site) -> None:
    lead = people(told_site, "truongdoan")
    page = lead.page
    visit_id: UUID = _visit_of(told_site)
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto(f"{told_site.address}/visits/{visit_id}/day")
    expect(page.get_by_role("heading", name="Chờ trưởng đoàn")).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    with pdfplumber.open(io.BytesIO(page.pdf(format="A4", prefer_css_page_size=True))) as printed:
        assert len(printed.pages) == 1
    page.goto(f"{told_site.address}/visits/of/{site.inspection_id}/assigned")
    expect(page.get_by_role("heading", name="Ai có gì")).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth") <= 390


def _visit_of(told_site: server.Site) -> UUID:
    database = Database(Settings(data_dir=told_site.data_dir, database_url="").url)
    query = select(Visit.id).join(Inspection).where(Inspection.unit_name == VISITED)
    with database.read() as session:
        found = session.exec(query).one()
    database.close()
    return found
