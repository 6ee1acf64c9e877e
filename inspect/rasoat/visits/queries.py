"""Reading visits and the checklists filled there."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import Any
from uuid import UUID

from sqlmodel import Session, col, select
from sqlmodel.sql.expression import SelectOfScalar

from rasoat import text
from rasoat.accounts.actor import Actor
from rasoat.checklists import catalog
from rasoat.checklists.definition import Definition
from rasoat.checklists.show_if import visible as shown_answers
from rasoat.definitions import operations as definitions
from rasoat.inspections import queries as inspections
from rasoat.inspections.models import Inspection, InspectionChecklist
from rasoat.problems import Problem
from rasoat.visits.models import FILLING, Response, ResponseRevision, Visit
from rasoat.workflows import CaseRow, pins

SlotKey = tuple[str, str, UUID | None]
"""What is to be filled in an inspection: checklist, scope, site (None for the unit)."""


def visits_of(session: Session, inspection_id: UUID) -> list[Visit]:
    """The visits of an inspection in their order, including those that were called off."""
    query = select(Visit).where(Visit.inspection_id == inspection_id)
    return list(session.exec(query.order_by(col(Visit.ordinal))))


def require_visible(session: Session, visit_id: UUID, actor: Actor) -> Visit:
    """The visit. Raises Problem `not_found` when there is none or the actor may not see it."""
    visit = session.get(Visit, visit_id)
    if visit is None:
        raise Problem("not_found")
    inspections.require_visible(session, visit.inspection_id, actor)
    return visit


def reads_answers(session: Session, inspection_id: UUID, actor: Actor) -> bool:
    """Whether the actor may read filled checklists: the inspecting side may, the authority that is inspected may not.

    In a self-inspection the authority's own people are the team, and they read what they filled.
    """
    return inspection_id in answers_read(session, [inspection_id], actor)


def answers_read(session: Session, inspection_ids: Iterable[UUID], actor: Actor) -> set[UUID]:
    """Those of the inspections whose filled checklists the actor may read."""
    wanted = set(inspection_ids)
    query = select(Inspection.id).where(col(Inspection.id).in_(wanted), inspections.inspected_by(actor))
    return set(session.exec(query)) if wanted else set()


def require_readable(session: Session, inspection_id: UUID, actor: Actor) -> Inspection:
    """The inspection, if the actor may read its answers. Raises Problem `not_found`."""
    if not reads_answers(session, inspection_id, actor):
        raise Problem("not_found")
    return session.get_one(Inspection, inspection_id)


def responses_of(session: Session, inspection_id: UUID) -> list[Response]:
    """Every response of an inspection, those of earlier visits first."""
    return list(session.exec(_in_order().where(Response.inspection_id == inspection_id)))


def _in_order() -> SelectOfScalar[Response]:
    """Responses, those of earlier visits first."""
    joined = select(Response).join(Visit, col(Visit.id) == col(Response.visit_id))
    return joined.order_by(col(Visit.ordinal), col(Response.id))


def latest(session: Session, inspection_id: UUID) -> dict[SlotKey, Response]:
    """For each slot the response of the last visit that has one; a response without any answer does not count."""
    return newest(responses_of(session, inspection_id))


def newest(responses: Iterable[Response]) -> dict[SlotKey, Response]:
    """The same, of responses that were read in the order of `responses_of`."""
    found = {}
    for response in responses:
        if response.answers:
            found[response.checklist, response.scope, response.site_id] = response
    return found


def response_at(session: Session, visit_id: UUID, slot: SlotKey) -> Response | None:
    """The response of a slot in one visit, if anything was saved."""
    checklist, scope, site_id = slot
    query = select(Response).where(
        Response.visit_id == visit_id,
        Response.checklist == checklist,
        Response.scope == scope,
        Response.site_id == site_id,
    )
    return session.exec(query).first()


def revisions_of(session: Session, response_id: UUID) -> list[ResponseRevision]:
    """Every saved state of a response, oldest first."""
    query = select(ResponseRevision).where(ResponseRevision.response_id == response_id)
    return list(session.exec(query.order_by(col(ResponseRevision.number))))


def checklist_of(session: Session, used: InspectionChecklist) -> Definition:
    """The definition that an inspection uses, in the version with which the inspection began."""
    return _definition(session, used.checklist, used.checklist_version)


def checklist_titles(session: Session) -> dict[str, str]:
    """The checklists that are stored, by id with the title of the newest version, in the order of their titles."""
    # They are in the order of their versions, so the newest one of each remains.
    newest = {row.name: _parsed(row.body).title for row in definitions.stored(session, "checklist") if not row.draft}
    return dict(sorted(newest.items(), key=lambda pair: text.sort_key(pair[1])))


def definition_of(session: Session, response: Response) -> Definition:
    """The definition with which a response was filled; the YAML files may say something else by now."""
    return _definition(session, response.checklist, response.checklist_version)


def _definition(session: Session, name: str, version: int) -> Definition:
    return _parsed(definitions.body_of(session, "checklist", name, version))


def definitions_of(
    session: Session, rows: Iterable[Response | InspectionChecklist]
) -> dict[definitions.Version, Definition]:
    """The same for many responses, or for what inspections use, with one query: by `version_of` a row."""
    return definitions_by_version(session, {version_of(row) for row in rows})


def definitions_by_version(
    session: Session, versions: Iterable[definitions.Version]
) -> dict[definitions.Version, Definition]:
    """The checklists of these versions, with one query."""
    bodies = definitions.bodies_of(session, "checklist", versions)
    return {version: _parsed(body) for version, body in bodies.items()}


def version_of(row: Response | InspectionChecklist) -> definitions.Version:
    """The name and the number of a row's checklist."""
    return row.checklist, row.checklist_version


@lru_cache(maxsize=64)
def _parsed(body: str) -> Definition:
    return catalog.from_body(body)


@dataclass(frozen=True, slots=True)
class UnitAnswers:
    """The newest answers about the unit to one checklist, without hidden items."""

    response: Response
    definition: Definition
    answers: dict[str, Any]


def unit_answers(session: Session, inspection_id: UUID) -> dict[str, UnitAnswers]:
    """By checklist, what was answered about the unit, with the definition that gives it meaning."""
    return unit_answers_in(session, [inspection_id]).get(inspection_id, {})


def unit_answers_in(session: Session, inspection_ids: Iterable[UUID]) -> dict[UUID, dict[str, UnitAnswers]]:
    """The same for each of several inspections that has any, with two queries."""
    about_unit = (Response.scope == "unit", col(Response.inspection_id).in_(set(inspection_ids)))
    newest = {}
    for response in session.exec(_in_order().where(*about_unit)):
        if response.answers:
            newest[response.inspection_id, response.checklist] = response
    known = definitions_of(session, newest.values())
    found: dict[UUID, dict[str, UnitAnswers]] = {}
    for (inspection_id, checklist), response in newest.items():
        definition = known[version_of(response)]
        answers = shown_answers(definition.section("unit"), response.answers)
        found.setdefault(inspection_id, {})[checklist] = UnitAnswers(response, definition, answers)
    return found


def require_open(session: Session, visit: Visit) -> None:
    """Refuse to fill before a visit has begun and after it was closed (Problem `visit.not_open`)."""
    if not FILLING.of(visit):
        raise Problem("visit.not_open", state=state_title(session, visit))


def state_title(session: Session, row: CaseRow) -> str:
    """The state of a case in its own words."""
    return pins.runtime(session, row.workflow, row.workflow_version).definition.states[row.status].title
