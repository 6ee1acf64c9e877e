"""Reading units and agencies."""

from collections.abc import Iterable
from datetime import date
from uuid import UUID

from sqlmodel import Session, col, or_, select

from rasoat.db.reading import remembered, rows_by_id
from rasoat.text import fold
from rasoat.units.models import AdministrativeUnit, Agency


def agency(session: Session, agency_id: UUID) -> Agency:
    """One agency by id. Pages ask for the same few again and again."""
    return remembered(session, (Agency, agency_id), lambda: session.get_one(Agency, agency_id))


def names(session: Session, ids: Iterable[UUID]) -> dict[UUID, Agency]:
    """Agencies by id, so that a list needs one query and not one for each row."""
    return rows_by_id(session, Agency, ids)


def serving(session: Session, day: date, kinds: Iterable[str] | None = None) -> list[Agency]:
    """Agencies that exist on `day`, in Vietnamese order, of the kinds asked for."""
    query = select(Agency).where(
        col(Agency.valid_from) <= day, or_(col(Agency.valid_to).is_(None), col(Agency.valid_to) >= day)
    )
    if kinds is not None:
        query = query.where(col(Agency.kind).in_(list(kinds)))
    return list(session.exec(query.order_by(col(Agency.order_text))))


def existing(session: Session, first: date, last: date, kinds: Iterable[str]) -> list[Agency]:
    """Agencies of these kinds that exist on any day from `first` to `last`, in Vietnamese order."""
    query = select(Agency).where(
        col(Agency.kind).in_(list(kinds)),
        col(Agency.valid_from) <= last,
        or_(col(Agency.valid_to).is_(None), col(Agency.valid_to) >= first),
    )
    return list(session.exec(query.order_by(col(Agency.order_text))))


def is_within(session: Session, agency_id: UUID, top_id: UUID) -> bool:
    """Whether an agency is `top_id` or below it."""
    return f"/{top_id}/" in session.get_one(Agency, agency_id).path


def is_above(session: Session, top_id: UUID, agency_id: UUID) -> bool:
    """Whether `top_id` stands above an agency, whatever is between them."""
    return top_id != agency_id and is_within(session, agency_id, top_id)


def named_alike(session: Session, name: str, parent_id: UUID | None) -> Agency | None:
    """An agency below the same one with the same name, whatever accents and capitals were typed."""
    found = session.exec(select(Agency).where(Agency.parent_id == parent_id).order_by(col(Agency.id)))
    return next((row for row in found if fold(row.name) == fold(name)), None)


def units(session: Session, ids: Iterable[UUID | None]) -> dict[UUID, AdministrativeUnit]:
    """Administrative units by id."""
    return rows_by_id(session, AdministrativeUnit, ids)


def all_units(session: Session) -> list[AdministrativeUnit]:
    """All administrative units, in Vietnamese order, of one name the earliest first."""
    order = col(AdministrativeUnit.order_text), col(AdministrativeUnit.valid_from), col(AdministrativeUnit.id)
    return list(session.exec(select(AdministrativeUnit).order_by(*order)))
