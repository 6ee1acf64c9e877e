"""The extra items that teams noted beside their checklists, for whoever keeps the checklists: alike ones together.

Only drafted findings are read, which come from extra items when the review begins. Their words are as guarded as
the inspections they come from: each person is told what was noted in those whose answers he may read.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from sqlalchemy import ColumnElement, and_
from sqlmodel import Session, col, func, select

from rasoat import text
from rasoat.accounts.actor import Actor
from rasoat.checklists.extras import ANSWERS, EXTRAS
from rasoat.findings.models import Finding
from rasoat.findings.operations import WITHDRAWN
from rasoat.inspections import queries as inspections
from rasoat.inspections.models import Inspection
from rasoat.visits.models import Response

MOST_READ = 500
"""The newest of a year; alike ones are counted among these."""


@dataclass(slots=True)
class Noted:
    """What teams noted under the same words. `answers`: how often with which answer; `places`: by inspection the finding."""

    label: str
    count: int = 0
    answers: Counter[str] = field(default_factory=Counter)
    checklists: Counter[str] = field(default_factory=Counter)
    places: dict[UUID, tuple[Inspection, Finding]] = field(default_factory=dict)


def noted(session: Session, actor: Actor, year: int) -> list[Noted]:
    """The extra items of the inspections of a year that this person may read, the most frequent first, at most MOST_READ
    of them. Labels that differ only in case, accents or blanks are alike.
    """
    query = (
        select(Finding, Inspection, Response.checklist)
        .join(Inspection, col(Inspection.id) == col(Finding.inspection_id))
        .join(Response, col(Response.id) == col(Finding.response_id))
        .where(_of_year(year), inspections.inspected_by(actor))
        .order_by(col(Finding.id).desc())
        .limit(MOST_READ)
    )
    return _together(session.exec(query))


def _together(rows: Iterable[tuple[Finding, Inspection, str]]) -> list[Noted]:
    found: dict[str, Noted] = {}
    for finding, inspection, checklist in rows:
        draft = finding.draft or {}
        label = draft.get("label") or draft.get("sentence", "")
        one = found.setdefault(text.fold(label), Noted(label))
        one.count += 1
        one.answers[ANSWERS[draft.get("answer", "note")]] += 1
        one.checklists[checklist] += 1
        one.places.setdefault(inspection.id, (inspection, finding))
    return sorted(found.values(), key=lambda one: (-one.count, text.sort_key(one.label)))


def counted(session: Session, year: int) -> dict[str, int]:
    """By checklist, how many extra items teams noted in a year. A number tells nobody's words, so whoever keeps the
    checklists is told it, whatever he may read.
    """
    query = (
        select(Response.checklist, func.count())
        .select_from(Finding)
        .join(Inspection, col(Inspection.id) == col(Finding.inspection_id))
        .join(Response, col(Response.id) == col(Finding.response_id))
        .where(_of_year(year))
        .group_by(col(Response.checklist))
    )
    return dict(session.exec(query).all())


def _of_year(year: int) -> ColumnElement[bool]:
    return and_(
        col(Inspection.scheduled_on) >= date(year, 1, 1),
        col(Inspection.scheduled_on) < date(year + 1, 1, 1),
        col(Finding.item).startswith(f"{EXTRAS}.", autoescape=True),
        col(Finding.rejected_reason) != WITHDRAWN,
    )
