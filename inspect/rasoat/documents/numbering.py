"""How an issuer numbers its papers: which series it keeps, and whether the numbers are given here or outside.

Nghị định 30/2020/NĐ-CP, Điều 15: the head of the agency chooses one series for all kinds of papers or one for each
kind; a council, committee or team that is named as the issuer has its own. A series is `own` (the numbers are given here,
without a gap) or `outside` (another system gives them, other units use them too, and the clerk types the number).
Within a year nothing changes of a series that has a number: what is chosen then holds from 1 January.

A series has the name of its kinds (`TB`), ALL when it numbers every kind, and before it a body's sign and a colon when it
is a body's (`BCĐ:TB`). Of several bodies with one sign each has its own, by a mark behind the sign (`ĐKT@215/QĐ-SYT (2026):BB`);
an administrator chooses for all of them together, by the name without the mark.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from typing import Literal, cast
from uuid import UUID

from sqlmodel import Session, col, select

from rasoat import clock
from rasoat.accounts.actor import Actor, Role
from rasoat.db.locking import insert_once, lock
from rasoat.documents.models import Numbering, RegisterCounter, RegisterEntry
from rasoat.problems import Problem, Reason
from rasoat.units.models import Agency

Kind = Literal["own", "outside"]
OWN: Kind = "own"
OUTSIDE: Kind = "outside"
KINDS: dict[Kind, str] = {
    OUTSIDE: "Nhập số lấy ở hệ thống khác",
    OWN: "Cấp tại đây, không bỏ số",
}
ALL = "*"
_MARK = "@"


@dataclass(frozen=True, slots=True)
class Arrangement:
    """How one issuer numbers. `kind` is that of the one series when all kinds are numbered `together`, and else of every
    series that `series` does not name.
    """

    together: bool = False
    kind: Kind = OUTSIDE
    series: Mapping[str, Kind] = field(default_factory=dict)

    def name_of(self, series: str) -> str:
        """The series that a paper is numbered in whose kind has this one."""
        body, colon, _ = series.rpartition(":")
        return f"{body}{colon}{ALL}" if self.together else series

    def kind_of(self, series: str) -> Kind:
        """Whether a paper's number is given here or outside."""
        if self.together:
            return self.kind
        return self.series.get(series) or self.series.get(shared(series), self.kind)

    def keeps(self, name: str) -> bool:
        """Whether numbers of the series with this name are given here."""
        return (name.rpartition(":")[2] == ALL) == self.together and self.kind_of(name) == OWN


@dataclass(frozen=True, slots=True)
class Chosen:
    """What an administrator's choice led to: whether some of it holds at once, and what only from 1 January."""

    at_once: bool
    later: tuple[str, ...] = ()


def of_body(series: str, mark: str) -> str:
    """The series of one of several bodies with the sign that `series` begins with; `mark` says which."""
    sign, _, kinds = series.rpartition(":")
    return f"{sign}{_MARK}{mark}:{kinds}"


def shared(name: str) -> str:
    """The series without the mark of a body: what an administrator chooses for."""
    body, colon, kinds = name.rpartition(":")
    return f"{body.partition(_MARK)[0]}{colon}{kinds}"


def in_year(session: Session, issuer_id: UUID, year: int, arrangement: Arrangement, series: str) -> str:
    """The name of the series that numbers a paper whose kind has this one. Bodies that had one series in the year in which each got its
    own go on with it until 31 December, so that no number comes twice. Once one of them has a number in a series of its own, a
    common one that begins later changes nothing for them in that year.
    """
    name = arrangement.name_of(series)
    before = shared(name)
    if before == name or session.get(RegisterCounter, (issuer_id, year, before)) is None:
        return name
    return name if _apart(session, issuer_id, year, before) else before


def _apart(session: Session, issuer_id: UUID, year: int, name: str) -> bool:
    """Whether a body with the sign of this series has one of its own in that year."""
    query = select(RegisterCounter.series).where(RegisterCounter.issuer_id == issuer_id, RegisterCounter.year == year)
    return session.exec(query.where(col(RegisterCounter.series).like(of_body(name, "%"))).limit(1)).first() is not None


def title_of(name: str) -> str:
    """What pages call a series."""
    body, _, own = name.replace(_MARK, " theo ").rpartition(":")
    called = "mọi loại văn bản" if own == ALL else own
    return f"{called} của {body}" if body else called


def of_year(session: Session, issuer_id: UUID, year: int) -> Arrangement:
    """How the issuer numbers in a year. Nobody chose yet: each kind apart, with numbers from outside; an issuer that was
    given numbers here before there was a choice goes on with them.
    """
    query = select(Numbering).where(Numbering.issuer_id == issuer_id, col(Numbering.year) <= year)
    row = session.exec(query.order_by(col(Numbering.year).desc()).limit(1)).first()
    return _read(row) if row else Arrangement(kind=OWN if _numbered_before(session, issuer_id) else OUTSIDE)


