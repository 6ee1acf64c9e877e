"""How the search across everything tells an inspection, and a person who may be in a team."""

from sqlalchemy import ColumnElement, and_
from sqlmodel import col

from rasoat.accounts.actor import AUTHORITY_ROLES, ROLE_TITLES, Actor, Role
from rasoat.accounts.models import User
from rasoat.clock import date_text
from rasoat.inspections import queries
from rasoat.inspections.models import Inspection
from rasoat.pages import OFFICE
from rasoat.pages.case import badge_of
from rasoat.pages.everywhere import Hit, Kind, register_kind
from rasoat.pages.paging import By


def _tell(row: Inspection) -> Hit:
    day = f"Ngày {date_text(row.scheduled_on)}" if row.scheduled_on else "Chưa có ngày"
    return Hit(
        title=row.unit_name,
        notes=(row.title, day),
        state=badge_of(row),
        agency_id=row.lead_agency_id,
        plan_id=row.plan_id,
    )


def _may_be_named(_actor: Actor) -> ColumnElement[bool]:
    """The people whom every team's form offers: open accounts, neither administrators nor of an inspected authority."""
    return and_(col(User.active), col(User.role).not_in([Role.ADMINISTRATOR, *AUTHORITY_ROLES]))


def _tell_person(row: User) -> Hit:
    return Hit(title=row.full_name, notes=(row.title or ROLE_TITLES[Role(row.role)],), agency_id=row.agency_id)


register_kind(
    Kind(
        name="inspection",
        title="Cuộc kiểm tra",
        icon="clipboard-check",
        place=20,
        model=Inspection,
        page=("inspections.show", "inspection_id"),
        visible_to=queries.visible_to,
        listed=queries.listed,
        order=(By(col(Inspection.last_event_at), True), By(col(Inspection.id), True)),
        tell=_tell,
        list_page="inspections.index",
    ),
    # A person has no page of its own: the list of the inspections in whose teams the person is tells most.
    Kind(
        name="person",
        title="Người tham gia đoàn",
        icon="person",
        place=100,
        model=User,
        page=("inspections.index", "member"),
        visible_to=_may_be_named,
        listed=lambda _session, actor: _may_be_named(actor),
        order=(By(col(User.order_text)), By(col(User.id))),
        tell=_tell_person,
        roles=OFFICE,
    ),
)
