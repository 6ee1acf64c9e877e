"""Recording an urgent danger. What follows goes through the workflow."""

from collections.abc import Sequence
from uuid import UUID

from sqlmodel import Session

from rasoat import clock
from rasoat.accounts.actor import Actor, Role
from rasoat.accounts.queries import people
from rasoat.dangers.data import DangerData
from rasoat.dangers.models import Danger
from rasoat.db.locking import lock
from rasoat.files.operations import StoredFile, attach
from rasoat.inspections import queries as inspections
from rasoat.inspections.models import Inspection, Site
from rasoat.notifying.operations import tell
from rasoat.problems import Problem, Reason
from rasoat.units.models import Agency
from rasoat.visits import membership
from rasoat.visits.models import Visit
from rasoat.workflows import start

EVENT = "danger"
"""Kind of the event that the lead agency is told of."""
LONGEST_WHAT = 4000
LONGEST_PLACE = 1000


def raise_danger(
    session: Session,
    actor: Actor,
    *,
    danger_id: UUID,
    visit_id: UUID,
    seen: DangerData,
    files: Sequence[StoredFile] = (),
) -> Danger:
    """Record a danger under the id that the sender gave it, whatever the state of the visit. The same id again returns
    the same row.

    The team may do it (also a person who left it after taking the visit along), and the lead agency's officers and
    leaders. A site that is not, or not yet, one of this inspection is left out. Raises Problem `not_found`,
    `form.invalid`, `record.other`.
    """
    visit = _visit(session, actor, visit_id)
    known = session.get(Danger, danger_id)
    if known is not None:
        if (known.visit_id, known.reported_by) != (visit_id, actor.user_id):
            raise Problem("record.other")
        return known
    reasons = _wrong(seen)
    if reasons:
        raise Problem("form.invalid", reasons=reasons)
    row = _row(session, actor, danger_id, visit, seen)
    start(session, row, "danger", "danger", actor)
    for file in files:
        attach(session, file, "danger", row.id, actor)
    recipients = people(session, agency_id=row.lead_agency_id, roles=[Role.OFFICER, Role.LEADER])
    tell(session, EVENT, row.id, people=recipients, mailbox=session.get_one(Agency, row.lead_agency_id))
    return row


def _row(session: Session, actor: Actor, danger_id: UUID, visit: Visit, seen: DangerData) -> Danger:
    return Danger(
        id=danger_id,
        inspection_id=visit.inspection_id,
        visit_id=visit.id,
        lead_agency_id=visit.lead_agency_id,
        site_id=_site(session, visit, seen.site_id),
        checklist=seen.checklist[:100],
        item=seen.item[:100],
        what=seen.what.strip(),
        place=seen.place.strip(),
        latitude=seen.latitude,
        longitude=seen.longitude,
        accuracy=seen.accuracy,
        seen_at=seen.seen_at or clock.now(),
        reported_by=actor.user_id,
    )


def put_at(session: Session, danger_id: UUID, site_id: UUID) -> None:
    """Set the site of a danger that was recorded before the site was known; a site that is already set stays."""
    if session.get(Danger, danger_id) is None:
        return
    danger = lock(session, Danger, danger_id)
    if danger.site_id is None:
        danger.site_id = site_id
        session.flush()


def may_raise(session: Session, inspection: Inspection, actor: Actor) -> bool:
    """Whether this person may record a danger at the desk: the team, the lead agency's officers and leaders."""
    of_lead = actor.agency_id == inspection.lead_agency_id and actor.role in (Role.OFFICER, Role.LEADER)
    return of_lead or inspections.is_team_member(session, inspection.id, actor)


def _visit(session: Session, actor: Actor, visit_id: UUID) -> Visit:
    # When one danger is sent twice at once, one request waits for the other here.
    visit = lock(session, Visit, visit_id)
    inspection = session.get_one(Inspection, visit.inspection_id)
    if not (may_raise(session, inspection, actor) or membership.belongs(session, visit, actor)):
        raise Problem("not_found")
    return visit


def _site(session: Session, visit: Visit, site_id: UUID | None) -> UUID | None:
    # A danger is sent before anything else, so a site that was made with it may still be only on the tablet. The danger
    # must not wait for it.
    site = session.get(Site, site_id) if site_id else None
    return site.id if site is not None and site.inspection_id == visit.inspection_id else None


def _wrong(seen: DangerData) -> list[Reason]:
    reasons = []
    if not seen.what.strip():
        reasons.append(Reason("what", "Nói rõ nguy hiểm gì, với ai."))
    if len(seen.what) > LONGEST_WHAT:
        reasons.append(Reason("what", f"Quá dài: tối đa {LONGEST_WHAT} ký tự."))
    if len(seen.place) > LONGEST_PLACE:
        reasons.append(Reason("place", f"Quá dài: tối đa {LONGEST_PLACE} ký tự."))
    if (seen.latitude is None) != (seen.longitude is None):
        reasons.append(Reason("latitude", "Vị trí cần cả vĩ độ và kinh độ."))
    for name, value, limit in (("latitude", seen.latitude, 90), ("longitude", seen.longitude, 180)):
        # The comparison is written so that a NaN is refused too.
        if value is not None and not -limit <= value <= limit:
            reasons.append(Reason(name, f"Phải từ -{limit} đến {limit} độ."))
    if seen.accuracy is not None and not 0 <= seen.accuracy <= 1_000_000:
        reasons.append(Reason("accuracy", "Sai số là số mét, không âm."))
    return reasons
