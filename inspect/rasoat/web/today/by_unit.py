"""An officer's work by unit: one line for each unit with what waits there, the most urgent first.

The place of a unit is that of the most urgent thing that waits there: by priority, then by its due date, as in every list of
what is open; drafts come last. At most MOST_COUNTED of each kind are looked at, of what is overdue the earliest due, so that the
page does not grow with what is open.
"""

from collections import Counter
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, case, func, literal, union_all
from sqlalchemy import select as sql_select
from sqlmodel import Session, and_, col, or_, select

from rasoat.accounts.actor import Actor
from rasoat.db.counting import MOST_COUNTED
from rasoat.inspections.models import Inspection
from rasoat.papers.models import DRAFTING, PaperCase
from rasoat.proposals.models import Proposal
from rasoat.recommendations.conditions import stage_condition
from rasoat.recommendations.models import NEVER, ORDINARY, PLACES, Obligation
from rasoat.units import queries as units
from rasoat.units.models import Agency
from rasoat.web.today import obligations
from rasoat.web.today.parts import Link
from rasoat.workflows import CaseRef

WORDS = {
    "overdue": "quá hạn",
    "waiting": "báo cáo chờ xác minh",
    "extension": "xin gia hạn",
    "proposals": "đề xuất chờ xử lý",
    "drafts": "bản thảo của bạn",
}
"""What may wait, in the order in which a line tells it."""
STAGES = ("overdue", "waiting", "extension")
AFTER_ALL = f"{len(PLACES)} {NEVER}"


@dataclass(slots=True)
class Line:
    """One unit: how much of each kind waits there (see WORDS), its place, and the draft that has waited longest."""

    unit: Agency
    waits: Counter[str]
    place: str
    draft_id: UUID | None = None
    links: list[tuple[str, Link | CaseRef]] = field(default_factory=list)

    @property
    def urgent(self) -> bool:
        """Whether something urgent waits there."""
        return self.place.startswith(str(PLACES["urgent"]))

    @property
    def due_on(self) -> date | None:
        """The due date of the most urgent thing; None where it has none."""
        day = self.place.partition(" ")[2]
        return None if day == NEVER else date.fromisoformat(day)


@dataclass(slots=True)
class _Found:
    """What is found of all units."""

    waits: dict[UUID, Counter[str]] = field(default_factory=dict)
    places: dict[UUID, str] = field(default_factory=dict)
    drafts: dict[UUID, UUID] = field(default_factory=dict)

    def add(self, unit: UUID, place: str, **counts: int) -> None:
        """So much more waits at a unit; the most urgent of all its places counts."""
        self.waits.setdefault(unit, Counter()).update({name: n for name, n in counts.items() if n})
        self.places[unit] = min(self.places.get(unit, AFTER_ALL), place)


def lines(db: Session, actor: Actor, today: date) -> list[Line]:
    """The units at which something waits for the own agency, the most urgent first, equal ones by name."""
    found = _Found()
    for unit, place, *counts in db.connection().execute(_obligations(actor, today)):
        found.add(unit, place, **dict(zip(STAGES, counts, strict=True)))
    for unit, day in db.exec(_proposals(actor)):
        found.add(unit, f"{PLACES[ORDINARY]} {day}", proposals=1)
    for unit, paper_id in db.exec(_drafts(actor)):
        found.add(unit, AFTER_ALL, drafts=1)
        found.drafts.setdefault(unit, paper_id)
    agencies = units.names(db, found.waits)
    told = [Line(agencies[one], found.waits[one], found.places[one], found.drafts.get(one)) for one in agencies]
    for line in told:
        line.links = [
            (f"{line.waits[name]} {words}", _to(line, name)) for name, words in WORDS.items() if line.waits[name]
        ]
    return sorted(told, key=lambda line: (line.place, line.unit.order_text, str(line.unit.id)))


def _to(line: Line, name: str) -> Link | CaseRef:
    """Where what waits is listed; of drafts the one that has waited longest."""
    if name == "drafts" and line.draft_id:
        return CaseRef("paper", line.draft_id)
    if name == "proposals":
        return "proposals.index", {"from": str(line.unit.id), "stage": "owed"}
    return "followup.board", {"addressee": str(line.unit.id), "stage": name}


def _obligations(actor: Actor, today: date) -> Any:
    def waiting(stage: str) -> Any:
        mine = and_(col(Obligation.lead_agency_id) == actor.agency_id, stage_condition(stage, today))
        query = sql_select(col(Obligation.addressee_id), col(Obligation.queue), literal(stage).label("stage")).where(
            mine
        )
        # The others have indexes of their own, which an order by day would keep from being used.
        ordered = query.order_by(col(Obligation.due_on)) if stage == "overdue" else query
        return ordered.limit(MOST_COUNTED).subquery()

    every = union_all(*(sql_select(waiting(stage)) for stage in STAGES)).subquery()
    counts = [func.sum(case((every.c.stage == stage, 1), else_=0)) for stage in STAGES]
    return sql_select(every.c.addressee_id, func.min(every.c.queue), *counts).group_by(every.c.addressee_id)


def _proposals(actor: Actor) -> Any:
    query = select(Proposal.from_id, func.coalesce(Proposal.due_on, Proposal.received_on))
    return query.where(obligations.undecided(actor)).order_by(col(Proposal.id)).limit(MOST_COUNTED)


def _drafts(actor: Actor) -> Any:
    """Papers about one unit that the person drafts, or the program drafted for the own agency, the oldest first."""
    unit = func.coalesce(Inspection.unit_id, Obligation.addressee_id, Proposal.from_id)
    query = select(unit, PaperCase.id)
    for model, kind in ((Inspection, "inspection"), (Obligation, "obligation"), (Proposal, "proposal")):
        query = query.outerjoin(model, and_(col(PaperCase.about_kind) == kind, col(PaperCase.about_id) == model.id))
    mine: ColumnElement[bool] = or_(col(PaperCase.drafted_by).in_(actor.people), col(PaperCase.drafted_by).is_(None))
    open_ones = and_(col(PaperCase.lead_agency_id) == actor.agency_id, col(PaperCase.open), DRAFTING.condition)
    query = query.where(open_ones, mine, unit.is_not(None))
    return query.order_by(col(PaperCase.last_event_at), col(PaperCase.id)).limit(MOST_COUNTED)
