"""Role × object × state: the program shows what who_sees_what.yaml says to whom it says, and to nobody else."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml
from flask import Flask

from rasoat.files.access import owner_kinds
from rasoat.files.store import BlobStore
from rasoat.settings import Settings
from rasoat.workflows import pins
from rasoat.workflows.registry import kinds
from tests.web.browse import Client, words
from tests.web.scene import Scene, build
from tests.web.sights import SIGHTS
from tests.web.test_routes import SAMPLES, rules
from tests.world import World

TABLE = yaml.safe_load(Path(__file__).with_name("who_sees_what.yaml").read_text(encoding="utf-8"))
EVERY = "every state"
on_sqlite = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
Browser = Callable[[str], Client]


@dataclass(frozen=True)
class Row:
    """One row of the table: who sees a thing in each state that it names."""

    thing: str
    kind: str
    law: str
    seen: dict[str, list[str]]

    def seers(self, state: str) -> set[str]:
        """The usernames that see it in a state."""
        for named, groups in self.seen.items():
            if state in named.split(", "):
                return _people(groups)
        return _people(self.seen[EVERY])


ROWS = [Row(**row) for row in TABLE["rows"]]
PEOPLE = [username for group in TABLE["groups"].values() for username in group]
PEOPLE = list(dict.fromkeys(PEOPLE))


def _people(groups: list[str]) -> set[str]:
    found: set[str] = set()
    for group in groups:
        found |= _people(TABLE["sets"][group]) if group in TABLE["sets"] else set(TABLE["groups"][group])
    return found


@pytest.fixture
def scene(world: World, settings: Settings) -> Scene:
    return build(world, BlobStore(settings.files_dir))


APART = {"owed_report", "inspection_earlier", "paper_earlier"}
"""Procedures with states of their own: the scene's inspection, obligation and paper are ordinary ones."""


@cache
def _states_of(kind: str) -> list[str]:
    found: dict[str, None] = {}
    for workflow in _WORKFLOWS:
        if workflow.kind == kind and workflow.id not in APART:
            found |= dict.fromkeys(workflow.states)
    return list(found) or [EVERY]


_WORKFLOWS: list[Any] = []


@pytest.fixture(autouse=True)
def _read_workflows(world: World) -> None:
    if not _WORKFLOWS:
        _WORKFLOWS.extend(world.see(pins.stored))


def _situations(scene: Scene) -> Iterator[tuple[Row, str, int]]:
    """Every row in every state of its kind, the scene brought there; with the number of the state."""
    for row in ROWS:
        before = scene.state(row.kind, row.thing)
        for number, state in enumerate(_states_of(row.kind)):
            scene.put(row.kind, row.thing, state)
            yield row, state, number
        scene.put(row.kind, row.thing, before)


def _told(row: Row, state: str, who: str, seen: bool, where: str) -> str:
    return f"{where}: {who} {'sees' if seen else 'does not see'} “{row.thing}” in state {state}. {row.law}"


def _rules(scene: Scene) -> list[str]:
    wrong = []
    for row, state, _ in _situations(scene):
        rule, seers = SIGHTS[row.thing].rule, row.seers(state)
        if rule is None:
            continue
        with scene.world.database.read() as session:
            for who in PEOPLE:
                seen = rule(session, scene, scene.world.as_(who))
                if seen != (who in seers):
                    wrong.append(_told(row, state, who, seen, "the rule"))
    return wrong


@on_sqlite
def test_the_rules_say_what_the_table_says(scene: Scene) -> None:
    wrong = _rules(scene)
    assert not wrong, "\n".join(wrong)


