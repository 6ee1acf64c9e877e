"""Saying which recommendation answers a danger on the spot, and sending it with the letter about that danger."""

from datetime import date
from typing import Any
from uuid import UUID

from sqlmodel import Session

from rasoat.accounts.actor import Actor
from rasoat.dangers import queries as dangers
from rasoat.problems import Problem, Reason
from rasoat.recommendations import drafts
from rasoat.recommendations import operations as drafting
from rasoat.recommendations.at_once import queries
from rasoat.recommendations.models import Recommendation
from rasoat.workflows import CaseRef, fire
from rasoat.workflows.editing import begin_edit


def write_for(session: Session, actor: Actor, danger_id: UUID, **asked: Any) -> Recommendation:
    """Add a recommendation that answers a danger; `asked` is what `operations.add_recommendation` takes, and it raises what that
    raises. While a letter about the danger is being signed, it is Problem `recommendation.frozen`.
    """
    danger = dangers.require_visible(session, danger_id, actor)
    told = "Nhập hạn: việc khẩn không lấy số ngày chung của quy trình."
    rows = enumerate(asked.get("obligations", ()))
    if undated := [Reason(f"obligations-{at}-due_on", told) for at, one in rows if one.due_on is None]:
        raise Problem("form.invalid", reasons=undated)
    row = drafting.add_recommendation(session, actor, danger.inspection_id, **asked)
    return _answer(session, row, danger_id)


def link(session: Session, actor: Actor, danger_id: UUID, recommendation_id: UUID) -> Recommendation:
    """Say that a drafted recommendation of the same inspection answers a danger. Saying it again changes nothing.

    Raises Problem `not_found`, `forbidden`, and `recommendation.frozen` for one that was sent, that answers another danger, or while
    a letter about the danger is being signed.
    """
    danger = dangers.require_visible(session, danger_id, actor)
    row, inspection = drafts.lock_draft(session, actor, recommendation_id)
    if inspection.id != danger.inspection_id:
        raise Problem("not_found")
    if row.danger_id == danger_id:
        return row
    if row.danger_id is not None:
        raise Problem("recommendation.frozen")
    begin_edit(session, row, None, actor)
    return _answer(session, row, danger_id)


def unlink(session: Session, actor: Actor, recommendation_id: UUID) -> Recommendation:
    """Take a drafted recommendation out of what answers a danger: the result notice sends it. Taking it out again changes nothing.
    Raises what `link` raises.
    """
    row, _inspection = drafts.lock_draft(session, actor, recommendation_id)
    if row.danger_id is not None:
        begin_edit(session, row, None, actor)
        row.danger_id = None
        session.flush()
    return row


def _answer(session: Session, row: Recommendation, danger_id: UUID) -> Recommendation:
    drafts.require_unsigned(session, danger_id)
    row.danger_id = danger_id
    session.flush()
    return row


def ask_by_letter(session: Session, actor: Actor, danger_id: UUID, force: str, day: date) -> None:
    """Send what a letter about a danger asks, dated with the letter's day: its obligations begin before the result notice, which
    does not send them again.
    """
    for _source, row in queries.drafted(session, danger_id):
        row.danger_id, row.force = danger_id, force
        session.flush()
        fire(session, CaseRef("obligation", row.id), "issue", actor, effective_on=day)
