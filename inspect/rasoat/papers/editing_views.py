"""The composer: each block with its evidence, its edits and what can be done with it. Works without scripts."""

from typing import Any, cast, get_args
from uuid import UUID

from flask import request, url_for

from rasoat.accounts.actor import Role
from rasoat.pages import Room, actor, done, redirect_to, render, session, write
from rasoat.pages.forms import put_reasons
from rasoat.pages.request import sent_version
from rasoat.papers import blocks, checks, compose, letterhead, operations, presenters, queries
from rasoat.papers.forms import BlockForm, HeadForm, NewBlockForm, values_of
from rasoat.papers.models import KINDS, PaperCase
from rasoat.problems import Problem

room = Room("papers", __name__, url_prefix="/papers")
DRAFTERS = frozenset({Role.OFFICER})


def _draft(paper_id: UUID) -> PaperCase:
    """The notice, if it is this person's to write now."""
    notice = queries.require_visible(session(), paper_id, actor())
    if not queries.may_draft(actor(), notice.lead_agency_id):
        raise Problem("forbidden")
    if not operations.may_edit(notice, actor()):
        raise Problem("paper.frozen" if notice.paper_id else "paper.not_editable")
    return notice


@room.get("/<uuid:paper_id>/edit", allow=DRAFTERS)
def edit(paper_id: UUID) -> str:
    """All blocks in their order."""
    notice = _draft(paper_id)
    generated = compose.generate(session(), notice)
    return render(
        "papers/edit.html",
        notice=notice,
        kind_title=KINDS[notice.kind],
        cards=presenters.cards(session(), generated, notice.edits),
        head=letterhead.head_of(session(), notice),
        reasons=checks.incomplete(session(), notice),
        moved=bool(notice.edits.get("order")),
        edited=bool(notice.edits),
    )


@room.post("/<uuid:paper_id>/arrange", allow=DRAFTERS)
def arrange(paper_id: UUID) -> Any:
    """Hide, show, reset or move one block; or reset the order, or everything."""
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
    """Other words for one block."""
    notice = _draft(paper_id)
    card = _card(notice, block_id)
    form = BlockForm(
        data={
            "words": blocks.text_of(card.block),
            "footnotes": "\n".join(card.block.footnotes),
            "visibility": card.block.visibility,
            "version": notice.version,
        }
    )
    context: dict[str, Any] = {"notice": notice, "card": card, "form": form, "back_url": _back(notice, block_id)}
    if not form.validate_on_submit():
        return render("papers/block.html", **context), (422 if form.errors else 200)
    try:
        _save_block(paper_id, block_id, form)
    except Problem as problem:
        if problem.key == "row.stale":
            return _stale(context, problem)
        if problem.key != "form.invalid":
            raise
        put_reasons(form, problem)
        return render("papers/block.html", **context), 422
    done("Đã lưu đoạn.")
    return redirect_to(".edit", paper_id=paper_id, _anchor=f"block-{block_id}")


def _save_block(paper_id: UUID, block_id: str, form: BlockForm) -> None:
    who, version, words = actor(), form.seen_version, form.words.data or ""
    notes, visibility = (form.footnotes.data or "").splitlines(), form.visibility.data
    write(
        lambda db: operations.change_block(
            db, who, paper_id, version, block_id, words, footnotes=notes, visibility=visibility
        )
    )


def _stale(context: dict[str, Any], problem: Problem) -> Any:
    """Both versions on one page: saving from it is a decision, not an accident."""
    notice = _draft(context["notice"].id)
    card, form = _card(notice, context["card"].block.id), context["form"]
    form.version.data = str(notice.version)
    page = render("papers/block.html", **{**context, "notice": notice, "card": card, "problem": problem})
    return page, problem.entry.http


def _card(notice: PaperCase, block_id: str) -> presenters.Card:
    generated = compose.generate(session(), notice)
    found = next((c for c in presenters.cards(session(), generated, notice.edits) if c.block.id == block_id), None)
    if found is None:
        raise Problem("paper.no_block")
    return found


def _back(notice: PaperCase, block_id: str) -> str:
    return url_for(".edit", paper_id=notice.id, _anchor=f"block-{block_id}" if block_id else None)


@room.form("/<uuid:paper_id>/blocks", allow=DRAFTERS)
def add_block(paper_id: UUID) -> Any:
    """A new block after the one named by ?after=; first without it."""
    notice, after = _draft(paper_id), request.args.get("after", "")
    form = NewBlockForm(data={"version": notice.version, "kind": "paragraph"})
    if form.validate_on_submit():
        who, kind, words = actor(), form.kind.data, form.words.data or ""
        try:
            write(lambda db: operations.add_block(db, who, paper_id, form.seen_version, after, kind, words))
        except Problem as problem:
            if problem.key not in ("form.invalid", "row.stale"):
                raise
            put_reasons(form, problem)
            form.version.data = str(_draft(paper_id).version)
        else:
            done("Đã thêm đoạn.")
            return redirect_to(".edit", paper_id=paper_id, _anchor=f"block-{after}" if after else None)
    status = 422 if form.errors or form.form_errors else 200
    return render("papers/add.html", notice=notice, form=form, back_url=_back(notice, after)), status


@room.form("/<uuid:paper_id>/head", allow=DRAFTERS)
def edit_head(paper_id: UUID) -> Any:
    """Subject, recipients, signature."""
    notice = _draft(paper_id)
    stored = values_of(notice.subject, letterhead.head_of(session(), notice))
    form = HeadForm(data={**stored, "version": notice.version})
    differences: list[tuple[str, str, str]] = []
    problem = None
    if form.validate_on_submit():
        who = actor()
        subject, head, version = form.subject.data or "", form.to_head(), form.seen_version
        try:
            write(lambda db: operations.save_head(db, who, paper_id, version, subject, head))
        except Problem as refused:
            if refused.key != "row.stale":
                raise
            problem, now = refused, _draft(paper_id)
            stored = values_of(now.subject, letterhead.head_of(session(), now))
            differences = [(f.label.text, f.data or "", stored[f.name]) for f in form if f.name in stored]
            differences = [row for row in differences if row[1].split() != row[2].split()]
            form.version.data = str(now.version)
        else:
            done("Đã lưu phần đầu và nơi nhận.")
            return redirect_to(".edit", paper_id=paper_id)
    status = problem.entry.http if problem else 422 if form.errors else 200
    context = {"problem": problem, "differences": differences, "back_url": _back(notice, "")}
    return render("papers/head.html", notice=notice, form=form, **context), status
