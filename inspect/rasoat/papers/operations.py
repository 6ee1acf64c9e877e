"""Drafting a notice and editing it. Its way to an issued paper are steps of its workflow (rules.py, rendering.py)."""

from collections.abc import Callable
from typing import Literal
from uuid import UUID

from pydantic import ValidationError
from sqlmodel import Session

from rasoat.accounts.actor import Actor
from rasoat.db import new_id
from rasoat.documents.paper import Block
from rasoat.files.store import BlobStore
from rasoat.inspections import queries as inspections
from rasoat.inspections.models import Inspection
from rasoat.papers import blocks, compose, compose_result, compose_schedule, letterhead, queries
from rasoat.papers.blocks import Edits
from rasoat.papers.models import DRAFTING, PaperCase
from rasoat.papers.rendering import render_and_issue, try_out
from rasoat.plans import queries as plans
from rasoat.problems import Problem, Reason
from rasoat.workflows import CaseRef, start
from rasoat.workflows.editing import begin_edit

__all__ = ["render_and_issue", "try_out"]

Kind = Literal["schedule", "result"]


def draft_notice(
    session: Session,
    actor: Actor,
    kind: Kind,
    *,
    plan_id: UUID | None = None,
    inspection_id: UUID | None = None,
    subject: str = "",
) -> PaperCase:
    """Begin a notice: the schedule of a plan (`plan_id`) or the result of an inspection (`inspection_id`).

    An empty `subject` is proposed. Raises Problem `not_found`, `forbidden` for anybody but an officer of the lead
    agency, `notice.not_possible` with every reason.
    """
    notice = _schedule(session, actor, plan_id) if kind == "schedule" else _result(session, actor, inspection_id)
    notice.subject = " ".join(subject.split()) or notice.subject
    start(session, notice, "notice", "notice", actor)
    return notice


def _schedule(session: Session, actor: Actor, plan_id: UUID | None) -> PaperCase:
    if plan_id is None:
        raise Problem("not_found")
    plan = plans.require_visible(session, plan_id, actor)
    _require(queries.may_draft(actor, plan.lead_agency_id), queries.against_schedule(session, plan))
    return PaperCase(
        kind="schedule",
        lead_agency_id=plan.lead_agency_id,
        plan_id=plan.id,
        subject=compose_schedule.subject(plan),
        drafted_by=actor.user_id,
        edited_by=actor.user_id,
    )


def _result(session: Session, actor: Actor, inspection_id: UUID | None) -> PaperCase:
    if inspection_id is None:
        raise Problem("not_found")
    inspection = inspections.require_visible(session, inspection_id, actor)
    # Two officers at once: the inspection's row makes them take turns, and the second finds the first one's draft.
    session.get_one(Inspection, inspection.id, with_for_update=True)
    _require(queries.may_draft(actor, inspection.lead_agency_id), queries.against_result(session, inspection))
    return PaperCase(
        kind="result",
        lead_agency_id=inspection.lead_agency_id,
        plan_id=inspection.plan_id,
        inspection_id=inspection.id,
        subject=compose_result.subject(session, inspection),
        drafted_by=actor.user_id,
        edited_by=actor.user_id,
    )


def _require(allowed: bool, reasons: list[Reason]) -> None:
    if not allowed:
        raise Problem("forbidden")
    if reasons:
        raise Problem("paper.not_possible", reasons=reasons)


def may_edit(notice: PaperCase, actor: Actor) -> bool:
    """Whether the notice is this person's to write now."""
    return DRAFTING.of(notice) and queries.may_draft(actor, notice.lead_agency_id)


def change_block(
    session: Session,
    actor: Actor,
    paper_id: UUID,
    version: int | None,
    block_id: str,
    words: str,
    *,
    footnotes: list[str],
    visibility: str,
) -> PaperCase:
    """Give a block other words, notes or visibility. Raises Problem `notice.no_block`, `form.invalid`, …"""

    def edit(generated: list[Block], edits: Edits) -> Edits:
        old = _block(blocks.arrange(generated, edits), block_id)
        return blocks.change(generated, edits, blocks.with_text(old, words, footnotes, visibility))

    return _edit(session, actor, paper_id, version, edit)


