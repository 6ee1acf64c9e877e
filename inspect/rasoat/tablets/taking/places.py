"""What was seen before at the places of an inspection, found by the codes that name a place over the years."""

from collections.abc import Iterable, Mapping
from typing import cast
from uuid import UUID

from sqlmodel import Session, col, select

from rasoat.accounts.actor import Actor
from rasoat.checklists.definition import Definition, Scope
from rasoat.checklists.items import UNSAID
from rasoat.checklists.show_if import visible as shown_answers
from rasoat.db.reading import rows_by_id
from rasoat.findings.models import Finding
from rasoat.inspections.models import SITE_KINDS, Inspection, Site
from rasoat.inspections.places.queries import require_place
from rasoat.recommendations.models import Obligation, RecommendationFinding
from rasoat.tablets.taking.queries import trips_of
from rasoat.tablets.taking.schemas import FindingPart, FoundPlace, ObligationPart, PlacePart, PlaceTrip, SeenBefore
from rasoat.visits import queries as visits
from rasoat.visits.models import Response, Visit
from rasoat.visits.presenters import in_words

MOST = 6
"""Filled checklists of one place that go along, the newest: some three visits."""


def places(
    session: Session,
    actor: Actor,
    sites: Iterable[Site],
    findings: Iterable[FindingPart],
    obligations: Iterable[ObligationPart],
) -> list[PlacePart]:
    """The places of an inspection's sites that have a code, with what other inspections saw there, also those of units that
    came before, as far as the member may read it.
    """
    coded = {site.place_code: site for site in sites if site.place_code}
    if not coded:
        return []
    seen = _responses(session, actor, coded)
    by_finding = _findings(session, seen, [one.id for one in findings])
    by_obligation = _obligations(session, by_finding, [one.id for one in obligations])
    before = _before(session, seen)
    return [
        PlacePart(
            site_id=site.id,
            code=code,
            before=before.get(code, []),
            findings=[one for one, its in by_finding.items() if its == code],
            obligations=[one for one, its in by_obligation.items() if code in its],
        )
        for code, site in coded.items()
    ]


Seen = list[tuple[Response, Visit, str]]
"""Filled checklists with their visit and the code of their place, the newest first."""


def _responses(session: Session, actor: Actor, coded: Mapping[str, Site]) -> Seen:
    here = {site.inspection_id for site in coded.values()}
    same = (col(Site.place_code).in_(list(coded)), col(Site.inspection_id).not_in(here))
    readable = visits.answers_read(session, session.exec(select(Site.inspection_id).where(*same)), actor)
    query = (
        select(Response, Visit, Site.place_code)
        .join(Visit, col(Visit.id) == col(Response.visit_id))
        .join(Site, col(Site.id) == col(Response.site_id))
        .where(*same, col(Response.inspection_id).in_(list(readable)))
        .order_by(col(Visit.happens_on).desc(), col(Visit.ordinal).desc(), col(Response.id))
    )
    return [(response, visit, code) for response, visit, code in session.exec(query) if response.answers]


def _before(session: Session, seen: Seen) -> dict[str, list[SeenBefore]]:
    known = visits.definitions_of(session, [response for response, _, _ in seen])
    titles = rows_by_id(session, Inspection, {response.inspection_id for response, _, _ in seen})
    found: dict[str, list[SeenBefore]] = {}
    for response, visit, code in seen:
        told = found.setdefault(code, [])
        if len(told) < MOST:
            definition = known[visits.version_of(response)]
            one = SeenBefore(
                date=visit.happens_on,
                inspection=titles[response.inspection_id].title,
                checklist=definition.title,
                passed=response.passed,
                answers=_answers(definition, response),
            )
            told.append(one)
    return found


def _answers(definition: Definition, response: Response) -> list[str]:
    section = definition.section(cast(Scope, response.scope))
    answers = shown_answers(section, response.answers)
    said = [item for item in section.items if item.type not in UNSAID and item.visibility != "child"]
    return [f"{item.label}: {in_words(item, answers[item.id])}" for item in said if item.id in answers]


def _findings(session: Session, seen: Seen, known: list[UUID]) -> dict[UUID, str]:
    """By finding that goes along, the code of the place at which it was made."""
    codes = {response.id: code for response, _, code in seen}
    if not codes or not known:
        return {}
    query = select(Finding.id, Finding.response_id).where(col(Finding.id).in_(known))
    return {one: codes[where] for one, where in session.exec(query) if where in codes}


def _obligations(session: Session, by_finding: Mapping[UUID, str], known: list[UUID]) -> dict[UUID, set[str]]:
    """By obligation that goes along, the codes of the places at which the reasons for it were found."""
    if not by_finding or not known:
        return {}
    query = (
        select(Obligation.id, RecommendationFinding.finding_id)
        .join(
            RecommendationFinding,
            (col(Obligation.source_kind) == "recommendation")
            & (col(RecommendationFinding.recommendation_id) == col(Obligation.source_id)),
        )
        .where(col(Obligation.id).in_(known), col(RecommendationFinding.finding_id).in_(list(by_finding)))
    )
    found: dict[UUID, set[str]] = {}
    for obligation_id, finding_id in session.exec(query):
        found.setdefault(obligation_id, set()).add(by_finding[finding_id])
    return found


def found_place(session: Session, actor: Actor, code: str, tablet_id: UUID | None) -> FoundPlace:
    """The place with this code, and the visits of the person's teams that go there. Raises as `require_place` does."""
    rows = require_place(session, code, actor)
    site, inspection = rows[0]
    its = {one.id for _, one in rows}
    return FoundPlace(
        code=site.place_code,
        name=site.name,
        kind=SITE_KINDS[site.kind],
        place=site.place,
        unit=inspection.unit_name,
        inspection_id=inspection.id,
        trips=[
            PlaceTrip(visit_id=trip.visit_id, unit=trip.unit, happens_on=trip.happens_on)
            for trip in trips_of(session, actor, tablet_id)
            if trip.inspection_id in its
        ],
    )
