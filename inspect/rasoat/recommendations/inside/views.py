"""What an addressee's people do with an obligation among themselves: assign it, note something. Its page shows both."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from sqlmodel import Session

from rasoat.pages import SIGNED_IN, Room, actor, session
from rasoat.pages.case import parse_uuid
from rasoat.pages.forms import Form
from rasoat.pages.saving import save_form
from rasoat.problems import Problem
from rasoat.recommendations import queries as recommendations
from rasoat.recommendations.inside import operations, presenters, queries
from rasoat.recommendations.inside.forms import AssignForm, NoteForm
from rasoat.recommendations.models import Obligation
from rasoat.recommendations.obligations.page import ways

room = Room("inside", __name__, url_prefix="/obligations")


def _own(obligation_id: UUID) -> Obligation:
    row = recommendations.require_visible(session(), obligation_id, actor())
    if not queries.reads(session(), row, actor()):
        raise Problem("not_found")
    return row


def _send(obligation: Obligation, form: Form, name: str, save: Callable[[Session], Any], message: str) -> Any:
    page, saved = ways(obligation, name, form, message)
    return save_form(form, save, page, saved, refusals=("case.refused", "form.invalid"))


@room.post("/<uuid:obligation_id>/assign", allow=SIGNED_IN)
def assign(obligation_id: UUID) -> Any:
    """Give the obligation to somebody of the own agency."""
    row, form, who = _own(obligation_id), AssignForm(), actor()
    presenters.offer(form)

    def save(db: Session) -> Any:
        person_id, seen = parse_uuid(form.person_id.data), parse_uuid(form.seen.data)
        if form.person_id.data and person_id is None:
            raise Problem("request.bad")
        return operations.assign(db, who, obligation_id, person_id, form.due_on.data, seen=seen)

    return _send(row, form, "assign_form", save, "Đã lưu việc giao trong cơ quan.")


@room.post("/<uuid:obligation_id>/note", allow=SIGNED_IN)
def note(obligation_id: UUID) -> Any:
    """Note something that only the own agency reads."""
    row, form, who = _own(obligation_id), NoteForm(), actor()

    def save(db: Session) -> Any:
        return operations.add_note(db, who, obligation_id, form.text.data or "")

    return _send(row, form, "note_form", save, "Đã ghi chú. Chỉ người của cơ quan bạn đọc được.")
