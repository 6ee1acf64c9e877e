"""Reading findings."""

from dataclasses import dataclass
from typing import cast
from uuid import UUID

from sqlmodel import Session, col, select

from rasoat.accounts.actor import Actor
from rasoat.checklists.definition import Scope, Section
from rasoat.files.access import attached
from rasoat.files.models import Attachment
from rasoat.findings.drafting import key_of, proposals
from rasoat.findings.models import Finding
from rasoat.inspections import queries as inspections
from rasoat.inspections.models import TOLD, Inspection, Site
from rasoat.problems import Problem
from rasoat.visits import queries as visits
from rasoat.visits.models import Response


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
    # "strength" comes after "shortcoming" in the alphabet and before it in every paper.
    return list(session.exec(query.order_by(col(Finding.kind).desc(), col(Finding.ordinal), col(Finding.id))))


def readable(session: Session, inspection_id: UUID, actor: Actor) -> list[Finding]:
    """The findings that this person may read. The inspected authority may read those that were accepted and are
    public, once the result was sent to it.

    Raises Problem `not_found` when the person may not see the inspection, or not yet its result.
    """
    inspection = inspections.require_visible(session, inspection_id, actor)
    if not is_told(session, inspection, actor):
        raise Problem("not_found")
    if visits.reads_answers(session, inspection_id, actor):
        return findings_of(session, inspection_id)
    return [f for f in findings_of(session, inspection_id, accepted_only=True) if f.visibility == "public"]


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
    found = {}
    for finding in findings_of(session, inspection_id):
        if finding.status not in ("drafted", "accepted") or not finding.response_id or not finding.draft:
            continue
        key = key_of(session.get_one(Response, finding.response_id), finding.item, finding.kind)
        if key not in now:
            found[finding.id] = "Bảng kiểm đã sửa và không còn dẫn tới mục này; xem lại rồi bỏ hoặc giữ."
        elif now[key] != finding.draft["sentence"]:
            found[finding.id] = f"Bảng kiểm đã sửa, nay dẫn tới câu: “{now[key]}”"
    return found


@dataclass(frozen=True, slots=True)
class Evidence:
    """The source of a finding: an item of a response, the place, the photographs taken there."""

    response: Response
    checklist: str
    label: str
    item: str
    where: str
    files: list[Attachment]


def evidence_of(session: Session, finding: Finding) -> list[Evidence]:
    """The evidence of a finding and of those merged into it; a finding written by hand has none."""
    resting = [finding, *merged_into(session, finding.id)]
    return [_evidence(session, one, one.response_id) for one in resting if one.response_id]


def _evidence(session: Session, finding: Finding, response_id: UUID) -> Evidence:
    response = session.get_one(Response, response_id)
    definition = visits.definition_of(session, response)
    section = definition.section(cast(Scope, response.scope))
    labels = {check.id: check.message for check in section.checks} | {i.id: i.label for i in section.items}
    site = session.get(Site, response.site_id) if response.site_id else None
    return Evidence(
        response=response,
        checklist=definition.title,
        label=labels[finding.item],
        item=finding.item,
        where=site.name if site else "Đơn vị được kiểm tra",
        files=[file for file in attached(session, "response", response.id) if _named(section, response, file)],
    )


def _named(section: Section, response: Response, file: Attachment) -> bool:
    """Whether the answers still name a file. A file that was removed from them proves nothing."""
    answers = [response.answers.get(item.id) for item in section.items if item.type == "photo"]
    references = [reference for photos in answers for reference in photos or []]
    return any(key in (str(file.id), file.sha256) for reference in references for key in reference.values())
