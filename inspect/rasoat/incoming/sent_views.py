"""On the page of the register: the reports that agencies sent here and that the clerk has not entered yet."""

from typing import Any
from uuid import UUID

from flask import request
from werkzeug.wrappers import Response

from rasoat import clock
from rasoat.accounts.actor import Role
from rasoat.db.counting import count_text, count_up_to
from rasoat.incoming import operations, sent
from rasoat.incoming.reply_views import room
from rasoat.numbers import NotANumber, whole
from rasoat.official import arriving
from rasoat.pages import actor, done, redirect_to, session, write
from rasoat.problems import Problem, Reason
from rasoat.units import queries as units

__all__ = ["room"]


@room.blueprint.app_template_global("sent_reports_awaiting")
def sent_reports_awaiting() -> dict[str, Any]:
    """For a clerk: the reports that wait to be entered, who sent each, the first thing that each answers, how many more wait, and
    whether the year's register has no entry yet.
    """
    if actor().role != Role.CLERK:
        return {"rows": []}
    db, agency_id = session(), actor().agency_id
    rows = arriving.awaiting(db, actor())
    count = count_up_to(db, arriving.unentered(actor())) if len(rows) == arriving.MOST else len(rows)
    answers = arriving.answered_by(db, [row.id for row in rows])
    return {
        "rows": rows,
        "count": count,
        "counted": count_text(count),
        "authors": units.names(db, {row.agency_id for row in rows}),
        "about": {row.id: answers[row.id][0].obligation_id for row in rows if answers[row.id]},
        "first": operations.is_first(db, agency_id, clock.today().year),
    }


@room.post("/sent/<uuid:report_id>", allow=frozenset({Role.CLERK}))
def enter_sent(report_id: UUID) -> Response:
    """Enter a report that was sent here."""
    who, first = actor(), _first(request.form.get("first"))
    row = write(lambda db: sent.enter_sent(db, who, report_id, first))
    done(f"Đã vào sổ văn bản đến: số đến {row.number:02d}.")
    return redirect_to("incoming.show", incoming_id=row.id)


def _first(typed: str | None) -> int:
    """The number of the year's first entry as the clerk typed it; the page asks for it only then. A number of the register is
    never taken back, so that nothing is guessed: raises Problem `form.invalid`.
    """
    if typed is None:
        return 1
    try:
        number = whole(typed)
    except NotANumber as error:
        raise Problem("form.invalid", reasons=[Reason("first", f"Số đến đầu tiên: {error}")]) from None
    if number is None or number < 1:
        raise Problem("form.invalid", reasons=[Reason("first", "Nhập số đến đầu tiên: số nguyên từ 1 trở lên.")])
    return number
