"""Which question of a checklist shows how far a measure has come, and what visits counted there.

A measure names the question, or a figure that the checklist computes, in the section about the unit: warning_signs.signs. What
a visit counted stays in its checklist; here it is only read, so that nothing typed is ever overwritten by it.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from math import ceil
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, and_, false, or_
from sqlmodel import Session, col, select

from rasoat.accounts.actor import Actor
from rasoat.checklists.definition import Check, Scope, Section
from rasoat.checklists.figures import work_out
from rasoat.checklists.items import Item
from rasoat.checklists.show_if import visible
from rasoat.db.reading import remembered, rows_by_id
from rasoat.findings.models import Finding
from rasoat.inspections import queries as inspections
from rasoat.inspections.models import Inspection
from rasoat.numbers import as_number
from rasoat.recommendations import queries
from rasoat.recommendations.measures import LARGEST, Measure, Number
from rasoat.recommendations.models import Obligation
from rasoat.visits import queries as visits
from rasoat.visits.models import CALLED_OFF, Response, Visit

UNIT: Scope = "unit"
"""The scope that counts for the whole unit. A team sees some of the sites: what it counts there is no figure of the unit."""


def name_of(checklist: str, figure: str) -> str:
    """How a measure names a question or a computed figure."""
    return f"{checklist}.{figure}"


def offered(session: Session, inspection_id: UUID) -> dict[str, str]:
    """What may show a measure: every number that the inspection's checklists ask or compute about the unit, by the name
    of `name_of`, in words.
    """
    used = inspections.checklists(session, inspection_id)
    found: dict[str, str] = {}
    for definition in (visits.checklist_of(session, row) for row in used):
        if not definition.has(UNIT):
            continue
        section = definition.section(UNIT)
        labels = {item.id: item.label for item in section.items if item.is_number}
        labels |= {figure.id: figure.label for figure in section.figures}
        found |= {name_of(definition.id, name): f"{definition.title}: {label}" for name, label in labels.items()}
    return found


def suggested(session: Session, finding: Finding) -> Measure | None:
    """The measure that a shortcoming's own figures give: 67 points, 21 signs found, so from 21 to 67 signs.

    That is so where the checklist says that a figure is at most a plain number, and exactly one of its questions must grow
    for it. None for every other shortcoming.
    """
    response = session.get(Response, finding.response_id) if finding.response_id else None
    if response is None or response.scope != UNIT:
        return None
    version = visits.version_of(response)
    definition = remembered(session, (Measure, version), lambda: visits.definition_of(session, response))
    section = definition.section(UNIT)
    check = section.check.get(finding.item)
    if check is None or not check.at_most or check.percent != 100 or not all(isinstance(t, int) for t in check.right):
        return None
    return _wanted(response.checklist, section, check, visible(section, response.answers))


def suggested_for(session: Session, obligation: Obligation) -> Measure | None:
    """What the shortcomings behind a drafted recommendation give its unit's obligation as long as it has no measure."""
    if obligation.inspection_id is None or obligation.measures:
        return None
    if session.get_one(Inspection, obligation.inspection_id).unit_id != obligation.addressee_id:
        return None
    shortcomings = rows_by_id(session, Finding, queries.findings_of(session, obligation.source_id)).values()
    found = [one for one in (suggested(session, row) for row in shortcomings) if one]
    return found[0] if len(found) == 1 else None


def _wanted(checklist: str, section: Section, check: Check, seen: Mapping[str, Any]) -> Measure | None:
    weights: dict[str, int] = {}
    for term in check.left:
        _weigh(section, term, 1, weights)
    growing = [name for name, weight in weights.items() if weight < 0 and name in section.item]
    if len(growing) != 1 or any(seen.get(name) is None for name in weights if name in section.item):
        return None
    if any(name not in section.item for name in weights):
        return None
    excess = sum((weight * Fraction(str(seen[name])) for name, weight in weights.items()), Fraction(_constant(check)))
    item: Item = section.item[growing[0]]
    start: Number = seen[item.id]
    target = ceil(Fraction(str(start)) + excess / -weights[item.id])
    if excess <= 0 or item.type != "number" or not item.unit or not 0 < target <= LARGEST:
        return None
    return Measure(_thing(item), "count", item.unit, start, target, name_of(checklist, item.id))


