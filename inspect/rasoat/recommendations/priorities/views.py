"""Giving an obligation another priority: the form stands on its page."""

from typing import Any
from uuid import UUID

from sqlmodel import Session

from rasoat.pages import OFFICE, Room, actor, session
from rasoat.pages.case import parse_uuid
from rasoat.pages.saving import save_form
from rasoat.problems import Problem
from rasoat.recommendations import queries
from rasoat.recommendations.obligations.page import ways
from rasoat.recommendations.priorities import operations, presenters
from rasoat.recommendations.priorities.forms import PriorityForm
from rasoat.recommendations.priorities.queries import may_change
from rasoat.workflows import Fired

room = Room("priorities", __name__, url_prefix="/obligations")
room.blueprint.add_app_template_global(presenters.badge_of, "priority_of")


@room.post("/<uuid:obligation_id>/priority", allow=OFFICE)
def change(obligation_id: UUID) -> Any:
    """Give it another priority."""
    obligation, form, who = queries.require_visible(session(), obligation_id, actor()), PriorityForm(), actor()
    if not may_change(session(), obligation, who):
        raise Problem("forbidden")

    def save(db: Session) -> Fired:
        return operations.change(
            db,
            who,
            obligation_id,
            priority=form.priority.data,
            reason=form.reason.data or "",
            expected_version=form.seen_version,
            command_id=parse_uuid(form.command_id.data),
        )

    page, saved = ways(obligation, "priority_form", form, "Đã đổi mức ưu tiên và báo đơn vị.")
    return save_form(form, save, page, saved, refusals=("case.refused", "form.invalid"))
