"""Giving checklists and places to people of the team, and taking them back. Nothing is hidden or closed by it: everybody of
the team may fill everything.
"""

from collections.abc import Collection
from uuid import UUID

from sqlmodel import Session

from rasoat.accounts.actor import Actor
from rasoat.db.locking import lock
from rasoat.inspections import queries as inspections
from rasoat.inspections.models import WORKING, AssignedSlot, Inspection
from rasoat.problems import Problem, Reason
from rasoat.visits.assigned import queries
from rasoat.visits.progress import slots


def give(session: Session, actor: Actor, inspection_id: UUID, keys: Collection[str], people: Collection[UUID]) -> int:
    """Give each of the slots (by `Slot.key`) to each of the people of the team; how many of these are new.

    The team's lead and deputy may, as long as team and sites may change, and officers of the agency that leads the
    inspection while it is prepared. Raises Problem `not_found`, `forbidden`, `inspection.not_editable`, `form.invalid`.
    """
    inspection = _held(session, actor, inspection_id)
    team = {member.user_id for member in inspections.team(session, inspection_id)}
    reasons = [] if people else [Reason("person", "Chọn ít nhất một người nhận.")]
    if not team.issuperset(people):
        reasons.append(Reason("person", "Có người không còn trong đoàn; chọn lại người nhận."))
    chosen = _chosen(session, inspection, keys, reasons)
    present = {(row.checklist, row.site_id, row.user_id) for row in inspections.assigned(session, inspection_id)}
    wanted = [(*place, user_id) for place in chosen for user_id in people]
    new = [one for one in dict.fromkeys(wanted) if one not in present]
    for checklist, site_id, user_id in new:
        row = AssignedSlot(inspection_id=inspection_id, checklist=checklist, site_id=site_id, user_id=user_id,
                           given_by=actor.user_id)  # fmt: skip
        session.add(row)
    session.flush()
    return len(new)


def take_back(
    session: Session, actor: Actor, inspection_id: UUID, keys: Collection[str], people: Collection[UUID] = ()
) -> int:
    """Take the slots back from these people, or from everybody who has them when no people are named; how many were.

    Who may, and what is raised: see `give`.
    """
    inspection = _held(session, actor, inspection_id)
    chosen = set(_chosen(session, inspection, keys, []))
    given = [
        row
        for row in inspections.assigned(session, inspection_id)
        if (row.checklist, row.site_id) in chosen and (not people or row.user_id in people)
    ]
    for row in given:
        session.delete(row)
    session.flush()
    return len(given)


def _held(session: Session, actor: Actor, inspection_id: UUID) -> Inspection:
    inspections.require_visible(session, inspection_id, actor)
    inspection = lock(session, Inspection, inspection_id)
    if queries.may_assign(session, inspection, actor):
        return inspection
    if WORKING.of(inspection):
        raise Problem("forbidden")
    state = inspections.definition_of(session, inspection).states[inspection.status]
    raise Problem("inspection.not_editable", state=state.title, part="phân công trong đoàn")


def _chosen(
    session: Session, inspection: Inspection, keys: Collection[str], reasons: list[Reason]
) -> list[tuple[str, UUID | None]]:
    """The checklists and places of these keys. Raises Problem `form.invalid` with the reasons given and its own."""
    known = {slot.key: (slot.definition.id, slot.site_id) for slot in slots(session, inspection.id)}
    if not keys:
        reasons.append(Reason("slot", "Chọn ít nhất một phần việc."))
    if not known.keys() >= set(keys):
        reasons.append(Reason("slot", "Có bảng kiểm hoặc điểm vừa được bỏ; xem lại danh sách rồi chọn lại."))
    if reasons:
        raise Problem("form.invalid", reasons=reasons)
    return [known[key] for key in keys]
