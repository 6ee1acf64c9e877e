"""Who signs a paper of an agency on a day, and with which lines above the name (NĐ 30/2020, Điều 13; Phụ lục I, II.7b)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlmodel import Session, col, or_, select

from rasoat import clock
from rasoat.accounts.actor import Role
from rasoat.accounts.models import SigningAuthority, User
from rasoat.accounts.positions import ACTING_HEAD, DEPUTY, HEAD, UNIT_DEPUTY, UNIT_HEAD, bare
from rasoat.accounts.positions import of as position_of
from rasoat.units.kinds import kind_of
from rasoat.units.models import Agency

CAPACITIES = {"TL": "TL. (thừa lệnh)", "TUQ": "TUQ. (thừa ủy quyền)"}


@dataclass(frozen=True, slots=True)
class SigningLine:
    """What stands above the name: the lines of capacity, then the office."""

    capacity: tuple[str, ...]
    position: str


HERE, HAND, TOKEN = "", "hand", "token"
HOW = {HERE: "ký trên hệ thống", HAND: "ký tay", TOKEN: "ký số ngoài hệ thống"}
"""The ways in which a paper is signed."""


def line(session: Session, agency: Agency, user: User, kind: str, day: date) -> SigningLine:
    """The lines with which the person signs a paper of that kind of the agency on that day."""
    if user.role not in (Role.LEADER, Role.AUTHORITY_LEADER):
        given = in_force(session, user.id, agency.id, kind, day)
        if given is not None:
            return _given(session, user, given)
    body = _body(agency)
    title = user.title.strip().upper()
    if position_of(user) == DEPUTY:
        return SigningLine((*body, f"KT. {_head_title(session, agency, user)}"), title)
    return SigningLine(body, f"Q. {bare(title)}" if position_of(user) == ACTING_HEAD else title)


def _body(agency: Agency) -> tuple[str, ...]:
    """TM. with the name of a body that decides as one; nothing for an agency that a head leads."""
    kind = kind_of(agency.kind)
    return (f"TM. {(kind.first_line or agency.name).upper()}",) if kind.collective else ()


def _head_title(session: Session, agency: Agency, deputy: User) -> str:
    """The office of the agency's head: of the account that is the head, or else what the deputy is a deputy of."""
    query = select(User).where(User.agency_id == agency.id, col(User.active), User.title != "")
    found = session.exec(query.order_by(col(User.order_text), col(User.id)))
    heads = [one.title for one in found if position_of(one) in (HEAD, ACTING_HEAD)]
    return bare(next(iter(heads), deputy.title))


def decides(session: Session, agency: Agency) -> str:
    """Who decides in a decision of the agency, as it stands above the bases: its head, or the body that decides as one."""
    if kind_of(agency.kind).collective:
        return agency.name.upper()
    head = head_of_agency(session, agency.id)
    return f"{_head_title(session, agency, head)} {agency.name}".upper() if head else agency.name.upper()


def _given(session: Session, user: User, row: SigningAuthority) -> SigningLine:
    title, lines = user.title.strip().upper(), [f"{row.capacity}. {row.head_title.upper()}"]
    if row.passed_from is not None:
        first = session.get_one(SigningAuthority, row.passed_from)
        lines.append(f"KT. {bare(session.get_one(User, first.account_id).title)}")
    return SigningLine(tuple(lines), title)


def head_of_agency(session: Session, agency_id: UUID) -> User | None:
    """The head of an agency, or else its first leader; None when it has no account that signs."""
    query = select(User).where(User.agency_id == agency_id, col(User.active), col(User.role) == Role.LEADER)
    leaders = list(session.exec(query.order_by(col(User.order_text), col(User.id))))
    return next((one for one in leaders if position_of(one) in (HEAD, ACTING_HEAD)), next(iter(leaders), None))


def given_to(session: Session, user_id: UUID) -> list[SigningAuthority]:
    """Everything that was given to a person to sign, the latest first."""
    query = select(SigningAuthority).where(SigningAuthority.account_id == user_id)
    return list(session.exec(query.order_by(col(SigningAuthority.valid_from).desc(), col(SigningAuthority.id))))


def in_force(session: Session, user_id: UUID, agency_id: UUID, kind: str, day: date) -> SigningAuthority | None:
    """By what the person may sign a paper of that kind on that day; None when by nothing that was given."""
    found = (row for row in given_to(session, user_id) if row.agency_id == agency_id)
    return next((row for row in found if against(session, row, kind, day) == ""), None)


