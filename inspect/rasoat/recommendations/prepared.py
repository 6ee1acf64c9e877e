"""Answers in preparation: who writes them, who releases them, and reading them. Only the addressee's own people do."""

from collections.abc import Collection, Mapping
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, and_
from sqlmodel import Session, col, select

from rasoat.accounts import queries as accounts
from rasoat.accounts.actor import Actor, Role
from rasoat.accounts.models import User
from rasoat.db.reading import remembered
from rasoat.problems import Reason
from rasoat.recommendations.answering.models import IN_PREPARATION, PreparedAnswer
from rasoat.recommendations.conditions import open_condition
from rasoat.recommendations.models import ADDRESSEES_TURN, Obligation
from rasoat.units.models import Agency
from rasoat.workflows import Firing

OWNER = "prepared_answer"
"""Kind of owner of the files that came with an answer in preparation."""
OFFICERS = frozenset({Role.AUTHORITY_OFFICER, Role.OFFICER})
LEADERS = frozenset({Role.AUTHORITY_LEADER, Role.LEADER})
TOLD = "Cơ quan bạn đặt: báo cáo do chuyên viên soạn được lãnh đạo duyệt rồi mới gửi. Bấm “Trình lãnh đạo duyệt”."


def writes(case_row: Mapping[str, Any], actor: Actor) -> bool:
    """Whether the actor is an officer of the addressee."""
    return actor.agency_id == case_row["addressee_id"] and actor.role in OFFICERS


def releases(case_row: Mapping[str, Any], actor: Actor) -> bool:
    """Whether the actor is a leader of the addressee. Whoever stands in for a leader does not become one."""
    return actor.agency_id == case_row["addressee_id"] and actor.role in LEADERS


def needs_leader(firing: Firing) -> list[Reason]:
    """What stands against an officer's answer where the agency wishes that a leader releases it."""
    if releases(firing.case_row, firing.actor):
        return []
    wishes = firing.session.get_one(Agency, firing.case_row["addressee_id"]).leader_releases
    return [Reason("", TOLD)] if wishes else []


def visible(session: Session, prepared_id: UUID, actor: Actor) -> bool:
    """Whether the actor reads an answer in preparation: the officers and leaders of the addressee do."""
    row = session.get(PreparedAnswer, prepared_id)
    return row is not None and actor.agency_id == row.agency_id and actor.role in OFFICERS | LEADERS


def current(session: Session, obligation: Obligation, actor: Actor) -> PreparedAnswer | None:
    """The answer in preparation that this person may see: saved, waiting, or returned and not worded anew."""
    if not ADDRESSEES_TURN.of(obligation):
        return None
    query = select(PreparedAnswer).where(
        PreparedAnswer.obligation_id == obligation.id, col(PreparedAnswer.outcome).in_(IN_PREPARATION)
    )
    found = session.exec(query).first()
    return found if found is not None and visible(session, found.id, actor) else None


def among(session: Session, obligation_ids: Collection[UUID], actor: Actor) -> dict[UUID, PreparedAnswer]:
    """By obligation of the actor's agency, what is in preparation and the actor may see."""
    if actor.role not in OFFICERS | LEADERS:
        return {}
    query = select(PreparedAnswer).where(
        col(PreparedAnswer.obligation_id).in_(obligation_ids),
        PreparedAnswer.agency_id == actor.agency_id,
        col(PreparedAnswer.outcome).in_(IN_PREPARATION),
    )
    return {row.obligation_id: row for row in session.exec(query)}


def of_answers(session: Session, obligation_id: UUID) -> dict[UUID, PreparedAnswer]:
    """By answer, what a leader released."""
    query = select(PreparedAnswer).where(
        PreparedAnswer.obligation_id == obligation_id, col(PreparedAnswer.answer_id).is_not(None)
    )
    rows = remembered(session, (PreparedAnswer, obligation_id), lambda: list(session.exec(query)))
    return {row.answer_id: row for row in rows if row.answer_id}


def unfinished(outcome: str) -> ColumnElement[bool]:
    """Answers in preparation that wait, or that were returned and not worded anew, while the obligation still waits for
    the same agency; for a query that joins PreparedAnswer with Obligation.
    """
    same = col(Obligation.addressee_id) == col(PreparedAnswer.agency_id)
    return and_(col(PreparedAnswer.outcome) == outcome, same, open_condition(), ADDRESSEES_TURN.condition)


def leaders(session: Session, agency_id: UUID) -> list[User]:
    """Who may release."""
    return accounts.people(session, agency_id=agency_id, roles=LEADERS)
