"""Races of the second factor: a code lets in once, guesses are counted, it is turned on and reset once."""

from typing import Any

from sqlmodel import Session, col, func, select

from rasoat.account_changes import operations as account_changes
from rasoat.account_changes.operations import tell_code_used
from rasoat.accounts import second_factor, second_step
from rasoat.accounts.models import LoginAttempt, RecoveryCode, SecondFactor, User
from rasoat.accounts.secret_box import box_of
from rasoat.accounts.signing_in import Browser
from rasoat.db import Database
from rasoat.problems import Problem
from tests.races.race import AT_ONCE, Race, race
from tests.web.telephone import Telephone, telephone_of
from tests.world import World

BOX = box_of("a key for the races")


def _user(world: World, username: str) -> User:
    return world.see(lambda s: s.get_one(User, world.as_(username).user_id))


@race("accounts.second_factor.turn_on")
def _turned_on(world: World) -> Race:
    """Eight pages of one person offered eight secrets: one of them is taken."""
    user = _user(world, "officer")
    offers = [second_factor.offer(BOX, user) for _ in range(AT_ONCE)]

    def write(session: Session, number: int) -> Any:
        code = Telephone("officer", offers[number].secret).code()
        return second_factor.turn_on(session, BOX, user.id, offers[number].sealed, code)

    def ten_codes(_results: list[Any]) -> None:
        assert world.see(lambda s: second_factor.codes_left(s, user.id)) == second_factor.CODES

    return Race(write, wins=1, refused=("factor.on_already",), then=ten_codes)


@race("accounts.second_factor.move")
def _moved(world: World) -> Race:
    """Eight telephones take over: the last one's codes are taken, and the row is whole."""
    telephone_of(world, BOX, "officer")
    user = _user(world, "officer")
    offers = [second_factor.offer(BOX, user) for _ in range(AT_ONCE)]

    def write(session: Session, number: int) -> None:
        code = Telephone("officer", offers[number].secret).code()
        second_factor.move(session, BOX, user.id, offers[number].sealed, code)

    def one_of_them(_results: list[Any]) -> None:
        row = world.see(lambda s: s.exec(select(SecondFactor)).one())
        assert BOX.kept(user.id, row.secret) in {one.secret for one in offers}

    return Race(write, then=one_of_them)


@race("accounts.second_factor.accept")
def _the_same_code(world: World) -> Race:
    phone, me = telephone_of(world, BOX, "officer"), world.as_("officer").user_id
    return Race(
        lambda s, _: second_factor.accept(s, BOX, me, phone.code()), wins=1, refused=("factor.used", "factor.wrong")
    )


@race("accounts.second_step.enter", "accounts.second_step.count_code")
def _the_same_recovery_code(world: World) -> Race:
    """Eight browsers send one recovery code: five are looked at, one comes in."""
    phone = telephone_of(world, BOX, "officer")
    user = _user(world, "officer")

    def enter(database: Database, _number: int) -> Any:
        return second_step.enter(database, BOX, user, phone.codes[0], Browser("10.0.0.1"), tell_code_used)

    def used_once(_results: list[Any]) -> None:
        used = select(func.count()).select_from(RecoveryCode).where(col(RecoveryCode.used_at).is_not(None))
        assert world.see(lambda s: s.exec(used).one()) == 1

    return Race(alone=enter, wins=1, refused=("factor.used", "factor.throttled"), then=used_once)


@race("accounts.second_step.again")
def _guesses(world: World) -> Race:
    """However many guess at once, only five codes are looked at."""
    phone = telephone_of(world, BOX, "leader")
    user = _user(world, "leader")

    def guess(database: Database, _number: int) -> str:
        try:
            second_step.again(database, BOX, user, phone.wrong(), tell_code_used)
        except Problem as problem:
            if problem.key != "factor.wrong":
                raise
        return "looked at"

    def counted(_results: list[Any]) -> None:
        tries = select(func.count()).select_from(LoginAttempt)
        assert world.see(lambda s: s.exec(tries).one()) == second_step.MAX_WRONG

    return Race(alone=guess, wins=second_step.MAX_WRONG, refused=("factor.throttled",), then=counted)


@race("accounts.second_factor.renew_codes", "accounts.second_factor.turn_off", "accounts.second_factor.reset")
def _renewed_and_turned_off(world: World) -> Race:
    """Half ask for new codes, the others turn it off or reset it: no code is left of an account that asks for none."""
    telephone_of(world, BOX, "officer")
    me = world.as_("officer").user_id
    verbs = (second_factor.renew_codes, second_factor.turn_off, second_factor.renew_codes, second_factor.reset)

    def none_left(_results: list[Any]) -> None:
        for table in (RecoveryCode, SecondFactor):
            assert not world.see(lambda s, t=table: s.exec(select(t)).all())

    return Race(lambda s, number: verbs[number % 4](s, me), wins=None, refused=("not_found",), then=none_left)


@race("account_changes.operations.reset_or_ask")
def _resets_asked_for(world: World) -> Race:
    telephone_of(world, BOX, "leader")
    admin, leader = world.as_("admin"), world.as_("leader").user_id

    def one_waits(results: list[Any]) -> None:
        assert len({change.id for change in results}) == 1

    return Race(lambda s, _: account_changes.reset_or_ask(s, admin, leader), then=one_waits)


@race("account_changes.operations.reset_on_server")
def _reset_on_the_server(world: World) -> Race:
    telephone_of(world, BOX, "admin")
    me = world.as_("admin").user_id
    return Race(lambda s, _: account_changes.reset_on_server(s, me), wins=1, refused=("not_found",))
