"""Reading findings."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, NamedTuple, cast
from uuid import UUID

from sqlalchemy import ColumnElement, and_, false, or_
from sqlmodel import Session, col, select

from rasoat.accounts.actor import Actor, Role
from rasoat.checklists.definition import Definition, Scope, Section
from rasoat.checklists.extras import extras_of, is_extra
from rasoat.db.asking import for_each
from rasoat.db.bulk import among_these
from rasoat.db.reading import rows_by_id
from rasoat.definitions.operations import Version
from rasoat.files.access import attached_to
from rasoat.files.models import Attachment
from rasoat.findings.drafting import key_of, proposals
from rasoat.findings.models import Finding
from rasoat.inspections import queries as inspections
from rasoat.inspections.models import TOLD, Inspection, Site
from rasoat.inspections.near import near
from rasoat.problems import Problem
from rasoat.visits import queries as visits
from rasoat.visits.models import Response

# "strength" comes after "shortcoming" in the alphabet and before it in every paper.
_IN_ORDER = (col(Finding.kind).desc(), col(Finding.ordinal), col(Finding.id))


def findings_of(
    session: Session, inspection_id: UUID, kind: str | None = None, accepted_only: bool = False
) -> list[Finding]:
    """The findings of an inspection in their order: strengths and shortcomings, or one kind; with or without those not
    accepted.
    """
    query = select(Finding).where(Finding.inspection_id == inspection_id)
    if kind is not None:
        query = query.where(Finding.kind == kind)
    if accepted_only:
        query = query.where(Finding.status == "accepted")
    return list(session.exec(query.order_by(*_IN_ORDER)))


def visible_to(actor: Actor) -> ColumnElement[bool]:
    """Findings that a person may read: all of an inspection for the inspecting side; once the result was sent to it, also the
    inspected authority those that were accepted and are public.
    """
    if actor.role == Role.ADMINISTRATOR:
        return false()
    its = col(Inspection.id) == col(Finding.inspection_id)
    public = and_(col(Finding.status) == "accepted", col(Finding.visibility) == "public")
    told = for_each(Inspection, its, TOLD.condition, inspections.visible_to(actor))
    return or_(for_each(Inspection, its, inspections.inspected_by(actor)), and_(public, told))


def listed(session: Session, actor: Actor) -> ColumnElement[bool]:
    """The same as `visible_to`, for lists (see inspections/near.py)."""
    few = near(session, actor)
    if few is None:
        return visible_to(actor)
    return and_(among_these(col(Finding.inspection_id), few), visible_to(actor))


def readable(session: Session, inspection_id: UUID, actor: Actor) -> list[Finding]:
    """The findings that this person may read (see `visible_to`).

    Raises Problem `not_found` when the person may not see the inspection, or not yet its result.
    """
    inspection = inspections.require_visible(session, inspection_id, actor)
    found = readable_in(session, [inspection], actor)
    if inspection_id not in found:
        raise Problem("not_found")
    return found[inspection_id]


def readable_in(session: Session, seen: Iterable[Inspection], actor: Actor) -> dict[UUID, list[Finding]]:
    """The findings that this person may read of each of these inspections, which the person may see; one whose result
    the person does not know yet is left out.
    """
    by_id = {one.id: one for one in seen}
    whole = visits.answers_read(session, by_id, actor)
    found: dict[UUID, list[Finding]] = {key: [] for key, one in by_id.items() if key in whole or TOLD.of(one)}
    query = select(Finding).where(col(Finding.inspection_id).in_(found), visible_to(actor))
    for row in session.exec(query.order_by(*_IN_ORDER)) if found else ():
        found[row.inspection_id].append(row)
    return found


def is_told(session: Session, inspection: Inspection, actor: Actor) -> bool:
    """Whether this person may know the findings: the inspecting side always may, the authority once the result was
    sent to it.
    """
    return TOLD.of(inspection) or visits.reads_answers(session, inspection.id, actor)


def merged_into(session: Session, finding_id: UUID) -> list[Finding]:
    """The findings that were merged into one."""
    query = select(Finding).where(Finding.merged_into_id == finding_id)
    return list(session.exec(query.order_by(col(Finding.ordinal))))


def outdated(session: Session, inspection_id: UUID) -> dict[UUID, str]:
    """Findings whose checklist now says something else, and what people must check."""
    now = {proposal.key: proposal.draft.sentence for proposal in proposals(session, inspection_id)}
    rows = findings_of(session, inspection_id)
    responses = rows_by_id(session, Response, (finding.response_id for finding in rows))
    found = {}
    for finding in rows:
        if finding.status not in ("drafted", "accepted") or not finding.response_id or not finding.draft:
            continue
        key = key_of(responses[finding.response_id], finding.item, finding.kind)
        if key not in now:
            found[finding.id] = "Bảng kiểm đã sửa và không còn dẫn tới mục này; xem lại rồi bỏ hoặc giữ."
        elif now[key] != finding.draft["sentence"]:
            found[finding.id] = f"Bảng kiểm đã sửa, nay dẫn tới câu: “{now[key]}”"
    return found


@dataclass(frozen=True, slots=True)
class Evidence:
    """The source of a finding: an item of a response, the place, the photographs taken there."""

    response: Response
    section: Section
    checklist: str
    label: str
    item: str
    where: str
    files: list[Attachment]


def evidence_in(session: Session, inspection_id: UUID) -> dict[UUID, list[Evidence]]:
    """The evidence of each finding of an inspection and of those merged into it; one written by hand has none."""
    rows = findings_of(session, inspection_id)
    resting = {row.id: [row] for row in rows}
    for row in sorted(rows, key=lambda row: row.ordinal):
        if row.merged_into_id:
            resting[row.merged_into_id].append(row)
    responses = rows_by_id(session, Response, (row.response_id for row in rows))
    known = _Known(
        responses,
        visits.definitions_of(session, responses.values()),
        rows_by_id(session, Site, (response.site_id for response in responses.values())),
        attached_to(session, "response", responses),
    )
    return {
        key: [_evidence(known, one, one.response_id) for one in on if one.response_id] for key, on in resting.items()
    }


class _Known(NamedTuple):
    """What evidence is told from, read for all findings at once."""

    responses: dict[UUID, Response]
    definitions: dict[Version, Definition]
    sites: dict[UUID, Site]
    files: dict[UUID, list[Attachment]]


def _evidence(known: _Known, finding: Finding, response_id: UUID) -> Evidence:
    response = known.responses[response_id]
    definition = known.definitions[visits.version_of(response)]
    section = definition.section(cast(Scope, response.scope))
    labels = {check.id: check.message for check in section.checks} | {i.id: i.label for i in section.items}
    extra = is_extra(finding.item)
    site = known.sites.get(response.site_id) if response.site_id else None
    return Evidence(
        response=response,
        section=section,
        checklist=definition.title,
        label="mục đoàn ghi thêm" if extra else labels[finding.item],
        item="extras" if extra else finding.item,
        where=site.name if site else "Đơn vị được kiểm tra",
        files=[file for file in known.files.get(response.id, []) if _named(section, response, finding, file)],
    )


def _named(section: Section, response: Response, finding: Finding, file: Attachment) -> bool:
    """Whether the answers still name a file: those of the extra item that the finding comes from, or else of the checklist's
    questions. A file that was removed from them proves nothing.
    """
    if is_extra(finding.item):
        answers: list[Any] = [one.photos for one in extras_of(response.answers) if one.item == finding.item]
    else:
        answers = [response.answers.get(item.id) for item in section.items if item.type == "photo"]
    references = [reference for photos in answers for reference in photos or []]
    return any(key in (str(file.id), file.sha256) for reference in references for key in reference.values())
