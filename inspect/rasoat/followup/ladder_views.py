"""The ladder on the page of an obligation or a proposal, and the page on which a step of it is stopped."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any
from uuid import UUID

from flask import redirect, url_for
from sqlmodel import Session
from werkzeug.wrappers import Response
from wtforms import SelectField

from rasoat import clock
from rasoat.accounts.actor import Role
from rasoat.followup import proposal_stopping, stopping
from rasoat.followup.closing_views import room
from rasoat.followup.models import LadderStep
from rasoat.followup.occasions import Occasion
from rasoat.pages import actor, done, render, save_form, session
from rasoat.pages.forms import Form, TextAreaField, chosen, long_enough, required
from rasoat.problems import Problem
from rasoat.proposals import queries as proposals
from rasoat.proposals.models import Proposal
from rasoat.recommendations import queries as recommendations
from rasoat.recommendations.models import Obligation
from rasoat.recommendations.sources import source_of
from rasoat.units import queries as units

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
    rows = stopping.climbed(db, obligation.id, outside=not inside)
    url = url_for("followup.stop_step", obligation_id=obligation.id)
    return {"rows": rows, "coming": coming, "inside": inside, "stop_url": url}


@room.blueprint.app_template_global("ladder_of_proposal")
def ladder_of_proposal(proposal: Proposal) -> dict[str, Any]:
    """The same for the page of a proposal: only the agency that leads it reads what was climbed."""
    db, inside = session(), proposal_stopping.is_inside(proposal, actor())
    rows = proposal_stopping.climbed(db, proposal) if inside else []
    coming = proposal_stopping.coming_steps(db, proposal) if inside else []
    url = url_for("followup.stop_proposal_step", proposal_id=proposal.id)
    return {"rows": rows, "coming": coming, "inside": inside, "stop_url": url}


@room.form("/obligations/<uuid:obligation_id>/ladder", allow=MAY_STOP)
def stop_step(obligation_id: UUID) -> Any:
    """Stop a step of an obligation's ladder."""
    who, row = actor(), recommendations.require_visible(session(), obligation_id, actor())
    if not stopping.may_stop(row, who):
        raise Problem("forbidden")
    source = source_of(row)
    case = {
        "name": source.name,
        "text": row.source_text,
        "due": f"Hạn thực hiện {clock.date_text(row.due_on)}" if row.due_on else "",
        "up": {"title": "Theo dõi thực hiện", "url": url_for(".board")},
        "url": url_for("obligations.show", obligation_id=obligation_id),
    }

    def save(db: Session, step: str, reason: str) -> LadderStep:
        return stopping.stop_step(db, who, obligation_id, step, reason)

    return _stop(case, stopping.coming_steps(session(), row), save)


@room.form("/proposals/<uuid:proposal_id>/ladder", allow=MAY_STOP)
def stop_proposal_step(proposal_id: UUID) -> Any:
    """Stop a step of a proposal's ladder."""
    who, row = actor(), proposals.require_visible(session(), proposal_id, actor())
    if not proposal_stopping.is_inside(row, who):
        raise Problem("forbidden")
    case = {
        "name": f"Đề xuất {row.ordinal} của {units.agency(session(), row.from_id).listed_name}",
        "text": row.text,
        "due": f"Hạn {clock.date_text(row.due_on)}" if row.due_on else "",
        "up": {"title": "Đề xuất của đơn vị", "url": url_for("proposals.index")},
        "url": url_for("proposals.show", proposal_id=proposal_id),
    }

    def save(db: Session, step: str, reason: str) -> LadderStep:
        return proposal_stopping.stop_step(db, who, proposal_id, step, reason)

    return _stop(case, proposal_stopping.coming_steps(session(), row), save)


def _stop(case: Mapping[str, Any], coming: Sequence[Occasion], save: Callable[[Session, str, str], LadderStep]) -> Any:
    form = StopForm()
    told = {one.step.step: f"{one.step.title}, ngày {clock.date_text(one.day)}" for one in coming}
    form.step.choices = {"": "Chọn bậc", **told}

    def page(**context: Any) -> str:
        return render("followup/stop.html", form=form, case=case, **context)

    def saved(_row: LadderStep) -> Response:
        done("Đã dừng bậc này; hạn mới thì thang đôn đốc tính lại từ đầu.")
        return redirect(case["url"], 303)

    return save_form(form, lambda db: save(db, form.step.data, form.reason.data or ""), page, saved)
