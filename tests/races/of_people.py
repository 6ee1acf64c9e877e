"""Races in the base rooms: accounts, agencies, files, what was told, what must happen outside, definitions."""

from datetime import date, timedelta
from functools import partial
from typing import Any

from sqlmodel import Session, func, select

from rasoat import clock
from rasoat.absences import drafts
from rasoat.absences import operations as absences
from rasoat.account_changes import operations as account_changes
from rasoat.account_changes import signing
from rasoat.accounts import activation, sessions, signing_in
from rasoat.accounts import operations as accounts
from rasoat.accounts.kept_filters import keep
from rasoat.accounts.models import KeptFilter, LoginAttempt, SignIn, SigningAuthority, User
from rasoat.db import Database
from rasoat.plans.models import Plan
from rasoat.workflows import decided_days
from tests.plans import samples as plans
from tests.races.race import AT_ONCE, Race, race
from tests.world import PASSWORD, World


def person(world: World, role: str = "officer", **values: Any) -> dict[str, Any]:
    """What an administrator types of a new account."""
    return {"full_name": "Người Mới", "agency_id": world.agencies["dept"], "role": role, "title": "", **values}


@race("accounts.operations.add_user")
def _the_same_name(world: World) -> Race:
    return Race(
        lambda s, _: accounts.add_user(s, username="moi", **person(world)), wins=1, refused=("account.username_taken",)
    )


@race("accounts.operations.edit_user")
def _administrators_close_each_other(world: World) -> Race:
    ids = [world.as_("admin").user_id]
    for number in range(AT_ONCE - 1):
        values = person(world, "administrator", username=f"quan{number}")
        ids.append(world.do(lambda s, v=values: accounts.add_user(s, **v)).id)

    def close_the_next(session: Any, number: int) -> User:
        return accounts.edit_user(session, ids[(number + 1) % AT_ONCE], None, {"active": False})

    return Race(close_the_next, wins=AT_ONCE - 1, refused=("account.last_administrator",))


@race("accounts.operations.change_password", "accounts.operations.change_own_password")
def _own_password(world: World) -> Race:
    """One of them finds the old password; for the others it is no longer the old one."""
    me = world.as_("officer").user_id
    return Race(
        lambda s, n: accounts.change_own_password(s, me, PASSWORD, f"mot-mat-khau-khac-{n}"),
        wins=1,
        refused=("account.wrong_password",),
    )


@race("accounts.signing_in.count_try", "accounts.signing_in.forget_tries", "accounts.signing_in.sign_in")
def _guesses(world: World) -> Race:
    """However many guess at once, only five passwords are looked at."""

    def guess(database: Database, number: int) -> Any:
        return signing_in.sign_in(database, "officer", f"doan-mo-{number}", "10.0.0.1")

    def counted(_results: list[Any]) -> None:
        count = select(func.count()).select_from(LoginAttempt)
        assert world.see(lambda s: s.exec(count).one()) == signing_in.MAX_FAILURES_PER_NAME

    return Race(alone=guess, wins=signing_in.MAX_FAILURES_PER_NAME, refused=("login.throttled",), then=counted)


@race("accounts.signing_in.again", "accounts.signing_in.forget_own_tries")
def _guesses_inside(world: World) -> Race:
    """Somebody sits at an unlocked browser and guesses the password that a signature asks for."""
    user = world.see(lambda s: s.get_one(User, world.as_("leader").user_id))

    def none_fits(results: list[Any]) -> None:
        assert results == [False] * signing_in.MAX_FAILURES_PER_NAME

    return Race(
        alone=lambda database, number: signing_in.again(database, user, f"doan-mo-{number}"),
        wins=signing_in.MAX_FAILURES_PER_NAME,
        refused=("login.throttled",),
        then=none_fits,
    )


@race("accounts.activation.activate", "accounts.activation.issue_code")
def _activated(world: World) -> Race:
    """A code opens an account once, whoever else has it."""
    user_id = world.as_("leader").user_id
    code = world.do(lambda s: activation.issue_code(s, user_id))
    return Race(
        lambda s, n: activation.activate(s, "leader", code, f"mot-mat-khau-khac-{n}"),
        wins=1,
        refused=("account.code_wrong",),
    )


@race("account_changes.operations.code_or_ask")
def _codes_asked_for(world: World) -> Race:
    """Eight ask for a code of a person who signs: one request waits, and nobody gets a code."""
    admin, leader = world.as_("admin"), world.as_("leader").user_id

    def one_waits(results: list[Any]) -> None:
        assert len({change.id for change in results}) == 1

    return Race(lambda s, _: account_changes.code_or_ask(s, admin, leader), then=one_waits)


@race("account_changes.operations.edit_or_ask")
def _edits_asked_for(world: World) -> Race:
    """Eight change the mail of a person who signs in the same way: one request waits, and the address stays."""
    admin, leader = world.as_("admin"), world.as_("leader").user_id
    user = world.see(lambda s: s.get_one(User, leader))
    before = {"role": user.role, "agency_id": user.agency_id, "email": user.email, "full_name": user.full_name}

    def one_waits(results: list[Any]) -> None:
        assert len({change.id for _, change in results}) == 1
        assert world.see(lambda s: s.get_one(User, leader).email) == user.email

    changed = {**before, "email": "moi@vidu.example"}
    return Race(lambda s, _: account_changes.edit_or_ask(s, admin, leader, None, dict(changed)), then=one_waits)


