"""The second factor: a code of six digits (TOTP, RFC 6238) that the person's telephone shows, or a recovery code.

A code is taken once. Its owner's row is locked before it is looked at, so that of two who send the same code at once one is
refused.
"""

from collections.abc import Collection
from dataclasses import dataclass
from uuid import UUID

import pyotp
from sqlalchemy import ColumnElement
from sqlmodel import Session, col, func, select

from rasoat import clock
from rasoat.accounts.activation import bar_signing
from rasoat.accounts.actor import SIGNING_ROLES
from rasoat.accounts.models import RecoveryCode, SecondFactor, User
from rasoat.accounts.one_time import digest, new_code
from rasoat.accounts.secret_box import SecretBox
from rasoat.db.locking import lock, lock_rows
from rasoat.problems import Problem, Reason

ISSUER = "Rà Soát"
"""The name under which applications list the code."""
CODES = 10
"""Recovery codes that a person is given at once."""
DRIFT = 1
"""Steps of 30 s by which the telephone's clock may be off, before and behind."""
_DIGITS = 6


@dataclass(frozen=True, slots=True)
class Offer:
    """A secret that a person may take for the second factor: to type, as the address that applications read from a
    picture, and encrypted for the form.
    """

    secret: str
    address: str
    sealed: str


def is_on(session: Session, user_id: UUID) -> bool:
    """Whether the account asks for a second factor."""
    return session.exec(select(SecondFactor.id).where(SecondFactor.account_id == user_id)).first() is not None


def owners() -> ColumnElement[bool]:
    """The condition on accounts that they ask for a second factor."""
    return col(User.id).in_(select(SecondFactor.account_id))


def among(session: Session, user_ids: Collection[UUID]) -> set[UUID]:
    """Those of these accounts that ask for a second factor."""
    return set(session.exec(select(SecondFactor.account_id).where(col(SecondFactor.account_id).in_(user_ids))))


def codes_left(session: Session, user_id: UUID) -> int:
    """How many recovery codes the person has not used yet."""
    unused = (RecoveryCode.account_id == user_id, col(RecoveryCode.used_at).is_(None))
    return session.exec(select(func.count()).select_from(RecoveryCode).where(*unused)).one()


def offer(box: SecretBox, user: User, sealed: str = "") -> Offer:
    """The secret that a form has `sealed`, or a new one where that is none. Nothing is stored."""
    secret = box.offered(user.id, sealed) or pyotp.random_base32()
    address = pyotp.TOTP(secret).provisioning_uri(name=user.username, issuer_name=ISSUER)
    return Offer(secret, address, box.offer(user.id, secret))


def turn_on(session: Session, box: SecretBox, user_id: UUID, sealed: str, typed: str) -> tuple[User, list[str]]:
    """Ask for a second factor from now on: the person has the offered secret and proves it by a code. All sessions and
    tablets end, since they began with the password alone. Returns the account and its recovery codes, told only now.

    Raises Problem `factor.on_already`, `factor.offer_over`, `factor.wrong`.
    """
    user = lock(session, User, user_id)
    if is_on(session, user_id):
        raise Problem("factor.on_already")
    secret, step = require_offered(box, user_id, sealed, typed, "code")
    session.add(SecondFactor(account_id=user_id, secret=box.keep(user_id, secret), last_step=step))
    user.session_epoch += 1
    return user, _new_codes(session, user_id)


def move(session: Session, box: SecretBox, user_id: UUID, sealed: str, typed: str) -> None:
    """Ask for the codes of another telephone from now on: it has the offered secret. Recovery codes stay.

    Raises Problem `factor.offer_over`, `factor.wrong`, and `not_found` when no second factor is asked for.
    """
    found = _locked(session, user_id)
    if found is None:
        raise Problem("not_found")
    secret, found.last_step = require_offered(box, user_id, sealed, typed)
    found.secret = box.keep(user_id, secret)


def require_offered(box: SecretBox, user_id: UUID, sealed: str, typed: str, field: str = "new_code") -> tuple[str, int]:
    """The offered secret, and the step of the code that shows that the telephone has it. Raises Problem
    `factor.offer_over`, `factor.wrong`.
    """
    secret = box.offered(user_id, sealed)
    if secret is None:
        raise Problem("factor.offer_over")
    step = _step_of(secret, typed)
    if step is None:
        raise _wrong(field=field)
    return secret, step


