"""Bringing two versions of a response together: agrees with itself, favours nobody, loses nothing."""

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.checklists.samples import DEFINITION, plausible
from tests.tablet import merge_cases

from rasoat.checklists.answers import RESERVED, validate
from rasoat.visits.merging import Merged, merge

Answers = dict[str, Any]
SECTION = DEFINITION.section("site")


def normal(raw: Answers) -> Answers:
    return validate(DEFINITION, "site", raw, partial=True).answers


documents = plausible.map(normal)


@st.composite
def apart(draw: st.DrawFn) -> tuple[Answers, Answers, Answers]:
    """A document, and two that were made from it: some answers kept, some changed, some appended to."""
    base = draw(documents)
    return base, draw(_later(base)), draw(_later(base))


@st.composite
def _later(draw: st.DrawFn, base: Answers) -> Answers:
    other, changed = draw(documents), dict(base)
    for key in draw(st.sets(st.sampled_from([*SECTION.item, *RESERVED]))):
        if key in ("photo", "lines") and draw(st.booleans()):
            changed[key] = [*base.get(key, []), *other.get(key, [])]
        elif key in other:
            changed[key] = other[key]
        else:
            changed.pop(key, None)
    return normal(changed)


def fields(answers: Answers) -> dict[str, Any]:
    """Every answer under the name a conflict would give it."""
    found = {key: value for key, value in answers.items() if key not in RESERVED}
    for key in RESERVED:
        found |= {f"{key}.{name}": value for name, value in answers.get(key, {}).items()}
    return found


def parts(merged: Merged) -> tuple[dict[str, list[str]], dict[str, list[str]]]:
    """What was merged, whatever the order of photographs and rows, and the two sides of each conflict."""
    answers = {
        key: sorted(json.dumps(one, sort_keys=True) for one in (value if isinstance(value, list) else [value]))
        for key, value in fields(merged.answers).items()
    }
    sides = {c.item: sorted(json.dumps(one, sort_keys=True) for one in (c.theirs, c.yours)) for c in merged.conflicts}
    return {key: value for key, value in answers.items() if key not in sides}, sides


@given(documents, documents)
def test_what_nobody_changed_apart_stays(base: Answers, changed: Answers) -> None:
    assert merge(base, changed, changed, SECTION) == Merged(changed, [])
    assert merge(base, base, changed, SECTION) == Merged(changed, [])
    assert merge(base, changed, base, SECTION) == Merged(changed, [])


@given(apart())
def test_neither_side_is_favoured(three: tuple[Answers, Answers, Answers]) -> None:
    base, one, other = three
    assert parts(merge(base, one, other, SECTION)) == parts(merge(base, other, one, SECTION))


@given(apart())
def test_no_value_is_lost(three: tuple[Answers, Answers, Answers]) -> None:
    base, theirs, yours = three
    merged = merge(base, theirs, yours, SECTION)
    began, stands = fields(base), fields(merged.answers)
    disputed = {conflict.item: conflict for conflict in merged.conflicts}
    for side, mine in ((theirs, "theirs"), (yours, "yours")):
        for key, value in fields(side).items():
            if key in disputed:
                assert getattr(disputed[key], mine) == value
            elif key in ("photo", "lines"):
                added = [one for one in value if one not in began.get(key, [])]
                assert all(one in stands[key] for one in added)
            else:
                assert stands.get(key) == value or began.get(key) == value


@given(apart())
def test_what_comes_of_it_is_a_document_in_normal_form(three: tuple[Answers, Answers, Answers]) -> None:
    merged = merge(*three, SECTION)
    result = validate(DEFINITION, "site", merged.answers, partial=True)
    assert result.ok
    assert result.answers == merged.answers
    for conflict in merged.conflicts:
        assert fields(merged.answers).get(conflict.item) == conflict.theirs


def test_the_file_that_the_tablet_is_held_to_is_up_to_date() -> None:
    assert merge_cases.FILE.read_text(encoding="utf-8") == merge_cases.text()


@pytest.mark.parametrize(
    ("name", "disputed"),
    [
        ("number: both, differently", ["points"]),
        ("photographs: theirs added, yours removed", []),
        ("photographs: too many", ["photos"]),
        ("rows: both appended", []),
        ("rows: theirs changed one, yours appended", ["t"]),
        ("notes: of one item", ["_notes.a"]),
        ("wordings: of one item", ["_wordings.a"]),
    ],
)
def test_who_must_decide(name: str, disputed: list[str]) -> None:
    (case,) = [case for case in merge_cases.made() if case["name"] == name]
    assert [conflict["item"] for conflict in case["conflicts"]] == disputed


ROW = {"sha256": "a" * 64, "note": "ao sau nhà"}


@pytest.mark.parametrize("entry", [ROW, {"sha256": "ao sau nhà"}, {"sha256": 7}, {"note": "a" * 64}])
def test_only_what_refers_to_a_file_and_says_nothing_else_is_a_photograph(entry: Answers) -> None:
    merged = merge({"lines": [entry]}, {"lines": []}, {"lines": [entry, {"sha256": "b" * 64}]})
    # A row that one removed while the other appended must be decided on; a photograph would simply be gone.
    assert [conflict.item for conflict in merged.conflicts] == ["lines"]
