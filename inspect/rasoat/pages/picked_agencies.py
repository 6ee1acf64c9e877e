"""Agencies to pick from in a form (see `picking`)."""

from collections.abc import Iterable, Sequence
from datetime import date
from uuid import UUID

from sqlmodel import Session

from rasoat import clock
from rasoat.pages.case import parse_uuid
from rasoat.pages.picking import Choice, PickedList
from rasoat.units import kinds
from rasoat.units import queries as units
from rasoat.units.models import Agency


def choices(
    session: Session, agencies: Sequence[Agency], *, span: tuple[date, date] | None = None, offices: bool = False
) -> list[Choice]:
    """The agencies as things to pick, in their order, each with the authority above it.

    `span`: the days that matter; whoever does not exist on all of them says so. `offices`: each comes with the specialised
    offices below it that are among the agencies.
    """
    above = units.names(session, {one.parent_id for one in agencies if one.parent_id and _inspected(one)})
    own = _offices(agencies) if offices else {}
    return [_choice(one, above, span, own.get(one.id)) for one in agencies]


def offer(session: Session, picked: PickedList, found: Sequence[Choice], *, day: date | None = None) -> None:
    """Offer the choices, each kind of authority with its button; rows of other agencies keep their names."""
    known = {one.id for one in found}
    missing = [parse_uuid(one) for one in picked.ids() - known]
    others = units.names(session, [one for one in missing if one]).values()
    groups = {
        name: kind.pick_all for name, kind in kinds.all_kinds().items() if any(one.group == name for one in found)
    }
    picked.offer(found, others=[Choice(str(one.id), one.name) for one in others], groups=groups, day=day)


def _offices(agencies: Iterable[Agency]) -> dict[UUID, dict[str, str]]:
    found: dict[UUID, dict[str, str]] = {}
    for office in agencies:
        above = office.path.strip("/").split("/")[:-1] if kinds.kind_of(office.kind).office_of else []
        for agency_id in above:
            found.setdefault(UUID(agency_id), {})[str(office.id)] = office.name
    return found


def _choice(
    agency: Agency, above: dict[UUID, Agency], span: tuple[date, date] | None, own: dict[str, str] | None
) -> Choice:
    first, last = _partly(agency, *span) if span else (None, None)
    higher = above.get(agency.parent_id) if agency.parent_id else None
    notes = [
        higher.listed_name if higher and _inspected(higher) else "",
        f"từ {clock.date_text(first)}" if first else "",
        f"đến {clock.date_text(last)}" if last else "",
    ]
    return Choice(
        str(agency.id), agency.name, ", ".join(filter(None, notes)), _group(agency), first=first, last=last, own=own
    )


def _group(agency: Agency) -> str:
    return agency.kind if kinds.kind_of(agency.kind).pick_all else ""


def _inspected(agency: Agency) -> bool:
    return "be_inspected" in kinds.kind_of(agency.kind).may


def _partly(agency: Agency, first: date, last: date) -> tuple[date | None, date | None]:
    """Its first and its last day, each only where it lies within the span."""
    ends = agency.valid_to if agency.valid_to and agency.valid_to < last else None
    return agency.valid_from if agency.valid_from > first else None, ends