def accept(session: Session, box: SecretBox, user_id: UUID, typed: str) -> int | None:
    """Take a code of the application, or a recovery code; then the number of recovery codes that are left is returned.

    Raises Problem `factor.wrong`, `factor.used` for a code that was taken before, `factor.unreadable` when the
    installation's key is another one than the secret was encrypted with: recovery codes go on to work.
    """
    found = _locked(session, user_id)
    if found is None:
        raise _wrong()
    if not _is_digits(typed):
        return _take_recovery_code(session, user_id, typed)
    secret = box.kept(user_id, found.secret)
    if secret is None:
        raise Problem("factor.unreadable")
    step = _step_of(secret, typed)
    if step is None:
        raise _wrong()
    # A step far ahead was taken while the server's clock was ahead: nobody waits until that time comes.
    if step <= found.last_step <= _now() + DRIFT:
        raise Problem("factor.used", reasons=[Reason("code", "Mã này đã dùng. Chờ ứng dụng hiện mã mới rồi nhập.")])
    found.last_step = step
    return None


def renew_codes(session: Session, user_id: UUID) -> list[str]:
    """Give the person new recovery codes; older ones end. They are told only now. Raises Problem `not_found` when no
    second factor is asked for.
    """
    lock(session, User, user_id)
    if not is_on(session, user_id):
        raise Problem("not_found")
    for row in _recovery_codes(session, user_id):
        session.delete(row)
    return _new_codes(session, user_id)


def _new_codes(session: Session, user_id: UUID) -> list[str]:
    codes = [new_code() for _ in range(CODES)]
    session.add_all(RecoveryCode(account_id=user_id, digest=digest(code)) for code in codes)
    return codes


def turn_off(session: Session, user_id: UUID) -> None:
    """Ask for no second factor any more. Doing it twice changes nothing."""
    lock(session, User, user_id)
    found = _locked(session, user_id)
    for row in _recovery_codes(session, user_id):
        session.delete(row)
    if found is not None:
        session.delete(found)


def reset(session: Session, user_id: UUID) -> User:
    """Take the second factor away from somebody who lost it. All sessions end; whoever signs signs nothing for a day."""
    turn_off(session, user_id)
    user = lock(session, User, user_id)
    user.session_epoch += 1
    if user.role in SIGNING_ROLES:
        bar_signing(user)
    return user


def _take_recovery_code(session: Session, user_id: UUID, typed: str) -> int:
    wanted = digest(typed)
    row = next((one for one in _recovery_codes(session, user_id) if one.digest == wanted), None)
    if row is None:
        raise _wrong("Mã dự phòng không đúng. Xem lại từng chữ.")
    if row.used_at is not None:
        raise Problem("factor.used", reasons=[Reason("code", "Mã dự phòng này đã dùng. Nhập mã khác trong danh sách.")])
    row.used_at = clock.real_now()
    session.flush()
    return codes_left(session, user_id)


def _recovery_codes(session: Session, user_id: UUID) -> list[RecoveryCode]:
    query = select(RecoveryCode).where(RecoveryCode.account_id == user_id)
    return list(lock_rows(session, query.order_by(col(RecoveryCode.id))))


def _locked(session: Session, user_id: UUID) -> SecondFactor | None:
    query = select(SecondFactor).where(SecondFactor.account_id == user_id)
    return next(iter(lock_rows(session, query.order_by(col(SecondFactor.id)))), None)


def _is_digits(typed: str) -> bool:
    plain = _plain(typed)
    return len(plain) == _DIGITS and plain.isascii() and plain.isdigit()


def _plain(typed: str) -> str:
    # Applications show the digits in two groups.
    return "".join(char for char in typed if not char.isspace() and char != "-")


def _step_of(secret: str, typed: str) -> int | None:
    """The step of 30 s whose code was typed; None for a code of no step near now."""
    code, steps = pyotp.TOTP(secret), range(_now() - DRIFT, _now() + DRIFT + 1)
    fitting = [step for step in steps if pyotp.utils.strings_equal(code.generate_otp(step), _plain(typed))]
    return fitting[-1] if fitting else None


def _now() -> int:
    # The telephone does not know the example's date.
    return int(clock.real_now().timestamp()) // 30


def _wrong(told: str = "Mã không đúng hoặc đã quá giờ. Nhập mã đang hiện.", field: str = "code") -> Problem:
    return Problem("factor.wrong", reasons=[Reason(field, told)])
