"""Which items are asked, given the answers so far. The tablet does exactly the same."""

from collections.abc import Container, Mapping
from typing import Any

from rasoat.checklists.definition import Section
from rasoat.checklists.items import Conditions


def holds(conditions: Conditions, answers: Mapping[str, Any]) -> bool:
    """Whether every condition's item has one of the listed answers. No conditions: yes."""
    return not conditions or all(is_one_of(answers.get(name), values) for name, values in conditions.items())


def is_one_of(answer: Any, values: Container[str]) -> bool:
    """Whether an answer is one of the values; of several chosen answers one is enough."""
    return any(one in values for one in answer) if isinstance(answer, list) else answer in values


def visible(section: Section, answers: Mapping[str, Any]) -> dict[str, Any]:
    """The answers of the items that are shown, in order of the definition. A hidden item counts as not answered."""
    seen: dict[str, Any] = {}
    for item in section.items:
        if item.id in answers and holds(item.show_if, seen):
            seen[item.id] = answers[item.id]
    return seen


def hidden(section: Section, answers: Mapping[str, Any]) -> frozenset[str]:
    """The ids of the items that are not asked."""
    seen = visible(section, answers)
    return frozenset(item.id for item in section.items if not holds(item.show_if, seen))
