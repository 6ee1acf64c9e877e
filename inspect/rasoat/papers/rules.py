"""What notices tell the workflow engine: who stands where, what must be true, what follows."""

from uuid import UUID

from sqlmodel import Session, select

from rasoat.documents import register
from rasoat.documents.paper import Paper
from rasoat.files.access import register_owner
from rasoat.inspections.freeze import register_freeze
from rasoat.inspections.models import DECIDING, Inspection
from rasoat.inspections.relations import register_case_relations
from rasoat.outbox.operations import enqueue
from rasoat.papers import checks, letterhead, queries
from rasoat.papers.compose import draft_paper
from rasoat.papers.freeze import is_being_signed
from rasoat.papers.models import GIVEN, KINDS, PaperCase
from rasoat.papers.rendering import RENDER
from rasoat.problems import Problem, Reason
from rasoat.workflows import CaseKind, CaseRef, Firing, effect, fire, guard, register_kind


def label(session: Session, paper_id: UUID) -> str:
    """What people call one notice."""
    notice = session.get_one(PaperCase, paper_id)
    return f"Thông báo {notice.reference}" if notice.reference else f"{KINDS[notice.kind]} (dự thảo)"


register_kind(CaseKind("notice", PaperCase, "Thông báo", label, queries.visible))
register_case_relations("notice", "inspection_id")
register_owner("notice", queries.visible)
register_freeze(is_being_signed)


def _row(firing: Firing) -> PaperCase:
    return firing.session.get_one(PaperCase, firing.ref.id)


@guard("notice_is_complete")
def _notice_is_complete(firing: Firing) -> list[Reason]:
    return checks.incomplete(firing.session, _row(firing))


@guard("issue_date_is_possible", needs_payload=True)
def _issue_date_is_possible(firing: Firing) -> list[Reason]:
    day = firing.payload.get("issued_on")
    return checks.impossible_day(firing.session, _row(firing), day) if day else []


@guard("paper_is_as_approved")
def _paper_is_as_approved(firing: Firing) -> list[Reason]:
    """What the leader approved is what gets the number: nothing that the paper tells may change in between."""
    notice = _row(firing)
    if draft_paper(firing.session, notice).digest() == notice.approved_sha256:
        return []
    return [Reason("", "Số liệu hoặc tên gọi trong thông báo đã đổi sau khi duyệt; trả lại để duyệt lại bản mới.")]


@guard("paper_is_rendered")
def _paper_is_rendered(firing: Firing) -> list[Reason]:
    frozen = queries.paper_of(firing.session, _row(firing))
    if frozen is not None and frozen.file_sha256:
        return []
    return [Reason("", "Chưa có tệp của thông báo; bấm “Tạo lại tệp”.")]


@guard("result_notice_is_numbered")
def _result_notice_is_numbered(firing: Firing) -> list[Reason]:
    query = select(PaperCase.id).where(
        PaperCase.inspection_id == firing.ref.id, PaperCase.kind == "result", GIVEN.condition
    )
    if firing.session.exec(query).first() is not None:
        return []
    return [Reason("notice", "Chưa có thông báo kết quả được cấp số.")]


@effect("record_approval")
def _record_approval(firing: Firing) -> None:
    notice = _row(firing)
    notice.approved_by = firing.actor.user_id
    notice.approved_sha256 = draft_paper(firing.session, notice).digest()


@effect("clear_approval")
def _clear_approval(firing: Firing) -> None:
    notice = _row(firing)
    notice.approved_by, notice.approved_sha256 = None, ""


@effect("take_number")
def _take_number(firing: Firing) -> None:
    """Number, register line and snapshot in the transaction of the step (NĐ 30/2020, Điều 15)."""
    session, notice = firing.session, _row(firing)
    if notice.paper_id is not None:
        raise Problem("paper.numbered_already", number=notice.number)
    paper, day = draft_paper(session, notice), firing.payload["issued_on"]
    entry = register.take_number(
        session,
        notice.lead_agency_id,
        day.year,
        letterhead.SERIES,
        symbol=paper.symbol,
        dated=day,
        kind_title=KINDS[notice.kind],
        subject=paper.subject,
        signer=paper.signing.name,
        recipients="; ".join(paper.recipients),
        archived_by=paper.archive,
    )
    numbered = Paper.model_validate({**paper.model_dump(), "number": entry.number, "issued_on": day})
    notice.paper_id = register.freeze(session, entry, numbered).id
    notice.number, notice.symbol, notice.issued_on = entry.number, paper.symbol, day
    payload = {"notice_id": str(notice.id), "actor_id": str(firing.actor.user_id)}
    enqueue(session, RENDER, f"{RENDER}:{notice.id}", payload)


@effect("report_the_inspection")
def _report_the_inspection(firing: Firing) -> None:
    """A result that is out moves its inspection on; a notice that replaces another finds it moved already."""
    inspection_id = firing.case_row["inspection_id"]
    if inspection_id is None:
        return
    if not DECIDING.of(firing.session.get_one(Inspection, inspection_id)):
        return
    for trigger in ("report", "follow_up"):
        day = firing.case_row["issued_on"]
        fire(firing.session, CaseRef("inspection", inspection_id), trigger, firing.actor, effective_on=day)
