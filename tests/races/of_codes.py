"""Races of activation codes for many."""

from typing import Any

from sqlmodel import Session, col, select

from rasoat.accounts.models import User
from rasoat.accounts.one_time import digest, new_code
from rasoat.codes import operations
from rasoat.codes.models import CodeGiven
from rasoat.db import new_id
from rasoat.outbox.models import OutboxItem
from tests.races.race import Race, race
from tests.world import World


def _without_password(world: World) -> list[User]:
    def end(session: Session) -> list[User]:
        ids = [world.as_(name).user_id for name in ("officer", "edu_officer", "district_officer")]
        found = list(session.exec(select(User).where(col(User.id).in_(ids)).order_by(col(User.id))))
        for user in found:
            user.password_hash, user.email = "", f"{user.username}@vidu.example"
        return found

    return world.do(end)


@race("codes.operations.give")
def _the_same_form(world: World) -> Race:
    """One form sent eight times: one round, and its codes are those of the slips of the one that won."""
    people, round_id = _without_password(world), new_id()
    sent = [{user.id: new_code() for user in people} for _ in range(8)]

    def one_set(_results: list[Any]) -> None:
        stored = {user.id: world.see(lambda s, i=user.id: s.get_one(User, i).code_hash) for user in people}
        assert stored in [{i: digest(code) for i, code in codes.items()} for codes in sent]

    return Race(
        lambda s, n: operations.give(s, world.as_("admin"), round_id, sent[n]),
        wins=1,
        refused=("codes.twice",),
        then=one_set,
    )


@race("codes.operations.ask_mails")
def _mails_asked_for(world: World) -> Race:
    people, round_id = _without_password(world), new_id()

    def queued(_results: list[Any]) -> None:
        items = select(OutboxItem).where(OutboxItem.kind == operations.MAIL)
        assert len(world.see(lambda s: s.exec(items).all())) == len(people)

    ids = [user.id for user in people]
    return Race(
        lambda s, _: operations.ask_mails(s, world.as_("admin"), round_id, ids),
        wins=1,
        refused=("codes.twice",),
        then=queued,
    )


@race("codes.operations.code_to_mail")
def _mails_sent(world: World) -> Race:
    """However often one mail is made at once, the account has the code of the one made last."""
    ids = [user.id for user in _without_password(world)]
    made = world.do(lambda s: operations.ask_mails(s, world.as_("admin"), new_id(), ids))
    given = world.see(lambda s: s.exec(select(CodeGiven).where(CodeGiven.round_id == made.id)).first())
    assert given

    def one_fits(results: list[Any]) -> None:
        stored = world.see(lambda s: s.get_one(User, given.account_id).code_hash)
        assert stored in {digest(result[1]) for result in results if result}

    return Race(lambda s, _: operations.code_to_mail(s, given.id), then=one_fits)
