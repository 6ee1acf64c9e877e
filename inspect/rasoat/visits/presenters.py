"""What the pages of visits show of answers: the answers in words, and the differences of two versions."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any, cast
from uuid import UUID

from sqlmodel import Session

from rasoat.accounts import queries as accounts
from rasoat.checklists.answers import EXPLANATIONS, NOTES, WORDED, WORDINGS
from rasoat.checklists.definition import Definition, Section
from rasoat.checklists.evaluate import Context
from rasoat.checklists.extras import BESIDE, EXTRA_PHOTOS, EXTRAS, MARKED, extras_of
from rasoat.checklists.items import Item, ItemType, Question
from rasoat.checklists.sentences import show
from rasoat.inspections.models import Inspection, Site
from rasoat.reported import queries as reported
from rasoat.reported.asked import figures
from rasoat.units import queries as units
from rasoat.visits import queries
from rasoat.visits.conflicts import value_at
from rasoat.visits.models import Response, ResponseRevision

NOTHING = "(chưa trả lời)"
_BESIDE = {EXTRAS: "Mục thêm", EXTRA_PHOTOS: "Ảnh của mục thêm", MARKED: "Ảnh đã đánh dấu"}
_REMARKS = {NOTES: "Ghi chú", EXPLANATIONS: "Giải thích", WORDINGS: "Lời của đoàn"}


@dataclass(frozen=True, slots=True)
class Difference:
    """One field in which two versions of the answers differ, in words."""

    key: str
    label: str
    before: str
    after: str


def in_words(question: Question, value: Any) -> str:
    """An answer in the words that people read; NOTHING for no answer."""
    if value is None:
        return NOTHING
    if question.type in _UNSAID_IN_WORDS:
        return _UNSAID_IN_WORDS[question.type](question, value)
    unit = "đồng" if question.type == "money" else question.unit
    return f"{show(question, value)} {unit}".strip()


def _position_in_words(_question: Question, value: Mapping[str, Any]) -> str:
    accuracy = f", sai số {value['accuracy']} m" if "accuracy" in value else ""
    return f"vĩ độ {value['lat']}, kinh độ {value['lon']}{accuracy}".replace(".", ",")


def _table_in_words(question: Question, value: Any) -> str:
    table = cast(Item, question)
    return "\n".join(_row_in_words(table, row) for row in value)


_UNSAID_IN_WORDS: dict[ItemType, Callable[[Question, Any], str]] = {
    "photo": lambda _question, value: f"{len(value)} ảnh",
    "signature": lambda _question, _value: "Có chữ ký",
    "location": _position_in_words,
    "table": _table_in_words,
}
"""The answers that no sentence can hold (`items.UNSAID`)."""


def _row_in_words(table: Item, row: Mapping[str, Any]) -> str:
    return "; ".join(
        f"{column.label}: {in_words(column, row[column.id])}" for column in table.columns if column.id in row
    )


@dataclass(frozen=True, slots=True)
class Beside:
    """What the unit reported, as it stands beside a question; it is never an answer."""

    checklist: str
    item: Item
    value: int | float
    words: str
    note: str
    source: str


def reported_beside(session: Session, inspection_id: UUID, definitions: Iterable[Definition]) -> list[Beside]:
    """The figures that the unit reported for questions about the unit of these checklists, in their order."""
    told = reported.figures_in(session, inspection_id)
    found = []
    for definition in definitions if told else ():
        given = told.get(definition.id, {})
        for item in figures(definition):
            if one := given.get(item.id):
                words = in_words(item, one.value)
                found.append(Beside(definition.id, item, one.value, words, one.note, one.source))
    return found


@dataclass(frozen=True, slots=True)
class Gap:
    """A figure that the unit reported and the team saw differently."""

    title: str
    reported: Beside
    seen: str
    response: Response


def gaps(session: Session, inspection_id: UUID) -> list[Gap]:
    """Where what was seen about the unit differs from what it reported, in the order of the checklists."""
    seen = queries.unit_answers(session, inspection_id)
    beside = reported_beside(session, inspection_id, [one.definition for one in seen.values()])
    found = []
    for one in beside:
        unit = seen[one.checklist]
        value = unit.answers.get(one.item.id)
        if value is not None and value != one.value:
            found.append(Gap(unit.definition.title, one, in_words(one.item, value), unit.response))
    return found


def fields_of(section: Section) -> list[str]:
    """Every field that a document of this section may have, named as in conflicts, in the order of the form."""
    notes = [f"{NOTES}.{item.id}" for item in section.items]
    explanations = [f"{EXPLANATIONS}.{check.id}" for check in section.checks]
    sources = [*section.item, *(check.id for check in section.checks)]
    words = [f"{WORDINGS}.{name}" for name in sources if name in section.worded]
    return [*section.item, *notes, *explanations, *words]


def _beside(*documents: Mapping[str, Any]) -> list[str]:
    """The fields that any of these documents has beside the questions."""
    return [f"{key}.{name}" for key in BESIDE for name in sorted({n for one in documents for n in one.get(key, {})})]


def field_label(section: Section, field: str) -> str:
    """What a field asks, in words."""
    key, _, name = field.partition(".")
    if name and key in _BESIDE:
        return _BESIDE[key]
    if not name:
        return section.item[field].label if field in section.item else field
    labels = {item.id: item.label for item in section.items} | {check.id: check.message for check in section.checks}
    return f"{_REMARKS[key]}: {labels.get(name, name)}"


def field_in_words(section: Section, field: str, value: Any) -> str:
    """The value of a field, in words; NOTHING for no answer."""
    if value is None:
        return NOTHING
    key, _, name = field.partition(".")
    if not name:
        return in_words(section.item[field], value) if field in section.item else str(value)
    if key in _BESIDE:
        return _beside_in_words(key, name, value)
    return _own_words(value) if key == WORDINGS else str(value)


def _beside_in_words(key: str, name: str, value: Any) -> str:
    if key == MARKED:
        return "Giữ ảnh gốc"
    if key == EXTRA_PHOTOS:
        return f"{len(value)} ảnh"
    (extra,) = extras_of({key: {name: value}})
    return f"{extra.answer_title}: {extra.sentence}"


def _own_words(words: Mapping[str, str]) -> str:
    told = {"shortcoming": "Tồn tại", "recommendation": "Kiến nghị"}
    return "\n".join(f"{told[part]}: {words[part]}" for part in WORDED if part in words)


def differences(section: Section, before: Mapping[str, Any], after: Mapping[str, Any]) -> list[Difference]:
    """Every field in which two documents differ (answers, remarks, explanations, sentences people wrote), in the order
    of the form.
    """
    found = []
    for field in (*fields_of(section), *_beside(before, after)):
        values = [value_at(one, field) for one in (before, after)]
        if values[0] != values[1]:
            words = [field_in_words(section, field, value) for value in values]
            if words[0] == words[1]:
                words[1] += " (đã đổi ảnh)"
            found.append(Difference(field, field_label(section, field), *words))
    return found


@dataclass(frozen=True, slots=True)
class Step:
    """One saved state of a response and what it changed."""

    revision: ResponseRevision
    who: str
    changes: list[Difference]


def history(session: Session, response: Response, section: Section) -> list[Step]:
    """Every revision with what it changed, the newest first."""
    revisions = queries.revisions_of(session, response.id)
    saved = {one for revision in revisions for one in (revision.saved_by, revision.acting_for) if one}
    people = accounts.full_names(session, saved)
    earlier: Mapping[str, Any] = {}
    steps = []
    for revision in revisions:
        changes = differences(section, earlier, revision.answers)
        steps.append(Step(revision, _who(people, revision), changes))
        earlier = revision.answers
    return steps[::-1]


def _who(people: Mapping[UUID, str], revision: ResponseRevision) -> str:
    name = people.get(revision.saved_by, "")
    return f"{name} (làm thay {people.get(revision.acting_for, '')})" if revision.acting_for else name


def context_of(session: Session, inspection_id: UUID, site: Site | None) -> Context:
    """The names that drafted sentences use."""
    inspection = session.get_one(Inspection, inspection_id)
    unit = units.agency(session, inspection.unit_id).short_name
    return Context(site=site.name, unit=unit) if site else Context(unit=unit)
