"""Recording the units of a province from the file that comes with the program."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from sqlmodel import Session, col, select

from rasoat.db.locking import lock_name
from rasoat.units.models import AdministrativeUnit, UnitSuccession
from rasoat.units.operations import UNITS
from rasoat.units.provinces import Commune, Earlier, Province

LAST_OF_THREE_TIERS = date(2025, 6, 30)
FIRST_OF_TWO_TIERS = date(2025, 7, 1)
"""Luật 72/2025/QH15, Điều 51: districts ended with 30/6/2025."""
USUAL_SINCE = date(2021, 1, 1)
"""First day of the units of before, where the file does not say since when they have been as they are there."""
Key = tuple[str, date]
"""A unit's code and first day: codes are reused."""


@dataclass(frozen=True, slots=True)
class UnitFact:
    """A unit as the file tells it."""

    key: Key
    name: str
    level: str
    above: Key | None
    valid_to: date | None = None
    ended_by: str = ""


@dataclass(frozen=True, slots=True)
class Link:
    """What went into what, as a whole or partly."""

    predecessor: Key
    successor: Key
    whole: bool


@dataclass(frozen=True, slots=True)
class Brought:
    """How many units were new, and how many were there already."""

    new: int
    known: int


def bring(session: Session, province: Province, since: date = USUAL_SINCE) -> Brought:
    """Record the province's units and what became of them. Those that are there already (the same code and first day) stay
    as they are, so that doing it again adds nothing.
    """
    lock_name(session, UNITS)
    facts = list(units(province, since))
    codes = {fact.key[0] for fact in facts}
    found = session.exec(select(AdministrativeUnit).where(col(AdministrativeUnit.code).in_(codes))).all()
    rows = {(row.code, row.valid_from): row for row in found}
    fresh = [fact for fact in facts if fact.key not in rows]
    for fact in fresh:
        rows[fact.key] = _row(fact, rows[fact.above] if fact.above else None)
        session.add(rows[fact.key])
    session.flush()
    _link(session, rows, links(province, since))
    return Brought(len(fresh), len(facts) - len(fresh))


def _row(fact: UnitFact, above: AdministrativeUnit | None) -> AdministrativeUnit:
    code, valid_from = fact.key
    return AdministrativeUnit(
        code=code,
        name=fact.name,
        level=fact.level,
        parent_id=above.id if above else None,
        valid_from=valid_from,
        valid_to=fact.valid_to,
        ended_by=fact.ended_by,
    )


def _link(session: Session, rows: dict[Key, AdministrativeUnit], wanted: Iterator[Link]) -> None:
    before = {row.id for row in rows.values()}
    query = select(UnitSuccession).where(col(UnitSuccession.predecessor_id).in_(before))
    known = {(row.predecessor_id, row.successor_id) for row in session.exec(query)}
    for link in wanted:
        predecessor, successor = rows[link.predecessor].id, rows[link.successor].id
        if (predecessor, successor) not in known:
            session.add(UnitSuccession(predecessor_id=predecessor, successor_id=successor, whole=link.whole))
    session.flush()


def units(province: Province, since: date = USUAL_SINCE) -> Iterator[UnitFact]:
    """The province's units, each after the one above it."""
    since = province.since or since
    for before in province.before:
        top = (before.code, since)
        goes_on = _goes_on(province)
        ended = "" if goes_on else province.act
        yield UnitFact(top, before.name, "province", None, None if goes_on else LAST_OF_THREE_TIERS, ended)
        for district in before.districts:
            above = (district.code, since)
            yield UnitFact(above, district.name, "district", top, LAST_OF_THREE_TIERS, province.act)
            for code, name in district.communes.items():
                yield UnitFact(
                    _before(province, code, since), name, "commune", above, LAST_OF_THREE_TIERS, province.act
                )
    for gone in province.earlier:
        yield UnitFact((gone.code, since), gone.name, "commune", (gone.district, since), gone.until)
    top = (province.code, since if _goes_on(province) else FIRST_OF_TWO_TIERS)
    if not _goes_on(province):
        yield UnitFact(top, province.name, "province", None)
    for code, commune in province.after.items():
        yield UnitFact((code, FIRST_OF_TWO_TIERS), commune.name, "commune", top)


def links(province: Province, since: date = USUAL_SINCE) -> Iterator[Link]:
    """What went into what."""
    since = province.since or since
    districts = {district.code for before in province.before for district in before.districts}
    if not _goes_on(province):
        for before in province.before:
            yield Link((before.code, since), (province.code, FIRST_OF_TWO_TIERS), True)
    for gone in province.earlier:
        for code, whole in _parts(gone):
            yield Link((gone.code, since), _before(province, code, since), whole)
    for new, commune in province.after.items():
        for code, whole in _parts(commune):
            old = (code, since) if code in districts else _before(province, code, since)
            yield Link(old, (new, FIRST_OF_TWO_TIERS), whole)


def _goes_on(province: Province) -> bool:
    """Whether the province was not merged: it is one unit from the beginning on."""
    return [(one.code, one.name) for one in province.before] == [(province.code, province.name)]


def _before(province: Province, code: str, since: date) -> Key:
    """The commune with this code on the last day of three tiers."""
    return code, province.begun.get(code, since)


def _parts(one: Commune | Earlier) -> Iterator[tuple[str, bool]]:
    yield from ((code, True) for code in one.whole)
    yield from ((code, False) for code in one.partly)
