"""Races of administrators: units, agencies proposed for them, the first day."""

from datetime import date
from typing import Any

from sqlmodel import Session, delete, func, select

from rasoat.accounts.models import User
from rasoat.db import installation
from rasoat.db.models import InstallationStep
from rasoat.units import bringing, operations, proposing, provinces
from rasoat.units.models import AdministrativeUnit, Agency
from rasoat.units.proposing import Wanted
from rasoat.web.beginning import operations as beginning
from rasoat.web.beginning.operations import FirstAdministrator, LeadAgency
from tests.races.race import Race, race
from tests.world import SINCE, World


def _count(world: World, model: Any, *where: Any) -> int:
    return world.see(lambda s: s.exec(select(func.count()).select_from(model).where(*where)).one())


@race("units.operations.edit_unit")
def _edited_unit(world: World) -> Race:
    unit = world.do(lambda s: operations.add_unit(s, "20", "Tỉnh Lạng Sơn", "province", SINCE))

    def write(session: Session, number: int) -> AdministrativeUnit:
        return operations.edit_unit(session, unit.id, unit.version, {"name": f"Tỉnh {number}"}, [])

    return Race(write, wins=1, refused=("row.stale",))


@race("units.bringing.bring")
def _brought(world: World) -> Race:
    """Eight bring the same province: it is there once."""
    province = provinces.read("20")

    def once(_results: list[Any]) -> None:
        assert _count(world, AdministrativeUnit) == len(list(bringing.units(province)))

    return Race(lambda s, _: bringing.bring(s, province), then=once)


@race("units.proposing.record")
def _proposed(world: World) -> Race:
    """Eight record the agency of the same commune: it has one."""
    unit = world.do(lambda s: operations.add_unit(s, "06463", "Xã Chi Lăng", "commune", date(2025, 7, 1)))
    wanted = Wanted(unit.id, "Ủy ban nhân dân xã Chi Lăng", "UBND xã Chi Lăng", "UBND", "Chi Lăng")

    def once(_results: list[Any]) -> None:
        assert _count(world, Agency, Agency.unit_id == unit.id) == 1

    return Race(lambda s, _: proposing.record(s, "commune", [wanted]), then=once)


@race("db.installation.note_step")
def _noted(world: World) -> Race:
    def once(_results: list[Any]) -> None:
        assert _count(world, InstallationStep) == 1

    return Race(lambda s, _: installation.note_step(s, "restore"), then=once)


@race("web.beginning.operations.begin")
def _begun(world: World) -> Race:
    """Eight begin the same empty installation: one becomes its administrator."""
    world.do(lambda s: s.exec(delete(User)))
    lead = LeadAgency("20", "department", "Sở Y tế", "Sở Y tế", "SYT", "Lạng Sơn", "", date(2025, 3, 1))

    def write(session: Session, number: int) -> User:
        person = FirstAdministrator("Quản Trị Thử", f"quantri{number}", "mat-khau-dai-va-kho")
        return beginning.begin(session, lead, person)

    def once(_results: list[Any]) -> None:
        assert _count(world, User) == 1
        assert _count(world, Agency, Agency.symbol == "SYT") == 1

    return Race(write, wins=1, refused=("beginning.over",), then=once)
