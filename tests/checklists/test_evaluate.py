"""What follows from a response."""

from typing import Any

import pytest
from hypothesis import given

from rasoat import content
from rasoat.checklists.answers import validate
from rasoat.checklists.definition import Definition
from rasoat.checklists.evaluate import Context, Draft, Evaluation, evaluate
from tests.checklists.samples import DEFINITION, plausible

SCORED = """
id: scored
version: 1
title: Chấm điểm
complete: {complete}
{note}
sections:
  - scope: unit
    title: Chấm điểm
    items:
      - {{id: injured, type: yes_no_na, label: Có tai nạn, expect: ["no"]}}
      - {{id: one, type: yes_no_na, label: Một, mandatory: true, expect: ["yes"]}}
      - {{id: two, type: yes_no_na, label: Hai, expect: ["yes", "na"]}}
      - {{id: three, type: yes_no_na, label: Ba, expect: ["yes"]}}
    passing: {{title: Đạt, all_mandatory: true, mandatory_of: {mandatory}, at_least: 2, of: {of}, forbid: {{injured: ["yes"]}}}}
"""
WHOLE = content.parse(SCORED.format(complete="true", note="", mandatory=1, of=3), Definition, "w.yaml")
PART = content.parse(
    SCORED.format(complete="false", note="incomplete_note: Thiếu.", mandatory=2, of=4), Definition, "p.yaml"
)


def of(definition: Definition, **raw: Any) -> Evaluation:
    scope = definition.sections[0].scope
    result = validate(definition, scope, raw, partial=True)
    assert result.ok, result.errors
    return evaluate(definition, scope, result.answers, context=Context(site="Đập Bãi Hào", unit="UBND huyện"))


@pytest.mark.parametrize(
    ("answers", "whole", "part"),
    [
        ({}, None, None),
        ({"injured": "no", "one": "yes", "two": "yes"}, True, None),
        ({"injured": "no", "one": "yes", "two": "na"}, True, None),
        ({"one": "yes", "two": "yes", "three": "yes"}, None, None),
        ({"injured": "no", "two": "yes", "three": "yes"}, None, None),
        ({"injured": "no", "one": "yes"}, None, None),
        ({"injured": "yes", "one": "yes", "two": "yes", "three": "yes"}, False, False),
        ({"one": "no"}, False, False),
        ({"injured": "no", "one": "yes", "two": "no"}, None, None),
        ({"injured": "no", "one": "yes", "two": "no", "three": "no"}, False, None),
        ({"injured": "no", "one": "yes", "two": "no", "three": "na"}, False, None),
    ],
)
def test_the_pass_rule_claims_no_more_than_is_known(
    answers: dict[str, str], whole: bool | None, part: bool | None
) -> None:
    assert of(WHOLE, **answers).passed is whole
    assert of(PART, **answers).passed is part


def test_an_incomplete_definition_says_so() -> None:
    evaluation = of(PART, injured="no", one="yes", two="yes", three="yes")
    assert evaluation.incomplete
    assert (evaluation.incomplete_note, evaluation.verdict) == ("Thiếu.", "Chưa đủ căn cứ để kết luận")
    assert not of(WHOLE).incomplete


def test_counts() -> None:
    counts = of(WHOLE, one="yes", two="no", three="na").counts
    assert (counts.criteria, counts.passed, counts.failed, counts.unanswered, counts.not_asked) == (3, 1, 1, 0, 1)
    assert (counts.mandatory, counts.mandatory_passed, counts.mandatory_failed) == (1, 1, 0)
    hidden = of(DEFINITION, present="no").counts
    assert (hidden.criteria, hidden.failed, hidden.unanswered, hidden.not_asked) == (3, 1, 1, 1)


