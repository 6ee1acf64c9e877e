"""Agencies proposed for administrative units, as their kinds name them, to be looked over before they are recorded."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlmodel import Session, col, select

from rasoat.db.locking import lock_name
from rasoat.units import operations
from rasoat.units.kinds import AgencyKind, all_kinds, kind_of
from rasoat.units.models import AdministrativeUnit, Agency, AgencySuccession, UnitSuccession
from rasoat.units.naming import proposed


@dataclass(frozen=True, slots=True)
class Proposal:
    """An agency of a kind for a unit. `parent` is None where the kind may stand alone or none was found."""

    unit: AdministrativeUnit
    parent: Agency | None
    names: dict[str, str]
    valid_from: date
    valid_to: date | None

    def serves_on(self, day: date) -> bool:
        """Whether the agency would exist on that day."""
        return self.valid_from <= day and (self.valid_to is None or day <= self.valid_to)


@dataclass(frozen=True, slots=True)
class Wanted:
    """What was looked over: the agency to be recorded for a unit."""

    unit_id: UUID
    name: str
    short_name: str
    symbol: str
    place: str


def proposable() -> dict[str, str]:
    """The kinds for which units are proposed, with their titles."""
    return {name: kind.title for name, kind in all_kinds().items() if kind.proposed}


def next_kind(session: Session, day: date | None, after: str = "") -> str:
    """The first kind behind `after`, in the order of the content, of which units lack agencies; "" when there is none."""
    names = list(proposable())
    behind = names[names.index(after) + 1 :] if after in names else names
    return next((name for name in behind if proposals(session, name, day)), "")


def proposals(session: Session, kind_name: str, day: date | None = None) -> list[Proposal]:
    """The agencies of this kind that units still lack, in the order of the units' names. With a day only those that exist
    on it, unless the kind itself had ended before.
    """
    kind = kind_of(kind_name)
    if kind.proposed is None:
        return []
    having = set(session.exec(select(Agency.unit_id).where(Agency.kind == kind_name)))
    units = session.exec(
        select(AdministrativeUnit)
        .where(AdministrativeUnit.level == kind.proposed.level)
        .order_by(col(AdministrativeUnit.order_text), col(AdministrativeUnit.valid_from), col(AdministrativeUnit.id))
    )
    standing = _standing(session, kind)
    found = (_proposal(kind, unit, standing) for unit in units if unit.id not in having)
    every = day is None or not kind.exists_on(day)
    return [one for one in found if one is not None and (every or day is None or one.serves_on(day))]


def _standing(session: Session, kind: AgencyKind) -> list[Agency]:
    """The agencies under which one of the kind may stand."""
    return list(session.exec(select(Agency).where(col(Agency.kind).in_(kind.under)).order_by(col(Agency.id))))


def _proposal(kind: AgencyKind, unit: AdministrativeUnit, standing: Sequence[Agency]) -> Proposal | None:
    first = max(unit.valid_from, kind.valid_from or date.min)
    last = min(unit.valid_to or date.max, kind.valid_to or date.max)
    if last < first:
        return None
    above = [one for one in standing if one.valid_from <= last and (one.valid_to is None or first <= one.valid_to)]
    parent = _parent(kind, unit, above)
    return Proposal(unit, parent, proposed(kind, unit), first, None if last == date.max else last)


def _parent(kind: AgencyKind, unit: AdministrativeUnit, above: Sequence[Agency]) -> Agency | None:
    """An office stands under the agency of its own unit; others under that of the unit above, or under the only one."""
    unit_id = unit.id if kind.office_of else unit.parent_id
    own = [one for one in above if one.unit_id == unit_id]
    return own[0] if own else above[0] if len(above) == 1 and not kind.office_of else None


def record(session: Session, kind_name: str, wanted: Iterable[Wanted]) -> list[Agency]:
    """Record the agencies that were looked over, and link those that ended with the ones of the units into which theirs
    went. Raises Problem `form.invalid`.
    """
    lock_name(session, operations.AGENCIES)
    known = {one.unit.id: one for one in proposals(session, kind_name)}
    made = [_record(session, kind_name, known[one.unit_id], one) for one in wanted if one.unit_id in known]
    session.flush()
    link(session)
    return made


def record_rest(session: Session, after: str, day: date | None) -> list[Agency]:
    """Record the agencies that units lack of every kind behind `after`, as they are proposed. What would need an agency above it
    and has none is left out: that one was taken out by the person. Raises Problem `form.invalid`.
    """
    made: list[Agency] = []
    while kind_name := next_kind(session, day, after):
        alone = kind_of(kind_name).alone
        found = [one for one in proposals(session, kind_name, day) if one.parent or alone]
        made += record(session, kind_name, [Wanted(one.unit.id, **one.names) for one in found])
        after = kind_name
    return made


def _record(session: Session, kind_name: str, found: Proposal, one: Wanted) -> Agency:
    return operations.add_agency(
        session,
        parent_id=found.parent.id if found.parent else None,
        valid_from=found.valid_from,
        valid_to=found.valid_to,
        unit_id=found.unit.id,
        ended_by=found.unit.ended_by if found.valid_to else "",
        kind=kind_name,
        name=one.name,
        short_name=one.short_name,
        symbol=one.symbol,
        place=one.place,
    )


def link(session: Session) -> None:
    """Say of each ended agency without a successor which agencies of the units into which its unit went came after it. What
    a district had went to the communes on its area.
    """
    into: dict[UUID, set[UUID]] = {}
    for row in session.exec(select(UnitSuccession)):
        into.setdefault(row.predecessor_id, set()).add(row.successor_id)
    for unit in session.exec(select(AdministrativeUnit).where(AdministrativeUnit.level == "commune")):
        if unit.parent_id and unit.id in into:
            into.setdefault(unit.parent_id, set()).update(into[unit.id])
    have = set(session.exec(select(AgencySuccession.predecessor_id)))
    agencies = list(session.exec(select(Agency).where(col(Agency.unit_id).is_not(None)).order_by(col(Agency.id))))
    for agency in agencies:
        if agency.valid_to is None or agency.id in have:
            continue
        units = into.get(agency.unit_id, set()) if agency.unit_id else set()
        for later in agencies:
            if later.unit_id in units and _takes_over(agency, later):
                session.add(AgencySuccession(predecessor_id=agency.id, successor_id=later.id))
    session.flush()


def _takes_over(agency: Agency, later: Agency) -> bool:
    """A unit's authority is followed by authorities, its office by offices."""
    if later.valid_to is not None and agency.valid_to is not None and later.valid_to <= agency.valid_to:
        return False
    return bool(kind_of(agency.kind).office_of) == bool(kind_of(later.kind).office_of)
