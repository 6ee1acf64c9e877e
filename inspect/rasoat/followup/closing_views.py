"""The page on which a registered paper of whoever chairs ends what the chairing or standing agency owes itself."""

from typing import Any
from uuid import UUID

from flask import url_for
from sqlmodel import Session
from werkzeug.wrappers import Response
from wtforms import HiddenField, SelectField

from rasoat.accounts.actor import Role
from rasoat.db import new_id
from rasoat.followup import closing
from rasoat.meetings.queries import SOURCE
from rasoat.pages import Room, actor, done, redirect_to, render, save_form, session
from rasoat.pages.case import parse_uuid
from rasoat.pages.forms import Form, chosen
from rasoat.recommendations import queries as recommendations
from rasoat.recommendations.models import Obligation
from rasoat.units import queries as units
from rasoat.workflows import CaseRef, Fired, may

room = Room("followup", __name__, url_prefix="/followup")
"""All pages of the follow-up."""
MAY_CLOSE = frozenset({Role.OFFICER, Role.LEADER})


class ClosingForm(Form):
    """Which registered paper ends it."""

    command_id = HiddenField()
    paper = SelectField("Văn bản của người chủ trì", [chosen("Chọn văn bản của người chủ trì.")])


@room.blueprint.app_template_global("closing_by_paper_of")
def closing_by_paper_of(obligation: Obligation) -> dict[str, Any] | None:
    """For the page of an obligation: whether this person ends it by a paper, and which papers there are."""
    db, who = session(), actor()
    above = units.is_above(db, obligation.addressee_id, obligation.lead_agency_id)
    if obligation.source_kind != SOURCE and not above:
        return None
    step = next((one for one in may(db, CaseRef("obligation", obligation.id), who) if _is_closing(one)), None)
    if step is None or any(reason.field != "paper" for reason in step.reasons):
        return None
    url = url_for("followup.close_by_paper", obligation_id=obligation.id)
    return {"papers": closing.choices(db, who, obligation), "url": url}


def _is_closing(option: Any) -> bool:
    return bool(option.transition.trigger == closing.CLOSE)


@room.form("/obligations/<uuid:obligation_id>/close", allow=MAY_CLOSE)
def close_by_paper(obligation_id: UUID) -> Any:
    """End an obligation by a registered paper."""
    who, row = actor(), recommendations.require_visible(session(), obligation_id, actor())
    papers = closing.choices(session(), who, row)
    form = ClosingForm(data={"version": row.version, "command_id": str(new_id())})
    form.paper.choices = {"": "Chọn văn bản", **{str(one.id): one.told for one in papers}}

    def save(db: Session) -> Fired:
        paper, command = parse_uuid(form.paper.data), parse_uuid(form.command_id.data)
        return closing.close(db, who, obligation_id, paper, form.seen_version, command)

    def page(**context: Any) -> str:
        return render("followup/close.html", form=form, obligation=row, papers=papers, **context)

    def saved(_fired: Fired) -> Response:
        done("Đã kết thúc theo văn bản của người chủ trì.")
        return redirect_to("obligations.show", obligation_id=obligation_id)

    return save_form(form, save, page, saved, refusals=("form.invalid", "case.refused"))
