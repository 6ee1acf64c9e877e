"""The tablet's page on the example: what else must hold, beside a day in the field (test_tablet_feature.py)."""

from datetime import timedelta
from pathlib import Path
from uuid import UUID

import pytest
from playwright.sync_api import Page, expect
from sqlmodel import Session, col, select

from rasoat import clock
from rasoat.accounts.models import User
from rasoat.accounts.queries import actor_of
from rasoat.db import Database
from rasoat.files.models import Attachment
from rasoat.inspections.models import Inspection
from rasoat.recommendations.answering import operations as answering
from rasoat.recommendations.answering.models import Observation, Verification
from rasoat.recommendations.models import Obligation
from rasoat.settings import Settings
from rasoat.tablets.receiving.models import Record
from rasoat.visits.models import Visit
from rasoat.workflows.meanings import place
from tests.browser import tablet_day as day
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


def test_a_verdict_is_given_on_the_spot_without_a_network(
    member: TabletMember, told_site: Site, tmp_path: Path
) -> None:
    """Two obligations are concluded on; one of them moves on meanwhile. The tablet says which of the two counts."""
    database = Database(Settings(data_dir=told_site.data_dir, database_url="").url)
    first, second = _to_be_concluded(database)
    member.sign_in("truongdoan")
    member.take_visit(VISITED).tap("Mở", "link").at(VISITED)
    member.offline()
    page, visit = member.page, member.page.evaluate("() => location.hash.slice(1)")
    _conclude(member, visit, first, [day.picture(tmp_path, 1)])
    _conclude(member, visit, second, [])
    expect(page.get_by_text("Kết luận: chưa thực hiện, chưa gửi")).to_have_count(2)
    member.look("concluded")
    with database.read() as session:
        district = actor_of(session, session.exec(select(User).where(User.username == "chilang")).one().id)
    until = clock.today() + timedelta(days=60)
    database.write(lambda s: answering.ask_extension(s, district, second, until=until, reason="Chờ kinh phí."))
    member.offline(False)
    member.send_everything()
    expect(page.get_by_text("Đã ghi thành điều đoàn thấy, chưa thành kết luận")).to_be_visible()
    member.look("concluded-sent").go(visit)
    member.at(VISITED)
    expect(page.get_by_text("Đã thành kết luận: chưa thực hiện")).to_be_visible()
    expect(page.get_by_text("Đã ghi thành điều đoàn thấy: chưa thực hiện")).to_be_visible()
    with database.read() as session:
        told = {one.body["content"]["obligation_id"]: one.outcome for one in session.exec(select(Record))}
        assert told == {str(first): "applied", str(second): "observed"}
        verdicts = session.exec(select(Verification).where(col(Verification.visit_id).is_not(None))).all()
        assert [(one.obligation_id, one.verdict) for one in verdicts] == [(first, "not_met")]
        photos = session.exec(select(Attachment).where(Attachment.owner_id == verdicts[0].id)).all()
        assert [one.owner_kind for one in photos] == ["verification"]
        seen = session.exec(select(Observation)).one()
        assert (seen.obligation_id, seen.seen) == (second, "not_done")
    database.close()


def _to_be_concluded(database: Database) -> tuple[UUID, UUID]:
    """The visit goes on, and two of what it is about wait for the unit."""

    def open_again(session: Session) -> tuple[UUID, UUID]:
        inspection = session.exec(select(Inspection).where(Inspection.unit_name == VISITED)).first()
        assert inspection is not None
        place(session, inspection, "scheduled")
        place(session, session.exec(select(Visit).where(Visit.inspection_id == inspection.id)).one(), "open")
        rows = session.exec(
            select(Obligation)
            .where(Obligation.inspection_id == inspection.id, Obligation.addressee_id == inspection.unit_id)
            .order_by(col(Obligation.source_number))
        ).all()
        for row in rows[:2]:
            row.verdict = ""
            place(session, row, "issued")
        return rows[0].id, rows[1].id

    return database.write(open_again)


def _conclude(member: TabletMember, visit: str, obligation: UUID, pictures: list[Path]) -> None:
    page = member.page
    page.locator(f"[data-key='verdict-{obligation}']").tap()
    member.at("Kết luận tại chỗ").tap("Lưu kết luận")
    expect(page.get_by_text("Chọn kết luận cho phần này.").first).to_be_visible()
    for no in page.get_by_role("radio", name="Chưa thực hiện").all():
        no.tap()
    for reason in page.locator("[name^=reason-]").all():
        reason.fill("Chưa làm gì.")
    for counted in page.locator("[name^=reached-]").all():
        counted.fill("21")
    page.get_by_label("Bằng chứng đã xem").fill("Xem tại chỗ cùng cán bộ xã.")
    if pictures:
        page.locator("input[type=file]").last.set_input_files(pictures)
        expect(page.get_by_text("1/20 ảnh")).to_be_visible()
    member.look("verdict")
    # What was typed outlives the page, which Android closes when the camera opens.
    page.reload()
    expect(page.get_by_label("Bằng chứng đã xem")).to_have_value("Xem tại chỗ cùng cán bộ xã.")
    member.tap("Lưu kết luận").at(VISITED)


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
