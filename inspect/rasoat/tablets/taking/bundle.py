"""The bundle of a visit: what a member takes along to work without a network.

Its ETag has two halves. The first is of what was prepared (checklists, sites, papers, what is known of the unit); the
second is of what grows during the visit (responses, the visit's state). A tablet's bundle is old when its first half
differs from the one of today.
"""

import hashlib
from collections.abc import Container, Iterable
from typing import Any
from uuid import UUID

from sqlmodel import Session, col, select

from rasoat import clock
from rasoat.accounts import queries as accounts
from rasoat.accounts.actor import Actor
from rasoat.dangers.phones import PHONES
from rasoat.db import installation
from rasoat.db.types import canonical
from rasoat.files.models import Attachment, Blob
from rasoat.inspections import queries as inspections
from rasoat.inspections.models import SITE_KINDS, AssignedSlot, Inspection, InspectionChecklist, Site
from rasoat.plans.models import Plan
from rasoat.tablets.receiving.models import Record
from rasoat.tablets.taking import history, places
from rasoat.tablets.taking.pictures import pictured_before
from rasoat.tablets.taking.queries import require_team_member
from rasoat.tablets.taking.schemas import (
    AssignedPart,
    Bundle,
    FilePart,
    NamesPart,
    PhonePart,
    Prepared,
    ReportedPart,
    ResponsePart,
    SitePart,
    TeamMemberPart,
    UsedChecklist,
    VisitPart,
)
from rasoat.units import queries as units
from rasoat.visits import queries as visits
from rasoat.visits.models import Response, Visit
from rasoat.visits.presenters import reported_beside
from rasoat.visits.queries import state_title


def bundle_of(session: Session, actor: Actor, visit_id: UUID) -> Bundle:
    """Everything about the visit that this member may see at the desk. Raises Problem `not_found` for a person who is
    not a member.
    """
    prepared = _prepared(session, actor, require_team_member(session, actor, visit_id))
    visit = session.get_one(Visit, visit_id)
    responses = _responses(session, visit)
    sites = inspections.sites(session, visit.inspection_id)
    made = Bundle(
        **dict(prepared),
        definitions=_definitions(session, inspections.checklists(session, visit.inspection_id), responses),
        responses=_response_parts(session, responses),
        assigned=_assigned(session, visit.inspection_id, actor),
        places=places.places(session, actor, sites, prepared.findings, prepared.obligations),
        server_time=clock.real_now(),
        example_date=installation.example_date(session),
        etag="",
    )
    added = _added_on_the_spot(session, visit.inspection_id)
    growing = made.model_dump(mode="json", include={"definitions", "responses", "assigned", "places"})
    growing["status"] = [made.visit.status, made.visit.status_title, made.visit.means]
    growing["sites"] = [site.model_dump(mode="json") for site in made.sites if str(site.id) in added]
    made.etag = f"{_prepared_digest(prepared, added)}-{_digest(growing)}"
    return made


def prepared_digest(session: Session, actor: Actor, visit_id: UUID) -> str:
    """Compute only the first half of the ETag that this member's bundle has now, without making the bundle.

    Raises Problem `not_found` for a person who is not a member.
    """
    visit = require_team_member(session, actor, visit_id)
    return _prepared_digest(_prepared(session, actor, visit), _added_on_the_spot(session, visit.inspection_id))


def prepared_part(etag: str) -> str:
    """The first half of an ETag, by which the server sees whether a tablet has what is prepared now."""
    return etag.partition("-")[0]


def _prepared(session: Session, actor: Actor, visit: Visit) -> Prepared:
    inspection = session.get_one(Inspection, visit.inspection_id)
    before = history.earlier(session, inspection, actor)
    sites = inspections.sites(session, inspection.id)
    return Prepared(
        visit=_visit(session, visit, inspection, actor),
        checklists=[
            UsedChecklist(checklist=row.checklist, version=row.checklist_version, required=row.required)
            for row in inspections.checklists(session, inspection.id)
        ],
        site_kinds=SITE_KINDS,
        sites=[_site(site) for site in sites],
        context=_names(session, inspection),
        findings=history.found_before(session, before, actor),
        obligations=history.still_owed(session, inspection, actor),
        figures=history.counted_before(session, before, actor),
        papers=history.papers(session, inspection, before, actor),
        phones=[PhonePart(number=phone.number, title=phone.title) for phone in PHONES],
        reported=_reported(session, inspection),
        pictures=pictured_before(session, visit, before, sites, actor),
    )  # fmt: skip


def _reported(session: Session, inspection: Inspection) -> list[ReportedPart]:
    used = visits.definitions_of(session, inspections.checklists(session, inspection.id))
    return [
        ReportedPart(checklist=one.checklist, item=one.item.id, words=one.words, note=one.note, source=one.source)
        for one in reported_beside(session, inspection.id, [used[key] for key in sorted(used)])
    ]


