"""What people do with findings: write, edit, accept, reject, merge, restore, order."""

import re
from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from sqlmodel import Session

from rasoat import text as texts
from rasoat.accounts.actor import Actor
from rasoat.db.locking import lock
from rasoat.db.ordinals import give_ordinals
from rasoat.findings import queries
from rasoat.findings.drafting import Proposal, key_of, proposals
from rasoat.findings.models import KINDS, STATUSES, VISIBILITIES, Finding
from rasoat.inspections import queries as inspections
from rasoat.inspections.freeze import require_unfrozen
from rasoat.inspections.models import DECIDING, DRAFTING, Inspection
from rasoat.problems import Problem, Reason
from rasoat.visits.models import Response
from rasoat.visits.queries import state_title
from rasoat.workflows import Meaning
from rasoat.workflows.editing import begin_edit, mark

LONGEST = 4000
WITHDRAWN = "Câu trả lời mới trong bảng kiểm không còn dẫn tới gợi ý này."


def add_finding(
    session: Session, actor: Actor, inspection_id: UUID, *, kind: str, text: str, visibility: str = "public"
) -> Finding:
    """Write a finding by hand; this is also possible while visits are still open. Raises what edit_finding raises."""
    _lock_results(session, actor, inspection_id)
    require_editor(session, actor, inspection_id, DRAFTING)
    if kind not in KINDS:
        raise Problem("form.invalid", reasons=[Reason("kind", "Chọn ưu điểm, hoặc tồn tại, hạn chế.")])
    finding = Finding(
        inspection_id=inspection_id,
        kind=kind,
        ordinal=next_ordinal(session, inspection_id, kind),
        text=_checked_text(session, inspection_id, text, visibility),
        visibility=visibility,
    )
    mark(finding, actor)
    session.add(finding)
    session.flush()
    return finding


def edit_finding(
    session: Session, actor: Actor, finding_id: UUID, version: int | None, *, text: str, visibility: str | None = None
) -> Finding:
    """Change the words of a finding, and who may read it. A suggestion stays one until it is accepted.

    Raises Problem `finding.locked`, `finding.settled`, `form.invalid` (also when a public sentence names a home that was
    visited), `row.stale`, `forbidden`, `not_found`.
    """
    finding = _take(session, actor, finding_id, version, ("drafted", "accepted"))
    finding.visibility = finding.visibility if visibility is None else visibility
    finding.text = _checked_text(session, finding.inspection_id, text, finding.visibility, finding)
    return _saved(session, finding)


def accept_finding(session: Session, actor: Actor, finding_id: UUID, version: int | None = None) -> Finding:
    """Take a suggestion over into the result."""
    finding = _take(session, actor, finding_id, version, ("drafted",))
    finding.status = "accepted"
    return _saved(session, finding)


def reject_finding(
    session: Session, actor: Actor, finding_id: UUID, reason: str, version: int | None = None
) -> Finding:
    """Leave a finding out of the result, and say why."""
    finding = _take(session, actor, finding_id, version, ("drafted", "accepted"))
    finding.rejected_reason = _required(reason, "reason", "Cần nhập lý do không nhận.")
    finding.status = "rejected"
    return _saved(session, finding)


def restore_finding(session: Session, actor: Actor, finding_id: UUID, version: int | None = None) -> Finding:
    """Bring back a finding that was rejected or merged: a suggestion becomes a suggestion again, a finding that people
    wrote becomes accepted.
    """
    finding = _take(session, actor, finding_id, version, ("rejected", "merged"))
    finding.status = "drafted" if finding.draft else "accepted"
    finding.rejected_reason, finding.merged_into_id = "", None
    return _saved(session, finding)


