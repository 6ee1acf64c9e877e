"""2025: the department's task moves to another one, the district ends, and what is open is passed on to its successors.

That and when Sở Y tế of Lạng Sơn took over the task is an assumption; that the district ended, and the six communes, are not.
"""

from collections.abc import Sequence
from datetime import date, timedelta
from pathlib import Path
from uuid import UUID

from sqlmodel import Session, col, select

from rasoat import content
from rasoat.accounts import operations as accounts
from rasoat.accounts.actor import Actor
from rasoat.example.facts import AgencyFact, Facts, PersonFact
from rasoat.example.setting import UNITS_SINCE, add_agencies, add_people, choose_numbering
from rasoat.example.teller import Teller
from rasoat.reorganisation import operations, queries
from rasoat.reorganisation.models import PROPOSED, UNDECIDED, Passing
from rasoat.reorganisation.operations import AT_ONCE, ActData
from rasoat.units import bringing, checking, provinces
from rasoat.units import operations as units
from rasoat.units.models import AdministrativeUnit

PROVINCE = "20"


class ActFact(Facts):
    """An act: the day on which an officer records it, and the agencies that it ends."""

    day: date
    name: str
    dated: date
    effective_on: date
    ends: list[str]

    @property
    def last_day(self) -> date:
        """The last day of those that it ends."""
        return self.effective_on - timedelta(days=1)


class Successors(Facts):
    """Who comes after the district and the department, with whom, and who gets what."""

    task: ActFact
    district: ActFact
    health: list[AgencyFact]
    communes: list[AgencyFact]
    moved: dict[str, list[str]]
    closed: list[str]
    people: list[PersonFact]
    shares: dict[str, int]
    chosen: dict[str, str]


def facts() -> Successors:
    """What the file beside this module tells."""
    return content.load(Path(__file__).parent / "successors.yaml", Successors)


def task_moves(teller: Teller) -> None:
    """The department ends; its people and its cases go to Sở Y tế, which numbers its own papers."""
    fact = facts().task
    _until(teller, fact.last_day)
    teller.do("quantri", "ghi Sở Y tế, cơ quan nhận nhiệm vụ", lambda s, a: _add(s, teller, facts().health))
    _end(teller, fact, {"dept": ["health"], "ministry": ["ministry_of_health"]})
    _move_people(teller, "health", "ministry_of_health")
    teller.ids["lead"] = teller.ids["health"]
    teller.on(f"{fact.day:%d/%m/%Y}")
    choose_numbering(teller, teller.ids["health"])
    act = _record(teller, fact, tasks={"dept": "health"})
    _confirm(teller, act)


def district_ends(teller: Teller) -> None:
    """The districts and their offices end, and what is open goes to the communes and to the province."""
    fact = facts().district
    _until(teller, fact.last_day)
    teller.do("quantri", "đưa vào đơn vị hành chính trước và sau 1/7/2025 của tỉnh", lambda s, a: _bring(s, teller))
    teller.on(f"{fact.effective_on:%d/%m/%Y}")
    teller.do("quantri", "ghi sáu xã kế thừa huyện Chi Lăng", lambda s, a: _add(s, teller, facts().communes))
    communes = [one.key for one in facts().communes]
    _end(teller, fact, {"chi_lang_office": communes, "chi_lang": communes})
    _move_people(teller, "xa_chi_lang", "xa_nhan_ly")
    teller.do("quantri", "mở tài khoản cho các xã, khóa tài khoản của huyện", lambda s, a: _accounts(s, teller))
    teller.on(f"{fact.day:%d/%m/%Y}")
    act = _record(teller, fact, tasks={})
    _decide(teller, act)
    _confirm(teller, act)


def nothing_is_left(teller: Teller) -> None:
    """Nothing open is owed, led or verified by an agency that has ended. Raises RuntimeError with what is."""
    with teller.database.read() as session:
        day = teller.moment.date()
        found = [f"{one.name}: {one.told}" for one in checking.faults(session, day)]
        found += [f"{one.agency.short_name}: {one.told}" for one in queries.open_with_ended(session, None, day)]
    if found:
        raise RuntimeError(f"open with agencies that have ended: {found}")
    teller.say(f"{teller.moment:%d/%m/%Y}  Kiểm tra: không còn việc mở ở cơ quan đã kết thúc")


def _until(teller: Teller, last_day: date) -> None:
    teller.on(f"{last_day:%d/%m/%Y}")


