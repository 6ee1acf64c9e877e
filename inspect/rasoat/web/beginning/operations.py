"""Beginning an installation: the province's units, its People's Committee, the lead agency, the first administrator."""

from dataclasses import dataclass
from datetime import date

from sqlmodel import Session, select

from rasoat.accounts import operations as accounts
from rasoat.accounts.actor import Role
from rasoat.accounts.models import User
from rasoat.db.locking import lock_name
from rasoat.problems import Problem
from rasoat.units import bringing, naming, provinces
from rasoat.units import operations as units
from rasoat.units.kinds import kind_of
from rasoat.units.models import AdministrativeUnit, Agency
from rasoat.units.provinces import Province


@dataclass(frozen=True, slots=True)
class LeadAgency:
    """The agency that uses the installation. `province` is the code of its province; `header` is only given where the line
    above its name is not that of its kind.
    """

    province: str
    kind: str
    name: str
    short_name: str
    symbol: str
    place: str
    header: str
    valid_from: date


@dataclass(frozen=True, slots=True)
class FirstAdministrator:
    """The person who sets everything else up."""

    full_name: str
    username: str
    password: str
    email: str = ""


def is_begun(session: Session) -> bool:
    """Whether there is an account, so that the first day is over."""
    return session.exec(select(User.id).limit(1)).first() is not None


def begin(session: Session, lead: LeadAgency, person: FirstAdministrator) -> User:
    """Record everything, or nothing. Two may do it at once: one of them is told that it is done.

    Raises Problem `beginning.over`, `form.invalid`, `account.password_weak`.
    """
    lock_name(session, "beginning")
    if is_begun(session):
        raise Problem("beginning.over")
    province = provinces.read(lead.province)
    bringing.bring(session, province)
    above = _province_authority(session, province) if "province" in kind_of(lead.kind).under else None
    agency = units.add_agency(
        session,
        parent_id=above.id if above else None,
        valid_from=lead.valid_from,
        kind=lead.kind,
        name=lead.name,
        short_name=lead.short_name,
        symbol=lead.symbol,
        place=lead.place,
        header=lead.header,
    )
    return accounts.add_user(
        session,
        username=person.username,
        password=person.password,
        full_name=person.full_name,
        agency_id=agency.id,
        role=Role.ADMINISTRATOR,
        title="Quản trị hệ thống",
        email=person.email,
    )


def _province_authority(session: Session, province: Province) -> Agency:
    """The People's Committee of the province as it is today."""
    query = select(AdministrativeUnit).where(
        AdministrativeUnit.level == "province", AdministrativeUnit.name == province.name
    )
    found = list(session.exec(query))
    unit = next(one for one in found if one.valid_to is None)
    return units.add_agency(
        session,
        parent_id=None,
        valid_from=min(one.valid_from for one in found),
        kind="province",
        unit_id=unit.id,
        **naming.proposed(kind_of("province"), unit),
    )
