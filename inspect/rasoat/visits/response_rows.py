"""The responses that records change: they are read together, changed in memory and written together."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, cast
from uuid import UUID

from sqlalchemy import Executable, bindparam, exists, select
from sqlmodel import Session

from rasoat import clock
from rasoat.checklists.definition import Definition, Scope
from rasoat.db import new_id, row_seals, table_of
from rasoat.db.bulk import Insert, Update, among, new_row
from rasoat.visits import definition_cache
from rasoat.visits.models import Response, ResponseConflict, ResponseRevision
from rasoat.visits.records import RecordAnswers, ResponseKey
from rasoat.visits.revisions import MOVED, JudgedAnswers, add_revision, digest_of

_response, _revision, _conflict = table_of(Response), table_of(ResponseRevision), table_of(ResponseConflict)
_NAMES = (
    "id", "visit_id", "inspection_id", "checklist", "checklist_version", "scope", "site_id", "revision", "answers",
    "complete", "passed", "saved_by", "saved_at",
)  # fmt: skip
# Landing does not use these columns, but the digest of the row counts them.
_OTHERS = tuple(column.name for column in row_seals.sealed_columns(_response) if column.name not in _NAMES)
_FOUND = select(
    *(_response.c[name] for name in (*_NAMES, *_OTHERS)),
    exists().where(_conflict.c.response_id == _response.c.id, _conflict.c.decision == ""),
).where(among(_response.c.visit_id, "visits"), among(_response.c.checklist, "checklists"))
# There are two queries, so that each can use the whole unique index: a visit may have hundreds of sites.
AT_SITES = _FOUND.where(_response.c.scope == "site", among(_response.c.site_id, "sites"))
OF_UNITS = _FOUND.where(_response.c.scope == "unit")
_ANSWERS = select(_revision.c.answers).where(
    _revision.c.response_id == bindparam("response"), _revision.c.number == bindparam("at_number")
)


@dataclass(slots=True)
class ResponseColumns:
    """The columns of a response under the names they have in the model, without the cost of a model instance."""

    id: UUID
    visit_id: UUID
    inspection_id: UUID
    checklist: str
    checklist_version: int
    scope: str
    site_id: UUID | None
    revision: int
    answers: dict[str, Any]
    complete: bool
    passed: bool | None
    saved_by: UUID
    saved_at: datetime
    others: dict[str, Any] = field(default_factory=dict)


@dataclass(slots=True)
class ChangingResponse:
    """One response while records are landed in it.

    `disputed` says whether the database has open conflicts of it. `new` says that the response is not in the database
    yet. `revisions` and `conflicts` are the rows to be added.
    """

    row: ResponseColumns
    disputed: bool = False
    new: bool = False
    revisions: list[dict[str, Any]] = field(default_factory=list)
    conflicts: list[ResponseConflict] = field(default_factory=list)

    @property
    def scope(self) -> Scope:
        return cast(Scope, self.row.scope)

    @property
    def digest(self) -> str:
        """SHA-256 of the answers that the response has now."""
        return self.revisions[-1]["digest"] if self.revisions else digest_of(self.row.answers)

    def definition(self, session: Session) -> Definition:
        """The checklist in the version with which the response began."""
        return definition_cache.definition(session, self.row.checklist, self.row.checklist_version)

    def answers_of(self, session: Session, number: int) -> Mapping[str, Any]:
        """The answers of one revision; none for 0 and for a revision that does not exist."""
        if number == self.row.revision:
            return self.row.answers
        for revision in self.revisions:
            if revision["number"] == number:
                return cast(dict[str, Any], revision["answers"])
        wanted = {"response": self.row.id, "at_number": number}
        return session.connection().execute(_ANSWERS, wanted).scalar() or {}

    def save(self, judged: JudgedAnswers, who: UUID, when: datetime) -> None:
        """Add a revision, unless the answers equal those that the response has now."""
        if self.row.revision == 0 or judged.answers != self.row.answers:
            self.revisions.append(add_revision(self.row, judged, who, when))


def find_responses(session: Session, keys: Collection[ResponseKey]) -> dict[ResponseKey, ChangingResponse]:
    """Read the responses that exist among these keys, and perhaps others. The caller has locked their visits."""
    of_units = {key for key in keys if key[3] is None}
    at_sites = set(keys) - of_units
    found = _found(session, OF_UNITS, _wanted(of_units)) if of_units else {}
    if at_sites:
        found |= _found(session, AT_SITES, {**_wanted(at_sites), "sites": list({key[3] for key in at_sites})})
    return found


def _wanted(keys: Iterable[ResponseKey]) -> dict[str, list[Any]]:
    return {"visits": list({key[0] for key in keys}), "checklists": list({key[1] for key in keys})}


def _found(session: Session, query: Executable, wanted: dict[str, Any]) -> dict[ResponseKey, ChangingResponse]:
    found = {}
    for *columns, disputed in session.connection().execute(query, wanted):
        used, others = columns[: len(_NAMES)], columns[len(_NAMES) :]
        row = ResponseColumns(*used)
        row.others = dict(zip(_OTHERS, others, strict=True))
        found[row.visit_id, row.checklist, row.scope, row.site_id] = ChangingResponse(row, bool(disputed))
    return found


def begin_response(visit_id: UUID, inspection_id: UUID, answers: RecordAnswers, saved_by: UUID) -> ChangingResponse:
    """Make a response that begins with a record's answers; it has no revision yet."""
    row = ResponseColumns(
        id=new_id(),
        visit_id=visit_id,
        inspection_id=inspection_id,
        checklist=answers.definition.id,
        checklist_version=answers.definition.version,
        scope=answers.scope,
        site_id=answers.site_id,
        revision=0,
        answers={},
        complete=False,
        passed=None,
        saved_by=saved_by,
        saved_at=clock.now(),
    )
    return ChangingResponse(row, new=True)


def response_changes(session: Session, responses: Collection[ChangingResponse]) -> list[Insert | Update]:
    """What must be written for the responses that were changed, with their new revisions. The session forgets its own
    copies of these responses.
    """
    changed = [one for one in responses if one.revisions]
    for one in changed:
        kept = session.identity_map.get((Response, (one.row.id,), None))
        if kept is not None:
            session.expire(kept)
    revisions = [revision for one in changed for revision in one.revisions]
    new = [new_row(Response, **_values(one.row, _NAMES)) for one in changed if one.new]
    older = [one.row for one in changed if not one.new]
    row_seals.add(session, Response, new)
    row_seals.add(session, Response, [_values(row, _NAMES) | row.others for row in older])
    row_seals.add(session, ResponseRevision, revisions)
    return [
        Insert(Response, new),
        Update(Response, [_values(row, ("id", *MOVED)) for row in older]),
        Insert(ResponseRevision, revisions),
    ]


def _values(row: ResponseColumns, names: Iterable[str]) -> dict[str, Any]:
    return {name: getattr(row, name) for name in names}