def test_failed_items_draft_shortcomings_and_passed_ones_strengths() -> None:
    assert of(DEFINITION, present="yes", legible="no").drafts == [
        Draft("present", "strength", "Đập Bãi Hào có biển."),
        Draft("legible", "shortcoming", "Biển mờ.", "Sơn lại.", "office", 10),
    ]
    assert of(DEFINITION, present="no", legible="no").drafts == [
        Draft("present", "shortcoming", "Đập Bãi Hào chưa có biển.", "Cắm biển tại Đập Bãi Hào.", "unit", 30)
    ]
    assert of(DEFINITION, present="na").drafts == []


def test_contradictions_wait_for_an_explanation_and_keep_it() -> None:
    figures = {"errors": 5, "lines": [{"meta": "a", "amount": 3}, {"meta": "b"}]}
    bare = of(DEFINITION, **figures)
    assert [c.message for c in bare.unexplained] == ["Tổng không khớp."]
    assert bare.figures == {"rest": 2, "deep": None}
    told = of(DEFINITION, **figures, _explanations={"adds_up": "Còn một khoản chưa chi."})
    assert told.unexplained == []
    assert told.contradictions[0].explanation == "Còn một khoản chưa chi."


def test_several_answers_pass_when_all_expected_ones_are_chosen() -> None:
    good = of(DEFINITION, dangers=["rail", "sign", "buoy"])
    assert [draft.sentence for draft in good.drafts] == ["Đập Bãi Hào có Rào, Biển, Phao."]
    bad = of(DEFINITION, dangers=["sign"], depth=250.5, seen_at="07:30")
    assert [draft.sentence for draft in bad.drafts] == ["Đập Bãi Hào chỉ có Biển, lúc 7 giờ 30, sâu 250,5 m."]
    item = DEFINITION.section("site").item["dangers"]
    each = item.model_copy(update={"expect_every": False})
    judged = [
        (item.judge(chosen), each.judge(chosen))
        for chosen in (["rail"], ["rail", "sign"], ["rail", "buoy"], ["buoy"], None)
    ]
    assert judged == [(False, True), (True, True), (False, False), (False, False), (None, None)]


def test_one_of_several_chosen_answers_is_enough_for_a_condition() -> None:
    assert "what_buoy" in of(DEFINITION, dangers=["rail", "sign"]).hidden
    assert "what_buoy" not in of(DEFINITION, dangers=["rail", "buoy"]).hidden


def test_fractions_are_added_without_rounding() -> None:
    rows = [{"meta": "a", "wide": 0.1}, {"meta": "b", "wide": 0.2}]
    found = of(DEFINITION, depth=0.7, lines=rows, errors=0)
    assert (found.figures["deep"], found.in_digits("deep")) == (0, "0")
    assert [one.check for one in of(DEFINITION, depth=1.1, lines=[{"meta": "a", "wide": 2.1}]).contradictions] == []
    assert [one.check for one in of(DEFINITION, depth=1.1, lines=[{"meta": "a", "wide": 2.099}]).contradictions] == [
        "not_deep"
    ]


def test_unknown_numbers_are_not_compared() -> None:
    evaluation = of(DEFINITION, errors=5)
    assert (evaluation.contradictions, evaluation.figures) == ([], {"rest": None, "deep": None})


@given(plausible)
def test_hidden_items_never_fail(raw: dict[str, Any]) -> None:
    result = validate(DEFINITION, "site", {**raw, "present": "no", "legible": "no"}, partial=True)
    evaluation = evaluate(DEFINITION, "site", result.answers)
    assert "legible" not in evaluation.failed
    assert all(draft.item != "legible" for draft in evaluation.drafts)


@given(plausible)
def test_evaluation_is_total_and_fills_every_sentence(raw: dict[str, Any]) -> None:
    result = validate(DEFINITION, "site", raw, partial=True)
    evaluation = evaluate(DEFINITION, "site", result.answers)
    counts = evaluation.counts
    assert counts.criteria == counts.passed + counts.failed + counts.unanswered + counts.not_asked
    assert (evaluation.passed is False) == bool({"present", "legible"} & set(evaluation.failed))
    assert all("{" not in draft.sentence + draft.recommendation for draft in evaluation.drafts)
