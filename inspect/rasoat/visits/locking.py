"""Locking visits while tablets' records are landed, and the reasons why a record can no longer be landed there."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, cast
from uuid import UUID

from sqlalchemy import literal, select, union_all
from sqlmodel import Session

from rasoat.accounts.actor import Actor
from rasoat.db import table_of
from rasoat.db.bulk import Insert, Update, among
from rasoat.inspections.models import VISITABLE, Inspection, InspectionChecklist, Site, TeamMember
from rasoat.problems import Problem
from rasoat.visits.models import FILLING, Visit
from rasoat.workflows import CaseRef, noting, pins, register_note

RECEIVE = "receive"
SET_APART = "set_apart"
ADMIT = "admit"
register_note(RECEIVE, "Nhận dữ liệu từ máy tính bảng")
register_note(SET_APART, "Nhận dữ liệu đến muộn, để riêng chờ trưởng đoàn")
register_note(ADMIT, "Đưa dữ liệu đến muộn vào")

_visit, _inspection = table_of(Visit), table_of(Inspection)
_member, _used, _site = table_of(TeamMember), table_of(InspectionChecklist), table_of(Site)
_NEEDED = (
    "id", "inspection_id", "status", "means", "version", "workflow", "workflow_version", "journal_seq", "journal_hash",
)  # fmt: skip
_IN_IDS = among(_visit.c.id, "ids")
_VISITS = (
    select(*(_visit.c[name] for name in _NEEDED)).where(_IN_IDS).order_by(_visit.c.id).with_for_update(key_share=True)
)
# One statement reads everything that is needed about these visits, because each statement costs as much as what it
# reads. It runs after the lock: a caller that had to wait for the lock must read the state after the wait.
_AROUND = union_all(
    select(
        literal("member").label("what"),
        _member.c.inspection_id,
        _member.c.user_id.label("one"),
        literal("").label("name"),
    )
    .join(_visit, _visit.c.inspection_id == _member.c.inspection_id)
    .where(_IN_IDS),
    select(literal("inspection"), _inspection.c.id, _inspection.c.id, _inspection.c.means)
    .join(_visit, _visit.c.inspection_id == _inspection.c.id)
    .where(_IN_IDS),
    select(literal("checklist"), _used.c.inspection_id, _used.c.id, _used.c.checklist)
    .join(_visit, _visit.c.inspection_id == _used.c.inspection_id)
    .where(_IN_IDS),
)
_SITES = select(_site.c.inspection_id, _site.c.id, _site.c.kind).where(among(_site.c.id, "ids"))


@dataclass(slots=True)
class LockedVisit:
    """A visit whose row is locked until the transaction ends.

    `case_row` has the columns of the case's row that its journal needs; each new entry updates them. `entries` are the
    new entries, which `journal_changes` returns. `team` are accounts; `checklists` are those that the inspection uses.
    """

    case_row: dict[str, Any]
    inspection_means: str = ""
    team: set[UUID] = field(default_factory=set)
    checklists: set[str] = field(default_factory=set)
    entries: list[dict[str, Any]] = field(default_factory=list)

    @property
    def id(self) -> UUID:
        return cast(UUID, self.case_row["id"])

    @property
    def inspection_id(self) -> UUID:
        return cast(UUID, self.case_row["inspection_id"])

    def note(self, trigger: str, actor: Actor, facts: Mapping[str, Any]) -> None:
        """Add an entry to the visit's journal; `journal_changes` says what to write of it. A stand-in acts for whoever is
        in the team.
        """
        actor = actor.among(self.team)
        self.entries.append(noting.follow(CaseRef("visit", self.id), self.case_row, trigger, actor, facts))


def lock_visits(session: Session, visit_ids: Iterable[UUID]) -> dict[UUID, LockedVisit]:
    """Lock the visits that exist and return them by id. The order is always the same, so that two callers never wait
    for each other.
    """
    ids = sorted(set(visit_ids))
    connection = session.connection()
    visits = {row.id: LockedVisit(row._asdict()) for row in connection.execute(_VISITS, {"ids": ids})}
    of_inspection: dict[UUID, list[LockedVisit]] = {}
    for visit in visits.values():
        of_inspection.setdefault(visit.inspection_id, []).append(visit)
    for what, inspection_id, one, name in connection.execute(_AROUND, {"ids": ids}):
        for visit in of_inspection.get(inspection_id, ()):
            if what == "member":
                visit.team.add(one)
            elif what == "checklist":
                visit.checklists.add(name)
            else:
                visit.inspection_means = name
    return visits


def site_kinds(session: Session, site_ids: Collection[UUID]) -> dict[tuple[UUID, UUID], str]:
    """The kind of each site that exists, by inspection and site."""
    if not site_ids:
        return {}
    found = session.connection().execute(_SITES, {"ids": site_ids})
    return {(row.inspection_id, row.id): row.kind for row in found}


def why_late(session: Session, visit: LockedVisit, actor: Actor) -> Problem | None:
    """Why a record that belongs to this visit cannot be landed any more; None when it can."""
    if visit.team.isdisjoint(actor.people):
        return Problem("visit.not_in_team")
    row = visit.case_row
    if not FILLING.of(row):
        definition = pins.runtime(session, row["workflow"], row["workflow_version"]).definition
        return Problem("visit.not_open", state=definition.states[row["status"]].title)
    if not VISITABLE.of({"means": visit.inspection_means}):
        return Problem("visit.inspection_gone_on")
    return None


def journal_changes(session: Session, visits: Collection[LockedVisit]) -> tuple[Insert, Update]:
    """What must be written for the new entries of the visits' journals."""
    noted = [visit for visit in visits if visit.entries]
    entries = [entry for visit in noted for entry in visit.entries]
    return noting.changes(session, "visit", entries, [visit.case_row for visit in noted])
