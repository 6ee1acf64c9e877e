"""Answers in the words that people read, and sentences with answers in them."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from rasoat.checklists.crosscheck import BRACES
from rasoat.checklists.definition import Section
from rasoat.checklists.figures import Figures
from rasoat.checklists.items import Question
from rasoat.checklists.values import YES_NO_NA
from rasoat.numbers import grouped

UNKNOWN = "(chưa có số liệu)"


@dataclass(frozen=True, slots=True)
class Context:
    """Names for the drafted sentences: the site visited and the unit inspected."""

    site: str = "điểm kiểm tra"
    unit: str = "đơn vị được kiểm tra"


def show(question: Question, value: Any) -> str:
    """An answer in normal form as text: 9969 is 9.969, 2024-07-17 is 17/7/2024, "yes" is Có."""
    if value is None:
        return UNKNOWN
    if question.type == "yes_no_na":
        return YES_NO_NA[value]
    if question.type == "choice":
        return next(choice.label for choice in question.choices if choice.value == value)
    if question.is_number:
        return grouped(value)
    if question.type == "date":
        day = date.fromisoformat(value)
        return f"{day.day}/{day.month}/{day.year}"
    return str(value)


def filler(section: Section, seen: Mapping[str, Any], figures: Figures, context: Context) -> Callable[[str], str]:
    """A function that replaces a sentence's {braces} by answers, figures and names."""
    names = {"site": context.site, "unit": context.unit}

    def word(name: str) -> str:
        if name in names:
            return names[name]
        if name in figures:
            number = figures[name]
            return UNKNOWN if number is None else grouped(number)
        return show(section.item[name], seen.get(name))

    return lambda sentence: BRACES.sub(lambda match: word(match[1]), sentence)
