"""Earlier findings, obligations and figures of this unit and the papers about it, as far as one member may see them."""

from collections.abc import Iterator, Mapping
from uuid import UUID

from sqlalchemy import ColumnElement, and_, or_
from sqlmodel import Session, col, select

from rasoat import clock
from rasoat.accounts.actor import Actor
from rasoat.files.models import Attachment, Blob
from rasoat.findings import queries as findings
from rasoat.findings.models import Finding
from rasoat.inspections import queries as inspections
from rasoat.inspections.models import CANCELLED, Inspection, Site
from rasoat.papers import queries as paper_queries
from rasoat.papers.models import OUT, PaperCase
from rasoat.recommendations import observing, on_the_spot
from rasoat.recommendations import queries as recommendations
from rasoat.recommendations.conditions import open_condition
from rasoat.recommendations.models import ORDINARY, PRIORITIES, Obligation
from rasoat.tablets.taking.schemas import FigurePart, FindingPart, MeasurePart, ObligationPart, PaperPart
from rasoat.units import queries as units
from rasoat.visits import queries as visits
from rasoat.visits.models import Response
from rasoat.visits.presenters import in_words
from rasoat.visits.queries import state_title

MOST_FINDINGS = 200
"""The newest ones; more is no help on a river bank."""


def earlier(session: Session, inspection: Inspection, actor: Actor) -> list[Inspection]:
    """The other inspections of the same unit that the member may see, the newest first."""
    query = select(Inspection).where(
        Inspection.unit_id == inspection.unit_id,
        Inspection.id != inspection.id,
        ~CANCELLED.condition,
        inspections.visible_to(actor),
    )
    return list(session.exec(query.order_by(col(Inspection.scheduled_on).desc(), col(Inspection.id).desc())))


def found_before(session: Session, past: list[Inspection], actor: Actor) -> list[FindingPart]:
    """Accepted findings of earlier inspections. Those that concern a child go only to members who may read those
    answers at the desk.
    """
    readable = findings.readable_in(session, past, actor)
    told = [(one, row) for one in past for row in readable.get(one.id, []) if row.status == "accepted"][:MOST_FINDINGS]
    places = _places(session, [row for _, row in told])
    return [
        FindingPart(
            id=row.id,
            inspection=inspection.title,
            date=inspection.scheduled_on,
            kind=row.kind,
            text=row.text,
            site=places.get(row.response_id, "") if row.response_id else "",
        )
        for inspection, row in told
    ]


def _places(session: Session, rows: list[Finding]) -> dict[UUID, str]:
    wanted = {row.response_id for row in rows if row.response_id}
    query = (
        select(Response.id, Site.name)
        .join(Site, col(Site.id) == col(Response.site_id))
        .where(col(Response.id).in_(wanted))
    )
    return dict(session.exec(query).all()) if wanted else {}


def _status_title(session: Session, obligation: Obligation) -> str:
    state = state_title(session, obligation)
    return state if obligation.priority == ORDINARY else f"{PRIORITIES[obligation.priority]}; {state}"


def still_owed(session: Session, inspection: Inspection, actor: Actor) -> list[ObligationPart]:
    """Open obligations that concern the unit: the urgent first, then the earliest due."""
    query = (
        select(Obligation)
        .where(
            observing.of_unit(inspection), open_condition(), recommendations.visible_to(actor)
        )
        .order_by(col(Obligation.queue), col(Obligation.source_number), col(Obligation.id))
    )  # fmt: skip
    rows = list(session.exec(query))
    names = units.names(session, {obligation.addressee_id for obligation in rows})
    return [_owed(session, obligation, names[obligation.addressee_id].listed_name, actor) for obligation in rows]


def _owed(session: Session, obligation: Obligation, addressee: str, actor: Actor) -> ObligationPart:
    against = on_the_spot.why_not(session, obligation, actor)
    return ObligationPart(
        id=obligation.id,
        measure=obligation.measure,
        recommendation=obligation.source_text,
        addressee=addressee,
        due_on=obligation.due_on,
        status_title=_status_title(session, obligation),
        verdict=obligation.verdict,
        version=obligation.version,
        parts=[
            MeasurePart(ordinal=one.ordinal, measure=one.measure, kind=one.kind, unit=one.unit, target=one.target)
            for one in obligation.parts
        ],
        verifiable=not against,
        not_verifiable=against,
    )


def counted_before(session: Session, past: list[Inspection], actor: Actor) -> list[FigurePart]:
    """The newest figure of each kind that the unit gave in earlier inspections whose answers the member may read."""
    given = visits.unit_answers_in(session, visits.answers_read(session, (one.id for one in past), actor))
    found: dict[tuple[str, str], FigurePart] = {}
    for inspection in past:
        for key, figure in _figures(inspection, given.get(inspection.id, {})):
            found.setdefault(key, figure)
    return list(found.values())


def _figures(
    inspection: Inspection, given: Mapping[str, visits.UnitAnswers]
) -> Iterator[tuple[tuple[str, str], FigurePart]]:
    for name, unit in given.items():
        day = f"{clock.date_text(inspection.scheduled_on)}" if inspection.scheduled_on else "chưa rõ ngày"
        for item in unit.definition.section("unit").items:
            if item.is_number and item.id in unit.answers:
                value = in_words(item, unit.answers[item.id])
                source = f"{unit.definition.title}, kiểm tra ngày {day}"
                yield (name, item.id), FigurePart(title=item.label, value=value, source=source)


def papers(session: Session, inspection: Inspection, past: list[Inspection], actor: Actor) -> list[PaperPart]:
    """The issued papers of the plan, of this inspection and of earlier ones, as files, the newest first."""
    query = (
        select(PaperCase, Attachment, Blob)
        .join(Attachment, and_(col(Attachment.owner_kind) == "paper", col(Attachment.owner_id) == col(PaperCase.id)))
        .join(Blob, col(Blob.sha256) == col(Attachment.sha256))
        .where(_about(inspection, past), OUT.condition, paper_queries.visible_to(actor))
        .order_by(col(PaperCase.issued_on).desc(), col(Attachment.id).desc())
    )
    return [
        PaperPart(
            id=file.id,
            title=case.subject,
            number=case.reference,
            date=case.issued_on,
            size=blob.size,
            url=f"/api/v1/files/{file.id}",
            kind=blob.kind,
        )
        for case, file, blob in session.exec(query)
    ]


def _about(inspection: Inspection, past: list[Inspection]) -> ColumnElement[bool]:
    told = paper_queries.about("inspection", inspection.id, *(one.id for one in past))
    return or_(told, paper_queries.about("plan", inspection.plan_id)) if inspection.plan_id else told
