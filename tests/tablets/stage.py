"""A stage for storms and benchmarks: visits that are open, teams with tablets, places to fill forty questions at."""

import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from uuid import UUID

from sqlalchemy import insert
from sqlmodel import Session

from rasoat import clock, rooms
from rasoat.accounts import operations as accounts
from rasoat.accounts.models import User
from rasoat.accounts.queries import actor_of
from rasoat.commands.setup import ready
from rasoat.db import Database, new_id, row_seals
from rasoat.db.base import table_of
from rasoat.inspections import operations as inspections
from rasoat.inspections.models import Site
from rasoat.inspections.queries import inspections_of
from rasoat.plans import operations as plans
from rasoat.plans.data import ContentData, PlanData, TargetData
from rasoat.settings import Settings
from rasoat.tablets import operations as tablets
from rasoat.text import fold, sort_key
from rasoat.units import operations as units
from rasoat.visits import queries as visits
from rasoat.workflows import CaseRef, fire
from tests.plans import samples as plan_samples
from tests.world import CHEAP_HASH, World

FORTY = Path(__file__).with_name("forty.yaml")
CHECKLIST = "forty"


@dataclass(frozen=True)
class Device:
    """A tablet in the hands of one member: its token, its visit, and the places of that visit."""

    id: UUID
    username: str
    token: str
    visit_id: UUID
    sites: tuple[UUID, ...]


def overlay(folder: Path) -> Path:
    """A content folder that adds the checklist of forty questions to what is packaged."""
    (folder / "checklists").mkdir(parents=True, exist_ok=True)
    shutil.copy(FORTY, folder / "checklists/forty.yaml")
    return folder


def prepare(settings: Settings, *, teams: int, tablets: int, sites: int) -> list[Device]:
    """Fill an empty installation: `teams` open visits, each with `tablets` members and `sites` places of its own."""
    rooms.load()
    database = ready(settings)
    world = World.build(database)
    devices = [d for visit in _visits(world, teams) for d in _members(world, visit, tablets, sites)]
    database.close()
    return devices


def _visits(world: World, teams: int) -> Iterator[tuple[UUID, UUID]]:
    """Inspection and planned visit, one for each of as many units."""
    today = clock.today()
    data = PlanData(
        title="Kiểm tra các điểm có nguy cơ đuối nước",
        year=today.year,
        bases=["Luật Trẻ em năm 2016"],
        contents=[ContentData("Phòng, chống đuối nước trẻ em", CHECKLIST)],
        targets=[TargetData(world.do(lambda s, n=n: _unit(s, world, n)), None, today, "Trụ sở") for n in range(teams)],
    )
    plan = world.do(lambda s: plans.draft_plan(s, world.as_("officer"), data))
    _step(world, "plan", plan.id, "submit", "officer")
    plan_samples.in_force(world, plan.id, 1, today)
    for inspection in world.see(lambda s: inspections_of(s, plan.id)):
        _name(world, inspection.id, world.as_("lead").user_id, "lead")
        _step(world, "inspection", inspection.id, "schedule", "officer")
        (visit,) = world.see(lambda s, i=inspection.id: visits.visits_of(s, i))
        _step(world, "visit", visit.id, "open", "lead")
        yield inspection.id, visit.id


def _unit(session: Session, world: World, number: int) -> UUID:
    name = f"Ủy ban nhân dân xã Thử nghiệm {number}"
    return units.add_agency(
        session, parent_id=world.agencies["province"], valid_from=clock.today().replace(year=2020, day=1),
        kind="district", name=name, short_name=name, symbol="UBND", place="Lạng Sơn", header="", email="",
    ).id  # fmt: skip


def _step(world: World, kind: str, case_id: UUID, trigger: str, who: str, **payload: object) -> None:
    world.do(lambda s: fire(s, CaseRef(kind, case_id), trigger, world.as_(who), payload=payload))


def _name(world: World, inspection_id: UUID, user_id: UUID, assignment: str) -> None:
    world.do(lambda s: inspections.name_member(s, world.as_("officer"), inspection_id, user_id, assignment))


def _members(world: World, visit: tuple[UUID, UUID], tablets: int, sites: int) -> Iterator[Device]:
    inspection_id, visit_id = visit
    places = tuple(_add_sites(world.database, inspection_id, sites))
    for number in range(tablets):
        user = world.do(lambda s, n=number: _person(s, world, f"{inspection_id.hex[-8:]}-{n}"))
        _name(world, inspection_id, user.id, "member")
        device, token = world.do(lambda s, u=user: _tablet(s, u))
        yield Device(device, user.username, token, visit_id, places)


def _person(session: Session, world: World, name: str) -> User:
    return accounts.add_user(
        session, username=name, password_hash=CHEAP_HASH, full_name=f"Thành viên {name}", agency_id=world.agencies["dept"],
        role="member", title="Chuyên viên", email=f"{name}@vidu.example",
    )  # fmt: skip


def _tablet(session: Session, user: User) -> tuple[UUID, str]:
    actor = actor_of(session, user.id)
    assert actor is not None
    made = tablets.register(session, actor, new_id(), label="Máy thử", user_agent="", build="", days=30)
    return made.tablet.id, made.token


def _add_sites(database: Database, inspection_id: UUID, count: int) -> Iterator[UUID]:
    """Add many sites at once: the cost of adding each in the usual way is not measured here."""
    names = [f"Điểm {number:03}" for number in range(count)]
    rows = [
        {"id": new_id(), "version": 1, "created_at": clock.now(), "edited_by": None, "inspection_id": inspection_id,
         "kind": "water_point", "name": name, "place": "", "search_text": fold(name), "order_text": sort_key(name)}
        for name in names
    ]  # fmt: skip

    def write(session: Session) -> None:
        session.execute(insert(Site), rows)
        row_seals.touch(session, table_of(Site), [(row["id"],) for row in rows])

    database.write(write)
    return (row["id"] for row in rows)
