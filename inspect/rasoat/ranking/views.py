"""The page that says whom to visit next, and fills a plan."""

from datetime import date
from functools import partial
from typing import Any

from flask import request
from sqlmodel import Session
from werkzeug.wrappers import Response

from rasoat import clock, text
from rasoat.pages import Room, actor, done, redirect_to, render, save_form, session
from rasoat.pages.paging import here
from rasoat.pages.request import asked_number
from rasoat.plans.operations import may_draft
from rasoat.plans.views import DRAFTERS
from rasoat.problems import Problem
from rasoat.ranking import operations, queries, weights
from rasoat.ranking.forms import NEW, FillForm
from rasoat.ranking.operations import Filled
from rasoat.ranking.queries import Ranked
from rasoat.ranking.scoring import points_text

room = Room("ranking", __name__, url_prefix="/ranking")
MOST = 250
"""Units on the page: a province has some two hundred. Others are found by name, and are in the file."""
AT_ONCE = (10, 20, 50)
"""So many units can be ticked with one press."""
NO_REASON = "Chưa có lý do nào được tính điểm"
PLANNED = {"no": "Chưa có lịch hay kế hoạch", "yes": "Đã có lịch hoặc kế hoạch"}


@room.form("/", allow=DRAFTERS)
def index() -> Any:
    """Show the units in their order; put those that are ticked into a new or a drafted plan."""
    require_drafter()
    form, who = FillForm(data=_usual(clock.today())), actor()

    def save(db: Session) -> Filled:
        if form.plan_id is None:
            return operations.new_plan(db, who, form.title.data or "", form.unit_ids, form.planned_on)
        return operations.add_to_plan(db, who, form.plan_id, form.unit_ids, form.planned_on)

    return save_form(form, save, partial(_page, form), _saved)


def require_drafter() -> None:
    """Raise Problem `forbidden` for whoever drafts no plans."""
    if not may_draft(session(), actor()):
        raise Problem("forbidden")


def _usual(today: date) -> dict[str, Any]:
    year = today.year
    return {"plan": request.args.get("plan", NEW), "title": f"Kế hoạch kiểm tra, giám sát năm {year}", "day": today}


def _saved(filled: Filled) -> Response:
    present = f"; {filled.present} đơn vị đã có từ trước, giữ nguyên ngày" if filled.present else ""
    done(f"Đã đưa {filled.added} đơn vị vào kế hoạch{present}. Xem lại ngày dự kiến của từng đơn vị rồi lưu.")
    return redirect_to("plans.edit", plan_id=filled.plan.id)


def _page(form: FillForm, **context: Any) -> str:
    drafts = queries.open_drafts(session(), actor())
    form.plan.choices = {NEW: "Kế hoạch mới", **{str(one.id): f"{one.title} (đang soạn)" for one in drafts}}
    rows, first = found(), asked_number("tick", most=MOST) or 0
    ticked = set(form.unit.data or []) or {str(row.unit.id) for row in rows[:first]}
    return render(
        "ranking/index.html",
        form=form,
        rows=rows[:MOST],
        more=len(rows) - MOST,
        ticked=ticked,
        at_once=[number for number in AT_ONCE if number < len(rows)],
        weights=weights.newest(session()),
        points=points_text,
        no_reason=NO_REASON,
        here=here,
        selects=selects(),
        **context,
    )


def found() -> list[Ranked]:
    """The units in their order, narrowed as the request asks; each keeps its place among all."""
    rows = queries.ranked(session(), actor(), weights.newest(session()), clock.today())
    asked, planned = text.asked(request.args.get("q", "")), request.args.get("planned", "")
    return [
        row
        for row in rows
        if text.found(row.unit.search_text, asked)
        and (planned not in PLANNED or bool(row.planned) == (planned == "yes"))
    ]


def selects() -> list[dict[str, Any]]:
    """The filter above the list."""
    options = [("", "Mọi đơn vị"), *PLANNED.items()]
    return [{"name": "planned", "label": "Lịch", "value": request.args.get("planned", ""), "options": options}]
