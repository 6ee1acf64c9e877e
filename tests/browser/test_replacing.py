"""Replacing and recalling a paper: the pages on a phone, a tablet and at the desk."""

import os
from collections.abc import Callable
from pathlib import Path
from uuid import UUID

import pytest
from sqlmodel import Session, select

from rasoat.accounts.queries import actor_named
from rasoat.db import Database
from rasoat.papers import operations, replacing
from rasoat.papers.models import GIVEN, PaperCase
from rasoat.workflows import CaseRef, fire
from tests.browser.person import DESK, TABLET, Person
from tests.browser.server import Site
from tests.browser.wide import PHONE

pytestmark = [pytest.mark.browser, pytest.mark.slow]
CLOSING = "result.closing"
People = Callable[..., Person]


def sound(person: Person, name: str = "") -> None:
    """The page holds in each window, and axe finds nothing."""
    for window in (PHONE, TABLET, DESK):
        person.fits(window)
        if os.environ.get("LOOK"):
            person.page.screenshot(path=Path(os.environ["LOOK"]) / f"{name}-{window['width']}.png", full_page=True)
    assert person.faults() == []


def test_a_notice_is_replaced_and_recalled(told_site: Site, people: People) -> None:
    database = Database(f"sqlite:///{told_site.data_dir / 'rasoat.sqlite3'}")
    with database.read() as session:
        query = select(PaperCase.id).where(PaperCase.kind == "result", GIVEN.condition)
        paper_id = session.exec(query.order_by(PaperCase.id)).all()[0]
    database.close()
    officer = people(told_site, "chuyenvien").open(f"/papers/{paper_id}")
    officer.press(officer.main.get_by_role("button", name="Soạn văn bản thay thế"))
    sound(officer, "fates")
    officer.press(officer.main.get_by_role("link", name="Chọn").first)
    officer.page.get_by_role("radio", name="Rút").check()
    officer.press(officer.main.get_by_role("button", name="Lưu"))
    sound(officer, "refused")
    officer.page.get_by_label("Lý do rút").fill("Đã giao ở kế hoạch khác.")
    officer.press(officer.main.get_by_role("button", name="Lưu"))
    officer.press(officer.main.get_by_role("link", name="Thêm nội dung mới"))
    sound(officer, "new")
    draft_id = _returned(told_site, paper_id)
    officer.open(f"/papers/{draft_id}/edit")
    sound(officer, "returned")
    officer.open(f"/papers/{draft_id}/changes")
    sound(officer, "changes")
    leader = people(told_site, "lanhdao").open(f"/cases/paper/{paper_id}/recall")
    leader.page.get_by_label("Lý do thu hồi").fill("Ghi nhầm số điểm đã cắm biển.")
    leader.press(leader.main.get_by_role("button", name="Thu hồi văn bản"))
    leader.open(f"/papers/{paper_id}")
    sound(leader, "recalled")
    officer.open("/followup/?stage=")
    officer.press(officer.main.get_by_role("link", name="Kiến nghị").first)
    sound(officer, "obligation")


def _returned(site: Site, replaced_id: UUID) -> UUID:
    """The replacing draft was submitted, came back at its last block, and that one was written anew."""
    database = Database(f"sqlite:///{site.data_dir / 'rasoat.sqlite3'}")

    def go_on(session: Session) -> UUID:
        officer, leader = actor_named(session, "chuyenvien"), actor_named(session, "lanhdao")
        case = session.exec(select(PaperCase).where(PaperCase.replaces_id == replaced_id)).one()
        ref = CaseRef("paper", case.id)
        replacing.keep_rest(session, officer, case.id, None)
        fire(session, ref, "check", officer)
        fire(session, ref, "return_paper", leader, payload={"reason": "Ghi rõ thời hạn báo cáo.", "block": CLOSING})
        words = "Đề nghị các đơn vị báo cáo kết quả trước ngày 31/12/2024."
        operations.change_block(session, officer, case.id, None, CLOSING, words, footnotes=[], visibility="public")
        return case.id

    found = database.write(go_on)
    database.close()
    return found
