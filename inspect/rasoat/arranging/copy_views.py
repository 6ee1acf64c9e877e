"""The page that copies a plan: what will be different is shown before anything is drafted."""

from functools import partial
from typing import Any
from uuid import UUID

from flask import url_for
from sqlmodel import Session
from werkzeug.wrappers import Response

from rasoat import clock
from rasoat.accounts.actor import Role
from rasoat.arranging import copying
from rasoat.pages import Room, actor, done, redirect_to, render, save_form, session
from rasoat.pages.forms import Form, YearField, required
from rasoat.plans import operations as drafts
from rasoat.plans import queries as plans
from rasoat.plans.models import Plan
from rasoat.problems import Problem

room = Room("arranging", __name__, url_prefix="/plans")
COPYING = frozenset({Role.OFFICER})


class CopyForm(Form):
    """For which year."""

    year = YearField("Năm thực hiện", [required("Nhập năm thực hiện của kế hoạch mới.")])


@room.form("/<uuid:plan_id>/copy", allow=COPYING)
def copy(plan_id: UUID) -> Any:
    """Draft the same plan for another year, from this one."""
    plan = plans.require_visible(session(), plan_id, actor())
    who, form = actor(), CopyForm(data={"year": max(plan.year + 1, clock.today().year)})
    if not drafts.may_copy(plan, who):
        raise Problem("forbidden")

    def save(db: Session) -> UUID:
        return copying.copy_plan(db, who, plan_id, form.year.data).id

    def saved(new_id: UUID) -> Response:
        done("Đã lập bản thảo kế hoạch mới; những chỗ khác kế hoạch cũ ghi ở lịch sử của nó. Xem lại rồi lưu.")
        return redirect_to("plans.edit", plan_id=new_id)

    return save_form(form, save, partial(_page, plan, form), saved)


def _page(plan: Plan, form: CopyForm, **_context: Any) -> str:
    year = form.year.data or plan.year + 1
    copied = copying.copy_of(session(), plan, actor().agency_id, 12 * (year - plan.year)) if not form.errors else None
    return render(
        "arranging/copy.html", plan=plan, form=form, copied=copied, back_url=url_for("plans.show", plan_id=plan.id)
    )
