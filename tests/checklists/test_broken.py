"""A wrong definition is refused with file, line and what is expected."""

import pytest

from rasoat import content
from rasoat.checklists.definition import Definition

HEAD = "id: x\nversion: 1\ntitle: X\nsections:\n  - scope: unit\n    title: U\n    items:\n"
GOOD = "      - {id: a, type: yes_no_na, label: A}\n      - {id: n, type: number, label: N}\n"
FAIL = "on_fail: {shortcoming: S, recommendation: R, due_days: 5}"
T = "{id: t, type: table, label: T, columns: [{id: c, type: text, label: C}, {id: d, type: money, label: D}]}"

BROKEN = [
    *(
        (
            f"unknown figure on the right, {key}",
            f"{HEAD}{GOOD}    checks:\n      - id: c\n        message: M\n        left: [n]\n        {key}: [z]\n",
            14,
            "“z”",
        )
        for key in ("at_most", "equals")
    ),
    (
        "unknown key",
        f"{HEAD}      - {{id: a, type: text, label: A, colour: red}}\n",
        8,
        "Extra inputs are not permitted",
    ),
    ("unknown type", f"{HEAD}      - {{id: a, type: slider, label: A}}\n", 8, "'yes_no_na', 'choice'"),
    ("bad id", f"{HEAD}      - {{id: Bien So, type: text, label: A}}\n", 8, "should match pattern"),
    (
        "bare yes",
        f"{HEAD}      - id: a\n        type: yes_no_na\n        label: A\n        expect: [yes]\n",
        11,
        '"yes" or "no" in quotes',
    ),
    (
        "bare yes in condition",
        f"{HEAD}{GOOD}      - {{id: b, type: text, label: B, show_if: {{a: [yes]}}}}\n",
        10,
        "in quotes",
    ),
    ("repeated id", f"{HEAD}{GOOD}      - {{id: a, type: text, label: B}}\n", 10, "“a” stands twice"),
    (
        "unknown condition",
        f'{HEAD}{GOOD}      - {{id: b, type: text, label: B, show_if: {{z: ["yes"]}}}}\n',
        10,
        "there is no item “z”",
    ),
    (
        "condition looks ahead",
        f'{HEAD}      - {{id: b, type: text, label: B, show_if: {{a: ["yes"]}}}}\n{GOOD}',
        8,
        "only depend on an earlier one (no circles)",
    ),
    (
        "condition on itself",
        f'{HEAD}      - {{id: b, type: yes_no_na, label: B, show_if: {{b: ["yes"]}}}}\n',
        8,
        "no circles",
    ),
    (
        "condition on a number",
        f'{HEAD}{GOOD}      - {{id: b, type: text, label: B, show_if: {{n: ["5"]}}}}\n',
        10,
        "only yes_no_na, choice and select_multiple",
    ),
    (
        "condition on no answer",
        f"{HEAD}{GOOD}      - {{id: b, type: text, label: B, show_if: {{a: [maybe]}}}}\n",
        10,
        "expected one of yes, no, na",
    ),
    ("choice without choices", f"{HEAD}      - {{id: a, type: choice, label: A}}\n", 8, "needs at least two choices"),
    (
        "choices on a text",
        f"{HEAD}      - {{id: a, type: text, label: A, choices: [{{value: b, label: B}}]}}\n",
        8,
        "only choice, select_multiple has “choices”",
    ),
    ("table without columns", f"{HEAD}      - {{id: a, type: table, label: A}}\n", 8, "needs columns"),
    (
        "repeated column",
        f"{HEAD}      - {{id: a, type: table, label: A, columns: [{{id: c, type: text, label: C}}, {{id: c, type: text, label: D}}]}}\n",
        8,
        "the column “c” stands twice",
    ),
    (
        "expect of a stranger",
        f"{HEAD}      - {{id: a, type: yes_no_na, label: A, expect: [maybe]}}\n",
        8,
        "is no answer of “a”",
    ),
    (
        "mandatory without expect",
        f"{HEAD}      - {{id: a, type: yes_no_na, label: A, mandatory: true}}\n",
        8,
        "no “expect”",
    ),
    (
        "on_fail without expect",
        f"{HEAD}      - {{id: a, type: yes_no_na, label: A, {FAIL}}}\n",
        8,
        "say which answers pass",
    ),
    (
        "verified without source",
        f"{HEAD}      - {{id: a, type: text, label: A, source_status: verified}}\n",
        8,
        "names no source",
    ),
    ("max below min", f"{HEAD}      - {{id: a, type: number, label: A, min: 5, max: 2}}\n", 8, "max 2 below min 5"),
    (
        "unknown placeholder",
        f'{HEAD}      - {{id: a, type: yes_no_na, label: A, expect: ["yes"], on_pass: "{{z}} tốt."}}\n',
        8,
        "{z} is nothing that can be filled in",
    ),
    (
        "site in a unit section",
        f'{HEAD}      - {{id: a, type: yes_no_na, label: A, expect: ["yes"], on_pass: "{{site}} tốt."}}\n',
        8,
        "{site} is nothing",
    ),
    (
        "open brace",
        f'{HEAD}      - {{id: a, type: yes_no_na, label: A, expect: ["yes"], on_pass: "{{ tốt."}}\n',
        8,
        "a brace is left open",
    ),
    (
        "due days",
        f'{HEAD}      - id: a\n        type: yes_no_na\n        label: A\n        expect: ["yes"]\n        on_fail:\n          shortcoming: S\n          recommendation: R\n          due_days: 0\n',
        15,
        "greater than or equal to 1",
    ),
    (
        "figure on text",
        f"{HEAD}      - {T}\n    figures:\n      - {{id: f, label: F, plus: [t.c]}}\n",
        10,
        "“t.c” is text; only number, money, decimal",
    ),
    (
        "figure on no column",
        f"{HEAD}      - {T}\n    figures:\n      - {{id: f, label: F, plus: [t.z]}}\n",
        10,
        "has no column “z”",
    ),
    (
        "figure looks ahead",
        f"{HEAD}{GOOD}    figures:\n      - {{id: f, label: F, plus: [g]}}\n      - {{id: g, label: G, plus: [n]}}\n",
        11,
        "does not stand above",
    ),
    (
        "check on a question",
        f"{HEAD}{GOOD}    checks:\n      - {{id: c, message: M, left: [a], at_most: [n]}}\n",
        11,
        "“a” is yes_no_na; only number, money, decimal",
    ),
    (
        "check on nothing",
        f"{HEAD}{GOOD}    checks:\n      - {{id: c, message: M, left: [n], at_most: [z]}}\n",
        11,
        "there is no item or figure “z”",
    ),
    (
        "check of two kinds",
        f"{HEAD}{GOOD}    checks:\n      - {{id: c, message: M, left: [n], at_most: [5], equals: [5]}}\n",
        11,
        "either “at_most” or “equals”",
    ),
    (
        "check named as an item",
        f"{HEAD}{GOOD}    checks:\n      - {{id: n, message: M, left: [n], at_most: [5]}}\n",
        11,
        "share one set of ids",
    ),
    (
        "pass rule out of reach",
        f'{HEAD}      - {{id: a, type: yes_no_na, label: A, expect: ["yes"]}}\n    passing: {{title: P, at_least: 2}}\n',
        9,
        "2 can never be reached with 1",
    ),
    (
        "pass rule that is whole",
        f'{HEAD}      - {{id: a, type: yes_no_na, label: A, expect: ["yes"]}}\n    passing: {{title: P, at_least: 2, of: 3}}\n',
        9,
        "1 of 3 criteria are here",
    ),
    (
        "pass rule on a stranger",
        f'{HEAD}{GOOD}    passing: {{title: P, forbid: {{z: ["yes"]}}}}\n',
        10,
        "there is no item “z”",
    ),
    (
        "mandatory but not counted",
        f'{HEAD}      - {{id: a, type: yes_no_na, label: A, expect: ["yes"], mandatory: true, counted: false}}\n    passing: {{title: P, all_mandatory: true}}\n',
        8,
        "not one of the criteria",
    ),
    (
        "scope twice",
        f"{HEAD}{GOOD}  - {{scope: unit, title: V, items: [{{id: a, type: text, label: A}}]}}\n",
        10,
        "the scope “unit” stands twice",
    ),
    ("site kinds alone", f"{HEAD}{GOOD}site_kinds: [home]\n", 10, "go together"),
    ("incomplete without note", f"{HEAD}{GOOD}complete: false\n", 1, "says in “incomplete_note” what is missing"),
    ("version", f"{HEAD.replace('version: 1', 'version: 0')}{GOOD}", 2, "greater than or equal to 1"),
    (
        "no items",
        "id: x\nversion: 1\ntitle: X\nsections:\n  - {scope: unit, title: U, items: []}\n",
        5,
        "expected at least one",
    ),
    (
        "repeated key",
        f"{HEAD}      - {{id: a, type: text, label: A, label: B}}\n",
        8,
        "stands twice in the same mapping",
    ),
    ("not YAML", f"{HEAD}      - {{id: a\n", 9, "not YAML"),
    ("empty", "", 1, "the file is empty"),
]


@pytest.mark.parametrize(
    ("source", "line", "expected"), [case[1:] for case in BROKEN], ids=[case[0] for case in BROKEN]
)
def test_a_broken_definition_says_where_and_what(source: str, line: int, expected: str) -> None:
    with pytest.raises(content.ContentError) as caught:
        content.parse(source, Definition, "x.yaml")
    assert any(text.startswith(f"x.yaml:{line}:") and expected in text for text in str(caught.value).splitlines()), (
        caught.value
    )


def test_the_samples_differ_from_a_good_definition_by_one_thing() -> None:
    assert content.parse(HEAD + GOOD, Definition, "x.yaml").section("unit").item["n"].is_number


def test_several_faults_are_told_at_once() -> None:
    source = f'{HEAD}{GOOD}      - {{id: a, type: text, label: B, show_if: {{z: ["yes"]}}}}\n'
    with pytest.raises(content.ContentError) as caught:
        content.parse(source, Definition, "x.yaml")
    assert len(str(caught.value).splitlines()) == 2
