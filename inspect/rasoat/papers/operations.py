"""Drafting a paper and editing it. What follows until it is issued are steps of its workflow (rules.py, rendering.py)."""

from collections.abc import Callable
from typing import Literal
from uuid import UUID

from pydantic import ValidationError
from sqlmodel import Session

from rasoat import clock
from rasoat.accounts.actor import Actor
from rasoat.db import new_id
from rasoat.db.locking import lock, lock_name
from rasoat.documents.paper import Block
from rasoat.files.store import BlobStore
from rasoat.papers import blocks, compose, letterhead, offers, queries
from rasoat.papers.blocks import Edits
from rasoat.papers.models import DRAFTING, ObligationFate, PaperCase
from rasoat.papers.registry import PaperKind, about_named, kind_named
from rasoat.papers.rendering import render_and_issue, try_out
from rasoat.problems import Problem, Reason
from rasoat.workflows import CaseRef, start
from rasoat.workflows.editing import begin_edit

__all__ = ["render_and_issue", "try_out"]


def draft_paper(session: Session, actor: Actor, kind_name: str, about_id: UUID, subject: str = "") -> PaperCase:
    """Begin a paper of a registered kind about one thing. The actor may be the program itself.

    An empty `subject` is proposed from the data. Raises Problem `not_found`, `forbidden` for anybody but an officer of
    the issuer, and `paper.not_possible` with every reason.
    """
    kind = kind_named(kind_name)
    about = about_named(kind.about)
    if not about.visible(session, about_id, actor):
        raise Problem("not_found")
    # Two officers may draft at once: both lock the row of the thing the paper is about, so that the second finds the
    # first one's draft.
    thing = lock(session, about.model, about_id)
    issuer_id = about.issuer(thing)
    name = kind.begun_under(session, about_id)
    if name:
        lock_name(session, name)
    if not queries.may_draft(actor, issuer_id):
        raise Problem("forbidden")
    reasons = [*offers.against(session, kind, thing), *kind.against(session, about_id)]
    if reasons:
        raise Problem("paper.not_possible", reasons=reasons)
    return begin_paper(session, actor, kind, issuer_id, about_id, subject)


def begin_paper(
    session: Session, actor: Actor, kind: PaperKind, issuer_id: UUID, about_id: UUID, subject: str = ""
) -> PaperCase:
    """Begin a paper without asking what stands against it: the step of which it is a part has asked."""
    case = PaperCase(
        kind=kind.name,
        lead_agency_id=issuer_id,
        about_kind=kind.about,
        about_id=about_id,
        subject=" ".join(subject.split()) or kind.subject(session, about_id),
        drafted_by=actor.account_id,
        edited_by=actor.account_id,
    )
    start(session, case, "paper", kind.workflow, actor)
    if kind.amends:
        session.add(ObligationFate(paper_id=case.id, obligation_id=about_id))
        session.flush()
    return case


def may_edit(case: PaperCase, actor: Actor) -> bool:
    """Whether this person may edit the paper now."""
    return DRAFTING.of(case) and queries.may_draft(actor, case.lead_agency_id)


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
    """Give a block other words, notes or visibility. Raises Problem `paper.no_block`, `form.invalid`, …"""

    def edit(generated: list[Block], edits: Edits) -> Edits:
        old = _block(blocks.arrange(generated, edits), block_id)
        return blocks.change(generated, edits, blocks.with_text(old, words, footnotes, visibility))

    return _edit(session, actor, paper_id, version, edit, block_id)


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
        block_id,
    )


def issued_file(session: Session, store: BlobStore, paper_id: UUID) -> bytes:
    """The stored PDF of a paper. See `queries.file_of` for what it raises."""
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

    return _edit(session, actor, paper_id, version, edit, block_id)


def reset_order(session: Session, actor: Actor, paper_id: UUID, version: int | None) -> PaperCase:
    """Put every block back in its proposed place."""
    return _edit(session, actor, paper_id, version, lambda _generated, edits: blocks.reset_order(edits))


def reset_all(session: Session, actor: Actor, paper_id: UUID, version: int | None) -> PaperCase:
    """Drop every edit of the content."""
    return _edit(session, actor, paper_id, version, lambda _generated, _edits: {})


def save_letterhead(
    session: Session, actor: Actor, paper_id: UUID, version: int | None, subject: str, head: letterhead.Letterhead
) -> PaperCase:
    """Set subject and letterhead. Of the letterhead only what differs from the proposal is stored."""
    case = take_draft(session, actor, paper_id, version)
    if not subject.strip():
        raise Problem("form.invalid", reasons=[Reason("subject", "Nhập trích yếu của văn bản.")])
    case.subject = " ".join(subject.split())
    case.head = letterhead.difference(letterhead.propose(session, case), head)
    session.flush()
    return case


def _edit(
    session: Session,
    actor: Actor,
    paper_id: UUID,
    version: int | None,
    edit: Callable[[list[Block], Edits], Edits],
    touched: str = "",
) -> PaperCase:
    case = take_draft(session, actor, paper_id, version)
    generated = compose.generate(session, case)
    try:
        edits = edit(generated, case.edits)
        blocks.apply_edits(generated, edits)
    except ValidationError as error:
        raise Problem("form.invalid", reasons=_faults(error)) from error
    case.edits = edits
    if touched:
        case.touched = {**case.touched, touched: {"by": str(actor.user_id), "at": clock.now().isoformat()}}
    session.flush()
    return case


def take_draft(session: Session, actor: Actor, paper_id: UUID, version: int | None) -> PaperCase:
    """Lock the draft and return it. Raises `not_found`, `forbidden`, `paper.frozen`, `paper.not_editable`,
    `row.stale`.
    """
    queries.require_visible(session, paper_id, actor)
    case = lock(session, PaperCase, paper_id)
    if not queries.may_draft(actor, case.lead_agency_id):
        raise Problem("forbidden")
    if case.frozen_id is not None:
        raise Problem("paper.frozen")
    if not DRAFTING.of(case):
        raise Problem("paper.not_editable")
    begin_edit(session, case, version, actor, case=CaseRef("paper", case.id))
    return case


def _block(known: list[Block], block_id: str) -> Block:
    found = next((block for block in known if block.id == block_id), None)
    if found is None:
        raise Problem("paper.no_block")
    return found


def _faults(error: ValidationError) -> list[Reason]:
    """The faults as people are told them: an empty text, or a table whose rows do not fit its columns."""
    messages = {str(item["msg"]).removeprefix("Value error, ") for item in error.errors(include_url=False)}
    told = [m for m in messages if m.startswith("bảng")]
    if told:
        return [
            Reason(
                "words", f"{told[0][:1].upper()}{told[0][1:]}; ngăn các ô bằng dấu “|”; dấu “|” trong ô ghi là “\\|”."
            )
        ]
    return [Reason("words", "Nhập nội dung; nếu không cần đoạn này, chọn “Ẩn”.")]
