"""Taking in what tablets send: many records in one transaction, each once, each by itself.

The same id with the same content is answered as before, with other content refused. What belongs here but cannot be
taken any more as things stand is kept apart for the lead. Nothing that was acknowledged is ever lost.
"""

from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass, field
from typing import Any, TypeAlias
from uuid import UUID

from sqlalchemy import bindparam, select
from sqlmodel import Session

from rasoat import clock
from rasoat.db import table_of
from rasoat.db.prepared import Insert, Prepared, together
from rasoat.problems import Problem
from rasoat.tablets import queries as tablets
from rasoat.tablets.operations import require_trusted
from rasoat.tablets.receiving import other_kinds as others
from rasoat.tablets.receiving.announced_photos import Photos, photos_of
from rasoat.tablets.receiving.judging import Parcel
from rasoat.tablets.receiving.models import Submission
from rasoat.tablets.receiving.schemas import SiteRecord
from rasoat.visits import landing as receiving
from rasoat.visits import response_rows as standing
from rasoat.visits.locking import RECEIVE, SET_APART, Held, hold, let_go, why_late
from rasoat.visits.membership import took_along
from rasoat.visits.models import ResponseRevision
from rasoat.visits.records import Landed, Late, Place
from rasoat.visits.response_rows import Standing

LATE = frozenset({"inspection.not_editable", "forbidden", "visit.not_open", "visit.not_in_team"})
"""Refusals of the other rooms that mean: too late, not wrong."""
_submission, _revision = table_of(Submission), table_of(ResponseRevision)
_EARLIER = Prepared(
    select(
        *(_submission.c[name] for name in ("id", "account_id", "digest", "answer", "response_id", "revision"))
    ).where(_submission.c.id.in_(bindparam("ids", expanding=True)))
)
_INSERT = Insert(_submission)
_ANSWERS = select(_revision.c.answers).where(
    _revision.c.response_id == bindparam("response"), _revision.c.number == bindparam("at_number")
)


@dataclass(slots=True)
class Taken:
    """A record that is here. `told` is what the tablet is told of it, `states` how far its photographs are."""

    id: UUID
    told: dict[str, Any]
    answers: dict[str, Any] | None
    repeated: bool = False
    response_id: UUID | None = None
    states: dict[UUID, str] = field(default_factory=dict)


Result: TypeAlias = Taken | Problem


def take_in(session: Session, parcels: list[Parcel]) -> list[Result]:
    """Take in records: a result for each, in their order. The operation of a grouped write."""
    with together(session):
        # First of all the visits are held: what the other questions find stays so.
        visits = hold(session, {p.record.visit_id for p in parcels}, {site for p in parcels if (site := p.site_id)})
        earlier = _EARLIER.ask(session, ids=list({p.id for p in parcels}))
        trusted = tablets.ask_trusted(session, {p.tablet_id for p in parcels if p.tablet_id})
        sought = standing.seek(session, {place for p in parcels if (place := p.place)})
    held, places = visits.visits(), sought.found()
    came, may_write = {row.id: row for row in earlier.rows()}, {row.id for row in trusted.rows()}
    results: dict[int, Result] = {}
    _known_or_refused(session, held, came, may_write, parcels, results)
    first: dict[UUID, int] = {}
    for number, parcel in enumerate(parcels):
        if number not in results:
            first.setdefault(parcel.id, number)
    new = {number: parcels[number] for number in first.values()}
    _take_new(session, held, places, new, results)
    for number, parcel in enumerate(parcels):
        # The same record twice in one batch: two tries of one tablet that overtook each other.
        if number not in results:
            results[number] = _again(parcel, parcels[first[parcel.id]], results[first[parcel.id]])
    return [results[number] for number in range(len(parcels))]


def _known_or_refused(
    session: Session,
    held: Mapping[UUID, Held],
    came: Mapping[UUID, Any],
    may_write: Set[UUID],
    parcels: Sequence[Parcel],
    results: dict[int, Result],
) -> None:
    """`came`: the records that had come before; `may_write`: the tablets that are still trusted."""
    took = _took(session, held, parcels)
    for number, parcel in enumerate(parcels):
        visit, row = held.get(parcel.record.visit_id), came.get(parcel.id)
        if parcel.tablet_id and parcel.tablet_id not in may_write:
            results[number] = _untrusted(session, parcel.tablet_id)
        elif row is not None:
            results[number] = _repeated(session, parcel, row)
        elif visit is None or not (parcel.actor.user_id in visit.team or (visit.id, parcel.actor.user_id) in took):
            results[number] = Problem("not_found")
        elif parcel.wrong is not None:
            results[number] = parcel.wrong


def _took(session: Session, held: Mapping[UUID, Held], parcels: Sequence[Parcel]) -> set[tuple[UUID, UUID]]:
    """Who of those no longer in the team took the visit along while they were."""
    gone = [
        (visit.id, parcel.actor.user_id)
        for parcel in parcels
        if (visit := held.get(parcel.record.visit_id)) and parcel.actor.user_id not in visit.team
    ]
    return {(visit_id, account_id) for visit_id, account_id in set(gone) if took_along(session, visit_id, account_id)}


def _untrusted(session: Session, tablet_id: UUID) -> Problem:
    try:
        require_trusted(session, tablet_id)
    except Problem as problem:
        return problem
    return Problem("login.required")


