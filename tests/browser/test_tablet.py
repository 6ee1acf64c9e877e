"""The tablet's page on the example: what else must hold, beside a day in the field (test_tablet_feature.py)."""

import pytest
from playwright.sync_api import Page, expect
from sqlmodel import select

from rasoat.db import Database
from rasoat.recommendations.models import Observation
from rasoat.settings import Settings
from rasoat.tablets.receiving.models import Record
from tests.browser.server import Site
from tests.browser.tablet_day import UNIT, report_danger
from tests.browser.tablet_member import TabletMember, member

__all__ = ["member"]

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.field]
VISITED = "Ủy ban nhân dân huyện Chi Lăng"
WELL = "Giếng không nắp đậy cạnh sân chơi."


def test_what_is_still_owed_is_seen_on_the_spot(member: TabletMember, told_site: Site) -> None:
    """The other visit is closed: its open obligations can still be looked at; the record waits for the lead."""
    member.sign_in("truongdoan")
    member.take_visit(VISITED).tap("Mở", "link")
    member.at(VISITED).look("visit-closed")
    member.offline()
    member.tap("Ghi điều đã thấy", "link").at("Ghi điều đã thấy").tap("Lưu")
    expect(member.page.get_by_text("Chọn một mục.")).to_be_visible()
    member.page.get_by_role("radio", name="Thực hiện một phần").tap()
    member.page.get_by_label("Ghi chú").fill("Đã cắm 30 biển, còn 16 điểm.")
    member.look("seen")
    # What was typed outlives the page, which Android closes when the camera opens.
    member.page.reload()
    expect(member.page.get_by_label("Ghi chú")).to_have_value("Đã cắm 30 biển, còn 16 điểm.")
    member.tap("Lưu").at(VISITED)
    expect(member.page.get_by_text("Đã thấy: thực hiện một phần")).to_be_visible()
    member.offline(False)
    member.send_everything()
    expect(member.page.get_by_text("Đến muộn, chờ trưởng đoàn (1)")).to_be_visible()
    database = Database(Settings(data_dir=told_site.data_dir, database_url="").url)
    with database.read() as session:
        kept = session.exec(select(Record)).one()
        assert (kept.kind, kept.outcome) == ("observation", "quarantined")
        assert not session.exec(select(Observation)).all()
    database.close()


def test_signing_out_locks_what_was_not_sent(member: TabletMember) -> None:
    """The consequence is said before; another member's eyes find nothing; the same member finds all of it again."""
    member.sign_in("truongdoan")
    member.take_visit(UNIT).tap("Mở", "link").at(UNIT)
    member.offline()
    report_danger(member, WELL, [])
    member.tap("Máy này", "link").at("Máy này").look("device").tap("Đăng xuất")
    expect(member.page.get_by_text("Còn 1 mục chưa gửi.")).to_be_visible()
    member.look("sign-out").page.locator("dialog").get_by_role("button", name="Đăng xuất").tap()
    member.tap_logo().at("Đã đăng xuất")
    expect(member.page.get_by_text("Còn việc chưa gửi; chỉ mở ra khi người này đăng nhập lại.")).to_be_visible()
    assert WELL not in everything_stored(member.page)
    member.look("locked").offline(False)
    member.sign_in("truongdoan")
    member.tap("Hàng gửi", "link").at("Hàng gửi")
    expect(member.page.get_by_text(WELL)).to_be_visible()
    member.send_everything()


def everything_stored(page: Page) -> str:
    """All text in the tablet's storage."""
    return str(
        page.evaluate(
            """async () => {
              const db = await new Promise((done) => {
                const asked = indexedDB.open("rasoat");
                asked.onsuccess = () => done(asked.result);
              });
              const all = (name) => new Promise((done) => {
                const asked = db.transaction(name).objectStore(name).getAll();
                asked.onsuccess = () => done(asked.result);
              });
              const rows = await Promise.all([...db.objectStoreNames].map(all));
              db.close();
              return JSON.stringify([rows, {...sessionStorage}, {...localStorage}]);
            }"""
        )
    )
