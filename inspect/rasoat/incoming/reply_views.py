"""The page on which a paper that came in is recorded as the reply to proposals."""

from typing import Any
from uuid import UUID

from werkzeug.wrappers import Response

from rasoat import clock
from rasoat.accounts.actor import Role
from rasoat.incoming import answering, queries, replying
from rasoat.incoming.forms import PaperRepliesForm
from rasoat.pages import Room, actor, done, redirect_to, render, save_form, session
from rasoat.pages.picking import Choice
from rasoat.problems import Problem
from rasoat.proposals.models import Proposal
from rasoat.text import shortened
from rasoat.units import queries as units
from rasoat.units.models import Agency
from rasoat.workflows import Fired

room = Room("incoming", __name__, url_prefix="/incoming")


@room.form("/<uuid:incoming_id>/replies", allow=frozenset({Role.OFFICER}))
def replies(incoming_id: UUID) -> Any:
    """Record the paper as the reply of the agency to which proposals were forwarded."""
    who = actor()
    row = queries.require_visible(session(), incoming_id, who)
    if not answering.may_record(who, row):
        raise Problem("forbidden")
    offered = replying.candidates(session(), who, row)
    about_one = row.about_kind == "proposal" and any(one.id == row.about_id for one in offered)
    form = PaperRepliesForm(data={"replies": [{"proposal_id": str(row.about_id)}]} if about_one else None)
    form.replies.offer(_choices(offered))

    def saved(fired: list[Fired]) -> Response:
        done(f"Đã ghi trả lời cho {len(fired)} đề xuất và báo các đơn vị đã đề xuất.")
        return redirect_to(".show", incoming_id=incoming_id)

    return save_form(
        form,
        lambda db: replying.record_replies(db, who, incoming_id, form.given()),
        lambda **shown: render("incoming/replies.html", form=form, row=row, offered=offered, **shown),
        saved,
    )


def _choices(offered: list[Proposal]) -> list[Choice]:
    names = units.names(session(), {one for row in offered for one in (row.from_id, row.forwarded_to_id) if one})
    return [Choice(str(row.id), shortened(row.text, 160), _from_and_to(row, names)) for row in offered]


def _from_and_to(row: Proposal, names: dict[UUID, Agency]) -> str:
    sent = f"; chuyển {names[row.forwarded_to_id].listed_name}" if row.forwarded_to_id else ""
    on = f" ngày {clock.date_text(row.forwarded_on)}" if row.forwarded_on else ""
    return f"{names[row.from_id].listed_name}{sent}{on}"