def against(session: Session, row: SigningAuthority, kind: str, day: date) -> str:
    """Why one may not sign by this; empty when one may."""
    name = f"{row.capacity}. theo {row.act}"
    if row.ended_at is not None and clock.local(row.ended_at).date() <= day:
        return f"{name} đã bị thu hồi ngày {clock.date_text(clock.local(row.ended_at).date())}."
    if day < row.valid_from:
        return f"{name} chỉ có hiệu lực từ {clock.date_text(row.valid_from)}."
    if row.valid_to is not None and row.valid_to < day:
        return f"{name} đã hết hiệu lực ngày {clock.date_text(row.valid_to)}."
    if kind not in row.kinds:
        return f"{name} không giao ký loại văn bản này."
    holder = session.get_one(User, row.account_id)
    if not holder.active or holder.agency_id != row.agency_id:
        return f"{name}: người được giao không còn ở cơ quan."
    if row.passed_from is not None:
        return against(session, session.get_one(SigningAuthority, row.passed_from), kind, day)
    return ""


def reasons_to_refuse(session: Session, user: User, agency_id: UUID, kind: str, day: date) -> list[str]:
    """Why a person may not sign a paper of that kind of the agency on that day; empty when he may."""
    if user.agency_id == agency_id and user.role in (Role.LEADER, Role.AUTHORITY_LEADER):
        return []
    told = [against(session, row, kind, day) for row in given_to(session, user.id) if row.agency_id == agency_id]
    return [] if "" in told else told or ["Bạn chưa được giao ký văn bản của cơ quan này."]


def signers(session: Session, agency_id: UUID, kind: str, day: date) -> list[User]:
    """Everybody who may sign a paper of that kind of the agency on that day: its leaders, the head first, then those to
    whom it was given.
    """
    given = select(SigningAuthority.account_id).where(SigningAuthority.agency_id == agency_id)
    may = or_(col(User.role).in_((Role.LEADER, Role.AUTHORITY_LEADER)), col(User.id).in_(given))
    query = select(User).where(User.agency_id == agency_id, col(User.active), may)
    people = list(session.exec(query.order_by(col(User.order_text), col(User.id))))
    found = [one for one in people if not reasons_to_refuse(session, one, agency_id, kind, day)]
    return sorted(found, key=lambda one: (position_of(one) not in (HEAD, ACTING_HEAD), one.role != Role.LEADER))


def faults(
    user: User,
    capacity: str,
    kinds: Iterable[str],
    days: tuple[date, date | None],
    passed: tuple[SigningAuthority, User] | None,
) -> list[tuple[str, str]]:
    """(field, sentence) of everything that NĐ 30/2020, Điều 13 has against giving this to that person."""
    found, (valid_from, valid_to) = [], days
    if valid_to is not None and valid_to < valid_from:
        found.append(("valid_to", "Ngày cuối phải từ ngày bắt đầu trở đi."))
    if not list(kinds):
        found.append(("kinds", "Chọn ít nhất một loại văn bản được ký."))
    if capacity == "TUQ" and valid_to is None:
        found.append(("valid_to", "Thừa ủy quyền phải có thời hạn; nhập ngày cuối."))
    if passed is None:
        if position_of(user) != UNIT_HEAD:
            told = "Chỉ giao cho người đứng đầu đơn vị thuộc cơ quan; cấp phó của cơ quan ký KT., không cần giao."
            found.append(("capacity", told))
        return found
    return [*found, *_against_passing(user, capacity, set(kinds), days, passed)]


def _against_passing(
    user: User, capacity: str, kinds: set[str], days: tuple[date, date | None], passed: tuple[SigningAuthority, User]
) -> list[tuple[str, str]]:
    (row, holder), (valid_from, valid_to) = passed, days
    found = []
    if row.capacity == "TUQ" or capacity == "TUQ":
        found.append(("passed_from", "Người được ủy quyền không được ủy quyền lại cho người khác ký."))
    elif row.passed_from is not None:
        found.append(("passed_from", "Việc ký thừa lệnh đã giao lại một lần, không giao tiếp được nữa."))
    elif position_of(user) != UNIT_DEPUTY or holder.agency_id != user.agency_id or holder.id == user.id:
        found.append(("passed_from", "Người ký thừa lệnh chỉ giao lại cho cấp phó của mình."))
    if not kinds <= set(row.kinds):
        found.append(("kinds", "Không giao lại được loại văn bản mà chính người giao không được ký."))
    if valid_from < row.valid_from or (row.valid_to and (valid_to is None or valid_to > row.valid_to)):
        found.append(("valid_to", "Không giao lại lâu hơn thời hạn của chính người giao."))
    return found
