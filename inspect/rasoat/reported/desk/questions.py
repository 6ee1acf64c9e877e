"""The questions of a report: the numbers that the checklists of an inspection ask about the unit, and what was typed."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from uuid import UUID

from sqlmodel import Session

from rasoat import clock
from rasoat.checklists.items import Item
from rasoat.checklists.values import Wrong, normal, plain_text
from rasoat.inspections import queries as inspections
from rasoat.problems import Reason
from rasoat.reported import asked
from rasoat.reported.models import Figures, Notes
from rasoat.visits import queries as visits

LONGEST_NOTE = 1000
LONGEST_REFERENCE = 200


@dataclass(frozen=True, slots=True)
class Asked:
    """The numbers of one checklist."""

    checklist: str
    title: str
    items: tuple[Item, ...]


@dataclass(frozen=True, slots=True)
class Typed:
    """What somebody typed: figures and notes by checklist and item, number and day of the unit's paper."""

    figures: Mapping[str, Mapping[str, Any]]
    notes: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    reference: str = ""
    dated: date | None = None


def asked_in(session: Session, inspection_id: UUID) -> list[Asked]:
    """The checklists of an inspection that ask for numbers about the unit, in the versions that the inspection uses."""
    used = inspections.checklists(session, inspection_id)
    known = visits.definitions_of(session, used)
    definitions = [known[visits.version_of(one)] for one in used]
    found = [Asked(one.id, one.title, tuple(asked.figures(one))) for one in definitions]
    return [one for one in found if one.items]


def name_of(checklist: str, item: Item) -> str:
    """The name of the figure's field."""
    return f"q-{checklist}-{item.id}"


def note_of(checklist: str, item: Item) -> str:
    """The name of the field for a note on it."""
    return f"note-{checklist}-{item.id}"


def read(asked_for: Sequence[Asked], typed: Typed) -> tuple[Figures, Notes, list[Reason]]:
    """The figures and notes in their normal form, and what is wrong; what is not asked for is left out."""
    figures: Figures = {}
    notes: Notes = {}
    reasons: list[Reason] = []
    for checklist, item in ((one.checklist, item) for one in asked_for for item in one.items):
        given, told = typed.figures.get(checklist, {}).get(item.id), typed.notes.get(checklist, {}).get(item.id)
        try:
            value = _number(item, given)
            if value is not None:
                figures.setdefault(checklist, {})[item.id] = value
        except Wrong as wrong:
            reasons += [Reason(name_of(checklist, item), what) for _, what in wrong.faults]
        try:
            if words := plain_text(told or "", LONGEST_NOTE):
                notes.setdefault(checklist, {})[item.id] = words
        except Wrong as wrong:
            reasons += [Reason(note_of(checklist, item), what) for _, what in wrong.faults]
    return figures, notes, reasons + _against_paper(typed)


def _number(item: Item, given: Any) -> int | float | None:
    value: int | float | None = normal(item, given)
    # A share above the whole is a slip, also where the checklist names no greatest number.
    if value is not None and item.unit.strip() == "%" and item.max is None and value > 100:
        raise Wrong(("", "Tỷ lệ không được lớn hơn 100 %."))
    return value


def _against_paper(typed: Typed) -> list[Reason]:
    reasons = []
    if len(typed.reference) > LONGEST_REFERENCE:
        reasons.append(Reason("reference", f"Quá dài: tối đa {LONGEST_REFERENCE} ký tự."))
    if typed.reference.strip() and typed.dated is None:
        reasons.append(Reason("dated", "Nhập ngày của báo cáo."))
    if typed.dated is not None and typed.dated > clock.today():
        reasons.append(Reason("dated", "Ngày của báo cáo không thể sau hôm nay."))
    return reasons
