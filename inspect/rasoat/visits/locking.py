"""Visits whose rows are held while records are taken in, with all that decides whether they may be.

Works on Core statements, as the one door of the workflows does: hundreds of records a second go through here.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, cast
from uuid import UUID

from sqlalchemy import bindparam, literal, select, union_all
from sqlmodel import Session

from rasoat.accounts.actor import Actor
from rasoat.db import table_of
from rasoat.db.prepared import Asked, Prepared
from rasoat.inspections.models import Inspection, InspectionChecklist, Site, TeamMember
from rasoat.problems import Problem
from rasoat.visits.models import Visit
from rasoat.workflows import CaseRef, noting, pins, register_note

RECEIVE = "receive"
SET_APART = "set_apart"
ADMIT = "admit"
OPEN_INSPECTION = ("scheduled", "visiting")
register_note(RECEIVE, "Nhận dữ liệu từ máy tính bảng")
register_note(SET_APART, "Nhận dữ liệu đến muộn, để riêng chờ trưởng đoàn")
register_note(ADMIT, "Đưa dữ liệu đến muộn vào")

_visit, _inspection = table_of(Visit), table_of(Inspection)
_member, _used, _site = table_of(TeamMember), table_of(InspectionChecklist), table_of(Site)
_NEEDED = ("id", "inspection_id", "status", "version", "workflow", "workflow_version", "journal_seq", "journal_hash")
_VISITS = Prepared(
    select(*(_visit.c[name] for name in _NEEDED))
    .where(_visit.c.id.in_(bindparam("ids", expanding=True)))
    .order_by(_visit.c.id)
    .with_for_update()
)
# One statement for all that is asked of these visits: each statement costs as much as what it finds. Not beside the lock
# itself: who had to wait for that would be told what else was so before the wait.
_AROUND = Prepared(
    union_all(
        select(
            literal("member").label("what"),
            _member.c.inspection_id,
            _member.c.user_id.label("one"),
            literal("").label("name"),
        )
        .join(_visit, _visit.c.inspection_id == _member.c.inspection_id)
        .where(_visit.c.id.in_(bindparam("ids", expanding=True))),
        select(literal("inspection"), _inspection.c.id, _inspection.c.id, _inspection.c.status)
        .join(_visit, _visit.c.inspection_id == _inspection.c.id)
        .where(_visit.c.id.in_(bindparam("ids", expanding=True))),
        select(literal("checklist"), _used.c.inspection_id, _used.c.id, _used.c.checklist)
        .join(_visit, _visit.c.inspection_id == _used.c.inspection_id)
        .where(_visit.c.id.in_(bindparam("ids", expanding=True))),
        select(literal("site"), _site.c.inspection_id, _site.c.id, _site.c.kind).where(
            _site.c.id.in_(bindparam("sites", expanding=True))
        ),
    )
)


@dataclass(slots=True)
class Held:
    """One visit. `record` is what is needed of its row and moves on with each entry of its journal; `entries` are still
    to be written.

    `team` are accounts, `checklists` the used ones, `sites` the kinds of those asked for.
    """

    record: dict[str, Any]
    inspection_status: str = ""
    team: set[UUID] = field(default_factory=set)
    checklists: set[str] = field(default_factory=set)
    sites: dict[UUID, str] = field(default_factory=dict)
    entries: list[dict[str, Any]] = field(default_factory=list)

    @property
    def id(self) -> UUID:
        return cast(UUID, self.record["id"])

    @property
    def inspection_id(self) -> UUID:
        return cast(UUID, self.record["inspection_id"])

    def learn(self, what: str, one: UUID, name: str) -> None:
        """Take note of a member, the inspection's state, a checklist in use, or a place."""
        if what == "member":
            self.team.add(one)
        elif what == "inspection":
            self.inspection_status = name
        elif what == "checklist":
            self.checklists.add(name)
        else:
            self.sites[one] = name

    def tell(self, trigger: str, actor: Actor, facts: Mapping[str, Any]) -> None:
        """Append to the visit's journal."""
        self.entries.append(noting.follow(CaseRef("visit", self.record["id"]), self.record, trigger, actor, facts))


@dataclass(frozen=True, slots=True)
class Holding:
    """Visits on their way from the database: held, and read in `visits`."""

    asked: Asked
    around: Asked

    def visits(self) -> dict[UUID, Held]:
        """The visits that there are, by id."""
        found = {row.id: Held(row._asdict()) for row in self.asked.rows()}
        of: dict[UUID, list[Held]] = {}
        for held in found.values():
            of.setdefault(held.inspection_id, []).append(held)
        for row in self.around.rows():
            for held in of.get(row.inspection_id, ()):
                held.learn(row.what, row.one, row.name)
        return found


def hold(session: Session, visit_ids: Iterable[UUID], site_ids: Iterable[UUID] = ()) -> Holding:
    """Hold visits until the transaction ends; always in the same order, so that no two wait for each other.

    `site_ids` are the places to be looked up.
    """
    ids = sorted(set(visit_ids))
    return Holding(_VISITS.ask(session, ids=ids), _AROUND.ask(session, ids=ids, sites=list(set(site_ids))))


def why_late(session: Session, held: Held, actor: Actor) -> Problem | None:
    """Why a record that belongs here cannot be taken as it stands any more; None when it can."""
    if actor.user_id not in held.team:
        return Problem("visit.not_in_team")
    record = held.record
    if record["status"] != "open":
        definition = pins.runtime(session, record["workflow"], record["workflow_version"]).definition
        return Problem("visit.not_open", state=definition.states[record["status"]].title)
    if held.inspection_status not in OPEN_INSPECTION:
        return Problem("visit.inspection_gone_on")
    return None


def let_go(session: Session, held: Collection[Held]) -> None:
    """Write the journals' new entries, and where each now ends."""
    told = [visit for visit in held if visit.entries]
    noting.keep(session, "visit", [entry for visit in told for entry in visit.entries], [v.record for v in told])
    for visit in told:
        visit.entries = []