def giving_here(session: Session, year: int) -> set[UUID]:
    """The issuers that have a series whose numbers are given here in that year."""
    chosen = set(session.exec(select(Numbering.issuer_id).where(col(Numbering.year) <= year)))
    before = set(session.exec(select(RegisterCounter.issuer_id).where(RegisterCounter.kind == OWN)))
    found = {one: of_year(session, one, year) for one in chosen | before}
    return {one for one, its in found.items() if OWN in {its.kind, *its.series.values()}}


def planned(session: Session, issuer_id: UUID) -> Arrangement | None:
    """What was chosen for the next year, if it differs from this year's."""
    row = session.get(Numbering, (issuer_id, clock.today().year + 1))
    found = _read(row) if row else None
    return None if found == of_year(session, issuer_id, clock.today().year) else found


def held(session: Session, issuer_id: UUID, year: int) -> Arrangement:
    """The same as `of_year`, locked until the transaction ends: nobody chooses otherwise while a number is given."""
    return _read(_held(session, issuer_id, year))


def choose(
    session: Session, actor: Actor, issuer_id: UUID, *, together: bool, kind: Kind, series: Mapping[str, Kind]
) -> Chosen:
    """Choose how an issuer numbers: this year where no number has been given yet, and else from 1 January.

    `kind` is that of the one series when all kinds are numbered `together`; else `series` names each. Raises Problem
    `forbidden` for anybody but an administrator, `not_found`, `form.invalid` for a kind that does not exist.
    """
    if actor.role != Role.ADMINISTRATOR:
        raise Problem("forbidden")
    if session.get(Agency, issuer_id) is None:
        raise Problem("not_found")
    if unknown := {kind, *series.values()} - KINDS.keys():
        raise Problem("form.invalid", reasons=[Reason("kind", f"Không có cách cấp số “{', '.join(sorted(unknown))}”.")])
    year = clock.today().year
    row, now = _held(session, issuer_id, year), of_year(session, issuer_id, year)
    wanted = Arrangement(together, kind, {} if together else dict(series))
    later = _begun(session, issuer_id, year, now, wanted)
    at_once = _without(now, wanted, later)
    _write(row, at_once)
    following = session.get(Numbering, (issuer_id, year + 1))
    if following is None and later:
        insert_once(session, Numbering, issuer_id=issuer_id, year=year + 1, kind=kind)
        following = session.get_one(Numbering, (issuer_id, year + 1))
    if following is not None:
        _write(following, wanted)
    session.flush()
    return Chosen(at_once != now, tuple(sorted(later)))


def _begun(session: Session, issuer_id: UUID, year: int, now: Arrangement, wanted: Arrangement) -> Collection[str]:
    """The series that would change and have a number in this year. Whether there is one for all concerns every one."""
    query = select(RegisterEntry.series).where(RegisterEntry.issuer_id == issuer_id, RegisterEntry.year == year)
    used = set(session.exec(query.distinct()))
    if now.together != wanted.together:
        return used
    return {name for name in used if now.kind_of(name) != wanted.kind_of(name)}


def _without(now: Arrangement, wanted: Arrangement, later: Collection[str]) -> Arrangement:
    """What of the choice holds at once: all that does not concern the series of `later`."""
    if not later:
        return wanted
    if now.together or wanted.together:
        return now
    return Arrangement(False, wanted.kind, {**wanted.series, **{name: now.kind_of(name) for name in later}})


def _held(session: Session, issuer_id: UUID, year: int) -> Numbering:
    """Lock the year's row and return it. A year begins with what held before it."""
    before = of_year(session, issuer_id, year)
    values = {"together": before.together, "kind": before.kind, "series": dict(before.series)}
    insert_once(session, Numbering, issuer_id=issuer_id, year=year, **values)
    return lock(session, Numbering, {"issuer_id": issuer_id, "year": year})


def _numbered_before(session: Session, issuer_id: UUID) -> bool:
    """Whether numbers were given here. Once there is a choice, each year's row is written with its first number."""
    query = select(RegisterCounter.year).where(RegisterCounter.issuer_id == issuer_id, RegisterCounter.kind == OWN)
    return session.exec(query.limit(1)).first() is not None


def _read(row: Numbering) -> Arrangement:
    return Arrangement(row.together, cast(Kind, row.kind), cast(dict[str, Kind], dict(row.series)))


def _write(row: Numbering, arrangement: Arrangement) -> None:
    row.together, row.kind, row.series = arrangement.together, arrangement.kind, dict(arrangement.series)
