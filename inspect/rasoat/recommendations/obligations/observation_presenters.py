"""What the page of an obligation shows of what teams saw on the spot."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from flask import url_for
from sqlmodel import Session

from rasoat.accounts import queries as accounts
from rasoat.accounts.actor import Actor
from rasoat.files.access import attached
from rasoat.inspections.models import Inspection
from rasoat.recommendations import observing
from rasoat.recommendations.answering.models import SEEN, Observation
from rasoat.units import queries as units
from rasoat.visits.models import Visit

TONES = {"done": "ok", "partly": "warning", "not_done": "bad"}


@dataclass(frozen=True, slots=True)
class Sight:
    """One observation: by whom, at which visit, with which photographs."""

    title: str
    tone: str
    who: str
    at: datetime
    inspection: str
    visit_id: UUID
    note: str
    photos: list[dict[str, Any]]


def sights(session: Session, obligation_id: UUID, actor: Actor) -> list[Sight]:
    """The observations of one obligation that this person may see, the oldest first."""
    rows = observing.observations_of(session, obligation_id)
    return [_sight(session, row) for row in rows if observing.visible(session, row.id, actor)]


def _sight(session: Session, row: Observation) -> Sight:
    who = accounts.names(session, [row.observed_by])[row.observed_by]
    visit = session.get_one(Visit, row.visit_id)
    return Sight(
        title=SEEN[row.seen],
        tone=TONES[row.seen],
        who=f"{who.full_name}, {units.agency(session, who.agency_id).listed_name}",
        at=row.observed_at,
        inspection=session.get_one(Inspection, visit.inspection_id).title,
        visit_id=visit.id,
        note=row.note,
        photos=[
            {
                "name": file.name,
                "url": url_for("files.show", attachment_id=file.id),
                "small": url_for("files.small", attachment_id=file.id),
            }
            for file in attached(session, "observation", row.id)
        ],
    )
