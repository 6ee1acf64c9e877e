"""Races of tablets: in use, cut off, what they send, what the desk decides of it."""

import json
from functools import partial
from typing import Any
from uuid import UUID

from sqlmodel import select

from rasoat.db import new_id
from rasoat.pages.body import read
from rasoat.tablets import operations as tablets
from rasoat.tablets.desk import operations as desk
from rasoat.tablets.models import Tablet
from rasoat.tablets.receiving.judging import ReceivedRecord, judge_record
from rasoat.tablets.receiving.models import Photo, Record
from rasoat.tablets.receiving.operations import receive
from rasoat.tablets.receiving.schemas import SentRecord
from rasoat.tablets.taking import operations as taking
from rasoat.visits import conflicts, definition_cache
from rasoat.visits.models import Response, ResponseConflict, ResponseRevision
from tests import shipped
from tests.races.race import AT_ONCE, Race, race
from tests.tablets.member import MADE_AT
from tests.tablets.received import close
from tests.visits.samples import SIGNS, ChiLang, visiting
from tests.world import World


def _tablet(world: World) -> Tablet:
    found = world.do(partial(_registered, world=world, tablet_id=new_id()))
    return found.tablet


def _registered(session: Any, *, world: World, tablet_id: UUID) -> tablets.Registered:
    return tablets.register(session, world.as_("lead"), tablet_id, label="Máy 1", user_agent="", build="", days=30)


@race("tablets.operations.register")
def _registered_twice(world: World) -> Race:
    tablet_id = new_id()

    def the_last_token(results: list[Any]) -> None:
        assert len({made.tablet.lock_key for made in results}) == 1

    return Race(lambda s, _: _registered(s, world=world, tablet_id=tablet_id), then=the_last_token)


@race("tablets.operations.rename")
def _renamed(world: World) -> Race:
    tablet = _tablet(world)
    return Race(
        lambda s, n: tablets.rename(s, world.as_("lead"), tablet.id, f"Máy {n}", tablet.version),
        wins=1,
        refused=("row.stale",),
    )


@race(
    "tablets.operations.cut_off",
    "tablets.operations.reconnect",
    "tablets.operations.forget_token",
    "tablets.operations.end_token",
)
def _cut_off(world: World) -> Race:
    """Whoever cuts it off first gives the reason; it stays cut off, although its owner signs it out meanwhile."""
    tablet = _tablet(world)

    def write(session: Any, number: int) -> Any:
        if number == 0:
            return tablets.forget_token(session, world.as_("lead"), tablet.id)
        if number == 1:
            return tablets.end_token(session, tablet.id, tablet.token_hash)
        return tablets.cut_off(session, world.as_("lead"), tablet.id, f"Lý do {number}").cut_off_reason

    def one_reason(results: list[Any]) -> None:
        row = world.see(lambda s: s.get_one(Tablet, tablet.id))
        assert set(results) == {None, row.cut_off_reason}
        assert (row.token_hash, row.version) == ("", 2)

    return Race(write, then=one_reason)


@race("tablets.operations.pulse", "tablets.operations.came_by_file")
def _counted(world: World) -> Race:
    """What came by file is taken off once for each of them."""
    tablet, owner = _tablet(world), world.as_("lead").user_id
    world.do(lambda s: tablets.pulse(s, tablet.id, records=10, photos=10, build="", skew=0))

    def all_taken_off(_results: list[Any]) -> None:
        row = world.see(lambda s: s.get_one(Tablet, tablet.id))
        assert (row.waiting_records, row.waiting_photos) == (10 - AT_ONCE, 10)

    return Race(lambda s, _: tablets.came_by_file(s, tablet.id, owner, records=1), then=all_taken_off)


