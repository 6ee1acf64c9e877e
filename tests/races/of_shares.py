"""Races while the work of a visit is shared among the members of its team."""

from collections.abc import Callable
from typing import Any

from sqlmodel import select

from rasoat.inspections.models import AssignedSlot
from rasoat.visits.assigned import operations as assigning
from tests.races.race import Race, race
from tests.visits.samples import ChiLang, scheduled
from tests.world import World


def _given_once(case: ChiLang, count: int) -> Callable[[list[Any]], None]:
    """Each of the people has it once, however many gave it at once."""

    def then(_results: list[Any]) -> None:
        rows = case.world.see(lambda s: s.exec(select(AssignedSlot)).all())
        assert len(rows) == count == len({(row.checklist, row.site_id, row.user_id) for row in rows})

    return then


def _keys(case: ChiLang) -> list[str]:
    """The parts of the unit itself and of a new place."""
    site = case.site("water_point", "Phố Sặt")
    return [f"warning_signs-{place}" for place in ("unit", site.id)]


def _gives(world: World, verb: Callable[..., int], case: ChiLang, keys: list[str]) -> Callable[[Any, int], int]:
    people = [world.as_(who).user_id for who in ("lead", "edu_member")]
    return lambda s, _: verb(s, world.as_("lead"), case.inspection_id, keys, people)


@race("visits.assigned.operations.give")
def _given(world: World) -> Race:
    case = scheduled(world)
    return Race(_gives(world, assigning.give, case, _keys(case)), then=_given_once(case, 4))


@race("visits.assigned.operations.take_back")
def _taken_back(world: World) -> Race:
    case = scheduled(world)
    keys = _keys(case)
    give = _gives(world, assigning.give, case, keys)
    world.do(lambda s: give(s, 0))
    return Race(_gives(world, assigning.take_back, case, keys), then=_given_once(case, 0))
