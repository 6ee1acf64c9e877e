"""What the pages say of codes that were given."""

from dataclasses import dataclass
from typing import Any

from sqlmodel import Session, col, select

from rasoat import clock
from rasoat.accounts import activation
from rasoat.accounts.actor import ROLE_TITLES
from rasoat.accounts.models import User
from rasoat.codes import queries
from rasoat.codes.models import CodeGiven, CodeRound
from rasoat.units import queries as units
from rasoat.units.models import Agency


@dataclass(frozen=True, slots=True)
class GivenRow:
    """One account of a round. Without `user` the account was removed since."""

    name: str
    user: User | None
    agency: Agency | None
    told: str
    tone: str


def rows(session: Session, made: CodeRound) -> list[GivenRow]:
    """The accounts of a round with what became of each code."""
    given = queries.given_in(session, made.id)
    found = session.exec(select(User).where(col(User.id).in_([one.account_id for one in given])).order_by(col(User.id)))
    people = {user.id: user for user in found}
    agencies = units.names(session, {user.agency_id for user in people.values()})
    return [_row(one, people.get(one.account_id), agencies) for one in given]


def _row(one: CodeGiven, user: User | None, agencies: dict[Any, Agency]) -> GivenRow:
    told, tone = _told(one, user)
    return GivenRow(one.name, user, agencies[user.agency_id] if user else None, told, tone)


def _told(one: CodeGiven, user: User | None) -> tuple[str, str]:
    if user is None:
        return "Tài khoản đã xóa", "stopped"
    if user.password_hash:
        return "Đã kích hoạt", "ok"
    if one.left_out:
        return f"Không gửi: {one.left_out}", "stopped"
    if one.code_until is None:
        return "Chờ gửi thư", "waiting"
    if user.code_until != one.code_until or not user.code_hash:
        return "Mã đã thu hồi hoặc đã có mã khác", "stopped"
    if not clock.waits(one.code_until, activation.LASTS):
        return "Mã đã hết hạn", "bad"
    until = f"Chưa dùng, đến {clock.time_text(one.code_until)}"
    return (f"Đã gửi thư. {until}" if one.mailed_at else until), "waiting"


def selects(session: Session) -> list[dict[str, Any]]:
    """What the list of those without a password is filtered by."""
    agencies = [(str(one.id), one.listed_name) for one in units.serving(session, clock.today())]
    roles = [(role.value, title) for role, title in ROLE_TITLES.items()]
    return [
        {"name": "agency", "label": "Cơ quan", "options": [("", "Tất cả"), *agencies]},
        {"name": "role", "label": "Vai trò", "options": [("", "Tất cả"), *roles]},
    ]