def _sent(
    session: Any, case: ChiLang, who: str, points: int, record_id: UUID, based_on: int = 0, photo: UUID | None = None
) -> ReceivedRecord:
    photos = [{"id": str(photo), "item": "", "sha256": "e" * 64, "size": 9, "name": "a.jpg"}] if photo else []
    body = {
        "kind": "response", "visit_id": str(case.visit.id), "made_at": MADE_AT, "photos": photos,
        "content": {
            "checklist": "warning_signs", "checklist_version": shipped.version("warning_signs"), "scope": "unit",
            "site_id": None, "based_on": based_on, "answers": {**SIGNS, "points": points},
        },
    }  # fmt: skip
    return judge_record(
        partial(definition_cache.definition, session), case.world.as_(who), None, record_id,
        read(SentRecord, json.dumps(body).encode()), skew=0, put_right=lambda at: at, photo_limit_mb=10,
    )  # fmt: skip


@race("tablets.receiving.operations.receive")
def _received(world: World) -> Race:
    """Eight records of one checklist, and each of them twice: nothing is lost, nothing counted twice."""
    case, ids = visiting(world), [new_id() for _ in range(4)]

    def write(session: Any, number: int) -> Any:
        (got,) = receive(session, [_sent(session, case, "lead", 60 + number % 4, ids[number % 4])])
        return got

    def each_once(_results: list[Any]) -> None:
        assert len(world.see(lambda s: s.exec(select(Record)).all())) == 4
        assert len(world.see(lambda s: s.exec(select(Response)).all())) == 1
        assert len(world.see(lambda s: s.exec(select(ResponseRevision)).all())) >= 1

    return Race(write, then=each_once)


def _late(world: World, count: int = 1, photo: UUID | None = None) -> tuple[ChiLang, list[UUID]]:
    """Records that came after the visit had been closed."""
    case, ids = visiting(world), [new_id() for _ in range(count)]
    close(case)
    for number, record_id in enumerate(ids):
        world.do(lambda s, n=number, i=record_id: receive(s, [_sent(s, case, "lead", 60 + n, i, photo=photo)]))
    return case, ids


@race("tablets.desk.operations.admit", "tablets.desk.operations.set_aside")
def _decided(world: World) -> Race:
    """Half take the late record in, half set it aside: one of them decides."""
    case, (record_id,) = _late(world)
    from tests.tablets.desk.test_deciding import reopen

    reopen(case)

    def write(session: Any, number: int) -> Record:
        if number % 2:
            return desk.admit(session, world.as_("lead"), record_id)
        return desk.set_aside(session, world.as_("lead"), record_id, "Không dùng")

    return Race(write, wins=1, refused=("late.decided",))


@race("tablets.desk.operations.give_up")
def _given_up(world: World) -> Race:
    _late(world, photo=new_id())
    photo_id = world.see(lambda s: s.exec(select(Photo.id)).one())
    return Race(
        lambda s, n: desk.give_up(s, world.as_("lead"), [photo_id], f"Mất {n}"), wins=1, refused=("photo.not_waited",)
    )


@race("tablets.taking.operations.take")
def _taken(world: World) -> Race:
    case, tablet = visiting(world), _tablet(world)
    visit_id = case.visit.id
    return Race(lambda s, n: taking.take(s, world.as_("lead"), tablet.id, visit_id, f"e{n}", 10))


@race("visits.conflicts.decide")
def _chosen(world: World) -> Race:
    case = visiting(world)
    for who, points, based_on in (("lead", 60, 0), ("lead", 70, 1), ("edu_member", 66, 1)):
        world.do(lambda s, w=who, p=points, b=based_on: receive(s, [_sent(s, case, w, p, new_id(), b)]))
    row = world.see(lambda s: s.exec(select(ResponseConflict)).one())
    seen = conflicts.digest_of_value(70)

    def write(session: Any, number: int) -> ResponseConflict:
        return conflicts.decide(session, world.as_("lead"), row.id, "offered" if number % 2 else "kept", seen)

    return Race(write, wins=1, refused=("conflict.decided",))
