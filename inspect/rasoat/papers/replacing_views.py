"""Pages of a paper that replaces another one: beginning it, and what becomes of each obligation."""

from typing import Any
from uuid import UUID

from flask import url_for
from sqlmodel import Session

from rasoat import clock
from rasoat.findings.forms import offered
from rasoat.pages import actor, done, redirect_to, render, session, write
from rasoat.pages.case import parse_uuid
from rasoat.pages.request import sent_version
from rasoat.pages.saving import save_form
from rasoat.papers import chain, queries, replacing, replacing_presenters
from rasoat.papers.editing_views import DRAFTERS, require_draft, room
from rasoat.papers.forms import FateForm, NewObligationForm
from rasoat.papers.models import FATES, ObligationFate, PaperCase
from rasoat.papers.registry import kind_of
from rasoat.problems import Problem
from rasoat.units import queries as units
from rasoat.units.models import Agency


@room.post("/<uuid:paper_id>/replacement", allow=DRAFTERS)
def draft_replacement(paper_id: UUID) -> Any:
    """Begin a paper that replaces this one. Where one is there already, it is opened instead."""
    old, who = queries.require_visible(session(), paper_id, actor()), actor()
    present = chain.successor(session(), old)
    if present is not None and queries.visible(session(), present.id, who):
        done("Văn bản này đã có văn bản thay thế; đây là văn bản đó.", "warning")
        return redirect_to(".show", paper_id=present.id)
    case = write(lambda db: replacing.draft_replacement(db, who, paper_id))
    done("Đã lập bản thảo thay thế từ văn bản cũ. Chọn giữ, thay đổi hay rút từng nội dung phải theo dõi.")
    return redirect_to(".fates" if chain.fates(session(), case.id) else ".edit", paper_id=case.id)


@room.post("/<uuid:paper_id>/correction", allow=DRAFTERS)
def draft_correction(paper_id: UUID) -> Any:
    """Begin a letter that corrects the form of this paper."""
    who = actor()
    case = write(lambda db: replacing.draft_correction(db, who, paper_id))
    done("Đã lập công văn đính chính. Ghi chỗ sai và nội dung sửa lại rồi trình duyệt.")
    return redirect_to(".edit", paper_id=case.id)


def _deciding(paper_id: UUID) -> PaperCase:
    case = require_draft(paper_id)
    if case.replaces_id is None and not kind_of(case).amends:
        raise Problem("not_found")
    return case


@room.get("/<uuid:paper_id>/fates", allow=DRAFTERS)
def fates(paper_id: UUID) -> Any:
    """List what becomes of each obligation of the paper that is replaced; a letter about one leads on to it."""
    case = _deciding(paper_id)
    if case.replaces_id is None:
        return redirect_to(".decide", paper_id=paper_id, fate_id=chain.fates(session(), paper_id)[0].id)
    return render(
        "papers/fates.html",
        paper=case,
        before=chain.replaced(session(), case),
        rows=replacing_presenters.rows(session(), case),
        may_add=case.about_kind == "inspection",
    )


@room.post("/<uuid:paper_id>/fates/keep", allow=DRAFTERS)
def keep_rest(paper_id: UUID) -> Any:
    """Keep every obligation that nobody decided on."""
    who, version = actor(), sent_version()
    kept = write(lambda db: replacing.keep_rest(db, who, paper_id, version))
    done(f"Đã giữ nguyên {kept} nội dung chưa chọn.")
    return redirect_to(".fates", paper_id=paper_id)


@room.form("/<uuid:paper_id>/fates/<uuid:fate_id>", allow=DRAFTERS)
def decide(paper_id: UUID, fate_id: UUID) -> Any:
    """Say what becomes of one obligation."""
    case, who = _deciding(paper_id), actor()
    row = next((one for one in replacing_presenters.rows(session(), case) if one.fate.id == fate_id), None)
    if row is None:
        raise Problem("not_found")
    form = FateForm(data={**row.values, "version": case.version})
    if row.fate.fate == "new":
        del form.fate
    elif kind_of(case).amends:
        form.fate.choices = offered({name: title for name, title in FATES.items() if name in ("changed", "withdrawn")})

    def save(db: Session) -> ObligationFate:
        return replacing.decide(
            db,
            who,
            paper_id,
            form.seen_version,
            fate_id,
            fate=form.fate.data if "fate" in form else "new",
            text=form.text.data or "",
            due_on=form.due_on.data,
            measures=form.measures.data or "",
            reason=(form.reason.data or "") if "fate" in form else "",
        )

    return save_form(
        form,
        save,
        lambda **shown: render("papers/fate.html", paper=case, row=row, form=form, back_url=_back(case), **shown),
        lambda _row: _saved(paper_id, to_list=case.replaces_id is not None),
        row=case,
        differences=list,
    )


@room.form("/<uuid:paper_id>/fates/new", allow=DRAFTERS)
def add_new(paper_id: UUID) -> Any:
    """Ask something more of one agency."""
    case, who = _deciding(paper_id), actor()
    form = NewObligationForm(data={"version": case.version})
    form.offer(_asked(case))

    def save(db: Session) -> ObligationFate:
        return replacing.add_new(
            db,
            who,
            paper_id,
            form.seen_version,
            addressee_id=parse_uuid(form.addressee_id.data),
            text=form.text.data or "",
            due_on=form.due_on.data,
            measures=form.measures.data or "",
        )

    return save_form(
        form,
        save,
        lambda **shown: render("papers/fate.html", paper=case, row=None, form=form, back_url=_back(case), **shown),
        lambda _row: _saved(paper_id),
        row=case,
        differences=list,
    )


@room.post("/<uuid:paper_id>/fates/<uuid:fate_id>/remove", allow=DRAFTERS)
def remove_new(paper_id: UUID, fate_id: UUID) -> Any:
    """Take back what was to be asked besides."""
    who, version = actor(), sent_version()
    write(lambda db: replacing.remove_new(db, who, paper_id, version, fate_id))
    done("Đã bỏ nội dung thêm mới.")
    return redirect_to(".fates", paper_id=paper_id)


def _asked(case: PaperCase) -> list[Agency]:
    return [row for row in units.serving(session(), clock.today()) if row.id != case.lead_agency_id]


def _saved(paper_id: UUID, *, to_list: bool = True) -> Any:
    done("Đã lưu.")
    return redirect_to(".fates" if to_list else ".edit", paper_id=paper_id)


def _back(case: PaperCase) -> str:
    return url_for(".fates" if case.replaces_id else ".edit", paper_id=case.id)