@race("absences.operations.set_absence")
def _away_at_once(world: World) -> Race:
    """Two colleagues name each other at once: only one goes, since who stands in may not be away himself."""
    one, other = world.as_("officer"), world.as_("officer2")

    def go(session: Session, n: int) -> Any:
        away, stand_in = (one, other) if n % 2 else (other, one)
        return absences.set_absence(session, away, away.user_id, stand_in.user_id, clock.today(), clock.today())

    return Race(go, wins=1, refused=("form.invalid",))


@race("absences.operations.end_absence")
def _back_at_once(world: World) -> Race:
    """Eight end an absence: it is ended once, and stays ended."""
    officer, day = world.as_("officer"), clock.today()
    row = world.do(lambda s: absences.set_absence(s, officer, officer.user_id, world.as_("lead").user_id, day, day))

    def once(results: list[Any]) -> None:
        assert len({one.ended_at for one in results}) == 1

    return Race(lambda s, _: absences.end_absence(s, officer, row.id), then=once)


@race("account_changes.signing.ask")
def _signing_asked_for(world: World) -> Race:
    """Eight ask that a head of a unit may sign by order: one request waits."""
    admin, lead = world.as_("admin"), world.as_("lead").user_id
    given = signing.Given(
        "TL", "Giám đốc", "Quy chế làm việc", clock.today(), ["schedule"], clock.today(), None, None, ["Thông báo"]
    )

    def one_waits(results: list[Any]) -> None:
        assert len({change.id for change in results}) == 1

    return Race(lambda s, _: signing.ask(s, admin, lead, given), then=one_waits)


@race("account_changes.signing.end")
def _signing_ended(world: World) -> Race:
    """Eight take back what somebody may sign: it ends once."""
    day = clock.today()
    row = SigningAuthority(
        account_id=world.as_("lead").user_id, agency_id=world.agencies["dept"], capacity="TL", head_title="Giám đốc",
        act="Quy chế", act_day=day, kinds=["schedule"], valid_from=day,
    )  # fmt: skip
    authority = world.do(lambda s: (s.add(row), s.flush(), row.id)[-1])

    def once(results: list[Any]) -> None:
        assert len({one.ended_at for one in results}) == 1

    return Race(lambda s, _: signing.end(s, world.as_("admin"), authority), then=once)


@race("accounts.operations.renew_hash")
def _renewed(world: World) -> Race:
    """Eight sign in with a password whose hash is of before, while it is changed: the changed one stays."""
    me = world.as_("officer").user_id
    seen = world.see(lambda s: s.get_one(User, me))
    changed = "mot-mat-khau-khac"

    def write(session: Session, number: int) -> None:
        if number == 0:
            accounts.change_password(session, me, changed)
        else:
            accounts.renew_hash(session, seen, PASSWORD)

    def still_changed(_results: list[Any]) -> None:
        row = world.see(lambda s: s.get_one(User, me))
        assert accounts.knows_password(row, changed)

    return Race(write, then=still_changed)


@race("accounts.sessions.begin", "accounts.sessions.end", "accounts.sessions.confirm")
def _signed_in(world: World) -> Race:
    """Eight browsers of one account; each ends the session that the one before it began."""
    user = world.see(lambda s: s.get_one(User, world.as_("officer").user_id))
    term = timedelta(hours=8)
    first = world.do(lambda s: sessions.begin(s, user, term))

    def write(session: Session, _number: int) -> SignIn:
        sessions.confirm(session, first.id)
        sessions.end(session, first.id)
        return sessions.begin(session, user, term)

    def each_known(results: list[Any]) -> None:
        assert all(world.see(lambda s, i=one.id: sessions.known(s, i, term)) for one in results)
        assert world.see(lambda s: sessions.known(s, first.id, term)) is None

    return Race(write, then=each_known)


@race("workflows.decided_days.enter", "workflows.decided_days.remove")
def _swapped(world: World) -> Race:
    """Half remove the day that stands there, half enter another one that is not there yet."""
    admin, day = world.as_("admin"), date(2024, 8, 19)
    enter = partial(decided_days.enter, worked=False, decision="Quyết định")
    known = world.do(lambda s: enter(s, admin, date(2024, 8, 20)))

    def write(session: Session, number: int) -> Any:
        return decided_days.remove(session, known.id) if number % 2 else enter(session, admin, day)

    return Race(write, wins=2, refused=("not_found", "form.invalid"))


@race("absences.drafts.pass_on")
def _drafts_passed_on(world: World) -> Race:
    """Eight administrators give one person's drafts to somebody: they are passed on once, with one entry in the journal."""
    plan, officer, to, admin = (
        plans.draft(world),
        world.as_("officer"),
        world.as_("officer2").user_id,
        world.as_("admin"),
    )

    def once(results: list[int]) -> None:
        assert sorted(results) == [0] * (len(results) - 1) + [1]
        assert world.see(lambda s: s.get_one(Plan, plan.id)).drafted_by == to

    return Race(lambda s, _: drafts.pass_on(s, admin, officer.user_id, to, officer.agency_id), then=once)


@race("accounts.kept_filters.keep")
def _filtered_at_once(world: World) -> Race:
    """A person filters one list in eight tabs at once: one of the eight is remembered."""
    me = world.as_("officer").user_id

    def one(_: list[Any]) -> None:
        row = world.see(lambda db: db.exec(select(KeptFilter)).one())
        assert row.chosen["stage"] in map(str, range(AT_ONCE))

    return Race(lambda s, n: keep(s, me, "followup.board", {"stage": str(n)}), then=one)
