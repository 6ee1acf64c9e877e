"""Giving codes to many at once, and withdrawing those that nobody used. Codes are nowhere stored: a slip knows its code,
and a mail's is made when the mail is sent.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime
from uuid import UUID

from sqlmodel import Session, col, select

from rasoat import clock
from rasoat.accounts import activation
from rasoat.accounts.actor import Actor
from rasoat.accounts.models import User
from rasoat.codes import queries
from rasoat.codes.models import STANDS, CodeGiven, CodeRound
from rasoat.db.locking import lock, lock_name, lock_rows
from rasoat.outbox.operations import enqueue
from rasoat.problems import Problem
from rasoat.workflows import CaseRef, start
from rasoat.workflows.noting import note

MADE = "codes_made"
"""The journal's entry that names the accounts of a round."""
MAIL = "activation_code"
"""Kind of the outbox item that makes the code of one account and mails it."""
_WITHDRAWN = "lần cấp mã đã bị thu hồi"


def give(session: Session, actor: Actor, round_id: UUID, codes: Mapping[UUID, str]) -> CodeRound:
    """Give each account the code that was printed for it. What they had before can be used no more.

    Raises Problem `codes.twice` when the form was sent before, `codes.moved_on` when one of the accounts may get none by
    now; then nothing was given.
    """
    people = _locked(session, round_id, codes)
    made = _begin(session, actor, round_id, "slips", people)
    for ordinal, user in enumerate(people, 1):
        activation.issue_code(session, user.id, codes[user.id])
        until = session.get_one(User, user.id).code_until
        session.add(_given(made, ordinal, user, until))
    session.flush()
    return made


def ask_mails(session: Session, actor: Actor, round_id: UUID, user_ids: Sequence[UUID]) -> CodeRound:
    """Queue a mail to each account; the worker makes the code when it sends the mail. Raises the Problems of `give`."""
    people = _locked(session, round_id, user_ids)
    made = _begin(session, actor, round_id, "mail", people)
    for ordinal, user in enumerate(people, 1):
        one = _given(made, ordinal, user, None)
        session.add(one)
        enqueue(session, MAIL, f"{MAIL}:{one.id}", {"given_id": str(one.id)})
    session.flush()
    return made


def _locked(session: Session, round_id: UUID, user_ids: Sequence[UUID] | Mapping[UUID, str]) -> list[User]:
    """The accounts in the order in which they were named, locked, each of which may get a code."""
    lock_name(session, "codes")
    if session.get(CodeRound, round_id) is not None:
        raise Problem("codes.twice")
    rows = lock_rows(session, select(User).where(col(User.id).in_(list(user_ids))).order_by(col(User.id)))
    found = {user.id: user for user in rows}
    for user in found.values():
        if why := queries.against(session, user):
            raise Problem("codes.moved_on", name=user.username, why=why)
    return [found[user_id] for user_id in user_ids if user_id in found]


def _begin(session: Session, actor: Actor, round_id: UUID, way: str, people: Sequence[User]) -> CodeRound:
    made = CodeRound(id=round_id, way=way, made_by=actor.user_id, made_at=clock.real_now(), count=len(people))
    start(session, made, "code_round", "code_round", actor)
    facts = {"way": way, "count": len(people), "accounts": ", ".join(user.username for user in people)}
    note(session, CaseRef("code_round", made.id), MADE, actor, facts, {})
    return made


def _given(made: CodeRound, ordinal: int, user: User, until: datetime | None) -> CodeGiven:
    return CodeGiven(round_id=made.id, ordinal=ordinal, account_id=user.id, name=user.username, code_until=until)


def code_to_mail(session: Session, given_id: UUID) -> tuple[User, str] | None:
    """Make the code of a mail that is to be sent now; None when it is not to be sent any more, which is noted.

    A mail that is sent again, because nobody knows whether the first one arrived, has another code: the last one counts.
    """
    account_id = session.get_one(CodeGiven, given_id).account_id
    # The account first and then what names it, as whoever withdraws a round does.
    found = lock_rows(session, select(User).where(User.id == account_id).order_by(col(User.id)))
    given = lock(session, CodeGiven, given_id)
    if given.mailed_at or given.left_out:
        return None
    if why := _against_mail(session, given, found[0] if found else None):
        given.left_out = why
        return None
    code = activation.issue_code(session, account_id)
    user = session.get_one(User, account_id)
    session.get_one(CodeGiven, given_id).code_until = user.code_until
    return user, code


def _against_mail(session: Session, given: CodeGiven, user: User | None) -> str:
    if user is None:
        return "tài khoản đã bị xóa"
    made = session.get_one(CodeRound, given.round_id)
    if not STANDS.of(made):
        return _WITHDRAWN
    if why := queries.against(session, user):
        return why
    if not user.email:
        return "không còn địa chỉ thư"
    until = user.code_until
    if until is not None and until != given.code_until and until > made.made_at + activation.LASTS:
        return "đã có mã mới hơn"
    return ""


def mailed(session: Session, given_id: UUID) -> None:
    """Note that the mail server took the mail."""
    lock(session, CodeGiven, given_id).mailed_at = clock.real_now()


def withdraw(session: Session, round_id: UUID) -> None:
    """End the codes of a round that nobody used, and send none of its mails that are not sent yet."""
    ids = [one.account_id for one in queries.given_in(session, round_id)]
    rows = lock_rows(session, select(User).where(col(User.id).in_(ids)).order_by(col(User.id)))
    people = {user.id: user for user in rows}
    for given in queries.given_in(session, round_id):
        user = people.get(given.account_id)
        if user is not None and given.code_until and user.code_until == given.code_until:
            user.code_hash, user.code_until = "", None
        if given.code_until is None and not given.left_out:
            given.left_out = _WITHDRAWN
    session.flush()
