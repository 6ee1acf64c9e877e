"""Where the clerk records to whom an issued paper went."""

from datetime import date
from typing import Any, cast
from uuid import UUID

from flask import request

from rasoat import clock
from rasoat.accounts.actor import Role
from rasoat.pages import actor, done, redirect_to, render, session
from rasoat.pages.saving import save_form
from rasoat.papers import deliveries, queries
from rasoat.papers.editing_views import room
from rasoat.papers.forms import DeliveryForm
from rasoat.problems import Problem


@room.form("/<uuid:paper_id>/deliveries", allow=frozenset({Role.CLERK}))
def record_delivery(paper_id: UUID) -> Any:
    """Record that the paper went to some of its recipients."""
    case, who = queries.require_visible(session(), paper_id, actor()), actor()
    if not deliveries.may_record(case, who):
        raise Problem("forbidden")
    lines = deliveries.recipients_of(session(), case)
    form = DeliveryForm(data={"sent_on": clock.today(), "way": "mail"})
    chosen = request.form.getlist("recipients") if form.is_submitted() else lines
    gone = deliveries.deliveries_of(session(), paper_id)
    return save_form(
        form,
        lambda db: deliveries.record(
            db, who, paper_id, chosen, form.way.data, cast(date, form.sent_on.data), form.note.data or ""
        ),
        lambda **_shown: render(
            "papers/delivery.html",
            paper=case,
            form=form,
            lines=lines,
            chosen=chosen,
            gone={row.recipient for row in gone},
        ),
        lambda rows: _told(paper_id, len(rows)),
    )


def _told(paper_id: UUID, count: int) -> Any:
    done(f"Đã ghi gửi đến {count} nơi nhận." if count else "Các nơi nhận này đã được ghi rồi.")
    return redirect_to(".show", paper_id=paper_id)
