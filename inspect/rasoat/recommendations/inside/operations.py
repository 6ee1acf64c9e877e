"""Assigning an obligation to a person of the addressee, and noting something for one's colleagues."""

from datetime import date
from uuid import UUID

from sqlmodel import Session

from rasoat import clock
from rasoat.accounts.actor import Actor
from rasoat.db.locking import lock
from rasoat.notifying.operations import tell
from rasoat.problems import Problem, Reason
from rasoat.recommendations.conditions import is_open
from rasoat.recommendations.inside import queries
from rasoat.recommendations.inside.models import InsideAssignment, InsideNote
from rasoat.recommendations.models import Obligation

ASSIGNED = "obligation_assigned"
"""Event: a person was given an obligation of the own agency."""


def assign(
    session: Session,
    actor: Actor,
    obligation_id: UUID,
    person_id: UUID | None,
    due_on: date | None = None,
    *,
    seen: UUID | None = None,
) -> InsideAssignment | None:
    """Give an obligation of the own agency to one of its people (None: to nobody any more), with the agency's own due date.

    `seen` is the assignment that the page showed (None: there was none). Raises Problem `not_found`, `case.edited` when
    somebody assigned it meanwhile, `form.invalid`.
    """
    row = _locked(session, actor, obligation_id)
    before = queries.assignments(session, [obligation_id], actor).get(obligation_id)
    if (before.id if before else None) != seen:
        raise Problem("case.edited")
    _check(session, actor, row, person_id, due_on)
    if before is not None:
        if (before.person_id, before.due_on) == (person_id, due_on):
            return before
        before.ended_at = clock.now()
        session.flush()
    if person_id is None:
        return None
    made = InsideAssignment(
        obligation_id=obligation_id,
        agency_id=actor.agency_id,
        person_id=person_id,
        due_on=due_on,
        assigned_by=actor.user_id,
    )
    session.add(made)
    session.flush()
    told = [one for one in queries.colleagues(session, actor.agency_id) if one.id == person_id != actor.user_id]
    tell(session, ASSIGNED, made.id, people=told)
    return made


def add_note(session: Session, actor: Actor, obligation_id: UUID, text: str) -> InsideNote:
    """Note something that only the own agency reads. Raises Problem `not_found`, `form.invalid`."""
    _locked(session, actor, obligation_id)
    if not text.strip():
        raise Problem("form.invalid", reasons=[Reason("text", "Nhập nội dung ghi chú.")])
    row = InsideNote(
        obligation_id=obligation_id, agency_id=actor.agency_id, text=text.strip(), written_by=actor.user_id
    )
    session.add(row)
    session.flush()
    return row


def _locked(session: Session, actor: Actor, obligation_id: UUID) -> Obligation:
    # It may pass to another agency while this writer waits: whether it is the own one is asked of the locked row.
    row = lock(session, Obligation, obligation_id)
    if not queries.reads(session, row, actor):
        raise Problem("not_found")
    return row


def _check(session: Session, actor: Actor, row: Obligation, person_id: UUID | None, due_on: date | None) -> None:
    reasons = []
    if person_id is not None and person_id not in {one.id for one in queries.colleagues(session, actor.agency_id)}:
        reasons.append(Reason("person_id", "Chọn một người đang làm việc tại cơ quan bạn."))
    if person_id is not None and not is_open(row):
        reasons.append(Reason("person_id", "Nội dung này đã xong, không giao được nữa."))
    if due_on is not None and person_id is None:
        reasons.append(Reason("due_on", "Chọn người làm trước khi đặt hạn nội bộ."))
    if due_on is not None and row.due_on is not None and due_on > row.due_on:
        said = clock.date_text(row.due_on)
        reasons.append(Reason("due_on", f"Hạn nội bộ không được sau hạn phải báo cáo ({said})."))
    if due_on is not None and due_on < clock.today():
        reasons.append(Reason("due_on", "Hạn nội bộ phải từ hôm nay trở đi."))
    if reasons:
        raise Problem("form.invalid", reasons=reasons)
