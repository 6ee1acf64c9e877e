"""The ladder on the page of an obligation, and the page on which a step of it is stopped."""

from typing import Any
from uuid import UUID

from sqlmodel import Session
from werkzeug.wrappers import Response
from wtforms import SelectField

from rasoat import clock
from rasoat.accounts.actor import Role
from rasoat.followup import stopping
from rasoat.followup.closing_views import room
from rasoat.followup.models import LadderStep
from rasoat.pages import actor, done, redirect_to, render, save_form, session
from rasoat.pages.forms import Form, TextAreaField, chosen, long_enough, required
from rasoat.problems import Problem
from rasoat.recommendations import queries as recommendations
from rasoat.recommendations.models import Obligation

MAY_STOP = frozenset({Role.OFFICER, Role.LEADER})


class StopForm(Form):
    """Which step is stopped, and why."""

    step = SelectField("Bậc", [chosen("Chọn bậc cần dừng.")])
    reason = TextAreaField("Lý do", [required("Cần nêu lý do dừng bậc này."), long_enough(2000)])


@room.blueprint.app_template_global("ladder_of")
def ladder_of(obligation: Obligation) -> dict[str, Any]:
    """For the page of an obligation: what was climbed, what comes, whether this person may stop it."""
    db, who = session(), actor()
    inside = stopping.may_stop(obligation, who)
    coming = stopping.coming_steps(db, obligation) if inside and stopping.waits_for_addressee(obligation) else []
    return {"rows": stopping.climbed(db, obligation.id, outside=not inside), "coming": coming, "inside": inside}


@room.form("/obligations/<uuid:obligation_id>/ladder", allow=MAY_STOP)
def stop_step(obligation_id: UUID) -> Any:
    """Stop a step of the ladder."""
    who, row = actor(), recommendations.require_visible(session(), obligation_id, actor())
    if not stopping.may_stop(row, who):
        raise Problem("forbidden")
    form = StopForm()
    coming = stopping.coming_steps(session(), row)
    told = {one.step.step: f"{one.step.title}, ngày {clock.date_text(one.day)}" for one in coming}
    form.step.choices = {"": "Chọn bậc", **told}

    def save(db: Session) -> LadderStep:
        return stopping.stop_step(db, who, obligation_id, form.step.data, form.reason.data or "")

    def page(**context: Any) -> str:
        return render("followup/stop.html", form=form, obligation=row, coming=coming, **context)

    def saved(_row: LadderStep) -> Response:
        done("Đã dừng bậc này; hạn mới thì thang đôn đốc tính lại từ đầu.")
        return redirect_to("obligations.show", obligation_id=obligation_id)

    return save_form(form, save, page, saved)
