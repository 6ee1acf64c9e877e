"""The page on which a paper that came in is recorded as the reply to proposals."""

from collections.abc import Callable, Sequence
from typing import Any
from uuid import UUID

from sqlmodel import Session
from werkzeug.wrappers import Response

from rasoat import clock
from rasoat.accounts.actor import Role
from rasoat.db import Row
from rasoat.incoming import answering, queries, replying
from rasoat.incoming.forms import PaperRepliesForm
from rasoat.incoming.models import IncomingPaper
from rasoat.pages import Room, actor, done, redirect_to, render, save_form, session
from rasoat.pages.forms import Form
from rasoat.pages.picking import Choice
from rasoat.problems import Problem, Reason
from rasoat.proposals.models import Proposal
from rasoat.text import shortened
from rasoat.units import queries as units
from rasoat.units.models import Agency
from rasoat.workflows import Fired

room = Room("incoming", __name__, url_prefix="/incoming")


@room.form("/<uuid:incoming_id>/replies", allow=frozenset({Role.OFFICER}))
def replies(incoming_id: UUID) -> Any:
    """Record the paper as the reply of the agency to which proposals were forwarded."""
    who, row = actor(), to_record(incoming_id)
    offered = replying.candidates(session(), who, row)
    form = PaperRepliesForm(data=picked_first(row, offered, "replies", "proposal"))
    form.replies.offer(_choices(offered))

    def save(db: Session) -> list[Fired]:
        return replying.record_replies(db, who, incoming_id, form.given())

    told = "Đã ghi trả lời cho {count} đề xuất và báo các đơn vị đã đề xuất."
    return save_recorded(form, save, told, row, offered, "incoming/replies.html")


def to_record(incoming_id: UUID) -> IncomingPaper:
    """The paper that this person records as what somebody replied. Raises Problem `not_found`, `forbidden`."""
    row = queries.require_visible(session(), incoming_id, actor())
    if not answering.may_record(actor(), row):
        raise Problem("forbidden")
    return row


def picked_first(row: IncomingPaper, offered: Sequence[Row], field: str, kind: str) -> dict[str, Any] | None:
    """What the form begins with: the case about which the paper came, when it may be a reply to it."""
    if row.about_kind != kind or all(one.id != row.about_id for one in offered):
        return None
    return {field: [{f"{kind}_id": str(row.about_id)}]}


def save_recorded(
    form: Form,
    save: Callable[[Session], list[Fired]],
    told: str,
    row: IncomingPaper,
    offered: Sequence[Row],
    template: str,
    complete: Callable[[], list[Reason]] = list,
) -> Any:
    """Save what the paper replies, to one case or several; `told` says so, with their `{count}`. `complete` adds to the rows what they
    lack still, and says so: nothing is saved before somebody has seen it.
    """

    def saved(fired: list[Fired]) -> Response:
        done(told.format(count=len(fired)))
        return redirect_to(".show", incoming_id=row.id)

    def page(**shown: Any) -> str:
        complete()
        return render(template, form=form, row=row, offered=offered, **shown)

    def all_seen() -> None:
        if lacking := complete():
            raise Problem("form.invalid", reasons=lacking)

    return save_form(form, save, page, saved, before=all_seen)


def _choices(offered: list[Proposal]) -> list[Choice]:
    names = units.names(session(), {one for row in offered for one in (row.from_id, row.forwarded_to_id) if one})
    return [Choice(str(row.id), shortened(row.text, 160), _from_and_to(row, names)) for row in offered]


def _from_and_to(row: Proposal, names: dict[UUID, Agency]) -> str:
    sent = f"; chuyển {names[row.forwarded_to_id].listed_name}" if row.forwarded_to_id else ""
    on = f" ngày {clock.date_text(row.forwarded_on)}" if row.forwarded_on else ""
    return f"{names[row.from_id].listed_name}{sent}{on}"
