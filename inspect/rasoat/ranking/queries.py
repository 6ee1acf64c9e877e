"""The units in the order in which they should be visited next, each with its reasons."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from uuid import UUID

from sqlmodel import Session, col, select

from rasoat.accounts.actor import Actor
from rasoat.inspections.models import Inspection
from rasoat.plans.models import DRAFTING, Plan
from rasoat.procedures.ranking import Weights
from rasoat.ranking.facts import Known
from rasoat.ranking.scoring import Facts, Reason, reasons, total
from rasoat.units.heirs import Heirs
from rasoat.units.kinds import kind_of, that_may
from rasoat.units.models import Agency


@dataclass(frozen=True, slots=True)
class Ranked:
    """One unit at its place. `last`: its last inspection, or that of an agency for which it goes on; `planned`: what is already
    foreseen for it.
    """

    place: int
    unit: Agency
    facts: Facts
    reasons: list[Reason]
    last: Inspection | None
    planned: str

    @property
    def points(self) -> Decimal:
        """The points of all its reasons."""
        return total(self.reasons)


def ranked(session: Session, actor: Actor, weights: Weights, today: date) -> list[Ranked]:
    """All units that may be inspected today, the one with most points first, equal ones by name. Only what the actor may see
    counts; what an ended agency left counts for each that goes on for it.
    """
    heirs = Heirs(session, today)
    kinds = {kind for kind in that_may("be_inspected") if not kind_of(kind).office_of}
    units = [one for one in heirs.agencies.values() if one.kind in kinds and one.serves_on(today)]
    known = Known(session, actor, today, _families(heirs, units))
    scored = [(one, facts, reasons(weights, facts)) for one in units for facts in [known.of(one.id)]]
    scored.sort(key=lambda each: (-total(each[2]), each[0].order_text, str(each[0].id)))
    return [
        Ranked(place, unit, facts, found, known.last.get(unit.id), known.planned.get(unit.id, ""))
        for place, (unit, facts, found) in enumerate(scored, 1)
    ]


def _families(heirs: Heirs, units: list[Agency]) -> dict[UUID, set[UUID]]:
    """By unit the agencies whose history is its own: itself, the ended ones for which it goes on, and the offices of all of
    these, which are inspected with their unit.
    """
    offices: dict[UUID | None, list[UUID]] = {}
    for one in heirs.agencies.values():
        if kind_of(one.kind).office_of:
            offices.setdefault(one.parent_id, []).append(one.id)
    found = {}
    for unit in units:
        bodies = {unit.id} | heirs.ended_before(unit.id)
        found[unit.id] = bodies | {office for body in bodies for office in offices.get(body, ())}
    return found


def open_drafts(session: Session, actor: Actor) -> list[Plan]:
    """The drafted plans of the actor's agency, into which units can be put: the latest changed first."""
    query = select(Plan).where(Plan.lead_agency_id == actor.agency_id, DRAFTING.condition)
    return list(session.exec(query.order_by(col(Plan.last_event_at).desc(), col(Plan.id))))
