"""Races of reorganisations: what eight people confirm at once is passed on once."""

from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from sqlmodel import Session, col, select

from rasoat.account_changes.models import AccountChange
from rasoat.accounts.models import User
from rasoat.recommendations.models import Obligation
from rasoat.reorganisation import account_moves, operations, running
from rasoat.reorganisation.models import ACCOUNT, CLOSE, PASSED, Passing, PassingRun, Reorganisation
from rasoat.reorganisation.operations import ActData
from rasoat.workflows import CaseRef, fire
from tests.races.race import Race, race
from tests.reorganisation.samples import ACT, FIRST, account_passings, passings, person, record, reorganised
from tests.world import World

AT = datetime(2025, 7, 10, 9, tzinfo=ZoneInfo("Asia/Ho_Chi_Minh"))


@race("reorganisation.operations.record", at=AT)
def _two_record(world: World) -> Race:
    """An act that is recorded twice has proposals twice; what one confirms is gone for the other. Accounts one act proposes, also
    when two agencies record at once that the same district ends.
    """
    reorganised(world)
    data = ActData(ACT, FIRST, FIRST, "", [world.agencies["district"]])
    own = Reorganisation.lead_agency_id == world.agencies["dept"]

    def proposals(results: list[Any]) -> None:
        acts = world.see(lambda db: db.exec(select(Reorganisation.id).where(own)).all())
        assert len(acts) == len(results) / 2 and all(len(passings(world, one)) == 8 for one in acts)
        people = world.see(lambda db: db.exec(select(Passing.target_id).where(Passing.kind == ACCOUNT)).all())
        assert len(people) == len(set(people)) == 2

    who = world.as_("officer"), world.as_("edu_officer")
    return Race(lambda s, number: operations.record(s, who[number % 2], data), then=proposals)


@race("reorganisation.operations.confirm", at=AT)
def _confirmed_at_once(world: World) -> Race:
    reorganised(world)
    act = record(world)
    ids = [one.id for one in passings(world, act.id)]

    def once(results: list[Any]) -> None:
        assert sum(results) == len(ids)
        children = select(Obligation.parent_id).where(col(Obligation.parent_id).is_not(None))
        assert len(world.see(lambda db: db.exec(children).all())) == 20

    return Race(lambda s, n: operations.confirm(s, world.as_("officer"), act.id, ids), then=once)


@race("reorganisation.operations.change", at=AT)
def _changed_at_once(world: World) -> Race:
    reorganised(world)
    act = record(world)
    one = passings(world, act.id)[0]
    return Race(
        lambda s, n: operations.change(
            s, world.as_("officer"), one.id, one.version, [(world.agencies[f"commune{n % 3}"], None)]
        ),
        wins=1,
        refused=("row.stale",),
    )


def _accounts(world: World) -> dict[str, Passing]:
    reorganised(world)
    person(world, "admin2", "dept", "administrator")
    return account_passings(world, record(world).id)


@race("reorganisation.account_moves.confirm", "reorganisation.account_moves.choose", at=AT)
def _account_moved_at_once(world: World) -> Race:
    """Some move an account, others close it: it ends with one of both, and no row says otherwise."""
    one = _accounts(world)["district_officer"]

    def agree(_: list[Any]) -> None:
        row, user = world.see(lambda s: (s.get_one(Passing, one.id), s.get_one(User, one.target_id)))
        assert row.state == PASSED
        assert (user.active, user.agency_id) == ((False, one.from_id) if row.rule == CLOSE else (True, one.agencies[0]))

    def write(session: Session, number: int) -> Any:
        admin = world.as_("admin" if number % 2 else "admin2")
        if number < 2:
            return account_moves.choose(session, admin, one.id, one.version, None)
        return account_moves.confirm(session, admin, one.id)

    return Race(write, wins=None, then=agree, refused=("row.stale", "form.invalid"))


@race("reorganisation.account_moves.settle", "reorganisation.account_moves.refuse", at=AT)
def _agreed_and_asked_at_once(world: World) -> Race:
    """A second person agrees while administrators ask again, or leave the account to a person."""
    one = _accounts(world)["district_leader"]
    world.do(lambda s: account_moves.confirm(s, world.as_("admin"), one.id))
    change = world.see(lambda s: s.exec(select(AccountChange)).one())

    def moved(_: list[Any]) -> None:
        row, user = world.see(lambda s: (s.get_one(Passing, one.id), s.get_one(User, one.target_id)))
        assert (row.state, row.fault, user.agency_id) == (PASSED, "", one.agencies[0])
        assert len(world.see(lambda s: s.exec(select(AccountChange)).all())) == 1

    def write(session: Session, number: int) -> Any:
        if number == 0:
            return fire(session, CaseRef("account_change", change.id), "confirm", world.as_("admin2"))
        if number == 1:
            return account_moves.refuse(session, one.id, one.version, "Chưa chuyển được.")
        return account_moves.confirm(session, world.as_("admin"), one.id)

    return Race(write, then=moved)


@race("reorganisation.running.begin", at=AT)
def _begun_at_once(world: World) -> Race:
    reorganised(world)
    act = record(world)
    return Race(lambda s, _: running.begin(s, world.as_("officer"), act.id), wins=1, refused=("form.invalid",))


@race("reorganisation.running.go_on", "reorganisation.running.portion", at=AT)
def _eight_workers(world: World) -> Race:
    """Each takes what the others left; nothing is passed on twice."""
    reorganised(world)
    act = record(world)
    run = world.do(lambda s: running.begin(s, world.as_("officer"), act.id))

    def once(_: list[Any]) -> None:
        found = world.see(lambda s: s.get_one(PassingRun, run.id))
        assert (found.passed, found.refused, found.wanted) == (16, 0, 16) and found.ended_at
        children = select(Obligation.parent_id).where(col(Obligation.parent_id).is_not(None))
        assert len(world.see(lambda db: db.exec(children).all())) == 20

    return Race(alone=lambda database, _: running.go_on(database, run.id, 60), then=once)


@race("reorganisation.running.stop", "reorganisation.running.refuse", at=AT)
def _stopped_at_once(world: World) -> Race:
    """One of eight leaves a proposal to a person, the others stop all."""
    reorganised(world)
    act = record(world)
    run = world.do(lambda s: running.begin(s, world.as_("officer"), act.id))
    one = passings(world, act.id)[0]

    def write(session: Session, number: int) -> Any:
        if number:
            return running.stop(session, world.as_("officer"), act.id)
        return running.refuse(session, run_id=run.id, passing_id=one.id, told="Không chuyển được.")

    return Race(write)
