"""The end of a day of a visit, as the lead sees it: what each of the team did, what is missing, what conflicts."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import select as choose
from sqlmodel import Session, col, select

from rasoat import clock
from rasoat.accounts import queries as accounts
from rasoat.accounts.actor import Actor
from rasoat.accounts.models import User
from rasoat.inspections import queries as inspections
from rasoat.inspections.models import Site
from rasoat.tablets.desk import board
from rasoat.tablets.models import Tablet
from rasoat.tablets.receiving.models import KINDS, Record
from rasoat.tablets.taking.models import Taking
from rasoat.visits import conflicts, progress
from rasoat.visits import queries as visits
from rasoat.visits.assigned.queries import Sharing, sharing
from rasoat.visits.models import Response, ResponseRevision, Visit
from rasoat.visits.progress import Slot

AT_THE_DESK = "tại trang công việc"
BY_FILE = "tệp nhập từ máy"


@dataclass(frozen=True, slots=True)
class Deed:
    """What a person did with one thing on that day: how often it was sent or saved, last when, and from where."""

    title: str
    response_id: UUID | None
    times: int
    last_at: datetime
    devices: list[str]


@dataclass(frozen=True, slots=True)
class Person:
    """A person of the team, or one who has left it and sent something (`assignment` is then empty)."""

    user: User
    assignment: str
    deeds: list[Deed]
    lacking: list[Slot]
    """What the person was given and is not whole yet."""
    conflicts: int
    """Open conflicts of which the person brought the offered value."""
    late: int
    photos: int
    """Photographs that the person announced and that have not come."""
    tablets: list[Tablet]


@dataclass(frozen=True, slots=True)
class Evening:
    """One day of one visit."""

    day: date
    days: list[date]
    """Those on which something was sent or saved, and that of the visit."""
    people: list[Person]
    nobodys: list[Slot]
    """Required checklists that are not whole and that nobody was given."""
    conflicts: int
    late: int
    photos: int

    def beside(self) -> tuple[date | None, date | None]:
        """The days before and after this one on which something happened."""
        before, after = [one for one in self.days if one < self.day], [one for one in self.days if one > self.day]
        return (before[-1] if before else None, after[0] if after else None)


@dataclass(frozen=True, slots=True)
class _Act:
    """One thing that was sent or saved."""

    who: UUID
    title: str
    response_id: UUID | None
    at: datetime
    device: str


def evening_of(session: Session, visit: Visit, actor: Actor, day: date | None = None) -> Evening:
    """The evening of that day, or of the last one on which something was sent or saved (that of the visit, before
    anything was). For an actor who may read the answers.
    """
    days = sorted({visit.happens_on, *_days(session, visit.id)})
    day = day or days[-1]
    slots = progress.slots(session, visit.inspection_id)
    shared = sharing(session, visit.inspection_id, actor, slots)
    apart = select(Record.account_id).where(Record.visit_id == visit.id, Record.outcome == "quarantined")
    late = list(session.exec(apart))
    photos = [one.photo.account_id for one in board.awaited_of(session, visit)]
    open_ones = [one.offered_by for one in conflicts.open_of(session, visit.id)]
    return Evening(
        day=day,
        days=sorted({day, *days}),
        people=_people(
            session, visit, shared, _acts(session, visit, day), late=late, photos=photos, conflicts=open_ones
        ),
        nobodys=[one.slot for one in shared.nobodys if one.slot.required and one.slot.state != "done"],
        conflicts=len(open_ones),
        late=len(late),
        photos=len(photos),
    )


def _days(session: Session, visit_id: UUID) -> set[date]:
    saved = (
        select(ResponseRevision.saved_at)
        .join(Response, col(Response.id) == col(ResponseRevision.response_id))
        .where(Response.visit_id == visit_id)
    )
    came = select(Record.received_at).where(Record.visit_id == visit_id)
    return {clock.local(moment).date() for query in (saved, came) for moment in session.exec(query)}


def _acts(session: Session, visit: Visit, day: date) -> list[_Act]:
    begin, end = clock.beginning(day), clock.beginning(day + timedelta(days=1))
    tablets = _labels(session, visit.id)
    columns = (
        Record.kind, Record.account_id, Record.tablet_id, Record.received_at, Record.imported_by, Record.response_id,
        Record.revision, Record.outcome,
    )  # fmt: skip
    of_day = (col(Record.visit_id) == visit.id, col(Record.received_at) >= begin, col(Record.received_at) < end)
    came = session.connection().execute(choose(*map(col, columns)).where(*of_day)).all()
    brought = {(row.response_id, row.revision): _device(row, tablets) for row in came if row.kind == "response"}
    saved = (
        select(
            ResponseRevision.response_id, ResponseRevision.number, ResponseRevision.saved_by, ResponseRevision.saved_at
        )
        .join(Response, col(Response.id) == col(ResponseRevision.response_id))
        .where(
            Response.visit_id == visit.id, col(ResponseRevision.saved_at) >= begin, col(ResponseRevision.saved_at) < end
        )
        .order_by(col(ResponseRevision.saved_at), col(ResponseRevision.id))
    )
    titles = _titles(session, visit)
    acts = [
        _Act(who, titles[response_id], response_id, at, brought.get((response_id, number), AT_THE_DESK))
        for response_id, number, who, at in session.exec(saved)
    ]
    # What waits apart is no revision, and what is no checklist never is one.
    apart = [row for row in came if row.kind != "response" or row.outcome == "quarantined"]
    return acts + [
        _Act(row.account_id, _kind(row), None, row.received_at, _device(row, tablets)) for row in apart
    ]  # fmt: skip


def _kind(row: Any) -> str:
    return f"{KINDS[row.kind]} (đến muộn)" if row.outcome == "quarantined" else KINDS[row.kind]


def _device(row: Any, labels: Mapping[UUID, str]) -> str:
    if row.imported_by:
        return BY_FILE
    return labels.get(row.tablet_id, AT_THE_DESK)


def _labels(session: Session, visit_id: UUID) -> dict[UUID, str]:
    sent = select(Record.tablet_id).where(Record.visit_id == visit_id, col(Record.tablet_id).is_not(None))
    query = select(Tablet.id, Tablet.label).where(col(Tablet.id).in_(sent))
    return dict(session.exec(query).all())


def _titles(session: Session, visit: Visit) -> dict[UUID, str]:
    """By response of the visit, checklist and place."""
    rows = list(session.exec(select(Response).where(Response.visit_id == visit.id)))
    known = visits.definitions_of(session, rows)
    sites = {site.id: site for site in inspections.sites(session, visit.inspection_id)}
    return {row.id: f"{known[visits.version_of(row)].title} {_where(sites, row.site_id)}" for row in rows}


def _where(sites: Mapping[UUID, Site], site_id: UUID | None) -> str:
    site = sites.get(site_id) if site_id else None
    return f"tại {site.name}" if site else "tại đơn vị"


def _people(
    session: Session,
    visit: Visit,
    shared: Sharing,
    acts: Sequence[_Act],
    *,
    late: Sequence[UUID],
    photos: Sequence[UUID],
    conflicts: Sequence[UUID],
) -> list[Person]:
    tablets = _tablets(session, visit.id)
    team = {one.user.id: one for one in shared.portions}
    ids = list(dict.fromkeys([*team, *(act.who for act in acts), *late, *photos, *tablets]))
    users = accounts.names(session, ids)
    return [
        Person(
            user=users[user_id],
            assignment=team[user_id].member.assignment if user_id in team else "",
            deeds=_deeds(act for act in acts if act.who == user_id),
            lacking=[slot for slot in team[user_id].slots if slot.state != "done"] if user_id in team else [],
            conflicts=conflicts.count(user_id),
            late=late.count(user_id),
            photos=photos.count(user_id),
            tablets=tablets.get(user_id, []),
        )
        for user_id in ids
    ]


def _tablets(session: Session, visit_id: UUID) -> dict[UUID, list[Tablet]]:
    query = (
        select(Taking.account_id, Tablet)
        .join(Tablet, col(Tablet.id) == col(Taking.tablet_id))
        .where(Taking.visit_id == visit_id)
        .order_by(col(Taking.taken_at), col(Taking.id))
    )
    found: dict[UUID, list[Tablet]] = {}
    for account_id, tablet in session.exec(query):
        found.setdefault(account_id, []).append(tablet)
    return found


def _deeds(acts: Iterable[_Act]) -> list[Deed]:
    found: dict[tuple[str, UUID | None], list[_Act]] = {}
    for act in acts:
        found.setdefault((act.title, act.response_id), []).append(act)
    return [
        Deed(title, response_id, len(some), max(act.at for act in some), sorted({act.device for act in some}))
        for (title, response_id), some in found.items()
    ]
