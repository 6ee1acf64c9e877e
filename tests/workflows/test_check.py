"""A wrong definition is named before anything runs on it."""

import json

import pytest

from rasoat import content
from rasoat.procedures.definition import Workflow, json_schema
from rasoat.workflows import DeadlineUse, pins, registry
from rasoat.workflows.check import faults, require_sound
from tests.errand import SOURCE, workflow


def messages(source: str) -> list[str]:
    return [fault.message for fault in faults(workflow(source))]


def test_a_sound_definition_has_no_faults() -> None:
    assert messages(SOURCE) == []
    require_sound([workflow()])


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("  done: {", "  lost: {title: Thất lạc, final: true}\n  done: {", "state “lost” can never be reached"),
        (", final: true}", "}", None),
        ("kind: errand", "kind: parcel", "unknown kind “parcel”; known: errand"),
        ("[agency.officer]", "[agency.driver]", "transition “begin”: unknown relation “agency.driver” for errand"),
        ("errand_title_is_calm]", "no_guard]", "transition “begin”: unknown guard “no_guard”"),
        ("errand_is_told", "no_effect", "transition “finish”: unknown effect “no_effect”"),
        ("title: Được giao", "title: '   '", "state “asked” has a blank title"),
        ("title: Bắt đầu", "title: '   '", "transition “begin” has a blank title"),
        ("title: Bắt đầu", "title: Báo cáo", "state “asked”: 2 actions are called “Báo cáo”"),
        ("field: share", "field: words", "transition “tell” asks for “words” more than once"),
    ],
)
def test_each_fault_is_named(old: str, new: str, said: str | None) -> None:
    found = messages(SOURCE.replace(old, new, 1))
    assert (said in found) if said else found == []


def test_a_dead_end_is_named() -> None:
    source = SOURCE.replace(", final: true}", "}").replace("from: done\n    to: doing", 'from: done\n    to: "="')
    assert messages(source) == ["state “done” is a dead end; mark it final or declare a way out"]


def test_all_faults_are_told_at_once() -> None:
    wrong = workflow(SOURCE.replace("errand_is_told", "a").replace("errand_may_fail", "b"))
    with pytest.raises(content.ContentError) as caught:
        require_sound([wrong])
    assert str(caught.value).splitlines() == [
        "workflows/errand v1: transition “finish”: unknown effect “a”",
        "workflows/errand v1: transition “finish”: unknown effect “b”",
    ]


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("initial: asked", "initial: born", "initial “born” is not among the states: asked, doing, done"),
        ("from: doing", "from: flying", "transition “finish”: unknown state “flying”"),
        ("trigger: tell", "trigger: begin", "“begin” from “asked” is declared twice"),
        ("type: long_text", "type: choice", "choices belong to type choice, and only there"),
    ],
)
def test_a_definition_that_contradicts_itself_is_not_read(old: str, new: str, said: str) -> None:
    with pytest.raises(content.ContentError, match=said):
        workflow(SOURCE.replace(old, new, 1))


def test_an_unknown_key_is_refused_with_its_line() -> None:
    with pytest.raises(content.ContentError, match=r"errand.yaml:17: transitions.0.gard"):
        workflow(SOURCE.replace("    guards: [errand_has_title, errand_title_is_calm]", "    gard: []", 1))


def test_the_schema_for_editors_knows_the_files_words() -> None:
    schema = json.loads(json.dumps(json_schema()))
    assert schema["$schema"].endswith("2020-12/schema")
    assert set(schema["$defs"]["Transition"]["required"]) == {"trigger", "title", "from", "to", "by"}
    assert schema["title"] == Workflow.__name__


LIMIT = """
deadlines:
  limit: {title: Thời hạn, working_days: 5, basis: Theo thực tế công việc}
"""


@pytest.fixture
def limit(monkeypatch: pytest.MonkeyPatch) -> None:
    """A room that reads one deadline of errands."""
    monkeypatch.setitem(registry.deadlines, ("errand", "limit"), DeadlineUse("the errand is refused", required=True))


@pytest.mark.usefixtures("limit")
@pytest.mark.parametrize(
    ("source", "said"),
    [
        (SOURCE + LIMIT, []),
        (SOURCE, ["deadline “limit” is missing: the errand is refused"]),
        (
            SOURCE + LIMIT.replace("limit:", "limits:"),
            [
                "deadline “limits”: nothing reads it; a errand has limit",
                "deadline “limit” is missing: the errand is refused",
            ],
        ),
        (
            SOURCE + LIMIT.replace("basis", "remind_before: [3], extension: 2, basis"),
            [
                "deadline “limit”: nothing reads “remind_before”; workflows/ladder.yaml says when people are reminded",
                "deadline “limit”: nothing reads “extension”",
            ],
        ),
    ],
    ids=["read", "missing", "unread", "unread parts"],
)
def test_a_deadline_that_nothing_reads_is_refused(source: str, said: list[str]) -> None:
    assert messages(source) == said
    if said:
        with pytest.raises(content.ContentError, match=said[0]):
            require_sound([workflow(source)])
    assert [fault.message for fault in faults(workflow(source), stored=True)] == [], (
        "an earlier release may have read it"
    )


@pytest.mark.parametrize("units", ["days: 5, working_days: 5", "basis: Không"], ids=["two", "none"])
def test_a_deadline_has_one_unit(units: str) -> None:
    rule = LIMIT.replace(
        "working_days: 5, basis: Theo thực tế công việc", f"{units}, basis: Theo thực tế" if "5" in units else units
    )
    with pytest.raises(content.ContentError, match="“days” or “working_days”, one of them"):
        workflow(SOURCE + rule)


def test_each_shipped_deadline_stands_once() -> None:
    names = [name for one in pins.load_files() for name in one.deadlines]
    assert sorted(names) == ["answer", "decide", "keep", "on_site", "remedy", "send"]