def add_block(
    session: Session, actor: Actor, paper_id: UUID, version: int | None, after: str, kind: str, words: str
) -> PaperCase:
    """Put a new block after another one (first, when `after` is empty). `kind`: see `blocks.new_block`."""
    block_id = f"added.{new_id().hex}"
    return _edit(
        session,
        actor,
        paper_id,
        version,
        lambda generated, edits: blocks.add(generated, edits, after, blocks.new_block(block_id, kind, words)),
    )


def issued_file(session: Session, store: BlobStore, paper_id: UUID) -> bytes:
    """The stored PDF of a notice. See `queries.file_of` for what it raises."""
    return queries.file_of(session, store, session.get_one(PaperCase, paper_id))


Act = Literal["hide", "show", "reset", "up", "down"]


def arrange_block(
    session: Session, actor: Actor, paper_id: UUID, version: int | None, block_id: str, act: Act
) -> PaperCase:
    """Hide or show a block, reset it to the generated text, or move it one place up or down."""

    def edit(generated: list[Block], edits: Edits) -> Edits:
        _block([*blocks.arrange(generated, edits), *blocks.orphaned(generated, edits)], block_id)
        if act == "hide":
            return blocks.hide(edits, block_id)
        if act == "show":
            return blocks.show(edits, block_id)
        if act == "reset":
            return blocks.reset(edits, block_id)
        return blocks.move(generated, edits, block_id, act)

    return _edit(session, actor, paper_id, version, edit)


def reset_order(session: Session, actor: Actor, paper_id: UUID, version: int | None) -> PaperCase:
    """Put every block back where it was proposed."""
    return _edit(session, actor, paper_id, version, lambda _generated, edits: blocks.reset_order(edits))


def reset_all(session: Session, actor: Actor, paper_id: UUID, version: int | None) -> PaperCase:
    """Give up every edit of the content."""
    return _edit(session, actor, paper_id, version, lambda _generated, _edits: {})


def save_head(
    session: Session, actor: Actor, paper_id: UUID, version: int | None, subject: str, head: letterhead.Head
) -> PaperCase:
    """Set subject and head; of the head only what differs from the proposal is kept."""
    notice = _taken(session, actor, paper_id, version)
    if not subject.strip():
        raise Problem("form.invalid", reasons=[Reason("subject", "Nhập trích yếu của thông báo.")])
    notice.subject = " ".join(subject.split())
    notice.head = letterhead.difference(letterhead.propose(session, notice), head)
    session.flush()
    return notice


def _edit(
    session: Session,
    actor: Actor,
    paper_id: UUID,
    version: int | None,
    edit: Callable[[list[Block], Edits], Edits],
) -> PaperCase:
    notice = _taken(session, actor, paper_id, version)
    generated = compose.generate(session, notice)
    try:
        edits = edit(generated, notice.edits)
        blocks.apply_edits(generated, edits)
    except ValidationError as error:
        raise Problem("form.invalid", reasons=_faults(error)) from error
    notice.edits = edits
    session.flush()
    return notice


def _taken(session: Session, actor: Actor, paper_id: UUID, version: int | None) -> PaperCase:
    """The draft, held for this edit. Raises `not_found`, `forbidden`, `paper.frozen`, `notice.not_editable`, `row.stale`."""
    queries.require_visible(session, paper_id, actor)
    notice = session.get_one(PaperCase, paper_id, with_for_update=True, populate_existing=True)
    if not queries.may_draft(actor, notice.lead_agency_id):
        raise Problem("forbidden")
    if notice.paper_id is not None:
        raise Problem("paper.frozen")
    if not DRAFTING.of(notice):
        raise Problem("paper.not_editable")
    begin_edit(session, notice, version, actor, case=CaseRef("notice", notice.id))
    return notice


def _block(known: list[Block], block_id: str) -> Block:
    found = next((block for block in known if block.id == block_id), None)
    if found is None:
        raise Problem("paper.no_block")
    return found


def _faults(error: ValidationError) -> list[Reason]:
    """What people are told: an empty text, or a table whose rows do not fit its columns."""
    messages = {str(item["msg"]).removeprefix("Value error, ") for item in error.errors(include_url=False)}
    told = [m for m in messages if m.startswith("bảng")]
    if told:
        return [
            Reason(
                "words", f"{told[0][:1].upper()}{told[0][1:]}; ngăn các ô bằng dấu “|”; dấu “|” trong ô ghi là “\\|”."
            )
        ]
    return [Reason("words", "Nhập nội dung; nếu không cần đoạn này, chọn “Ẩn”.")]
