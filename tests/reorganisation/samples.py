"""The district, its office and the department of the small province end on 30 June 2025, and communes come after them."""

import re
from collections.abc import Sequence
from datetime import date
from typing import Any
from uuid import UUID

from sqlmodel import Session, col, select

from rasoat import clock
from rasoat.accounts import operations as accounts
from rasoat.accounts.actor import Actor
from rasoat.accounts.models import User
from rasoat.accounts.queries import actor_of
from rasoat.reorganisation import operations
from rasoat.reorganisation.models import ACCOUNT, Passing, Reorganisation
from rasoat.reorganisation.operations import ActData
from rasoat.units import operations as units
from tests.milestones import milestone
from tests.recommendations.samples import followed_up
from tests.world import CHEAP_HASH, World

LAST, FIRST, TODAY = date(2025, 6, 30), date(2025, 7, 1), date(2025, 7, 10)
ACT = "Nghị quyết số 1672/NQ-UBTVQH15"
COMMUNES = ("xã Chi Lăng", "xã Nhân Lý", "xã Vạn Linh")


def agency(world: World, key: str, parent: str, kind: str, name: str, place: str) -> UUID:
    """Add an agency of the new order."""
    made: UUID = world.do(
        lambda db: units.add_agency(
            db, parent_id=world.agencies[parent], kind=kind, name=name, short_name=name.replace("Ủy ban nhân dân", "UBND"),
            symbol="UBND", place=place, valid_from=FIRST, email=f"{key}@vidu.example",
        ).id
    )  # fmt: skip
    world.agencies[key] = made
    return made


def person(world: World, username: str, agency_key: str, role: str) -> None:
    """Add a person of an agency."""

    def add(db: Session) -> Actor:
        user = accounts.add_user(
            db, username=username, password_hash=CHEAP_HASH, full_name=f"Người {username}", title="Chuyên viên",
            agency_id=world.agencies[agency_key], role=role, email=f"{username}@vidu.example",
        )  # fmt: skip
        found = actor_of(db, user.id)
        assert found is not None
        return found

    world.actors[username] = world.do(add)


def end(world: World, key: str, *after: str, last: date = LAST) -> None:
    """End an agency, with those that come after it."""
    ids = [world.agencies[one] for one in after]
    values = {"valid_to": last, "ended_by": ACT}
    world.do(lambda db: units.edit_agency(db, world.agencies[key], None, values, ids))


def reorganised(world: World) -> None:
    """Fourteen obligations follow the notice of 2024; then the district ends, and its office."""
    agencies, actors = _reorganised(world)
    world.agencies |= agencies
    world.actors |= actors


@milestone
def _reorganised(world: World) -> tuple[dict[str, UUID], dict[str, Actor]]:
    followed_up(world)
    for number, name in enumerate(COMMUNES):
        agency(world, f"commune{number}", "province", "commune", f"Ủy ban nhân dân {name}", name.removeprefix("xã "))
        person(world, f"commune{number}_officer", f"commune{number}", "authority_officer")
    communes = [f"commune{number}" for number in range(len(COMMUNES))]
    end(world, "office", "commune0")
    end(world, "district", *communes)
    return dict(world.agencies), dict(world.actors)


def department_moves(world: World) -> None:
    """The department ends too, and Sở Y tế comes after it."""
    agency(world, "health", "province", "department", "Sở Y tế", "Lạng Sơn")
    person(world, "health_officer", "health", "officer")
    person(world, "health_leader", "health", "leader")
    end(world, "dept", "health")


def record(world: World, who: str = "officer", *ended: str) -> Reorganisation:
    """Record the act."""
    data = ActData(
        ACT, date(2025, 6, 16), FIRST, "Điều 1", [world.agencies[one] for one in ended or ("district", "office")]
    )
    with clock.use_date(TODAY):
        return world.do(lambda db: operations.record(db, world.as_(who), data))


def passings(world: World, act_id: UUID, *where: object) -> Sequence[Passing]:
    """The proposals of an act, in their order, without those of accounts: administrators go through these."""
    of_act = Passing.reorganisation_id == act_id, Passing.kind != ACCOUNT
    query = select(Passing).where(*of_act, *where).order_by(col(Passing.ordinal))  # type: ignore[arg-type]
    return world.see(lambda db: db.exec(query).all())


def account_passings(world: World, act_id: UUID) -> dict[str, Passing]:
    """What an act proposes for accounts, by their usernames."""
    query = select(User.username, Passing).join(Passing, col(Passing.target_id) == col(User.id))
    of_act = Passing.reorganisation_id == act_id, Passing.kind == ACCOUNT
    return dict(world.see(lambda db: db.exec(query.where(*of_act)).all()))


def move_accounts(world: World, act_id: UUID) -> None:
    """Everybody whom an act moves is moved, also who signs: as if two administrators had agreed."""
    for one in account_passings(world, act_id).values():
        to = one.agencies[0]
        world.do(lambda db, one=one, to=to: accounts.edit_user(db, one.target_id, None, {"agency_id": to}))


def confirm(world: World, act_id: UUID, who: str = "officer", ids: Sequence[UUID] | None = None) -> int:
    """Confirm these proposals, or all."""
    wanted = [one.id for one in passings(world, act_id)] if ids is None else ids
    with clock.use_date(TODAY):
        return world.do(lambda db: operations.confirm(db, world.as_(who), act_id, wanted))


def newest_shown(browser: Any, page: str = "/ended-agencies/accounts") -> str:
    """What the page of accounts, or of an act, sends of the newest proposal that it knows of; empty when it has none."""
    found = re.search('name="all" value="([^"]+)"', browser.get(page).text)
    return found[1] if found else ""
