"""Asking an agency again to sign a plan, and a plan that is signed outside: on a phone, a tablet and at the desk."""

from collections.abc import Callable
from dataclasses import replace
from uuid import UUID

import pytest
from sqlmodel import Session, select

from rasoat.accounts.queries import actor_named
from rasoat.db import Database
from rasoat.papers import plan_steps
from rasoat.papers.models import PaperCase
from rasoat.plans import operations, queries
from rasoat.plans.models import Plan
from rasoat.workflows import CaseRef, fire
from tests.browser.person import Person
from tests.browser.server import Site
from tests.browser.test_replacing import sound
from tests.browser.tours import NEXT_PLAN

pytestmark = [pytest.mark.browser, pytest.mark.slow]
People = Callable[..., Person]


def test_a_slow_agency_is_asked_again(told_site: Site, people: People) -> None:
    plan_id = _in(told_site, lambda s: s.exec(select(Plan.id).where(Plan.title == NEXT_PLAN)).one())
    officer = people(told_site, "chuyenvien").open(f"/plans/{plan_id}")
    officer.press(officer.main.get_by_role("button", name="Nhắc ký"))
    sound(officer, "asked-again")
    assert officer.main.get_by_text("nhắc ngày").count() == 1


def test_a_plan_is_signed_outside(told_site: Site, people: People) -> None:
    plan_id = _in(told_site, _submitted)
    paper_id = _in(told_site, lambda s: _paper(s, plan_id).id)
    officer = people(told_site, "chuyenvien").open(f"/papers/{paper_id}")
    officer.press(officer.main.get_by_role("link", name="Trình ký ngoài hệ thống"))
    sound(officer, "to-sign")
    officer.press(officer.main.get_by_role("button", name="Cố định, tạo bản trình ký"))
    sound(officer, "waiting")
    officer.open(f"/plans/{plan_id}")
    sound(officer, "plan")
    clerk = people(told_site, "vanthu").open(f"/papers/{paper_id}")
    clerk.press(clerk.main.get_by_role("link", name="Ghi nhận đã ký"))
    sound(clerk, "record")


def _in(site: Site, operation: Callable[[Session], UUID]) -> UUID:
    database = Database(f"sqlite:///{site.data_dir / 'rasoat.sqlite3'}")
    found = database.write(operation)
    database.close()
    return found


def _submitted(session: Session) -> UUID:
    """Another plan of the same agencies, submitted, that nobody has signed."""
    officer = actor_named(session, "chuyenvien")
    like = session.exec(select(Plan).where(Plan.title == NEXT_PLAN)).one()
    data = replace(queries.data_of(session, like), title="Kiểm tra phòng, chống bạo lực trẻ em năm 2025")
    plan = operations.draft_plan(session, officer, data)
    fire(session, CaseRef("plan", plan.id), "submit", officer)
    return plan.id


def _paper(session: Session, plan_id: UUID) -> PaperCase:
    found = plan_steps.paper_of(session, plan_id)
    assert found is not None
    return found
