"""States mean something to the program; it knows none by name. The meaning stays with the case, as its version does."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import update
from sqlmodel import Session, select

import rasoat
from rasoat.db.types import canonical
from rasoat.definitions.models import Definition
from rasoat.definitions.operations import digest_of
from rasoat.recommendations.conditions import is_open
from rasoat.recommendations.models import Obligation
from rasoat.workflows import Meaning, Turn, fire, meanings, pins, registry
from rasoat.workflows.check import faults
from rasoat.workflows.move import move_cases
from tests import errand
from tests.errand import SOURCE, Errand
from tests.world import World

ROOT = Path(rasoat.__file__).parent
STATES = {state for workflow in pins.load_files() for state in workflow.states}
OF_ADMINISTRATORS = {"account_change", "code_round", "import_run"}
OF_THE_OFFICE = {"meeting", "reorganisation"}
ON_TABLETS = {
    state
    for workflow in pins.load_files()
    if workflow.kind not in OF_ADMINISTRATORS | OF_THE_OFFICE
    for state in workflow.states
}
"""The states of the kinds of cases that a tablet may hear of."""
ASKED = ("status", "to_state", "from_state")
NOT_CASES = {"findings", "recommendations/coverage.py", "tablets/taking/history.py"}
"""A finding's status is no state of a workflow: `findings.models.STATUSES` is all there is to it."""
NOT_STATES = {
    "review.js: drafted",
    "tablet/db.js: closed",
    "tablet/form/summary.js: open",
    "tablet/form/drafted.js: drafted",
    "tablet/form/signature.js: signed",
}
"""Words of the browser's scripts that are also names of states: of a finding, which is no case; an error's text, a result's colour, classes
of the styles."""
MEANING = (
    SOURCE.replace("tone: waiting}", "tone: waiting, means: [fresh]}")
    .replace("tone: working}", "tone: working, turn: leader, means: [busy]}")
    .replace("final: true}", "final: true, open: true}")
)


@pytest.fixture
def asked(world: World) -> Iterator[tuple[Meaning, Meaning, Turn]]:
    """What a room would declare about errands."""
    before = dict(registry.meanings), set(registry.turns)
    yield (
        Meaning("errand", Errand, "fresh", "it is shown first"),
        Meaning("errand", Errand, "busy", "nobody is asked again"),
        Turn("errand", Errand, "leader"),
    )
    registry.meanings.clear()
    registry.meanings.update(before[0])
    registry.turns.clear()
    registry.turns.update(before[1])


def _literals(node: ast.AST) -> Iterator[str]:
    for one in ast.walk(node):
        if isinstance(one, ast.Constant) and isinstance(one.value, str):
            yield one.value


def _asks_a_status(node: ast.AST) -> bool:
    sides = [node.left, *node.comparators] if isinstance(node, ast.Compare) else []
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in ("in_", "not_in"):
        sides = [node.func.value]
    return any(
        (isinstance(one, ast.Attribute) and one.attr in ASKED and "inding" not in ast.unparse(one))
        or (isinstance(one, ast.Subscript) and isinstance(one.slice, ast.Constant) and one.slice.value == "status")
        for side in sides
        for one in ast.walk(side)
    )


def test_no_room_knows_a_state_by_its_name() -> None:
    found = []
    for path in sorted(ROOT.rglob("*.py")):
        name = path.relative_to(ROOT).as_posix()
        if name.startswith(("db/migrations", "example/")) or any(name.startswith(one) for one in NOT_CASES):
            continue
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            listed = isinstance(node, ast.Tuple | ast.Set | ast.List) and len(node.elts) > 1
            named = set(_literals(node)) & STATES if _asks_a_status(node) else set()
            if named or (listed and {getattr(one, "value", None) for one in node.elts} <= STATES):
                found.append(f"{name}:{node.lineno}")
    assert found == []


def test_no_page_knows_a_state_by_its_name() -> None:
    asks = re.compile(r"(\w+)\.status (?:==|!=|in)")
    pages = ROOT.parents[1] / "templates" / "pages"
    found = {
        f"{path.name}: {match[0]}"
        for path in pages.rglob("*.html")
        for match in asks.finditer(path.read_text(encoding="utf-8"))
        if match[1] != "finding"
    }
    assert found == set()


def test_no_script_knows_a_state_by_its_name() -> None:
    written = re.compile("[\"'](" + "|".join(sorted(ON_TABLETS)) + ")[\"']")
    scripts = ROOT.parent / "browser"
    found = {
        f"{path.relative_to(scripts).as_posix()}: {match[1]}"
        for path in scripts.rglob("*.js")
        for match in written.finditer(path.read_text(encoding="utf-8"))
    }
    assert found == NOT_STATES


def test_a_case_carries_what_its_state_means(world: World, asked: tuple[Meaning, Meaning, Turn]) -> None:
    fresh, busy, leader = asked
    errand.prepare(world.database, MEANING.replace("version: 1", "version: 2"))
    ref = world.do(lambda s: errand.ask(s, world.as_("officer")))

    def standing() -> tuple[bool, bool, bool, bool]:
        row = world.see(lambda s: s.get_one(Errand, ref.id))
        for one in (fresh, busy, leader):
            assert one.of(row) == bool(world.see(lambda s, one=one: s.exec(select(Errand).where(one.condition)).all()))
        return row.open, fresh.of(row), busy.of(row), leader.of(row)

    assert standing() == (True, True, False, False)
    world.do(lambda s: fire(s, ref, "begin", world.as_("officer")))
    assert standing() == (True, False, True, True)
    world.do(lambda s: fire(s, ref, "finish", world.as_("leader")))
    assert standing() == (True, False, False, False), "declared open, although it is final"


