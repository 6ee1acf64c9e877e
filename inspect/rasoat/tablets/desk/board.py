"""What the desk sees of a visit's tablets: who took it along, what arrived, what is missing."""

from collections.abc import Iterable, Mapping
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
from rasoat.tablets.receiving.models import KINDS, Photo, Submission
from rasoat.tablets.taking.bundle import bundle_of, prepared_part
from rasoat.tablets.taking.models import Taking
from rasoat.units import queries as units
from rasoat.visits import definition_cache as known
from rasoat.visits import progress
from rasoat.visits import queries as visits
from rasoat.visits.models import ResponseConflict, Visit

NEWEST = 20
"""Records shown one by one; older ones are counted."""


@dataclass(frozen=True, slots=True)
class Held:
    """A tablet that took the visit along. `old`: what was prepared has changed since."""

    tablet: Tablet
    taking: Taking
    old: bool


@dataclass(frozen=True, slots=True)
class Companion:
    """A person of the team, or one who took the visit along while in it (then `duty` is empty)."""

    user: User
    agency: str
    duty: str
    held: list[Held]
    arrived: int
    last_at: datetime | None


@dataclass(frozen=True, slots=True)
class Arrived:
    """One record that came in."""

    submission: Submission
    who: str
    kind: str
    where: str


@dataclass(frozen=True, slots=True)
class Awaited:
    """A photograph that was announced and is not here."""

    photo: Photo
    who: str
    label: str


@dataclass(frozen=True, slots=True)
class Board:
    """Everything about the tablets of one visit."""

    companions: list[Companion]
    counts: dict[str, int]
    newest: list[Arrived]
    lacking: list[progress.Slot]
    awaited: list[Awaited]
    given_up: list[Awaited]
    conflicts: int
    late: int

    @property
    def old(self) -> bool:
        """Whether some tablet holds what was prepared before the last change."""
        return any(held.old and one.duty for one in self.companions for held in one.held)

    @property
    def waiting(self) -> tuple[int, int]:
        """Records and photographs that the tablets say they still hold, each tablet counted once."""
        tablets = {held.tablet.id: held.tablet for one in self.companions for held in one.held}
        return (
            sum(tablet.waiting_records for tablet in tablets.values()),
            sum(tablet.waiting_photos for tablet in tablets.values()),
        )


def board_of(session: Session, visit: Visit) -> Board:
    """The board of one visit, for whoever reads its answers."""
    titles = _definitions(session, visit)
    photos = list(session.exec(select(Photo).where(Photo.visit_id == visit.id).order_by(col(Photo.id))))
    missing = [photo for photo in photos if photo.state == "expected"]
    lost = [photo for photo in photos if photo.state == "given_up"]
    return Board(
        companions=_companions(session, visit),
        counts=_counts(session, visit.id),
        newest=_newest(session, visit, titles),
        lacking=[slot for slot in progress.slots(session, visit.inspection_id) if slot.state != "done"],
        awaited=_awaited(session, missing, titles),
        given_up=_awaited(session, lost, titles),
        conflicts=_count(session, ResponseConflict.visit_id == visit.id, ResponseConflict.decision == ""),
        late=_count(session, Submission.visit_id == visit.id, Submission.outcome == "quarantined"),
    )


def awaited_of(session: Session, visit: Visit) -> list[Awaited]:
    """The photographs of one visit that were announced and are not here."""
    query = select(Photo).where(Photo.visit_id == visit.id, Photo.state == "expected").order_by(col(Photo.id))
    return _awaited(session, session.exec(query), _definitions(session, visit))


def _count(session: Session, *where: bool) -> int:
    return session.exec(select(func.count()).where(*where)).one()


def _companions(session: Session, visit: Visit) -> list[Companion]:
    duties = {member.user_id: member.duty for member in inspections.team(session, visit.inspection_id)}
    held = _held(session, visit)
    arrived = _arrived_from(session, visit.id)
    ids = list(dict.fromkeys([*duties, *held, *arrived]))
    people = accounts.names(session, ids)
    agencies = units.names(session, {user.agency_id for user in people.values()})
    return [
        Companion(
            user=people[user_id],
            agency=agencies[people[user_id].agency_id].short_name,
            duty=duties.get(user_id, ""),
            held=held.get(user_id, []),
            arrived=arrived.get(user_id, (0, None))[0],
            last_at=arrived.get(user_id, (0, None))[1],
        )
        for user_id in ids
    ]


