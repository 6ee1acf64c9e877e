"""Photographs of before and after: what the finding rests on, and what answers and later visits show."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from flask import url_for
from sqlmodel import Session

from rasoat.accounts.actor import Actor
from rasoat.files.access import attached, attached_to
from rasoat.files.models import Attachment
from rasoat.findings.models import Finding
from rasoat.findings.queries import Evidence, evidence_in
from rasoat.recommendations import observing
from rasoat.recommendations.answering.queries import answers_of
from rasoat.recommendations.answering.scans import scans_of
from rasoat.recommendations.models import Obligation
from rasoat.recommendations.sources import findings_behind
from rasoat.visits import queries as visits

PICTURES = (".jpg", ".jpeg", ".png", ".webp")


@dataclass(frozen=True, slots=True)
class Origin:
    """A finding behind an obligation, and whether this person reads the answers it rests on."""

    finding: Finding
    reads: bool


def origins(session: Session, obligation: Obligation, actor: Actor) -> list[Origin]:
    """The findings behind an obligation. The inspected unit reads the public ones, and never the team's answers."""
    rows = [session.get_one(Finding, finding_id) for finding_id in findings_behind(session, obligation)]
    reads = {one: visits.reads_answers(session, one, actor) for one in {row.inspection_id for row in rows}}
    seen = [row for row in rows if row.visibility == "public" or reads[row.inspection_id]]
    return [Origin(row, reads[row.inspection_id]) for row in seen]


@dataclass(frozen=True, slots=True)
class Compared:
    """Photographs of before and of after."""

    before: list[dict[str, Any]]
    after: list[dict[str, Any]]


def compared(session: Session, obligation_id: UUID, found: list[Origin], actor: Actor) -> Compared | None:
    """The photographs that this person may see, each side in the order in which they came; None without one of after, and
    for those who never see what the team photographed. The scan of a paper is no photograph of what was done.
    """
    if not any(one.reads for one in found):
        return None
    answers = [row.id for row in answers_of(session, obligation_id) if not row.ended and not row.incoming_id]
    files = attached_to(session, "answer", answers) if answers else {}
    found_there = [file for one in answers for file in _pictures(files.get(one, []))]
    scans = scans_of(session, answers) if found_there else set()
    after = [_shown(file) for file in found_there if file.sha256 not in scans]
    for row in observing.observations_of(session, obligation_id):
        if observing.visible(session, row.id, actor):
            after += [_shown(file) for file in _pictures(attached(session, "observation", row.id))]
    # What the findings rest on costs several queries; they are asked only where there is something to compare with.
    return Compared(_before(session, found), after) if after else None


def _before(session: Session, found: list[Origin]) -> list[dict[str, Any]]:
    known: dict[UUID, list[Evidence]] = {}
    for inspection_id in {one.finding.inspection_id for one in found if one.reads}:
        known |= evidence_in(session, inspection_id)
    seen = [told for one in found for told in known.get(one.finding.id, [])]
    files = {file.id: file for told in seen for file in _pictures(told.files)}
    return [_shown(file) for file in files.values()]


def _pictures(files: list[Attachment]) -> list[Attachment]:
    return [file for file in files if file.name.lower().endswith(PICTURES)]


def _shown(file: Attachment) -> dict[str, Any]:
    return {
        "name": file.name,
        "url": url_for("files.show", attachment_id=file.id),
        "small": url_for("files.small", attachment_id=file.id),
        "at": file.created_at,
    }