def store_as_before(session: Session, source: str) -> None:
    """A version as a release stored it that knew no meanings."""
    workflow = errand.workflow(source)
    told = workflow.model_dump(mode="json", by_alias=True)
    for state in told["states"].values():
        for name in ("open", "turn", "means"):
            del state[name]
    body = canonical(told)
    number, digest = workflow.version, digest_of(body)
    session.add(Definition(kind="workflow", name="errand", number=number, digest=digest, body=body))


def test_an_older_version_borrows_what_it_does_not_say(world: World, asked: tuple[Meaning, Meaning, Turn]) -> None:
    """The first later version tells, by the states' names; a start brings the rows to it."""
    fresh, busy, leader = asked
    old = SOURCE.replace("  done: {", "  lost: {title: Đã mất, final: true}\n  done: {")
    world.do(lambda s: store_as_before(s, old.replace("version: 1", "version: 2")))
    refs = [world.do(lambda s: errand.ask(s, world.as_("officer"))) for _ in range(2)]
    world.do(lambda s: fire(s, refs[1], "begin", world.as_("officer")))
    world.do(lambda s: s.connection().execute(update(Errand).values(means="", turn="", open=False)))
    world.do(lambda s: pins.publish(s, errand.workflow(MEANING.replace("version: 1", "version: 3"))))
    another = MEANING.replace("version: 1", "version: 4").replace("means: [busy]", "means: [fresh]")
    world.do(lambda s: pins.publish(s, errand.workflow(another)))
    world.do(meanings.tell_rows)
    rows = [world.see(lambda s, ref=ref: s.get_one(Errand, ref.id)) for ref in refs]
    assert [(fresh.of(row), busy.of(row), leader.of(row), row.open) for row in rows] == [
        (True, False, False, True),
        (False, True, True, True),
    ]
    states = world.see(lambda s: pins.runtime(s, "errand", 2).definition.states)
    assert (states["lost"].columns()["open"], states["done"].columns()["open"]) == (False, True)
    assert {row.workflow_version for row in rows} == {2}


def test_moving_brings_the_new_meaning(world: World, asked: tuple[Meaning, Meaning, Turn]) -> None:
    _, busy, leader = asked
    ref = world.do(lambda s: errand.ask(s, world.as_("officer")))
    world.do(lambda s: pins.publish(s, errand.workflow(MEANING.replace("version: 1", "version: 2"))))
    world.do(lambda s: move_cases(s, "errand", 1, 2, {"asked": "doing"}, world.as_("admin")))
    row = world.see(lambda s: s.get_one(Errand, ref.id))
    assert (busy.of(row), leader.of(row)) == (True, True)


def test_check_refuses_a_meaning_nobody_asks_and_one_nobody_has(asked: tuple[Meaning, Meaning, Turn]) -> None:
    assert faults(errand.workflow(MEANING)) == []
    wrong = MEANING.replace("means: [busy]", "means: [bussy]").replace("turn: leader", "turn: mayor")
    assert {fault.message for fault in faults(errand.workflow(wrong))} == {
        "state “doing”: nothing asks whether it is the turn of “mayor”",
        "state “doing” means “bussy”, which nothing asks for",
        "no state means “busy”: nobody is asked again",
    }


def test_a_procedure_says_what_it_does_without(asked: tuple[Meaning, Meaning, Turn]) -> None:
    without = MEANING.replace("means: [busy]", "means: []").replace("initial:", "without: [busy]\ninitial:")
    assert faults(errand.workflow(without)) == []
    wrong = MEANING.replace("initial:", "without: [busy, lost]\ninitial:")
    assert {fault.message for fault in faults(errand.workflow(wrong))} == {
        "“busy”: a state means it",
        "“lost”: nothing asks for it",
    }


def test_templates_cannot_ask_for_what_nobody_declares(asked: tuple[Meaning, Meaning, Turn]) -> None:
    row = Errand(means=" fresh ")
    assert meanings.means(row, "fresh") is True
    assert meanings.means(row, "busy") is False
    with pytest.raises(LookupError, match="errand may mean “fresch”"):
        meanings.means(row, "fresch")


@pytest.mark.parametrize("state", ["drafted", "issued", "answered", "verified", "withdrawn"])
def test_the_verdict_settles_what_is_verified(state: str) -> None:
    """`verified` ends the way, yet is open: it is done with the verdict “met” only."""
    found = next(w for w in pins.load_files() if w.id == "obligation").states[state]
    rows = {verdict: Obligation(verdict=verdict, **found.columns()) for verdict in ("", "met", "not_met")}
    still_open = state not in ("drafted", "withdrawn")
    assert {verdict: is_open(row) for verdict, row in rows.items()} == {
        "": still_open,
        "not_met": still_open,
        "met": False,
    }
