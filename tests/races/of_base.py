"""Races of what every stage stands on: units, files, notices, what waits to be done outside, definitions, seals."""

from datetime import date
from typing import Any

from sqlmodel import Session, col, func, select

from rasoat.accounts import operations as accounts
from rasoat.accounts.models import User
from rasoat.audit import sealing
from rasoat.db import installation, new_id
from rasoat.definitions import operations as definitions
from rasoat.files.models import Blob
from rasoat.files.operations import StoredFile, attach
from rasoat.followup.models import EVENT
from rasoat.notifying import digest
from rasoat.notifying.models import Digest, ToldLine
from rasoat.notifying.operations import choices_of, choose, mark_all_read, mark_read, tell
from rasoat.outbox import operations as outbox
from rasoat.outbox.models import OutboxItem
from rasoat.recommendations.telling import ANSWERED as CHOSEN_EVENT
from rasoat.units import operations as units
from rasoat.workflows.removing import remove_unused
from tests.races.of_people import person
from tests.races.race import AT_ONCE, Race, race
from tests.world import SINCE, World


@race("units.operations.add_unit")
def _unit(_world: World) -> Race:
    return Race(lambda s, n: units.add_unit(s, f"{n:03d}", "Xã Mẫu", "commune", SINCE))


@race("units.operations.add_agency")
def _agency(world: World) -> Race:
    values = {"kind": "other", "short_name": "Hội", "symbol": "H", "parent_id": world.agencies["province"]}
    return Race(lambda s, n: units.add_agency(s, valid_from=SINCE, name=f"Hội {n}", **values))


@race("units.operations.edit_agency")
def _edited_agency(world: World) -> Race:
    return Race(
        lambda s, n: units.edit_agency(s, world.agencies["edu"], 1, {"name": f"Sở {n}"}), wins=1, refused=("row.stale",)
    )


@race("files.operations.attach")
def _equal_bytes(world: World) -> Race:
    file = StoredFile("a" * 64, 3, "image/png", "ảnh.png")

    def once(_results: list[Any]) -> None:
        assert len(world.see(lambda s: s.exec(select(Blob)).all())) == 1

    return Race(lambda s, _: attach(s, file, "paper", new_id(), world.as_("officer")), then=once)


@race("notifying.operations.tell")
def _told(world: World) -> Race:
    event = new_id()

    def write(session: Any, _number: int) -> list[ToldLine]:
        person = session.get_one(User, world.as_("officer").user_id)
        return tell(session, EVENT, event, people=[person])

    def once(results: list[Any]) -> None:
        assert sorted(map(len, results)) == [0] * (AT_ONCE - 1) + [1]

    return Race(write, then=once)


@race("notifying.operations.mark_read", "notifying.operations.mark_all_read")
def _read(world: World) -> Race:
    """One opens a notice while others mark everything as read: it was read once, and it stays so."""
    me = world.as_("officer").user_id
    world.do(lambda s: tell(s, EVENT, new_id(), people=[s.get_one(User, me)]))
    line_id = world.see(lambda s: s.exec(select(ToldLine.id).where(ToldLine.account_id == me)).one())

    def write(session: Any, number: int) -> Any:
        return mark_read(session, me, line_id) if number % 2 else mark_all_read(session, me, line_id)

    def once(results: list[Any]) -> None:
        assert sum(one for one in results if isinstance(one, int)) <= 1
        assert world.see(lambda s: s.get_one(ToldLine, line_id).read_at) is not None

    return Race(write, then=once)


@race("notifying.operations.choose")
def _chosen(world: World) -> Race:
    me = world.as_("officer").user_id

    def one_stays(_results: list[Any]) -> None:
        [row] = world.see(lambda s: choices_of(s, me))
        assert row.how in ("page", "at_once")

    return Race(lambda s, n: choose(s, me, {CHOSEN_EVENT: "page" if n % 2 else "at_once"}), then=one_stays)


