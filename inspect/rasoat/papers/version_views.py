"""Pages of what a draft was: sending it back with a reason and a place, and two versions side by side."""

from typing import Any
from uuid import UUID

from sqlmodel import Session

from rasoat.accounts import queries as accounts
from rasoat.accounts.actor import Role
from rasoat.db import new_id
from rasoat.pages import SIGNED_IN, actor, done, redirect_to, render, session
from rasoat.pages.case import parse_uuid
from rasoat.pages.saving import save_form
from rasoat.papers import marking, queries, versions
from rasoat.papers.editing_views import room
from rasoat.papers.forms import ReturnPaperForm
from rasoat.papers.models import DRAFTING, PaperCase
from rasoat.text import shortened
from rasoat.workflows import CaseRef, Fired, fire

SHORT = 80
"""The most characters of a block's words in the list of blocks."""
RETURNERS = frozenset({Role.LEADER, Role.CLERK})
REFUSALS = ("case.refused", "case.not_allowed", "case.wrong_state")


@room.form("/<uuid:paper_id>/return", allow=RETURNERS)
def return_paper(paper_id: UUID) -> Any:
    """Send a draft back with a reason, at one of its blocks or as a whole."""
    case, who = queries.require_visible(session(), paper_id, actor()), actor()
    form = ReturnPaperForm(data={"version": case.version, "command_id": str(new_id())})
    form.block.choices = {"": "Cả văn bản", **_blocks(case)}

    def send(db: Session) -> Fired:
        return fire(
            db,
            CaseRef("paper", paper_id),
            "return_paper",
            who,
            expected_version=form.seen_version,
            command_id=parse_uuid(form.command_id.data),
            payload={"reason": form.reason.data, "block": form.block.data or ""},
        )

    return save_form(
        form,
        send,
        lambda **_shown: render("papers/return.html", paper=case, form=form),
        lambda _fired: _returned(paper_id),
        refusals=REFUSALS,
    )


def _blocks(case: PaperCase) -> dict[str, str]:
    told = versions.as_told(session(), case)
    return {one.id: f"{one.title}: {shortened(one.text, SHORT)}" for one in told}


def _returned(paper_id: UUID) -> Any:
    done("Đã trả lại. Người soạn thấy lý do và chỗ phải sửa.")
    return redirect_to(".show", paper_id=paper_id)


@room.get("/<uuid:paper_id>/changes", allow=SIGNED_IN)
def changes(paper_id: UUID) -> str:
    """Show what changed between the two last versions, for whoever may read the drafts."""
    case = queries.require_draft_reader(session(), paper_id, actor())
    found, known = versions.two(session(), case), versions.versions_of(session(), paper_id)
    return render(
        "papers/changes.html",
        paper=case,
        changes=marking.compare(found[0], found[1]) if found else None,
        older=found[2] if found else None,
        with_draft=DRAFTING.of(case),
        versions=known,
        people=accounts.full_names(session(), {one.submitted_by for one in known}),
    )
