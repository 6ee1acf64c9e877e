"""Which units are near one another: those of one former district, or below one authority."""

from collections.abc import Iterable
from uuid import UUID

from sqlmodel import Session, col, select

from rasoat.db.reading import rows_by_id
from rasoat.units import kinds
from rasoat.units.models import AdministrativeUnit, Agency, UnitSuccession

OTHERS = "Các đơn vị khác"
"""The group of units of which it is not known what they belonged to."""


def groups(session: Session, agencies: Iterable[Agency]) -> dict[UUID, str]:
    """By agency, the name of its district: of the present one, or of that from which its commune came. An agency without an
    administrative unit is grouped by the inspected authority above it.
    """
    asked = list(agencies)
    units = rows_by_id(session, AdministrativeUnit, [one.unit_id for one in asked])
    districts = _districts(session, units)
    above = rows_by_id(session, Agency, [one.parent_id for one in asked])
    found = {}
    for one in asked:
        parent = above.get(one.parent_id) if one.parent_id else None
        of_authority = parent.short_name if parent and kinds.kind_of(parent.kind).pick_all else ""
        found[one.id] = (districts.get(one.unit_id, "") if one.unit_id else "") or of_authority or OTHERS
    return found


def _districts(session: Session, units: dict[UUID, AdministrativeUnit]) -> dict[UUID, str]:
    """By unit, the name of its district; of several former ones that which comes first."""
    query = select(UnitSuccession.successor_id, UnitSuccession.predecessor_id)
    query = query.where(col(UnitSuccession.successor_id).in_(units)).order_by(
        col(UnitSuccession.whole).desc(), col(UnitSuccession.id)
    )
    links = list(session.exec(query))
    earlier = rows_by_id(session, AdministrativeUnit, [before for _, before in links])
    parents = rows_by_id(session, AdministrativeUnit, [one.parent_id for one in (*units.values(), *earlier.values())])

    def district(unit: AdministrativeUnit) -> str:
        parent = parents.get(unit.parent_id) if unit.parent_id else None
        return parent.name if parent and parent.level == "district" else ""

    found = {key: name for key, unit in units.items() if (name := district(unit))}
    for after, before in links:
        name = district(earlier[before])
        if name and after not in found:
            found[after] = name
    return found
