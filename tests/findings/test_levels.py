"""A proposed finding is as guarded as the most guarded answer that its sentences or its recommendation name."""

import pytest
from tests.checklists.samples import guarded

from rasoat.findings.drafting import level_of


@pytest.mark.parametrize(
    ("shortcoming", "recommendation", "level"),
    [
        ("Có {points} điểm.", "Rà soát {points} điểm.", "public"),
        ("Có {points} điểm.", "Thu hồi {debts} đồng.", "internal"),
        ("Có {points} điểm.", "Hỗ trợ {orphans} trẻ.", "child"),
        ("Có {orphans} trẻ.", "Rà soát {points} điểm.", "child"),
        ("Còn nợ {debts}.", "Hỗ trợ {orphans} trẻ.", "child"),
    ],
)
def test_the_recommendation_counts_as_the_sentence_does(shortcoming: str, recommendation: str, level: str) -> None:
    section = guarded(on_fail={"shortcoming": shortcoming, "recommendation": recommendation, "due_days": 10})
    assert level_of(section, section.item["listed"]) == level


@pytest.mark.parametrize(
    ("on_pass", "level"), [("Có sổ cho {orphans} trẻ.", "child"), ("Có sổ.", "internal"), (None, "internal")]
)
def test_a_finding_is_as_guarded_as_all_that_its_item_may_say(on_pass: str | None, level: str) -> None:
    """Whether it passed or failed: both sentences are kept with the item."""
    failing = {"shortcoming": "Chưa có sổ, còn nợ {debts}.", "recommendation": "Lập sổ.", "due_days": 5}
    section = guarded(on_pass=on_pass, on_fail=failing)
    assert level_of(section, section.item["listed"]) == level


def test_an_item_that_names_no_answer_is_as_guarded_as_its_own() -> None:
    section = guarded(on_pass="Đúng mục đích.")
    assert level_of(section, section.item["listed"]) == "public"
    assert level_of(section, section.item["debts"]) == "internal"
