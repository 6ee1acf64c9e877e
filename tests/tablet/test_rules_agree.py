"""The rules exist twice, in Python and in the tablet's script. Both must say the same of every document, word for word."""

import json
import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import asdict
from math import isfinite
from pathlib import Path
from random import Random
from typing import Any

import pytest
from hypothesis import given, settings

from rasoat.checklists import catalog
from rasoat.checklists.answers import validate
from rasoat.checklists.definition import Definition, Scope
from rasoat.checklists.evaluate import Context, evaluate, in_own_words
from tests.checklists.samples import DEFINITION, anything
from tests.tablet.rules_definitions import definition as generated
from tests.tablet.rules_documents import document

HERE = Path(__file__).parent
CONTEXTS = [{}, {"site": "Hồ Sen", "unit": "UBND xã"}, {"site": "", "unit": "{site} $& $1"}]


class Tablet:
    """The tablet's rules in one Node process."""

    def __init__(self) -> None:
        node = shutil.which("node")
        assert node, "node is needed: it came with npm"
        command = [node, str(HERE / "rules_driver.mjs")]
        self.process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        self.known: set[str] = set()

    def ask(self, definition: Definition, scope: Scope, raw: Any, partial: bool, context: dict[str, str]) -> Any:
        if definition.id not in self.known:
            self.known.add(definition.id)
            self._write({"definition": definition.id, "body": definition.model_dump(mode="json")})
        asked = {"definition": definition.id, "scope": scope, "raw": raw, "partial": partial, "context": context}
        self._write(asked)
        assert self.process.stdout
        return json.loads(self.process.stdout.readline(), object_hook=_whole)

    def _write(self, message: Any) -> None:
        assert self.process.stdin
        self.process.stdin.write(f"{json.dumps(message, allow_nan=False)}\n")
        self.process.stdin.flush()


def _whole(pairs: dict[str, Any]) -> Any:
    return int(pairs["whole"]) if list(pairs) == ["whole"] else pairs


@pytest.fixture(scope="module")
def tablet() -> Iterator[Tablet]:
    running = Tablet()
    with running.process:
        yield running
        assert running.process.stdin
        running.process.stdin.close()


def server(definition: Definition, scope: Scope, raw: Any, partial: bool, context: dict[str, str]) -> Any:
    """What the server says, in the tablet's shape."""
    result = validate(definition, scope, raw, partial=partial)
    found = evaluate(definition, scope, result.answers, context=Context(**context))
    worded = [asdict(draft) for draft in in_own_words(found.drafts, result.answers)]
    evaluation = asdict(found)
    order = [item.id for item in definition.section(scope).items]
    errors = [{"field": reason.field, "message": reason.message} for reason in result.errors]
    hidden = sorted(result.hidden, key=order.index)
    evaluation["hidden"] = sorted(evaluation["hidden"], key=order.index)
    told = {"answers": result.answers, "errors": errors, "missing": result.missing, "hidden": hidden}
    return {"result": told, "evaluation": evaluation, "worded": worded}


def compare(tablet: Tablet, definition: Definition, scope: Scope, raw: Any, partial: bool, context: Any) -> Any:
    """Assert that both say the same of what a tablet sends; the text shows types and order as well."""
    theirs = tablet.ask(definition, scope, raw, partial, context)
    ours = server(definition, scope, json.loads(theirs.pop("sent")), partial, context)
    assert _shown(theirs) == _shown(ours), (definition.id, scope, raw)
    return ours


def _shown(told: Any) -> str:
    return json.dumps(told, indent=1)


def _finite(value: Any) -> Any:
    # JSON has no word for what is not finite: no line could carry it.
    if isinstance(value, list):
        return [_finite(one) for one in value]
    if isinstance(value, dict):
        return {key: _finite(one) for key, one in value.items()}
    return value if not isinstance(value, float) or isfinite(value) else None


def _definitions() -> list[Definition]:
    return [*catalog.load_all().values(), DEFINITION, *(generated(Random(n), n) for n in range(60))]


def test_both_say_the_same_of_thousands_of_documents(tablet: Tablet) -> None:
    random = Random(3)
    right, wrong, drafts, verdicts = 0, 0, 0, set()
    for definition in _definitions():
        share = 40 if definition.id.startswith("generated") else 300
        for section in definition.sections:
            for _ in range(share):
                raw, partial = document(random, section), random.random() < 0.5
                told = compare(tablet, definition, section.scope, raw, partial, random.choice(CONTEXTS))
                right += not told["result"]["errors"]
                wrong += bool(told["result"]["errors"])
                drafts += len(told["evaluation"]["drafts"])
                verdicts.add(told["evaluation"]["passed"])
    # Documents of one sort only would agree for too little reason.
    assert min(right, wrong, drafts) > 1500
    assert verdicts == {True, False, None}


@settings(max_examples=400, deadline=None)
@given(raw=anything)
def test_both_say_the_same_of_any_json(tablet: Tablet, raw: Any) -> None:
    compare(tablet, DEFINITION, "site", _finite(raw), False, {})
