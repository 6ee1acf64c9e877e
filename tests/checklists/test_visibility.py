"""A sentence is as guarded as the most guarded answer it names."""

import pytest

from rasoat.checklists import visibility
from rasoat.checklists.visibility import Level
from tests.checklists.samples import guarded

SECTION = guarded()

CASES = [
    # what the sentences say, and who may read them
    ([], "public"),
    (["Không nêu số nào."], "public"),
    (["Có {points} điểm."], "public"),
    (["{unit} có {points} điểm."], "public"),
    (["Còn nợ {debts}."], "internal"),
    (["Có {orphans} trẻ."], "child"),
    (["Có {points} điểm, còn nợ {debts}."], "internal"),
    (["Còn nợ {debts} ở {points} điểm."], "internal"),
    (["Còn nợ {debts}, có {orphans} trẻ."], "child"),
    (["Có {orphans} trẻ, còn nợ {debts}."], "child"),
    (["Có {points} điểm.", "Trong đó {orphans} trẻ."], "child"),
    (["Có {orphans} trẻ.", "Có {points} điểm."], "child"),
    (["Còn {uncovered} điểm."], "public"),
    (["Còn lại {rest}."], "internal"),
    (["Có {others} trẻ khác."], "child"),
    (["Đã chi {paid}."], "child"),
    (["Đã chi {families.amount}."], "child"),
]


@pytest.mark.parametrize(("sentences", "level"), CASES)
def test_a_sentence_is_as_guarded_as_the_most_guarded_answer_it_names(sentences: list[str], level: str) -> None:
    assert visibility.of_sentences(SECTION, sentences) == level


def test_the_levels_are_in_this_order() -> None:
    """Whoever adds a level says where it stands."""
    assert sorted(Level) == [Level.public, Level.internal, Level.child]
    assert [level.name for level in sorted(Level)] == ["public", "internal", "child"]


@pytest.mark.parametrize(
    ("levels", "most"),
    [
        ([], "public"),
        (["public"], "public"),
        (["internal", "public"], "internal"),
        (["public", "internal"], "internal"),
        (["child", "internal", "public"], "child"),
        (["public", "child"], "child"),
    ],
)
def test_of_several_levels_the_most_guarded_counts(levels: list[str], most: str) -> None:
    assert visibility.most_guarded(levels) == most


def test_numbers_and_names_of_nothing_guard_nothing_but_hide_nothing() -> None:
    assert visibility.of_names(SECTION, ["5", "unit", "site"]) == "public"
    assert visibility.of_names(SECTION, ["5", "orphans", "site"]) == "child"


def test_what_is_no_level_is_told() -> None:
    with pytest.raises(KeyError):
        visibility.most_guarded(["secret"])