def _add(session: Session, teller: Teller, found: Sequence[AgencyFact]) -> None:
    day = teller.moment.date()
    codes = [one.unit for one in found if one.unit]
    query = select(AdministrativeUnit).where(
        col(AdministrativeUnit.code).in_(codes), col(AdministrativeUnit.valid_from) == facts().district.effective_on
    )
    add_agencies(session, found, teller.ids, {row.code: row.id for row in session.exec(query)}, day)


def _end(teller: Teller, fact: ActFact, after: dict[str, list[str]]) -> None:
    def end(session: Session, _actor: Actor) -> None:
        values = {"valid_to": fact.last_day, "ended_by": fact.name}
        for key in fact.ends:
            successors = [teller.ids[one] for one in after.get(key, [])]
            units.edit_agency(session, teller.ids[key], None, dict(values), successors)

    names = len(fact.ends)
    teller.do("quantri", f"ghi {names} cơ quan kết thúc ngày {fact.last_day:%d/%m/%Y} và cơ quan kế thừa", end)


def _move_people(teller: Teller, *agencies: str) -> None:
    for key in agencies:
        for username in facts().moved[key]:
            _move(teller, username, key)


def _move(teller: Teller, username: str, key: str) -> None:
    teller.do(
        "quantri",
        f"chuyển tài khoản {username} sang cơ quan mới",
        lambda s, a: accounts.edit_user(s, teller.ids[username], None, {"agency_id": teller.ids[key]}),
    )


def _accounts(session: Session, teller: Teller) -> None:
    add_people(session, facts().people, teller.ids)
    for username in facts().closed:
        accounts.edit_user(session, teller.ids[username], None, {"active": False})


def _bring(session: Session, teller: Teller) -> None:
    """The built-in units; those that the example had are ended as the file says."""
    province = provinces.read(PROVINCE)
    bringing.bring(session, province)
    ended = {fact.key: fact for fact in bringing.units(province) if fact.valid_to}
    known = select(AdministrativeUnit).where(
        col(AdministrativeUnit.valid_from) == UNITS_SINCE, col(AdministrativeUnit.valid_to).is_(None)
    )
    for row in session.exec(known.order_by(col(AdministrativeUnit.code))).all():
        if fact := ended.get((row.code, row.valid_from)):
            values = {"valid_to": fact.valid_to, "ended_by": fact.ended_by}
            units.edit_unit(session, row.id, None, values, None)


def _record(teller: Teller, fact: ActFact, tasks: dict[str, str]) -> UUID:
    ids = teller.ids
    data = ActData(
        fact.name,
        fact.dated,
        fact.effective_on,
        ended=[] if tasks else [ids[one] for one in fact.ends],
        tasks={ids[one]: ids[to] for one, to in tasks.items()},
    )
    act = teller.do("chuyenvien", f"ghi văn bản sắp xếp: {fact.name}", lambda s, a: operations.record(s, a, data))
    return act.id


def _decide(teller: Teller, act: UUID) -> None:
    """Of what is counted each receiver gets its share; some things go to another agency than was proposed."""
    chosen = {teller.ids[f"obligation.{key}"]: to for key, to in facts().chosen.items()}
    for one in _passings(teller, act):
        if one.total is not None:
            shares = [(teller.ids[key], share) for key, share in facts().shares.items()]
            _change(teller, one.id, f"chia {one.total} biển cho {len(shares)} xã", shares)
        elif one.target_id in chosen:
            to = teller.ids[chosen[one.target_id]]
            _change(teller, one.id, "chọn cơ quan nhận khác đề xuất", [(to, None)])


def _change(teller: Teller, passing: UUID, what: str, receivers: Sequence[tuple[UUID, int | None]]) -> None:
    teller.do("chuyenvien", what, lambda s, a: operations.change(s, a, passing, None, receivers))


def _passings(teller: Teller, act: UUID) -> Sequence[Passing]:
    with teller.database.read() as session:
        query = select(Passing).where(
            Passing.reorganisation_id == act, col(Passing.state).in_((PROPOSED, UNDECIDED)), Passing.kind != "account"
        )
        rows = session.exec(query.order_by(col(Passing.ordinal))).all()
        session.expunge_all()
        return rows


def _confirm(teller: Teller, act: UUID) -> None:
    """The officer confirms everything, so many at a time, and ends going through it."""
    while waiting := [one.id for one in _passings(teller, act)][:AT_ONCE]:
        teller.do(
            "chuyenvien",
            f"xác nhận chuyển {len(waiting)} việc",
            lambda s, a, ids=waiting: operations.confirm(s, a, act, ids),  # type: ignore[misc]  # bound for this round
        )
    teller.ids["act"] = act
    teller.fire("chuyenvien", "kết thúc rà soát theo văn bản", "reorganisation", "act", "finish")
