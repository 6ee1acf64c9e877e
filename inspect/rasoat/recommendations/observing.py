"""What a team sees on the spot of the obligations that earlier inspections left to the unit."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, and_, or_
from sqlmodel import Session, col, select

from rasoat import clock
from rasoat.accounts.actor import Actor
from rasoat.db.reading import remembered
from rasoat.files.operations import StoredFile, attach
from rasoat.inspections.models import Inspection
from rasoat.problems import Problem, Reason
from rasoat.recommendations.answering.models import SEEN, Observation
from rasoat.recommendations.models import UNSENT, Obligation
from rasoat.units.models import Agency
from rasoat.visits import membership
from rasoat.visits import queries as visits
from rasoat.visits.models import Visit

LONGEST_NOTE = 4000


def observe(
    session: Session,
    actor: Actor,
    *,
    observation_id: UUID,
    obligation_id: UUID,
    visit_id: UUID,
    seen: str,
    note: str = "",
    observed_at: datetime | None = None,
    files: Sequence[StoredFile] = (),
) -> Observation:
    """Record what was seen of an obligation, under the id that the sender gave it. The same id again returns the same
    row.

    `seen` is one of SEEN. The team may do it, also a person who left it after taking the visit along. Raises Problem
    `not_found` (also for an obligation of another unit), `form.invalid`, `record.other`.
    """
    visit = membership.locked_visit(session, visit_id, actor)
    known = session.get(Observation, observation_id)
    if known is not None:
        if (known.visit_id, known.obligation_id, known.observed_by) != (visit_id, obligation_id, actor.user_id):
            raise Problem("record.other")
        return known
    require_of_unit(session, visit, obligation_id)
    _check_words(seen, note)
    row = put(
        session,
        actor,
        observation_id=observation_id,
        obligation_id=obligation_id,
        visit_id=visit_id,
        seen=seen,
        note=note.strip(),
        observed_at=observed_at or clock.now(),
    )
    for file in files:
        attach(session, file, "observation", row.id, actor)
    return row


def put(session: Session, actor: Actor, *, observation_id: UUID, **values: Any) -> Observation:
    """Add an observation as it is given; `values` are the other columns of its row."""
    row = Observation(id=observation_id, observed_by=actor.user_id, **values)
    session.add(row)
    session.flush()
    return row


def require_of_unit(session: Session, visit: Visit, obligation_id: UUID) -> None:
    """Raise Problem `not_found` unless the obligation was issued and concerns the unit of the visit."""
    inspection = session.get_one(Inspection, visit.inspection_id)
    query = select(Obligation.id).where(Obligation.id == obligation_id, of_unit(inspection))
    if session.exec(query).first() is None:
        raise Problem("not_found")


def of_unit(inspection: Inspection) -> ColumnElement[bool]:
    """Issued obligations that concern the inspected unit: those of the unit, of its office or of an agency below it,
    and those that an earlier inspection of the unit left."""
    below = select(Agency.id).where(col(Agency.path).contains(f"/{inspection.unit_id}/"))
    of_same_unit = select(Inspection.id).where(Inspection.unit_id == inspection.unit_id)
    concerns: list[ColumnElement[bool]] = [
        col(Obligation.addressee_id).in_(below),
        col(Obligation.inspection_id).in_(of_same_unit),
    ]
    if inspection.office_id is not None:
        concerns.append(col(Obligation.addressee_id) == inspection.office_id)
    return and_(~UNSENT.condition, or_(*concerns))


def observations_of(session: Session, obligation_id: UUID) -> list[Observation]:
    """What teams saw of one obligation, oldest first."""
    query = select(Observation).where(Observation.obligation_id == obligation_id)
    in_order = query.order_by(col(Observation.observed_at), col(Observation.id))
    return list(remembered(session, (Observation, obligation_id), lambda: list(session.exec(in_order))))


def visible(session: Session, observation_id: UUID, actor: Actor) -> bool:
    """Whether a person may see one observation and its photographs: the inspecting side of that visit."""
    row = session.get(Observation, observation_id)
    visit = session.get(Visit, row.visit_id) if row else None
    return visit is not None and visits.reads_answers(session, visit.inspection_id, actor)


def _check_words(seen: str, note: str) -> None:
    reasons = []
    if seen not in SEEN:
        reasons.append(Reason("seen", f"Chọn một trong: {', '.join(SEEN.values())}."))
    if len(note) > LONGEST_NOTE:
        reasons.append(Reason("note", f"Quá dài: tối đa {LONGEST_NOTE} ký tự."))
    if reasons:
        raise Problem("form.invalid", reasons=reasons)
