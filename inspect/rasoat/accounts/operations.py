"""Making and changing accounts, and their passwords."""

from functools import lru_cache
from typing import Any
from uuid import UUID

from argon2 import PasswordHasher
from sqlalchemy import delete, or_
from sqlmodel import Session, and_, col, select

from rasoat import clock, text
from rasoat.accounts import passwords, positions, queries
from rasoat.accounts.actor import ROLE_TITLES, Role
from rasoat.accounts.models import LoginAttempt, User
from rasoat.db.locking import lock, lock_rows
from rasoat.problems import Problem, Reason

MIN_PASSWORD = 10

_hasher = PasswordHasher()


def add_user(session: Session, *, username: str, password: str = "", another: bool = True, **values: Any) -> User:
    """Make an account; without a password nobody can sign in to it, unless `password_hash` is among the values.

    Raises Problem `account.username_taken`, `account.password_weak`, `form.invalid`, the last also for a person who has
    the name of another of the same agency, unless it is known to be `another` one.
    """
    username = text.one_line(username).strip().lower()
    values = _cleaned(values)
    if session.exec(select(User.id).where(User.username == username)).first():
        raise Problem("account.username_taken", username=username, reasons=[Reason("username", "Đã có người dùng.")])
    user = User(username=username, **values)
    _check(user)
    if not another and (same := queries.named_alike(session, user.full_name, user.agency_id)):
        told = (
            f"Cơ quan này đã có “{same.full_name}” (tên đăng nhập {same.username}). Nếu là người khác, đánh dấu ô này."
        )
        raise Problem("form.invalid", reasons=[Reason("another", told)])
    if password:
        set_password(user, password)
    session.add(user)
    session.flush()
    return user


def edit_user(session: Session, user_id: UUID, version: int | None, values: dict[str, Any]) -> User:
    """Change an account. A person whose role, agency or active state changes is signed out everywhere."""
    user = locked_with_administrators(session, user_id)
    user.expect_version(version, "Người khác")
    before = (user.role, user.agency_id, user.active)
    for name, value in _cleaned(values).items():
        setattr(user, name, value)
    _check(user)
    if (user.role, user.agency_id, user.active) != before:
        user.session_epoch += 1
    if user.active != before[2]:
        user.closed_on = None if user.active else clock.today()
    session.flush()
    keep_an_administrator(session)
    return user


def change_password(session: Session, user_id: UUID, password: str) -> None:
    """Set a new password and end all sessions of the account."""
    user = lock(session, User, user_id)
    set_password(user, password)
    user.session_epoch += 1
    session.connection().execute(delete(LoginAttempt).where(col(LoginAttempt.username) == user.username))


def change_own_password(session: Session, user_id: UUID, old: str, new: str) -> User:
    """Set a new password for a person who knows the old one, and end the account's other sessions.

    Raises Problem `account.wrong_password`, `account.password_weak`.
    """
    user = lock(session, User, user_id)
    if not _fits(user.password_hash, old):
        raise Problem("account.wrong_password", reasons=[Reason("old_password", "Mật khẩu hiện tại không đúng.")])
    change_password(session, user_id, new)
    return user


def set_password(user: User, password: str) -> None:
    """Store the argon2 hash of a password. Raises Problem `account.password_weak`."""
    require_strong(user, password)
    user.password_hash = _hasher.hash(passwords.normal(password))


def require_strong(user: User, password: str) -> None:
    """Refuse a password that is too easily guessed. Raises Problem `account.password_weak`."""
    password = passwords.normal(password)
    if len(password) < MIN_PASSWORD or password.lower() == user.username:
        raise Problem("account.password_weak", reasons=[Reason("password", f"Ít nhất {MIN_PASSWORD} ký tự.")])


def has_outdated_hash(user: User, password: str) -> bool:
    """Whether `renew_hash` should be called with this password, which fits."""
    return passwords.is_outdated(_hasher, user.password_hash, password)


def renew_hash(session: Session, seen: User, password: str) -> None:
    """Hash a password anew that fits the account as it was `seen`, unless the password was changed meanwhile."""
    user = lock(session, User, seen.id)
    if user.password_hash == seen.password_hash:
        user.password_hash = _hasher.hash(passwords.normal(password))


def knows_password(user: User | None, password: str) -> bool:
    """Whether the password is that of an account in use. It takes as long when there is no such account."""
    if user is None or not user.active:
        _fits(_decoy(), password)
        return False
    return _fits(user.password_hash, password)


def _fits(stored: str, password: str) -> bool:
    return passwords.fits(_hasher, stored, password)


@lru_cache(maxsize=1)
def _decoy() -> str:
    return _hasher.hash("no account has this password")


def _cleaned(values: dict[str, Any]) -> dict[str, Any]:
    # Whoever calls: a command, a file and a page may all bring what nobody sees.
    return {name: text.one_line(value).strip() if isinstance(value, str) else value for name, value in values.items()}


def _check(user: User) -> None:
    reasons = []
    if not user.username or any(c.isspace() for c in user.username):
        reasons.append(Reason("username", "Tên đăng nhập không có dấu cách."))
    if not user.full_name.strip():
        reasons.append(Reason("full_name", "Nhập họ và tên."))
    if user.role not in ROLE_TITLES:
        reasons.append(Reason("role", "Chọn vai trò."))
    if user.position and user.position not in positions.POSITIONS:
        reasons.append(Reason("position", "Chọn vị trí khi ký văn bản."))
    if reasons:
        raise Problem("form.invalid", reasons=reasons)


def locked_with_administrators(session: Session, user_id: UUID) -> User:
    """Lock the account together with all administrators, and return it: two administrators who close each other at once
    would each still find the other one.
    """
    of_use = and_(col(User.role) == Role.ADMINISTRATOR, col(User.active))
    rows = lock_rows(session, select(User).where(or_(col(User.id) == user_id, of_use)).order_by(col(User.id)))
    found = next((row for row in rows if row.id == user_id), None)
    if found is None:
        raise Problem("not_found")
    return found


def keep_an_administrator(session: Session) -> None:
    """Refuse a change after which no administrator is left. Raises Problem `account.last_administrator`."""
    query = select(User.id).where(User.role == Role.ADMINISTRATOR, col(User.active))
    if session.exec(query).first() is None:
        raise Problem("account.last_administrator")
