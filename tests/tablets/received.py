"""What the tests of receiving ask of a visit, and do to it."""

from typing import Any

import pytest
from sqlalchemy import delete
from sqlmodel import Session, col, select

from rasoat.inspections.models import TeamMember
from rasoat.visits.models import Visit
from rasoat.workflows import CaseRef, chains, journal
from rasoat.workflows.meanings import place
from tests.tablets.member import Member
from tests.visits.samples import ChiLang

only_sqlite = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
"""For what no database does differently."""


def rows(case: ChiLang, model: Any) -> list[Any]:
    return case.world.see(lambda s: list(s.exec(select(model).order_by(col(model.id)))))


def the(case: ChiLang, model: Any) -> Any:
    (found,) = rows(case, model)
    return found


def story(case: ChiLang) -> list[Any]:
    visit_id = case.visit.id
    return [entry for entry, _ in case.world.see(lambda s: journal.entries(s, CaseRef("visit", visit_id)))]


def sound(case: ChiLang) -> None:
    """Check the chain of every journal."""
    assert case.world.see(lambda s: list(chains.verify(s))) == []


def close(case: ChiLang) -> None:
    """Close the visit as the lead does after everything was filled. The guards are skipped, because these tests are
    not about them.
    """

    def shut(session: Session) -> None:
        place(session, session.get_one(Visit, case.visit.id), "closed")

    case.world.do(shut)


def leave(case: ChiLang, member: Member) -> None:
    """Take a member out of the team, as when another person of the same agency takes the place."""
    user_id = case.world.as_(member.who).user_id
    gone = delete(TeamMember).where(
        col(TeamMember.inspection_id) == case.inspection_id, col(TeamMember.user_id) == user_id
    )
    case.world.do(lambda s: s.connection().execute(gone))
