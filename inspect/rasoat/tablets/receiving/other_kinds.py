"""Records that are no answers to a checklist: places, dangers, what was seen of obligations. Each once, by its id."""

from collections.abc import Callable
from typing import TypeAlias
from uuid import UUID

from sqlmodel import Session, select

from rasoat.accounts.actor import Actor
from rasoat.dangers import operations as dangers
from rasoat.inspections import operations as inspections
from rasoat.recommendations import observing
from rasoat.tablets.receiving.judging import Parcel
from rasoat.tablets.receiving.models import Submission
from rasoat.tablets.receiving.schemas import DangerRecord, ObservationRecord, SiteRecord
from rasoat.visits.models import Visit

Operation: TypeAlias = Callable[[Session, Parcel], tuple[str, UUID]]
"""Carries a record out and says who owns its photographs."""


def _site(session: Session, parcel: Parcel) -> tuple[str, UUID]:
    record = parcel.record
    if not isinstance(record, SiteRecord):
        raise TypeError(parcel.kind)
    add_site(session, parcel.actor, record)
    # A place has no photographs of its own; what comes with it stays beside the record.
    return "submission", parcel.id


def add_site(session: Session, actor: Actor, record: SiteRecord) -> None:
    """Add the place a record tells of. Dangers that were told there, and came first, are put there."""
    visit = session.get_one(Visit, record.visit_id)
    values = record.content.model_dump(exclude={"id"})
    site = inspections.add_site(session, actor, visit.inspection_id, site_id=record.content.id, **values)
    told = select(Submission).where(Submission.visit_id == visit.id, Submission.kind == "danger")
    for danger in session.exec(told):
        if danger.body["content"].get("site_id") == str(site.id):
            dangers.put_at(session, danger.id, site.id)


def _danger(session: Session, parcel: Parcel) -> tuple[str, UUID]:
    record = parcel.record
    if not isinstance(record, DangerRecord):
        raise TypeError(parcel.kind)
    values = record.content.model_dump()
    dangers.report(
        session, parcel.actor, danger_id=parcel.id, visit_id=record.visit_id, seen_at=parcel.made_at, **values
    )
    return "danger", parcel.id


def _observation(session: Session, parcel: Parcel) -> tuple[str, UUID]:
    record = parcel.record
    if not isinstance(record, ObservationRecord):
        raise TypeError(parcel.kind)
    values = record.content.model_dump()
    observing.observe(
        session,
        parcel.actor,
        observation_id=parcel.id,
        visit_id=record.visit_id,
        observed_at=parcel.made_at,
        **values,
    )
    return "observation", parcel.id


OPERATIONS: dict[str, Operation] = {"site": _site, "danger": _danger, "observation": _observation}
