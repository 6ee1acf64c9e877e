"""Answers in the words that people read, and sentences with answers in them."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from rasoat.checklists.crosscheck import BRACES
from rasoat.checklists.definition import Section
from rasoat.checklists.figures import Figures
from rasoat.checklists.items import UNSAID, ItemType, Question
from rasoat.checklists.values import YES_NO_NA
from rasoat.numbers import with_comma

UNKNOWN = "(chưa có số liệu)"


@dataclass(frozen=True, slots=True)
class Context:
    """Names for the drafted sentences: the site visited and the unit inspected."""

    site: str = "điểm kiểm tra"
    unit: str = "đơn vị được kiểm tra"


def show(question: Question, value: Any) -> str:
    """An answer in normal form as text: 9969 is 9.969, 2024-07-17 is 17/7/2024, 2024-01-05 is 05/01/2024, 07:30 is 7 giờ 30, "yes" is Có."""
    return UNKNOWN if value is None else _SHOWN[question.type](question, value)


def _label(question: Question, value: str) -> str:
    return next(choice.label for choice in question.choices if choice.value == value)


def _day(_question: Question, value: str) -> str:
    day = date.fromisoformat(value)
    # Days below ten and the months 1 and 2 have a zero before them (NĐ 30/2020, Phụ lục I, II.4b).
    month = f"{day.month:02d}" if day.month <= 2 else str(day.month)
    return f"{day.day:02d}/{month}/{day.year}"


def _time(_question: Question, value: str) -> str:
    hour, minute = value.removeprefix("0").split(":")
    return f"{hour} giờ {minute}" if minute != "00" else f"{hour} giờ"


def _figure(_question: Question, value: int | float) -> str:
    return with_comma(value)


def _as_it_stands(_question: Question, value: Any) -> str:
    return str(value)


_SHOWN: dict[ItemType, Callable[[Question, Any], str]] = {
    "yes_no_na": lambda _question, value: YES_NO_NA[value],
    "choice": _label,
    "select_multiple": lambda question, value: ", ".join(_label(question, one) for one in value),
    "number": _figure,
    "money": _figure,
    "decimal": _figure,
    "date": _day,
    "time": _time,
    "text": _as_it_stands,
    **dict.fromkeys(UNSAID, _as_it_stands),
}


def filler(section: Section, seen: Mapping[str, Any], figures: Figures, context: Context) -> Callable[[str], str]:
    """A function that replaces a sentence's {braces} by answers, figures and names."""
    names = {"site": context.site, "unit": context.unit}

    def word(name: str) -> str:
        if name in names:
            return names[name]
        if name in figures:
            number = figures[name]
            return UNKNOWN if number is None else with_comma(number)
        return show(section.item[name], seen.get(name))

    return lambda sentence: BRACES.sub(lambda match: word(match[1]), sentence)
