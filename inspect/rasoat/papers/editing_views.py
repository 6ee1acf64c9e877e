"""The composer: each block with its evidence, its edits and its actions. It works without scripts."""

from typing import Any, cast, get_args
from uuid import UUID

from flask import request, url_for

from rasoat.accounts.actor import Role
from rasoat.findings.forms import offered
from rasoat.pages import Room, actor, done, redirect_to, render, session, write
from rasoat.pages.request import sent_version
from rasoat.pages.saving import save_form
from rasoat.papers import blocks, checks, compose, letterhead, operations, presenters, queries
from rasoat.papers.forms import BLOCK_KINDS, BlockForm, LetterheadForm, NewBlockForm, values_of
from rasoat.papers.models import PaperCase
from rasoat.papers.registry import kind_of
from rasoat.problems import Problem

room = Room("papers", __name__, url_prefix="/papers")
DRAFTERS = frozenset({Role.OFFICER})


def require_draft(paper_id: UUID) -> PaperCase:
    """The paper, if this person may edit it now."""
    case = queries.require_visible(session(), paper_id, actor())
    if not queries.may_draft(actor(), case.lead_agency_id):
        raise Problem("forbidden")
    if not operations.may_edit(case, actor()):
        raise Problem("paper.frozen" if case.frozen_id else "paper.not_editable")
    return case


@room.get("/<uuid:paper_id>/edit", allow=DRAFTERS)
def edit(paper_id: UUID) -> str:
    """Show all blocks in their order."""
    case = require_draft(paper_id)
    composed = compose.compose(session(), case)
    return render(
        "papers/edit.html",
        paper=case,
        kind=kind_of(case),
        cards=presenters.cards(session(), composed.generated, case.edits),
        touched=presenters.touched_by(session(), case.touched),
        head=composed.head,
        reasons=checks.incomplete(session(), case),
        moved=bool(case.edits.get("order")),
        edited=bool(case.edits),
    )


@room.post("/<uuid:paper_id>/arrange", allow=DRAFTERS)
def arrange(paper_id: UUID) -> Any:
    """Hide, show, reset or move one block; or reset the order, or every edit."""
    who, act, block_id = actor(), request.form.get("act", ""), request.form.get("block", "")
    version = sent_version()
    try:
        if act == "reset_order":
            write(lambda db: operations.reset_order(db, who, paper_id, version))
        elif act == "reset_all":
            write(lambda db: operations.reset_all(db, who, paper_id, version))
        elif act in get_args(operations.Act):
            chosen = cast(operations.Act, act)
            write(lambda db: operations.arrange_block(db, who, paper_id, version, block_id, chosen))
        else:
            raise Problem("request.bad")
    except Problem as problem:
        if problem.key not in ("row.stale", "paper.no_block"):
            raise
        done(f"{problem.what} Xem lại bản mới rồi bấm lại; chưa có gì bị thay đổi.", "warning")
    place = block_id if act not in ("reset_order", "reset_all") else None
    return redirect_to(".edit", paper_id=paper_id, _anchor=f"block-{place}" if place else None)


@room.form("/<uuid:paper_id>/blocks/<block_id>", allow=DRAFTERS)
def edit_block(paper_id: UUID, block_id: str) -> Any:
    """Change the words of one block."""
    case = require_draft(paper_id)
    card = _card(case, block_id)
    form = BlockForm(
        data={
            "words": blocks.text_of(card.block),
            "footnotes": "\n".join(card.block.footnotes),
            "visibility": card.block.visibility,
            "version": case.version,
        }
    )
    who, words, notes = actor(), form.words.data or "", (form.footnotes.data or "").splitlines()
    return save_form(
        form,
        lambda db: operations.change_block(
            db, who, paper_id, form.seen_version, block_id, words, footnotes=notes, visibility=form.visibility.data
        ),
        # After a refused write the block is read again, so that the page shows the stored text beside what was typed.
        lambda problem, **_differences: render(
            "papers/block.html",
            paper=case,
            card=_card(require_draft(paper_id), block_id) if problem else card,
            form=form,
            problem=problem,
            back_url=_back(case, block_id),
        ),
        lambda _case: _saved("Đã lưu đoạn.", paper_id, f"block-{block_id}"),
        row=case,
        differences=list,
    )


def _saved(message: str, paper_id: UUID, anchor: str | None = None) -> Any:
    done(message)
    return redirect_to(".edit", paper_id=paper_id, _anchor=anchor)


def _card(case: PaperCase, block_id: str) -> presenters.Card:
    generated = compose.generate(session(), case)
    found = next((c for c in presenters.cards(session(), generated, case.edits) if c.block.id == block_id), None)
    if found is None:
        raise Problem("paper.no_block")
    return found


def _back(case: PaperCase, block_id: str) -> str:
    return url_for(".edit", paper_id=case.id, _anchor=f"block-{block_id}" if block_id else None)


@room.form("/<uuid:paper_id>/blocks", allow=DRAFTERS)
def add_block(paper_id: UUID) -> Any:
    """Add a block after the one that ?after= names, or at the beginning without it."""
    case, after, who = require_draft(paper_id), request.args.get("after", ""), actor()
    form = NewBlockForm(data={"version": case.version, "kind": "paragraph"})
    if not compose.as_paper(session(), case).decides:
        form.kind.choices = offered({name: title for name, title in BLOCK_KINDS.items() if name != "article"})
    return save_form(
        form,
        lambda db: operations.add_block(
            db, who, paper_id, form.seen_version, after, form.kind.data, form.words.data or ""
        ),
        lambda problem, **_differences: render(
            "papers/add.html", paper=case, form=form, problem=problem, back_url=_back(case, after)
        ),
        lambda _case: _saved("Đã thêm đoạn.", paper_id, f"block-{after}" if after else None),
        row=case,
        differences=list,
    )


@room.form("/<uuid:paper_id>/head", allow=DRAFTERS)
def edit_letterhead(paper_id: UUID) -> Any:
    """Change subject, recipients and signature."""
    case, who = require_draft(paper_id), actor()
    form = LetterheadForm(data={**_stored(case), "version": case.version})
    if not kind_of(case).is_letter:
        del form.addressed_to

    def differences() -> list[tuple[str, str, str]]:
        stored = _stored(require_draft(paper_id))
        pairs = [(f.label.text, f.data or "", stored[f.name]) for f in form if f.name in stored]
        return [pair for pair in pairs if pair[1].split() != pair[2].split()]

    return save_form(
        form,
        lambda db: operations.save_letterhead(
            db, who, paper_id, form.seen_version, form.subject.data or "", form.to_letterhead()
        ),
        lambda **shown: render("papers/head.html", paper=case, form=form, back_url=_back(case, ""), **shown),
        lambda _case: _saved("Đã lưu phần đầu và nơi nhận.", paper_id),
        row=case,
        differences=differences,
    )


def _stored(case: PaperCase) -> dict[str, Any]:
    return values_of(case.subject, letterhead.head_of(session(), case))