def _prepared_digest(prepared: Prepared, added: Container[str]) -> str:
    """The digest of what was prepared. It leaves out the visit's state, and the sites that tablets added (`added`)."""
    content = prepared.model_dump(mode="json", exclude={"visit": {"status", "status_title", "means"}})
    content["sites"] = [site for site in content["sites"] if site["id"] not in added]
    for later in ("reported", "pictures"):
        if not content[later]:
            # What tablets took along before there was this part is not old because of it.
            del content[later]
    return _digest(content)


def _digest(content: Any) -> str:
    return hashlib.sha256(canonical(content).encode()).hexdigest()[:32]


def _added_on_the_spot(session: Session, inspection_id: UUID) -> set[str]:
    query = (
        select(Record)
        .join(Visit, col(Visit.id) == col(Record.visit_id))
        .where(Visit.inspection_id == inspection_id, Record.kind == "site")
    )
    return {row.body["content"]["id"] for row in session.exec(query)}


def _assigned(session: Session, inspection_id: UUID, actor: Actor) -> list[AssignedPart]:
    rows = inspections.assigned_to(session, actor, col(AssignedSlot.inspection_id) == inspection_id)
    return [AssignedPart(checklist=row.checklist, site_id=row.site_id) for row in rows]


def _visit(session: Session, visit: Visit, inspection: Inspection, actor: Actor) -> VisitPart:
    members = inspections.team_of(session, inspection.id)
    people = accounts.names(session, {member.user_id for member, _ in members})
    plan = session.get(Plan, inspection.plan_id) if inspection.plan_id else None
    assignments = {member.user_id: member.assignment for member, _ in members}
    return VisitPart(
        id=visit.id,
        inspection_id=inspection.id,
        unit=inspection.unit_name,
        unit_office=units.agency(session, inspection.office_id).name if inspection.office_id else "",
        title=inspection.title,
        plan=" ".join(part for part in (plan.reference, plan.title) if part) if plan else "",
        happens_on=visit.happens_on,
        place=visit.place,
        ordinal=visit.ordinal,
        status=visit.status,
        status_title=state_title(session, visit),
        means=visit.means.split(),
        lead=next((people[member.user_id].full_name for member, _ in members if member.assignment == "lead"), ""),
        team=[
            TeamMemberPart(name=people[member.user_id].full_name, agency=agency.short_name, duty=member.assignment)
            for member, agency in members
        ],
        me_duty=next(assignments[one] for one in actor.people if one in assignments),
    )


def _names(session: Session, inspection: Inspection) -> NamesPart:
    office = units.agency(session, inspection.office_id).short_name if inspection.office_id else ""
    return NamesPart(unit=units.agency(session, inspection.unit_id).short_name, unit_office=office)


def _site(site: Site) -> SitePart:
    return SitePart(
        id=site.id,
        kind=site.kind,
        name=site.name,
        place=site.place,
        latitude=site.latitude,
        longitude=site.longitude,
    )


def _definitions(
    session: Session, used: Iterable[InspectionChecklist], responses: Iterable[Response]
) -> list[dict[str, Any]]:
    known = visits.definitions_of(session, [*used, *responses])
    return [known[key].model_dump(mode="json") for key in sorted(known)]


def _responses(session: Session, visit: Visit) -> list[Response]:
    query = select(Response).where(Response.visit_id == visit.id, col(Response.revision) > 0)
    return list(session.exec(query.order_by(col(Response.id))))


def _response_parts(session: Session, responses: list[Response]) -> list[ResponsePart]:
    people = accounts.names(session, {row.saved_by for row in responses})
    files = _files(session, [row.id for row in responses])
    return [
        ResponsePart(
            checklist=row.checklist,
            version=row.checklist_version,
            scope=row.scope,
            site_id=row.site_id,
            revision=row.revision,
            answers=row.answers,
            complete=row.complete,
            saved_by=people[row.saved_by].full_name,
            saved_at=row.saved_at,
            files=files.get(row.id, {}),
        )
        for row in responses
    ]


def _files(session: Session, response_ids: list[UUID]) -> dict[UUID, dict[UUID, FilePart]]:
    query = (
        select(Attachment, Blob)
        .join(Blob, col(Blob.sha256) == col(Attachment.sha256))
        .where(Attachment.owner_kind == "response", col(Attachment.owner_id).in_(response_ids))
        .order_by(col(Attachment.id))
    )
    found: dict[UUID, dict[UUID, FilePart]] = {}
    for file, blob in session.exec(query) if response_ids else ():
        found.setdefault(file.owner_id, {})[file.id] = FilePart(name=file.name, kind=blob.kind)
    return found