def merge_findings(
    session: Session,
    actor: Actor,
    into_id: UUID,
    other_ids: Sequence[UUID],
    *,
    text: str | None = None,
    version: int | None = None,
    seen: Mapping[UUID, int] | None = None,
) -> Finding:
    """Make several findings of one kind into one, which is accepted with `text` (its own when not given). `version` is that
    of the finding that stays, `seen` has those of the others that the person saw.

    The others keep their words and evidence and are shown behind it. Words about a home never flow into a public
    sentence by merging: only `text` is shown, and it is checked as in edit_finding. Raises Problem `finding.merge` and
    as edit_finding.
    """
    into = _take(session, actor, into_id, version, ("drafted", "accepted"))
    others = [session.get(Finding, other_id) for other_id in dict.fromkeys(other_ids) if other_id != into_id]
    reasons = [] if others else [Reason("others", "Chọn ít nhất hai mục để gộp.")]
    for other in others:
        if other is None or other.inspection_id != into.inspection_id:
            raise Problem("not_found")
        if other.kind != into.kind:
            reasons.append(Reason("others", "Chỉ gộp ưu điểm với ưu điểm, tồn tại với tồn tại."))
        if other.status not in ("drafted", "accepted"):
            reasons.append(Reason("others", f"Có mục đang ở tình trạng “{STATUSES[other.status]}”; khôi phục trước."))
    if reasons:
        raise Problem("finding.merge", reasons=list(dict.fromkeys(reasons)))
    into.text = _checked_text(session, into.inspection_id, text or into.text, into.visibility, into)
    into.status = "accepted"
    for other in others:
        if other is not None:
            _merge(session, actor, other, into, (seen or {}).get(other.id))
    return _saved(session, into)


def _merge(session: Session, actor: Actor, other: Finding, into: Finding, version: int | None) -> None:
    begin_edit(session, other, version, actor)
    other.status, other.merged_into_id = "merged", into.id
    for older in queries.merged_into(session, other.id):
        older.merged_into_id = into.id


def explain_no_recommendation(
    session: Session, actor: Actor, finding_id: UUID, reason: str, version: int | None = None
) -> Finding:
    """State why a shortcoming leads to no recommendation; an empty reason removes the statement."""
    finding = _take(session, actor, finding_id, version, ("accepted",))
    if finding.kind != "shortcoming":
        raise Problem("form.invalid", reasons=[Reason("reason", "Chỉ tồn tại, hạn chế mới cần kiến nghị.")])
    finding.no_recommendation_reason = texts.clean(reason).strip()[:LONGEST]
    return _saved(session, finding)


def move_finding(session: Session, actor: Actor, finding_id: UUID, *, up: bool) -> Finding:
    """Exchange a finding with the one before or after it in the result; at either end nothing changes."""
    finding = _take(session, actor, finding_id, None, ("accepted",))
    row = queries.findings_of(session, finding.inspection_id, finding.kind, accepted_only=True)
    at = [one.id for one in row].index(finding.id)
    to = at - 1 if up else at + 1
    if 0 <= to < len(row):
        give_ordinals(session, [(finding, row[to].ordinal), (row[to], finding.ordinal)])
    return _saved(session, finding)


def draft_from_checklists(session: Session, actor: Actor, inspection_id: UUID) -> None:
    """Suggest the findings that follow from the filled checklists.

    It may run again after further visits: it adds new suggestions, updates or withdraws those that nobody has changed,
    and leaves those alone that people edited or decided.
    """
    lock(session, Inspection, inspection_id)
    known = {}
    for finding in queries.findings_of(session, inspection_id):
        if finding.response_id:
            response = session.get_one(Response, finding.response_id)
            known[key_of(response, finding.item, finding.kind)] = finding
    for proposal in proposals(session, inspection_id):
        found = known.pop(proposal.key, None)
        if found is None or _untouched(found):
            _suggest(session, actor, inspection_id, proposal, found)
    for finding in known.values():
        if _untouched(finding) and finding.status == "drafted":
            finding.version += 1
            finding.status, finding.rejected_reason = "rejected", WITHDRAWN
    session.flush()


def _untouched(finding: Finding) -> bool:
    waits = finding.status == "drafted" or (finding.status == "rejected" and finding.rejected_reason == WITHDRAWN)
    return waits and finding.draft is not None and finding.text == finding.draft["sentence"]