def _constant(check: Check) -> int:
    """What plain numbers of both sides add to the excess of the left over the right side."""
    return sum(t for t in check.left if isinstance(t, int)) - sum(t for t in check.right if isinstance(t, int))


def _weigh(section: Section, term: int | str, sign: int, weights: dict[str, int]) -> None:
    """Add how much each question counts for a term; a computed figure is the sum of its own terms."""
    computed = {figure.id: figure for figure in section.figures}
    if isinstance(term, int):
        return
    if term not in computed:
        weights[term] = weights.get(term, 0) + sign
        return
    for one in computed[term].plus:
        _weigh(section, one, sign, weights)
    for one in computed[term].minus:
        _weigh(section, one, -sign, weights)


def _thing(item: Item) -> str:
    """What is counted, without the words “Số biển” before it, since the unit says them."""
    start = f"số {item.unit} "
    return item.label[len(start) :] if item.label.lower().startswith(start.lower()) else item.label


@dataclass(frozen=True, slots=True)
class Count:
    """What one visit counted."""

    number: Number
    on: date
    saved_by: UUID
    response_id: UUID
    unit_id: UUID
    complete: bool


def counts(session: Session, obligation: Obligation, actor: Actor) -> dict[str, list[Count]]:
    """By what the measures of an obligation name, the visits that counted it, oldest first.

    They are the visits of the inspection from which it follows, and later ones at the same unit or at its addressee,
    which may have come in the place of another: as far as the person may read their checklists.
    """
    wanted = {part.counted_by for part in obligation.parts if part.counted_by}
    if not wanted:
        return {}
    found: dict[str, list[Count]] = {name: [] for name in wanted}
    for visit, inspection, response in _filled(session, obligation, actor, {name.partition(".")[0] for name in wanted}):
        for name, number in _numbers(session, response):
            if name in wanted:
                saved = (response.saved_by, response.id, inspection.unit_id, response.complete)
                found[name].append(Count(number, visit.happens_on, *saved))
    return found


def _filled(
    session: Session, obligation: Obligation, actor: Actor, checklists: Iterable[str]
) -> Iterator[tuple[Visit, Inspection, Response]]:
    origin = session.get(Inspection, obligation.inspection_id) if obligation.inspection_id else None
    counted: list[ColumnElement[bool]] = [col(Visit.inspection_id) == origin.id] if origin else []
    line = [*queries.earlier(session, obligation), obligation]
    since = line[0].issued_on
    if since is not None:
        places = {row.addressee_id for row in line} | ({origin.unit_id} if origin else set())
        there = session.exec(select(Inspection.id).where(col(Inspection.unit_id).in_(places))).all()
        counted.append(and_(col(Visit.inspection_id).in_(there), col(Visit.happens_on) >= since))
    query = (
        select(Visit, Inspection, Response)
        .join(Inspection, col(Inspection.id) == col(Visit.inspection_id))
        .join(Response, col(Response.visit_id) == col(Visit.id))
        .where(or_(false(), *counted), col(Response.checklist).in_(sorted(checklists)), Response.scope == UNIT)
        .where(~CALLED_OFF.condition)
        .order_by(col(Visit.happens_on), col(Visit.ordinal), col(Response.id))
    )
    rows = list(session.exec(query))
    readable = visits.answers_read(session, {inspection.id for _, inspection, _ in rows}, actor)
    yield from (row for row in rows if row[1].id in readable)


def _numbers(session: Session, response: Response) -> Iterator[tuple[str, Number]]:
    section = visits.definition_of(session, response).section(UNIT)
    seen = visible(section, response.answers)
    for item in section.items:
        if item.is_number and seen.get(item.id) is not None:
            yield name_of(response.checklist, item.id), seen[item.id]
    for name, exact in work_out(section, seen).items():
        if exact is not None:
            yield name_of(response.checklist, name), as_number(exact)
