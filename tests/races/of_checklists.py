"""Races of administrators who complete the same checklist."""

from functools import partial
from typing import Any

from sqlmodel import Session, select

from rasoat.authoring import operations, queries
from rasoat.authoring.models import ChecklistDraft
from rasoat.authoring.typed import Typed
from tests.races.race import Race, race
from tests.world import World

NAME = "safe_home"
STALE = ("row.stale", "not_found")


def begun(world: World) -> None:
    world.do(lambda s: operations.begin(s, world.as_("admin"), NAME, 1))


def typed(label: str) -> Typed:
    return Typed(label=label, kind="text", source="Văn bản mẫu, trang 1")


@race("authoring.operations.begin")
def _begun(world: World) -> Race:
    def one(_results: list[Any]) -> None:
        assert len(world.see(lambda s: s.exec(select(ChecklistDraft)).all())) == 1

    return Race(lambda s, _: operations.begin(s, world.as_("admin"), NAME, 1), then=one)


@race("authoring.operations.save_item")
def _saved(world: World) -> Race:
    """They saw the same draft: one is saved, the others are told."""
    begun(world)

    def save(session: Session, number: int) -> str:
        return operations.save_item(session, world.as_("admin"), NAME, 1, "site", typed(f"Mục {number}"))

    return Race(save, wins=1, refused=STALE)


@race("authoring.operations.remove_item")
def _removed(world: World) -> Race:
    begun(world)
    admin = world.as_("admin")
    made = world.do(lambda s: operations.save_item(s, admin, NAME, 1, "site", typed("Mục")))
    return Race(lambda s, _: operations.remove_item(s, admin, NAME, 2, "site", made), wins=1, refused=STALE)


@race("authoring.operations.publish")
def _published(world: World) -> Race:
    begun(world)
    admin = world.as_("admin")
    world.do(lambda s: operations.save_item(s, admin, NAME, 1, "site", typed("Mục")))

    def once(_results: list[Any]) -> None:
        assert world.see(partial(queries.next_own, name=NAME)) == 1002

    return Race(lambda s, _: operations.publish(s, admin, NAME, 2, ""), wins=1, refused=STALE, then=once)


@race("authoring.operations.discard")
def _discarded(world: World) -> Race:
    begun(world)
    return Race(lambda s, _: operations.discard(s, NAME, 1), wins=1, refused=STALE)
