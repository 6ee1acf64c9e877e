"""How the search across everything tells administrators what they keep: accounts, agencies, administrative units."""

from sqlalchemy import true
from sqlmodel import col

from rasoat import clock
from rasoat.accounts.actor import ROLE_TITLES, Role
from rasoat.accounts.models import User
from rasoat.pages.everywhere import Hit, Kind, register_kind
from rasoat.pages.paging import By
from rasoat.units.kinds import kind_of
from rasoat.units.models import UNIT_LEVELS, AdministrativeUnit, Agency, listed_name


def _tell_account(row: User) -> Hit:
    return Hit(
        title=row.full_name,
        reference=row.username,
        notes=tuple(filter(None, (row.title, ROLE_TITLES[Role(row.role)]))),
        state=None if row.active else ("Đã khóa", "neutral"),
        ended=not row.active,
        agency_id=row.agency_id,
    )


def _tell_agency(row: Agency) -> Hit:
    return Hit(
        title=row.marked_name,
        reference=row.symbol,
        notes=(kind_of(row.kind).title,),
        ended=row.has_ended(clock.today()),
        agency_id=row.parent_id,
    )


def _tell_unit(row: AdministrativeUnit) -> Hit:
    return Hit(
        title=listed_name(row.name, row.valid_to),
        reference=row.code,
        notes=(UNIT_LEVELS[row.level],),
        ended=row.has_ended(clock.today()),
    )


register_kind(
    Kind(
        name="account",
        title="Tài khoản",
        icon="person-circle",
        place=110,
        model=User,
        page=("administration.edit_user", "user_id"),
        visible_to=lambda _actor: true(),
        listed=lambda _session, _actor: true(),
        order=(By(col(User.order_text)), By(col(User.id))),
        tell=_tell_account,
        list_page="administration.users",
    ),
    Kind(
        name="agency",
        title="Cơ quan",
        icon="building",
        place=120,
        model=Agency,
        page=("administration.edit_agency", "agency_id"),
        visible_to=lambda _actor: true(),
        listed=lambda _session, _actor: true(),
        order=(By(col(Agency.order_text)), By(col(Agency.id))),
        tell=_tell_agency,
        list_page="administration.agencies",
        list_query={"ended": "yes"},
    ),
    Kind(
        name="administrative_unit",
        title="Đơn vị hành chính",
        icon="geo-alt",
        place=130,
        model=AdministrativeUnit,
        page=("administration.edit_unit", "unit_id"),
        visible_to=lambda _actor: true(),
        listed=lambda _session, _actor: true(),
        order=(By(col(AdministrativeUnit.order_text)), By(col(AdministrativeUnit.id))),
        tell=_tell_unit,
        list_page="administration.administrative_units",
        list_query={"ended": "yes"},
    ),
)
