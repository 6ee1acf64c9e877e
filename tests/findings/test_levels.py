"""A proposed finding is as guarded as the most guarded answer that its sentence or its recommendation names."""

import pytest

from rasoat import content
from rasoat.checklists.definition import Definition
from rasoat.findings.drafting import level_of

SECTION = """
id: guarded
version: 1
title: Ai được đọc
sections:
  - scope: unit
    title: Đơn vị
    items:
      - {{id: points, type: number, label: Số điểm, visibility: public}}
      - {{id: debts, type: number, label: Số nợ, visibility: internal}}
      - {{id: orphans, type: number, label: Số trẻ mồ côi, visibility: child}}
      - id: listed
        type: yes_no_na
        label: Có danh sách
        expect: ["yes"]
        visibility: public
        on_fail:
          shortcoming: "{shortcoming}"
          recommendation: "{recommendation}"
          due_days: 10
"""


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
    text = SECTION.format(shortcoming=shortcoming, recommendation=recommendation)
    section = content.parse(text, Definition, "guarded.yaml").section("unit")
    assert level_of(section, section.item["listed"]) == level