def _repeated(session: Session, parcel: Parcel, row: Any) -> Result:
    if (row.digest, row.account_id) != (parcel.digest, parcel.actor.user_id):
        return Problem("submission.differs")
    answers = None
    if row.response_id is not None and row.answer.get("revision"):
        wanted = {"response": row.response_id, "at_number": row.answer["revision"]}
        answers = session.connection().execute(_ANSWERS, wanted).scalar()
    states = photos_of(session, [parcel]).states(photo.id for photo in parcel.record.photos)
    return Taken(parcel.id, row.answer, answers, repeated=True, response_id=row.response_id, states=states)


def _again(parcel: Parcel, first: Parcel, result: Result) -> Result:
    if parcel.digest != first.digest or parcel.actor.user_id != first.actor.user_id:
        return Problem("submission.differs")
    if isinstance(result, Problem):
        return result
    return Taken(parcel.id, result.told, result.answers, True, result.response_id, result.states)


def _take_new(
    session: Session,
    held: Mapping[UUID, Held],
    places: dict[Place, Standing],
    new: Mapping[int, Parcel],
    results: dict[int, Result],
) -> None:
    photos = photos_of(session, list(new.values()))
    rows: list[dict[str, Any]] = []
    for number, parcel in new.items():
        refused = photos.refused(parcel)
        if refused:
            results[number] = refused
    waiting = {number: parcel for number, parcel in new.items() if number not in results}
    # What answers may rest on comes first, in the order it was sent.
    for number, parcel in waiting.items():
        if parcel.kind != "response":
            results[number] = _take_other(session, held[parcel.record.visit_id], photos, parcel, rows)
    answers = {number: parcel for number, parcel in waiting.items() if parcel.kind == "response"}
    arrivals = [parcel.arrival(photos.promised(parcel)) for parcel in answers.values()]
    outcomes = receiving.receive(session, held, places, arrivals) if arrivals else []
    for (number, parcel), outcome in zip(answers.items(), outcomes, strict=True):
        results[number] = _landed(held[parcel.record.visit_id], photos, parcel, outcome, rows)
    with together(session):
        receiving.write(session, places.values())
        if rows:
            _INSERT.run(session, rows)
        photos.write(session)
        let_go(session, held.values())


def _landed(
    held: Held, photos: Photos, parcel: Parcel, outcome: receiving.Outcome, rows: list[dict[str, Any]]
) -> Result:
    if isinstance(outcome, Problem):
        return outcome
    if isinstance(outcome, Late):
        return _set_apart(held, photos, parcel, outcome.why, rows)
    photos.give(parcel, "response", outcome.response_id)
    told = {"outcome": outcome.outcome, "revision": outcome.revision, "conflicts": outcome.conflicts, "reason": None}
    return _taken(photos, parcel, told, rows, outcome)


def _take_other(session: Session, held: Held, photos: Photos, parcel: Parcel, rows: list[dict[str, Any]]) -> Result:
    why = None if parcel.kind == "danger" else why_late(session, held, parcel.actor)
    if why is None:
        try:
            with session.begin_nested():
                owner = others.OPERATIONS[parcel.kind](session, parcel)
        except Problem as problem:
            if problem.key not in LATE:
                return problem
            why = problem
    if why is not None:
        return _set_apart(held, photos, parcel, why, rows)
    if isinstance(parcel.record, SiteRecord):
        held.sites[parcel.record.content.id] = parcel.record.content.kind
    photos.give(parcel, *owner)
    facts = {"kind": parcel.kind, "submission": str(parcel.id), "tablet": str(parcel.tablet_id or "")}
    held.tell(RECEIVE, parcel.actor, facts)
    told: dict[str, Any] = {"outcome": "applied", "revision": None, "conflicts": [], "reason": None}
    return _taken(photos, parcel, told, rows)


def _set_apart(held: Held, photos: Photos, parcel: Parcel, why: Problem, rows: list[dict[str, Any]]) -> Taken:
    photos.give(parcel, "submission", parcel.id)
    facts = {
        "kind": parcel.kind,
        "submission": str(parcel.id),
        "reason": why.key,
        "tablet": str(parcel.tablet_id or ""),
    }
    held.tell(SET_APART, parcel.actor, facts)
    told: dict[str, Any] = {"outcome": "quarantined", "revision": None, "conflicts": [], "reason": why.as_json()}
    return _taken(photos, parcel, told, rows)


def _taken(
    photos: Photos, parcel: Parcel, told: dict[str, Any], rows: list[dict[str, Any]], landed: Landed | None = None
) -> Taken:
    rows.append(
        {
            "id": parcel.id, "kind": parcel.kind, "visit_id": parcel.record.visit_id,
            "account_id": parcel.actor.user_id, "tablet_id": parcel.tablet_id, "digest": parcel.digest,
            "body": parcel.body, "made_at": parcel.made_at, "received_at": clock.now(), "clock_skew_s": parcel.skew,
            "outcome": told["outcome"], "reason": told["reason"]["key"] if told["reason"] else "", "answer": told,
            "response_id": landed.response_id if landed else None, "revision": landed.revision if landed else None,
            "decided_by": None, "decided_at": None, "decision_note": "",
        }
    )  # fmt: skip
    states = photos.states(photo.id for photo in parcel.record.photos)
    answers = landed.answers if landed else None
    return Taken(parcel.id, told, answers, response_id=landed.response_id if landed else None, states=states)
