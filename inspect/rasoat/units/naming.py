"""How an agency is named: on its papers, and for the unit it serves."""

import re
from typing import Any

from sqlmodel import Session

from rasoat.units import queries
from rasoat.units.kinds import AgencyKind, kind_of
from rasoat.units.models import AdministrativeUnit, Agency

_LEVELS = re.compile(r"^(Tỉnh|Thành phố|Thị xã|Thị trấn|Huyện|Quận|Phường|Xã|Đặc khu)\s+(?!\d)")


def line_above(session: Session, agency: Agency) -> str:
    """The line above an issuer's name on papers: the agency directly above (NĐ 30/2020, Phụ lục I, phần II.2), empty where
    its kind has none.
    """
    return line_of(agency, queries.agency(session, agency.parent_id) if agency.parent_id else None)


def line_of(agency: Agency, parent: Agency | None) -> str:
    """The same, of an agency whose parent is known. What was typed for the agency comes first."""
    if agency.header:
        return agency.header
    if parent is None or kind_of(agency.kind).above == "none":
        return ""
    return (parent.short_name if kind_of(parent.kind).collective else parent.name).upper()


def issuer_lines(session: Session, agency: Agency) -> tuple[str, ...]:
    """The agency's name on its papers, line by line."""
    return lines_of(agency, queries.agency(session, agency.parent_id) if agency.parent_id else None)


def lines_of(agency: Agency, parent: Agency | None) -> tuple[str, ...]:
    """The same, of an agency whose parent is known. “Ủy ban nhân dân” stands on a line of its own; an office does not repeat
    the unit that stands in the line above it (NĐ 30/2020, Phụ lục I, phần II.2).
    """
    kind, name = kind_of(agency.kind), agency.name
    if kind.office_of and parent is not None and kind.above == "parent":
        unit = parent.name.removeprefix(kind_of(parent.kind).first_line).strip()
        name = name.removesuffix(unit).strip() or name
    rest = name.removeprefix(kind.first_line).strip()
    return (kind.first_line, rest) if kind.first_line and rest and rest != name else (name,)


def proposed(kind: AgencyKind, unit: AdministrativeUnit) -> dict[str, Any]:
    """The columns of an agency of this kind for a unit, as its kind proposes them; empty where it proposes nothing."""
    if kind.proposed is None or kind.proposed.level != unit.level:
        return {}
    names = {"unit": unit.name[:1].lower() + unit.name[1:], "place": bare(unit.name)}
    own = kind.proposed.model_dump(exclude={"level"})
    return {column: text.format(**names) for column, text in own.items()}


def bare(name: str) -> str:
    """A unit's name as a place on papers: Xã Chi Lăng is Chi Lăng, Phường 1 stays so."""
    return _LEVELS.sub("", name)
