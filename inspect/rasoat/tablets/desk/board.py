"""What the desk sees of a visit's tablets: who took the visit along, what was received and what is missing."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import cast
from uuid import UUID

from sqlmodel import Session, col, func, select

from rasoat.accounts import queries as accounts
from rasoat.accounts.models import User
from rasoat.checklists.definition import Definition, Scope
from rasoat.inspections import queries as inspections
from rasoat.inspections.models import Site
from rasoat.problems import Problem
from rasoat.tablets.models import Tablet
from rasoat.tablets.receiving.models import KINDS, Photo, Record
from rasoat.tablets.taking.bundle import prepared_digest, prepared_part
from rasoat.tablets.taking.models import Taking
from rasoat.units import queries as units
from rasoat.visits import definition_cache, progress
from rasoat.visits import queries as visits
from rasoat.visits.models import ResponseConflict, Visit

Prepared = Callable[[UUID, str], str]
"""(account, ETag of the bundle it took last) → digest of what this member would take along now."""
NEWEST = 20
"""Records shown one by one; older ones are counted."""


@dataclass(frozen=True, slots=True)
class TakenAlong:
    """A tablet that took the visit along. `old`: what was prepared has changed since then."""

    tablet: Tablet
    taking: Taking
    old: bool


@dataclass(frozen=True, slots=True)
class BoardMember:
    """A person who is in the team, or who took the visit along while in the team and has left it (`assignment` is then
    empty).
    """

    user: User
    agency: str
    assignment: str
    taken: list[TakenAlong]
    received: int
    last_at: datetime | None


@dataclass(frozen=True, slots=True)
class ReceivedLine:
    """One record that was received."""

    record: Record
    who: str
    kind: str
    where: str


@dataclass(frozen=True, slots=True)
class AwaitedPhoto:
    """A photograph that a record announced and that has not arrived."""

    photo: Photo
    who: str
    label: str


@dataclass(frozen=True, slots=True)
class Board:
    """Everything about the tablets of one visit."""

    members: list[BoardMember]
    counts: dict[str, int]
    newest: list[ReceivedLine]
    lacking: list[progress.Slot]
    awaited: list[AwaitedPhoto]
    given_up: list[AwaitedPhoto]
    conflicts: int
    late: int

    @property
    def old(self) -> bool:
        """Whether some tablet has a bundle from before the last change of what was prepared."""
        return any(taken.old and one.assignment for one in self.members for taken in one.taken)

    @property
    def waiting(self) -> tuple[int, int]:
        """How many records and photographs the tablets say they have not sent; each tablet is counted once."""
        tablets = {taken.tablet.id: taken.tablet for one in self.members for taken in one.taken}
        return (
            sum(tablet.waiting_records for tablet in tablets.values()),
            sum(tablet.waiting_photos for tablet in tablets.values()),
        )


def prepared_now(session: Session, visit_id: UUID, account_id: UUID) -> str:
    """The digest of what this member would take along now; it is empty for a person who may no longer take the visit
    along.
    """
    actor = accounts.actor_of(session, account_id)
    try:
        return prepared_digest(session, actor, visit_id) if actor else ""
    except Problem:
        return ""


def board_of(session: Session, visit: Visit, prepared: Prepared | None = None) -> Board:
    """Build the board of one visit, for an actor who may read its answers.

    `prepared` returns the `prepared_now` of a member whose last bundle had this ETag. A caller may pass a function that
    remembers the result, because computing it is most of the cost of a board.
    """
    titles = _definitions(session, visit)
    photos = list(session.exec(select(Photo).where(Photo.visit_id == visit.id).order_by(col(Photo.id))))
    missing = [photo for photo in photos if photo.state == "expected"]
    lost = [photo for photo in photos if photo.state == "given_up"]
    return Board(
        members=_members(
            session, visit, prepared or (lambda account_id, _: prepared_now(session, visit.id, account_id))
        ),
        counts=_counts(session, visit.id),
        newest=_newest(session, visit, titles),
        lacking=[slot for slot in progress.slots(session, visit.inspection_id) if slot.state != "done"],
        awaited=_awaited(session, missing, titles),
        given_up=_awaited(session, lost, titles),
        conflicts=_count(session, ResponseConflict.visit_id == visit.id, ResponseConflict.decision == ""),
        late=_count(session, Record.visit_id == visit.id, Record.outcome == "quarantined"),
    )


def awaited_of(session: Session, visit: Visit) -> list[AwaitedPhoto]:
    """The photographs of one visit that records announced and that have not arrived."""
    query = select(Photo).where(Photo.visit_id == visit.id, Photo.state == "expected").order_by(col(Photo.id))
    return _awaited(session, session.exec(query), _definitions(session, visit))


def _count(session: Session, *where: bool) -> int:
    return session.exec(select(func.count()).where(*where)).one()


def _members(session: Session, visit: Visit, prepared: Prepared) -> list[BoardMember]:
    assignments = {member.user_id: member.assignment for member in inspections.team(session, visit.inspection_id)}
    taken = _taken(session, visit, prepared)
    received = _received_from(session, visit.id)
    ids = list(dict.fromkeys([*assignments, *taken, *received]))
    people = accounts.names(session, ids)
    agencies = units.names(session, {user.agency_id for user in people.values()})
    return [
        BoardMember(
            user=people[user_id],
            agency=agencies[people[user_id].agency_id].listed_name,
            assignment=assignments.get(user_id, ""),
            taken=taken.get(user_id, []),
            received=received.get(user_id, (0, None))[0],
            last_at=received.get(user_id, (0, None))[1],
        )
        for user_id in ids
    ]


def _taken(session: Session, visit: Visit, prepared: Prepared) -> dict[UUID, list[TakenAlong]]:
    query = (
        select(Taking, Tablet)
        .join(Tablet, col(Tablet.id) == col(Taking.tablet_id))
        .where(Taking.visit_id == visit.id)
        .order_by(col(Taking.taken_at).desc(), col(Taking.id))
    )
    found: dict[UUID, list[TakenAlong]] = {}
    present: dict[UUID, str] = {}
    for taking, tablet in session.exec(query).all():
        if taking.account_id not in present:
            present[taking.account_id] = prepared(taking.account_id, taking.bundle)
        old = prepared_part(taking.bundle) != present[taking.account_id]
        found.setdefault(taking.account_id, []).append(TakenAlong(tablet, taking, old))
    return found


def _received_from(session: Session, visit_id: UUID) -> dict[UUID, tuple[int, datetime | None]]:
    query = (
        select(Record.account_id, func.count(), func.max(Record.received_at))
        .where(Record.visit_id == visit_id)
        .group_by(col(Record.account_id))
    )
    return {account_id: (count, last) for account_id, count, last in session.exec(query)}


def _counts(session: Session, visit_id: UUID) -> dict[str, int]:
    query = (
        select(Record.kind, func.count())
        .where(Record.visit_id == visit_id)
        .group_by(col(Record.kind))
    )  # fmt: skip
    found = dict(session.exec(query).all())
    return {kind: found[kind] for kind in KINDS if found.get(kind)}


def _definitions(session: Session, visit: Visit) -> dict[str, Definition]:
    used = inspections.checklists(session, visit.inspection_id)
    return {name: found for (name, _), found in visits.definitions_of(session, used).items()}


def _newest(session: Session, visit: Visit, titles: Mapping[str, Definition]) -> list[ReceivedLine]:
    query = (
        select(Record)
        .where(Record.visit_id == visit.id)
        .order_by(col(Record.received_at).desc(), col(Record.id).desc())
        .limit(NEWEST)
    )
    rows = list(session.exec(query))
    people = accounts.names(session, {row.account_id for row in rows})
    sites = {str(site.id): site for site in inspections.sites(session, visit.inspection_id)}
    return [
        ReceivedLine(row, people[row.account_id].full_name, KINDS[row.kind], _where(row, titles, sites)) for row in rows
    ]


def _where(row: Record, titles: Mapping[str, Definition], sites: Mapping[str, Site]) -> str:
    content = row.body.get("content", {})
    site = sites.get(str(content.get("site_id") or ""))
    if row.kind == "response":
        title = titles[content["checklist"]].title if content.get("checklist") in titles else "Bảng kiểm khác"
        return f"{title}, {site.name if site else 'tại đơn vị được kiểm tra'}"
    if row.kind == "site":
        return str(content.get("name", ""))
    return site.name if site else ""


def _awaited(session: Session, photos: Iterable[Photo], titles: Mapping[str, Definition]) -> list[AwaitedPhoto]:
    rows = list(photos)
    people = accounts.names(session, {row.account_id for row in rows})
    sent = {row.submission_id for row in rows}
    query = select(Record).where(col(Record.id).in_(sent))
    records = {row.id: row for row in session.exec(query)} if sent else {}
    return [
        AwaitedPhoto(row, people[row.account_id].full_name, _label(session, row, records[row.submission_id]))
        for row in rows
    ]


def _label(session: Session, photo: Photo, record: Record) -> str:
    """The question that the photograph answers, or else the kind of record it belongs to."""
    content = record.body.get("content", {})
    if record.kind != "response":
        return KINDS[record.kind]
    definition = definition_cache.definition(session, content["checklist"], content["checklist_version"])
    scope = cast(Scope, content["scope"])
    item = definition.section(scope).item.get(photo.item) if definition.has(scope) else None
    return f"{definition.title}: {item.label}" if item else definition.title