def _held(session: Session, visit: Visit) -> dict[UUID, list[Held]]:
    query = (
        select(Taking, Tablet)
        .join(Tablet, col(Tablet.id) == col(Taking.tablet_id))
        .where(Taking.visit_id == visit.id)
        .order_by(col(Taking.taken_at).desc(), col(Taking.id))
    )
    found: dict[UUID, list[Held]] = {}
    present: dict[UUID, str] = {}
    for taking, tablet in session.exec(query).all():
        if taking.account_id not in present:
            present[taking.account_id] = _present(session, visit, taking.account_id)
        now = present[taking.account_id]
        found.setdefault(taking.account_id, []).append(Held(tablet, taking, prepared_part(taking.bundle) != now))
    return found


def _present(session: Session, visit: Visit, account_id: UUID) -> str:
    """What this member would take along now; empty for who no longer may."""
    actor = accounts.actor_of(session, account_id)
    try:
        return prepared_part(bundle_of(session, actor, visit.id).etag) if actor else ""
    except Problem:
        return ""


def _arrived_from(session: Session, visit_id: UUID) -> dict[UUID, tuple[int, datetime | None]]:
    query = (
        select(Submission.account_id, func.count(), func.max(Submission.received_at))
        .where(Submission.visit_id == visit_id)
        .group_by(col(Submission.account_id))
    )
    return {account_id: (count, last) for account_id, count, last in session.exec(query)}


def _counts(session: Session, visit_id: UUID) -> dict[str, int]:
    query = (
        select(Submission.kind, func.count())
        .where(Submission.visit_id == visit_id)
        .group_by(col(Submission.kind))
    )  # fmt: skip
    found = dict(session.exec(query).all())
    return {kind: found[kind] for kind in KINDS if found.get(kind)}


def _definitions(session: Session, visit: Visit) -> dict[str, Definition]:
    return {
        used.checklist: visits.checklist_of(session, used)
        for used in inspections.checklists(session, visit.inspection_id)
    }


def _newest(session: Session, visit: Visit, titles: Mapping[str, Definition]) -> list[Arrived]:
    query = (
        select(Submission)
        .where(Submission.visit_id == visit.id)
        .order_by(col(Submission.received_at).desc(), col(Submission.id).desc())
        .limit(NEWEST)
    )
    rows = list(session.exec(query))
    people = accounts.names(session, {row.account_id for row in rows})
    sites = {str(site.id): site for site in inspections.sites(session, visit.inspection_id)}
    return [Arrived(row, people[row.account_id].full_name, KINDS[row.kind], _where(row, titles, sites)) for row in rows]


def _where(row: Submission, titles: Mapping[str, Definition], sites: Mapping[str, Site]) -> str:
    content = row.body.get("content", {})
    site = sites.get(str(content.get("site_id") or ""))
    if row.kind == "response":
        title = titles[content["checklist"]].title if content.get("checklist") in titles else "Bảng kiểm khác"
        return f"{title}, {site.name if site else 'tại đơn vị được kiểm tra'}"
    if row.kind == "site":
        return str(content.get("name", ""))
    return site.name if site else ""


def _awaited(session: Session, photos: Iterable[Photo], titles: Mapping[str, Definition]) -> list[Awaited]:
    rows = list(photos)
    people = accounts.names(session, {row.account_id for row in rows})
    sent = {row.submission_id for row in rows}
    query = select(Submission).where(col(Submission.id).in_(sent))
    records = {row.id: row for row in session.exec(query)} if sent else {}
    return [
        Awaited(row, people[row.account_id].full_name, _label(session, row, records[row.submission_id])) for row in rows
    ]


def _label(session: Session, photo: Photo, record: Submission) -> str:
    """The question the photograph answers, else what kind of record it belongs to."""
    content = record.body.get("content", {})
    if record.kind != "response":
        return KINDS[record.kind]
    definition = known.definition(session, content["checklist"], content["checklist_version"])
    scope = cast(Scope, content["scope"])
    item = definition.section(scope).item.get(photo.item) if definition.has(scope) else None
    return f"{definition.title}: {item.label}" if item else definition.title
