"""Visits whose rows are held while records are taken in, with all that decides whether they may be.

Works on Core statements, as the one door of the workflows does: hundreds of records a second go through here.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from sqlalchemy import Select, bindparam, select
from sqlmodel import Session

from rasoat.accounts.actor import Actor
from rasoat.db import table_of
from rasoat.inspections.models import Inspection, InspectionChecklist, TeamMember
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
_member, _used = table_of(TeamMember), table_of(InspectionChecklist)
_VISITS: Select[Any] = (
    select(_visit, _inspection.c.status.label("inspection_status"))
    .join(_inspection, _inspection.c.id == _visit.c.inspection_id)
    .where(_visit.c.id.in_(bindparam("ids", expanding=True)))
    .order_by(_visit.c.id)
    .with_for_update(of=_visit)
)
_MEMBERS: Select[Any] = select(_member.c.inspection_id, _member.c.user_id).where(
    _member.c.inspection_id.in_(bindparam("ids", expanding=True))
)
_CHECKLISTS: Select[Any] = select(_used.c.inspection_id, _used.c.checklist).where(
    _used.c.inspection_id.in_(bindparam("ids", expanding=True))
)


@dataclass(slots=True)
class Held:
    """One visit. `record` is its row and moves on with each entry of its journal; `entries` are still to be written."""

    record: dict[str, Any]
    team: set[UUID]
    checklists: set[str]
    entries: list[dict[str, Any]] = field(default_factory=list)

    @property
    def id(self) -> UUID:
        return UUID(str(self.record["id"]))

    @property
    def inspection_id(self) -> UUID:
        return UUID(str(self.record["inspection_id"]))

    def tell(self, trigger: str, actor: Actor, facts: Mapping[str, Any]) -> None:
        """Append to the visit's journal."""
        self.entries.append(noting.follow(CaseRef("visit", self.record["id"]), self.record, trigger, actor, facts))


def hold(session: Session, visit_ids: Iterable[UUID]) -> dict[UUID, Held]:
    """The visits by id, held until the transaction ends; always in the same order, so that no two wait for each other."""
    connection = session.connection()
    rows = [row._asdict() for row in connection.execute(_VISITS, {"ids": sorted(set(visit_ids))})]
    inspections = {"ids": sorted({row["inspection_id"] for row in rows})}
    members = connection.execute(_MEMBERS, inspections).all() if rows else []
    used = connection.execute(_CHECKLISTS, inspections).all() if rows else []
    return {
        row["id"]: Held(
            row,
            {user for inspection, user in members if inspection == row["inspection_id"]},
            {name for inspection, name in used if inspection == row["inspection_id"]},
        )
        for row in rows
    }


def why_late(session: Session, held: Held, actor: Actor) -> Problem | None:
    """Why a record that belongs here cannot be taken as it stands any more; None when it can."""
    if actor.user_id not in held.team:
        return Problem("visit.not_in_team")
    record = held.record
    if record["status"] != "open":
        definition = pins.runtime(session, record["workflow"], record["workflow_version"]).definition
        return Problem("visit.not_open", state=definition.states[record["status"]].title)
    if record["inspection_status"] not in OPEN_INSPECTION:
        return Problem("visit.inspection_gone_on")
    return None


def let_go(session: Session, held: Collection[Held]) -> None:
    """Write the journals' new entries, and where each now ends."""
    told = [visit for visit in held if visit.entries]
    noting.keep(session, "visit", [entry for visit in told for entry in visit.entries], [v.record for v in told])
    for visit in told:
        visit.entries = []