@race("notifying.digest.queue")
def _digest(world: World) -> Race:
    """Eight workers at once: each person has one digest of the day, and one mail."""
    people = [world.as_(name).user_id for name in ("officer", "officer2")]
    world.do(lambda s: tell(s, CHOSEN_EVENT, new_id(), people=[s.get_one(User, one) for one in people]))

    def once(results: list[Any]) -> None:
        assert sorted(results) == [0] * (AT_ONCE - 1) + [2]
        assert len(world.see(lambda s: s.exec(select(Digest)).all())) == 2
        assert len(world.see(lambda s: s.exec(select(OutboxItem)).all())) == 2

    return Race(lambda s, _: digest.queue(s, today=date(2024, 8, 20), people=people), then=once)


@race("outbox.operations.enqueue")
def _asked_twice(world: World) -> Race:
    def once(_results: list[Any]) -> None:
        assert len(world.see(lambda s: s.exec(select(OutboxItem)).all())) == 1

    return Race(lambda s, _: outbox.enqueue(s, "mail", "key", {}), then=once)


@race("outbox.operations.claim")
def _claimed(world: World) -> Race:
    world.do(lambda s: outbox.enqueue(s, "mail", "key", {}))
    item_id = world.see(lambda s: s.exec(select(OutboxItem.id)).one())

    def one_worker(results: list[Any]) -> None:
        assert sum(item is not None for item in results) == 1

    return Race(lambda s, _: outbox.claim(s, item_id), then=one_worker)


@race("outbox.operations.try_again")
def _tried_again(world: World) -> Race:
    world.do(lambda s: outbox.enqueue(s, "mail", "key", {}))
    item_id = world.see(lambda s: s.exec(select(OutboxItem.id)).one())
    return Race(lambda s, _: outbox.try_again(s, item_id))


@race("definitions.operations.publish")
def _published(_world: World) -> Race:
    return Race(lambda s, _: definitions.publish(s, "checklist", "moi", 1, "{}"))


@race("db.installation.move_date", "db.installation.mark_example")
def _example(world: World) -> Race:
    def write(session: Any, number: int) -> None:
        installation.mark_example(session, date(2024, 1, 1))
        installation.move_date(session, date(2024, 1, 1 + number))

    def dated(_results: list[Any]) -> None:
        assert world.see(installation.example_date) is not None

    return Race(write, then=dated)


def administrators(world: World) -> int:
    """How many administrators can still sign in."""
    query = select(func.count()).select_from(User).where(User.role == "administrator", col(User.active))
    return world.see(lambda s: s.exec(query).one())


@race("workflows.removing.remove_unused")
def _removed_unused(world: World) -> Race:
    """Eight administrators whom nothing refers to remove each other, and each time two remove the same one."""
    values = [person(world, "administrator", username=f"quan{number}") for number in range(3)]
    ids = [world.do(lambda s, v=one: accounts.add_user(s, **v)).id for one in values]
    world.do(lambda s: accounts.edit_user(s, world.as_("admin").user_id, None, {"active": False}))

    def write(session: Session, number: int) -> None:
        user = accounts.locked_with_administrators(session, ids[number % 3])
        remove_unused(session, user, user.full_name)
        accounts.keep_an_administrator(session)

    return Race(write, wins=2, refused=("not_found", "account.last_administrator"))


@race("audit.sealing.make_seal", "audit.sealing.seal_daily", "audit.sealing.seal_now")
def _sealed(world: World) -> Race:
    """Two workers and a backup seal at once: each seal has its number, and contains the one before."""

    def write(session: Session, number: int) -> Any:
        units.edit_agency(session, world.agencies["edu"], None, {"name": f"Sở {number}"})
        return sealing.make_seal(session)

    def chained(results: list[Any]) -> None:
        assert sorted(given.number for given in results) == list(range(1, len(results) + 1))
        assert world.see(lambda s: list(sealing.check_seals(s, results, lambda *_: None))) == []

    return Race(write, then=chained)
