"""One question as an administrator types it, and what becomes of it in a definition."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from rasoat import text
from rasoat.checklists.definition import Scope, Section
from rasoat.checklists.items import Item

KINDS = {
    "yes_no_na": "Có/Không",
    "number": "Số",
    "text": "Chữ",
    "date": "Ngày",
    "photo": "Ảnh",
}
"""The kinds of question that the page makes; a table or a choice of words is written in a file."""


_NEW: dict[str, dict[str, Any]] = {"photo": {"visibility": "child", "max": 10}, "text": {"long": True}}
"""What a new question of a kind also says. Photographs may show homes and children."""


@dataclass(frozen=True, slots=True)
class Failure:
    """What a criterion that is not met leads to. `due_days` are working days."""

    shortcoming: str
    recommendation: str
    addressee: str
    due_days: int


@dataclass(frozen=True, slots=True)
class Typed:
    """What was typed of one question. `after` is the question it stands behind, "" for the first place."""

    label: str
    kind: str
    source: str
    heading: str = ""
    help: str = ""
    after: str = ""
    criterion: bool = False
    mandatory: bool = False
    required: bool = False
    allow_na: bool = False
    failure: Failure | None = None


def item_data(typed: Typed, before: Item | None, item_id: str, by: str, on: date) -> dict[str, Any]:
    """The question as data of a definition. What the page does not show of the one `before` it is kept."""
    data: dict[str, Any] = (
        before.model_dump(mode="json", exclude_defaults=True) if before else dict(_NEW.get(typed.kind, {}))
    )
    said = {
        "id": item_id,
        "type": typed.kind,
        "label": typed.label,
        "help": typed.help,
        "heading": typed.heading,
        "required": typed.required,
        "source": typed.source,
        "source_status": "typed",
        "typed_by": by,
        "typed_on": on.isoformat(),
    }
    return {**data, **said, **_criterion(typed, data)} if typed.kind == "yes_no_na" else {**data, **said}


def _criterion(typed: Typed, data: dict[str, Any]) -> dict[str, Any]:
    """The keys that only a question with “Có/Không” has."""
    passing = ["yes", "na"] if typed.allow_na else ["yes"]
    kept = {key: data.get(key) for key in ("on_pass", "counted") if typed.criterion and data.get(key) is not None}
    failure = typed.failure if typed.criterion else None
    return {
        "allow_na": typed.allow_na,
        "expect": passing if typed.criterion else [],
        "mandatory": typed.criterion and typed.mandatory,
        "on_pass": kept.get("on_pass"),
        "counted": kept.get("counted", True),
        "on_fail": None
        if failure is None
        else {
            "shortcoming": failure.shortcoming,
            "recommendation": failure.recommendation,
            "addressee": failure.addressee,
            "due_days": failure.due_days,
        },
    }


def is_editable(item: Item) -> bool:
    """Whether the page can show all of what a question asks: others are changed in their file."""
    if item.type not in KINDS:
        return False
    return not item.expect or item.expect == (("yes", "na") if item.allow_na else ("yes",))


def new_id(section: Section, label: str) -> str:
    """An id that is free in the section, made of the words of the question."""
    taken = {item.id for item in section.items} | set(section.check) | {figure.id for figure in section.figures}
    stem = "own_" + "_".join(text.words(label))[:40].strip("_")
    stem = stem.rstrip("_") if stem != "own_" else "own_item"
    return next(name for name in (stem, *(f"{stem}_{n}" for n in range(2, len(taken) + 3))) if name not in taken)


def placed(items: list[dict[str, Any]], item: dict[str, Any], after: str) -> list[dict[str, Any]]:
    """The questions with `item` at its place: behind `after`, or first."""
    others = [one for one in items if one["id"] != item["id"]]
    at = next((n + 1 for n, one in enumerate(others) if one["id"] == after), 0)
    return [*others[:at], item, *others[at:]]


def counts(section: Section) -> list[tuple[str, int, int]]:
    """(what, how many there are, how many the source has) of what the pass rule counts."""
    rule = section.passing
    if rule is None:
        return []
    mandatory = sum(item.mandatory for item in section.criteria)
    found = [("tiêu chí", len(section.criteria), rule.of), ("tiêu chí bắt buộc", mandatory, rule.mandatory_of)]
    return [(what, here, of) for what, here, of in found if of is not None]


def scopes(sections: tuple[Section, ...]) -> dict[Scope, str]:
    """The sections by scope, with their titles."""
    return {section.scope: section.title for section in sections}
