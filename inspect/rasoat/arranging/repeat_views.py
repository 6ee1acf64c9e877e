"""The pages on which a plan is made to come again, and stopped."""

from functools import partial
from typing import Any
from uuid import UUID

from flask import url_for
from sqlmodel import Session
from werkzeug.wrappers import Response
from wtforms import SelectField

from rasoat import clock
from rasoat.accounts.actor import Role
from rasoat.arranging import repeating
from rasoat.arranging.copy_views import room
from rasoat.arranging.models import EVERY, PlanRepeat
from rasoat.pages import actor, done, redirect_to, render, save_form, session
from rasoat.pages.forms import Form, TextAreaField, WholeField, long_enough, required
from rasoat.plans import queries as plans
from rasoat.plans.models import Plan
from rasoat.plans.operations import may_copy
from rasoat.problems import Problem

REPEATING = frozenset({Role.OFFICER})
USUAL_DAYS = 40
"""Two months: the agencies that sign together and the papers of the plan take that long."""


class RepeatForm(Form):
    """How often, and how early the draft is made."""

    every = SelectField("Lặp lại", choices={name: words for name, (words, _) in EVERY.items()}, validate_choice=False)
    days_before = WholeField(
        "Lập bản thảo trước (ngày làm việc)",
        [required("Nhập số ngày làm việc.")],
        description="Đếm ngược từ ngày đi đầu tiên của kế hoạch tiếp theo.",
    )


class StopForm(Form):
    """Why it comes no more."""

    reason = TextAreaField("Lý do ngừng lặp lại", [required("Nhập lý do ngừng lặp lại."), long_enough(2000)])


@room.form("/<uuid:plan_id>/repeat", allow=REPEATING)
def repeat(plan_id: UUID) -> Any:
    """Let a plan come again."""
    plan, row = _asked(plan_id)
    values = {"every": row.every, "days_before": row.days_before} if row else {"days_before": USUAL_DAYS}
    who, form = actor(), RepeatForm(data=values)

    def save(db: Session) -> PlanRepeat:
        return repeating.set_repeat(db, who, plan_id, form.every.data, form.days_before.data or 0)

    def saved(_row: PlanRepeat) -> Response:
        done("Đã đặt lặp lại. Bản thảo kế hoạch tiếp theo được lập tự động, bạn được báo khi có.")
        return redirect_to("arranging.repeat", plan_id=plan_id)

    return save_form(form, save, partial(_page, "arranging/repeat.html", form, plan, row), saved)


@room.form("/<uuid:plan_id>/repeat/stop", allow=REPEATING)
def stop_repeat(plan_id: UUID) -> Any:
    """Let a plan come no more."""
    plan, row = _asked(plan_id)
    if row is None or row.stopped_why or row.next_id:
        raise Problem("not_found")
    who, form = actor(), StopForm()

    def save(db: Session) -> PlanRepeat:
        return repeating.stop_repeat(db, who, plan_id, form.reason.data or "")

    def saved(_row: PlanRepeat) -> Response:
        done("Đã ngừng lặp lại kế hoạch này.")
        return redirect_to("plans.show", plan_id=plan_id)

    return save_form(form, save, partial(_page, "arranging/stop_repeat.html", form, plan, row), saved)


def _asked(plan_id: UUID) -> tuple[Plan, PlanRepeat | None]:
    plan = plans.require_visible(session(), plan_id, actor())
    if not may_copy(plan, actor()):
        raise Problem("forbidden")
    return plan, repeating.repeat_of(session(), plan_id)


def _page(template: str, form: Form, plan: Plan, row: PlanRepeat | None, **_context: Any) -> str:
    return render(
        template,
        form=form,
        plan=plan,
        row=row,
        said=said(plan.id),
        following=session().get(Plan, row.next_id) if row and row.next_id else None,
        back_url=url_for("plans.show", plan_id=plan.id),
    )


def said(plan_id: UUID) -> str:
    """Whether a plan comes again, in one line, for its page; empty when that was never set."""
    row = repeating.repeat_of(session(), plan_id)
    if row is None:
        return ""
    every = EVERY[row.every][0]
    if row.stopped_why:
        return f"Đã ngừng: {row.stopped_why}"
    if row.next_id:
        return f"{every}; đã lập bản thảo kế hoạch tiếp theo"
    plan = session().get_one(Plan, plan_id)
    day = clock.date_text(repeating.drafted_on(session(), plan, row))
    return f"{every}; bản thảo tiếp theo được lập ngày {day}" + (
        "" if plan.number else ", khi kế hoạch này đã ban hành"
    )


room.blueprint.add_app_template_global(said, "plan_repeats")
