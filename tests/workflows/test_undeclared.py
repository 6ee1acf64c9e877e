"""Undeclared is impossible: every state × action × relation of every workflow in the files, through `fire` itself.

The rows are errands, so that no room's rules are needed: the same states and transitions, without guards and
effects, and for each relation one actor who stands in that one alone. What is declared is read from the YAML here,
not asked of the engine.
"""

from itertools import product
from pathlib import Path
from typing import Any

import pytest
import yaml
from sqlalchemy import update
from sqlmodel import Session

from rasoat.accounts.actor import Actor
from rasoat.db import Database, new_id
from rasoat.problems import Problem
from rasoat.procedures import source
from rasoat.procedures.definition import Workflow
from rasoat.workflows import CaseRef, fire, pins, registry
from tests import errand
from tests.errand import Errand

FILES = source.files()
SAMPLES = {"text": "x", "long_text": "x", "date": "2024-07-17", "number": 7, "agency": str(new_id())}


# What is declared is decided before anything is written, alike on both; how a row is locked is tried in test_fire.py.
@pytest.mark.parametrize("database_url", ["sqlite", pytest.param("postgresql", marks=pytest.mark.long)], indirect=True)
@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_only_the_declared_is_possible(database: Database, path: Path) -> None:
    source = yaml.safe_load(path.read_text(encoding="utf-8"))
    relations = sorted({name for t in source["transitions"] for name in t["by"]})
    triggers = [*sorted({t["trigger"] for t in source["transitions"]}), "no_such_action"]
    declared = {
        (state, t["trigger"], name): state if t["to"] == "=" else t["to"]
        for t in source["transitions"]
        for state in ([t["from"]] if isinstance(t["from"], str) else t["from"])
        for name in t["by"]
    }
    actors = {name: _actor(name) for name in [*relations, "nobody"]}
    for name in relations:
        registry.relations["errand", name] = lambda _session, _record, actor, name=name: actor.username == name
    ref = database.write(lambda session: _publish(session, source, actors["nobody"]))
    payload = {
        need["field"]: next(iter(need["choices"]))
        if need.get("type") == "choice"
        else SAMPLES[need.get("type", "text")]
        for t in source["transitions"]
        for need in t.get("needs", [])
    }
    with database.read() as session:
        for state, trigger, name in product(source["states"], triggers, actors):
            session.connection().execute(update(Errand).values(status=state))
            found = _outcome(session, ref, trigger, actors[name], payload)
            assert found == declared.get((state, trigger, name)), f"{state} --{trigger}--> by {name}"
            session.rollback()


def _outcome(session: Session, ref: CaseRef, trigger: str, actor: Actor, payload: dict[str, Any]) -> str | None:
    try:
        return fire(session, ref, trigger, actor, payload=payload).to_state
    except Problem as problem:
        assert problem.key in ("case.wrong_state", "case.not_allowed", "case.unknown_action")
        return None


def _publish(session: Session, source: dict[str, Any], actor: Actor) -> CaseRef:
    bare = {**source, "kind": "errand", "draft": False}
    bare["transitions"] = [{**t, "guards": [], "effects": []} for t in source["transitions"]]
    pins.publish(session, Workflow.model_validate(bare))
    return errand.ask(session, actor, workflow_id=source["id"])


def _actor(name: str) -> Actor:
    return Actor(new_id(), new_id(), "member", name, "", "", "", username=name)  # type: ignore[arg-type]  # no role counts here