def _pages(
    scene: Scene, client_for: Browser, chosen: Callable[[int, int, int, int], bool]
) -> tuple[list[str], set[tuple[str, str]]]:
    """What pages and lists get wrong for the chosen (row, state, of so many states, person); the lists that showed nothing."""
    clients = {who: client_for(who) for who in PEOPLE}
    wrong, found = [], set()
    for row, state, number in _situations(scene):
        sight, seers, many = SIGHTS[row.thing], row.seers(state), len(_states_of(row.kind))
        for place, who in enumerate(PEOPLE):
            if not chosen(ROWS.index(row), number, many, place):
                continue
            for address in sight.pages:
                seen = _shows(scene, row, clients[who], address)
                if seen != (who in seers):
                    wrong.append(_told(row, state, who, seen, address[0]))
            for address in sight.lists:
                if _shows(scene, row, clients[who], address):
                    found.add(address)
                    wrong += [] if who in seers else [_told(row, state, who, True, address[0])]
    return wrong, {address for row in ROWS for address in SIGHTS[row.thing].lists} - found


def _shows(scene: Scene, row: Row, client: Client, address: tuple[str, str]) -> bool:
    names = {"case": scene.ids[row.thing], "inspection": scene.inspection_id, "visit": scene.ids["visit"]}
    path, mark = (part.format(**names) for part in address)
    answer = client.get(path)
    # 409: they see the case, and what stands there is for another step of it or for other people.
    assert answer.status_code in (200, 204, 403, 404, 409), (path, answer.status_code)
    if not mark:
        return answer.status_code == 200
    return answer.status_code == 200 and (mark in words(answer) or mark in answer.text)


@on_sqlite
def test_pages_lists_files_and_the_api_show_it_a_sample(scene: Scene, client_for: Browser) -> None:
    """Each person looks at every second thing, in one of its states."""

    def chosen(row: int, state: int, states: int, person: int) -> bool:
        return (row + person) % 2 == 0 and (row + person // 2) % states == state

    # A sample need not find everything in the lists: which states it takes changes with their number.
    wrong, _ = _pages(scene, client_for, chosen)
    assert not wrong, "\n".join(wrong)


@pytest.mark.long
def test_pages_lists_files_and_the_api_show_it_whole(scene: Scene, client_for: Browser) -> None:
    wrong, never = _pages(scene, client_for, lambda *_: True)
    wrong += _rules(scene) + [f"{path}: nobody ever finds “{mark}” there" for path, mark in sorted(never)]
    assert not wrong, "\n".join(wrong)


@on_sqlite
def test_nothing_is_left_out_of_the_table(app: Flask) -> None:
    """A new kind of case, a new owner of files, a new id in an address: each needs a row, so that somebody decides."""
    things = {row.thing for row in ROWS}
    assert set(SIGHTS) == things
    assert {row.kind for row in ROWS} == {*kinds, "none"}
    assert {sight.owner_kind for sight in SIGHTS.values() if sight.owner_kind} == owner_kinds()
    named = {argument for rule in app.url_map.iter_rules() for argument in rule.arguments if argument.endswith("_id")}
    direct = {sight.argument for sight in SIGHTS.values() if sight.argument}
    assert named == direct | set(TABLE["through"])
    assert set(TABLE["through"].values()) <= things
    assert all(row.law for row in ROWS)


@on_sqlite
def test_everybody_looks_at_what_the_api_tells_of_a_thing(app: Flask) -> None:
    """An address that names a thing by its own id stands among those of the thing in sights.py."""
    direct = {sight.argument for sight in SIGHTS.values() if sight.argument}
    looked_at = {path for sight in SIGHTS.values() for path, _ in (*sight.pages, *sight.lists)}
    served = {path: rule.arguments for rule, path in rules(app, "GET", api=True)}
    named = {path for path, arguments in served.items() if arguments & direct}
    made_up = {re.sub(r"{\w+}", str(SAMPLES["uuid"]), path) for path in looked_at}
    assert named
    assert named <= made_up


@on_sqlite
def test_every_state_and_every_person_of_the_table_is_known(scene: Scene) -> None:
    for row in ROWS:
        named = {state for states in row.seen for state in states.split(", ")} - {EVERY}
        assert named <= set(_states_of(row.kind)), row.thing
    assert set(PEOPLE) <= set(scene.world.actors)
