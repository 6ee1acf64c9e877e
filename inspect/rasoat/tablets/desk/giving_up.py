"""Photographs that were announced and cannot be sent any more: a lost tablet must not keep a visit open for ever."""

from uuid import UUID

from sqlmodel import Session, col, select

from rasoat.accounts.actor import Actor
from rasoat.inspections import queries as inspections
from rasoat.inspections.models import Inspection
from rasoat.problems import Problem, Reason
from rasoat.tablets.receiving.models import Photo
from rasoat.visits import queries as visits
from rasoat.workflows import CaseRef, noting, register_note

GIVE_UP = "give_up_photo"
register_note(GIVE_UP, "Xác nhận ảnh không còn gửi được")


def awaited(session: Session, visit_id: UUID) -> list[Photo]:
    """Photographs that the visit's answers, dangers and observations wait for; not those of records kept apart."""
    query = select(Photo).where(Photo.visit_id == visit_id, Photo.state == "expected", Photo.owner_kind != "submission")
    return list(session.exec(query.order_by(col(Photo.id))))


def may_give_up(session: Session, inspection: Inspection, actor: Actor) -> bool:
    """The team's lead, and the officers of the agency that leads the inspection."""
    leads = inspections.is_team_lead(session, inspection.id, actor)
    return leads or inspections.is_lead_officer(inspection, actor)


def give_up(session: Session, actor: Actor, photo_id: UUID, reason: str) -> Photo:
    """Wait no longer for a photograph. Should it come after all, it is taken in.

    Raises Problem `not_found`, `forbidden`, `photo.not_waited`, `form.invalid` without a reason.
    """
    found = session.get(Photo, photo_id)
    if found is None:
        raise Problem("not_found")
    visit = visits.require_visible(session, found.visit_id, actor)
    if not may_give_up(session, session.get_one(Inspection, visit.inspection_id), actor):
        raise Problem("forbidden")
    if not reason.strip():
        raise Problem("form.invalid", reasons=[Reason("reason", "Nêu vì sao ảnh không còn gửi được.")])
    photo = session.get_one(Photo, photo_id, with_for_update=True, populate_existing=True)
    if photo.state != "expected":
        raise Problem("photo.not_waited")
    photo.state, photo.given_up_by, photo.given_up_note = "given_up", actor.user_id, reason.strip()
    session.flush()
    facts = {"photo": str(photo.id), "submission": str(photo.submission_id)}
    noting.note(session, CaseRef("visit", visit.id), GIVE_UP, actor, facts, {"reason": photo.given_up_note})
    return photo
