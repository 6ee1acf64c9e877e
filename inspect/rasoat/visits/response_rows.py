"""Responses as they stand while records are taken in: read together, changed in memory, written together."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, cast
from uuid import UUID

from sqlalchemy import and_, bindparam, exists, select
from sqlmodel import Session

from rasoat import clock
from rasoat.checklists.definition import Definition, Scope
from rasoat.db import new_id, table_of
from rasoat.db.prepared import Asked, Insert, Prepared, Update
from rasoat.visits import definition_cache as known
from rasoat.visits.models import Response, ResponseConflict, ResponseRevision
from rasoat.visits.records import Arrival, Judged, Place

_response, _revision, _conflict = table_of(Response), table_of(ResponseRevision), table_of(ResponseConflict)
_NAMES = ("id", "visit_id", "checklist", "scope", "site_id", "checklist_version", "revision")
_STANDING = (
    select(
        *(_response.c[name] for name in _NAMES),
        _revision.c.digest,
        exists().where(_conflict.c.response_id == _response.c.id, _conflict.c.decision == "").label("disputed"),
    )
    .join(
        _revision,
        and_(_revision.c.response_id == _response.c.id, _revision.c.number == _response.c.revision),
        isouter=True,
    )
    .where(
        _response.c.visit_id.in_(bindparam("visits", expanding=True)),
        _response.c.checklist.in_(bindparam("checklists", expanding=True)),
    )
)
# Two, so that each follows the unique index to its end: a visit may have hundreds of places.
_AT_SITES = Prepared(
    _STANDING.where(_response.c.scope == "site", _response.c.site_id.in_(bindparam("sites", expanding=True)))
)
_OF_UNITS = Prepared(_STANDING.where(_response.c.scope == "unit"))
_ANSWERS = Prepared(
    select(_revision.c.answers).where(
        _revision.c.response_id == bindparam("response"), _revision.c.number == bindparam("revision_number")
    )
)
_BEGIN, _UPDATE, _ADD = Insert(_response), Update(_response), Insert(_revision)
_MOVING = ("revision", "answers", "complete", "passed", "saved_by", "saved_at")


@dataclass(slots=True)
class Standing:
    """One response. `row` holds its columns; `made` the revisions added now, `disputes` the conflicts; `answers_at` what was already read."""

    row: dict[str, Any]
    digest: str = ""
    disputed: bool = False
    new: bool = False
    made: list[dict[str, Any]] = field(default_factory=list)
    disputes: list[dict[str, Any]] = field(default_factory=list)
    answers_at: dict[int, dict[str, Any] | None] = field(default_factory=dict)

    @property
    def id(self) -> UUID:
        return cast(UUID, self.row["id"])

    @property
    def revision(self) -> int:
        return cast(int, self.row["revision"])

    def definition(self, session: Session) -> Definition:
        """The version it was begun with."""
        return known.definition(session, self.row["checklist"], self.row["checklist_version"])

    @property
    def scope(self) -> Scope:
        return cast(Scope, self.row["scope"])

    def at(self, session: Session, number: int) -> dict[str, Any]:
        """The answers of one revision; none for 0 and for one that never was."""
        if number not in self.answers_at:
            found = _ANSWERS.rows(session, response=self.id, revision_number=number)
            self.answers_at[number] = found[0].answers if found else None
        return self.answers_at[number] or {}

    def save(self, judged: Judged, who: UUID, when: datetime) -> None:
        """Add a revision, unless the answers are those that stand."""
        if judged.digest == self.digest:
            return
        number = self.revision + 1
        self.made.append(
            {
                "id": new_id(), "version": 1, "created_at": clock.now(), "response_id": self.id, "number": number,
                "answers": judged.encoded, "digest": judged.digest, "saved_by": who, "saved_at": when,
            }
        )  # fmt: skip
        self.digest, self.answers_at[number] = judged.digest, judged.answers
        self.row |= {
            "revision": number, "answers": judged.encoded, "complete": judged.complete, "passed": judged.passed,
            "saved_by": who, "saved_at": when,
        }  # fmt: skip


@dataclass(frozen=True, slots=True)
class Sought:
    """Responses on their way from the database."""

    asked: list[Asked]

    def found(self) -> dict[Place, Standing]:
        """Those that stand at the places that were asked for, and perhaps at others."""
        found = {}
        for row in [row for asked in self.asked for row in asked.rows()]:
            values = dict(zip(_NAMES, row, strict=False))
            place = (row.visit_id, row.checklist, row.scope, row.site_id)
            found[place] = Standing(values, row.digest or "", row.disputed)
        return found


def seek(session: Session, places: Collection[Place]) -> Sought:
    """Ask for the responses at these places. The visits' rows are held."""
    of_units = {place for place in places if place[3] is None}
    at_sites = set(places) - of_units
    asked = []
    if of_units:
        asked.append(_OF_UNITS.ask(session, **_wanted(of_units)))
    if at_sites:
        asked.append(_AT_SITES.ask(session, **_wanted(at_sites), sites=list({place[3] for place in at_sites})))
    return Sought(asked)


def _wanted(places: Iterable[Place]) -> dict[str, list[Any]]:
    return {"visits": list({place[0] for place in places}), "checklists": list({place[1] for place in places})}


def begun(arrival: Arrival, inspection_id: UUID) -> Standing:
    """A response that begins with what arrived."""
    visit_id, checklist, scope, site_id = arrival.place
    row = {
        "id": new_id(), "created_at": clock.now(), "visit_id": visit_id, "inspection_id": inspection_id,
        "checklist": checklist, "checklist_version": arrival.definition.version, "scope": scope, "site_id": site_id,
        "revision": 0, "version": 1,
    }  # fmt: skip
    return Standing(row, new=True)


def write(session: Session, standing: Iterable[Standing]) -> None:
    """Write what was changed."""
    changed = [one for one in standing if one.made]
    fresh = [one.row for one in changed if one.new]
    if fresh:
        _BEGIN.run(session, fresh)
    moved = [{"id": one.id, **{name: one.row[name] for name in _MOVING}} for one in changed if not one.new]
    if moved:
        _UPDATE.run(session, moved)
    if changed:
        _ADD.run(session, [row for one in changed for row in one.made])
        _forget(session, changed)


def _forget(session: Session, changed: Iterable[Standing]) -> None:
    for one in changed:
        kept = session.identity_map.get((Response, (one.id,), None))
        if kept is not None:
            session.expire(kept)