def _suggest(session: Session, actor: Actor, inspection_id: UUID, proposal: Proposal, earlier: Finding | None) -> None:
    draft = proposal.draft
    finding = earlier or Finding(
        inspection_id=inspection_id,
        kind=draft.kind,
        ordinal=next_ordinal(session, inspection_id, draft.kind),
        text=draft.sentence,
    )
    finding.version += 1 if earlier else 0
    mark(finding, actor)
    finding.text, finding.item, finding.draft = texts.nfc(draft.sentence), draft.item, proposal.as_json()
    finding.response_id, finding.visibility = proposal.response.id, proposal.visibility
    finding.status, finding.rejected_reason = "drafted", ""
    session.add(finding)
    session.flush()


def next_ordinal(session: Session, inspection_id: UUID, kind: str) -> int:
    """The place after the last finding of a kind."""
    return max((f.ordinal for f in queries.findings_of(session, inspection_id, kind)), default=0) + 1


def require_editor(session: Session, actor: Actor, inspection_id: UUID, stage: Meaning) -> Inspection:
    """The inspection, if this person may work on its findings now. Raises what edit_finding raises."""
    inspection = inspections.require_visible(session, inspection_id, actor)
    if not inspections.may_edit(session, inspection, actor):
        raise Problem("forbidden")
    if not stage.of(inspection):
        raise Problem("finding.locked", state=state_title(session, inspection))
    require_unfrozen(session, inspection_id)
    return inspection


def _lock_results(session: Session, actor: Actor, inspection_id: UUID) -> None:
    """Let nobody else change the inspection's findings, and nobody move it on, until the transaction ends."""
    inspections.require_visible(session, inspection_id, actor)
    lock(session, Inspection, inspection_id)


def _take(session: Session, actor: Actor, finding_id: UUID, version: int | None, statuses: tuple[str, ...]) -> Finding:
    """Lock the inspection with all its findings and return this one, if this person may change it."""
    found = session.get(Finding, finding_id)
    if found is None:
        raise Problem("not_found")
    _lock_results(session, actor, found.inspection_id)
    finding = lock(session, Finding, finding_id)
    require_editor(session, actor, finding.inspection_id, DECIDING)
    begin_edit(session, finding, version, actor)
    if finding.status not in statuses:
        raise Problem("finding.settled", status=STATUSES[finding.status])
    return finding


def _saved(session: Session, finding: Finding) -> Finding:
    session.flush()
    return finding


def _required(value: str, field: str, message: str) -> str:
    clean = texts.clean(value).strip()
    if not clean or len(clean) > LONGEST:
        raise Problem("form.invalid", reasons=[Reason(field, message if not clean else "Viết gọn lại.")])
    return clean


def _checked_text(
    session: Session, inspection_id: UUID, text: str, visibility: str, finding: Finding | None = None
) -> str:
    clean = _required(text, "text", "Cần nhập nội dung.")
    if visibility not in VISIBILITIES:
        raise Problem("form.invalid", reasons=[Reason("visibility", "Chọn ai được đọc mục này.")])
    if visibility == "public":
        _refuse_private(session, inspection_id, clean, (finding.draft or {}) if finding else {})
    return clean


def _refuse_private(session: Session, inspection_id: UUID, text: str, draft: dict[str, Any]) -> None:
    """Refuse a public sentence that names a home, or that was drafted from answers about children and not changed
    since.
    """
    for site in inspections.sites(session, inspection_id):
        if site.kind == "home" and _names(text, site.name):
            message = (
                f"Nội dung nêu hộ gia đình đã kiểm tra (“{site.name}”): viết chung cho các hộ, hoặc đổi người đọc."
            )
            raise Problem("form.invalid", reasons=[Reason("text", message)])
    if draft.get("visibility") == "child" and texts.fold(text) == texts.fold(draft["sentence"]):
        message = "Câu này lấy từ mục liên quan đến trẻ em, gia đình: viết lại cho chung rồi mới công khai."
        raise Problem("form.invalid", reasons=[Reason("text", message)])


def _names(sentence: str, name: str) -> bool:
    folded = texts.fold(name)
    return bool(folded) and re.search(rf"(?<!\w){re.escape(folded)}(?!\w)", texts.fold(sentence)) is not None
