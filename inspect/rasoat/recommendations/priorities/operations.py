"""An obligation that was sent gets another priority: by an officer of the agency that follows it up, with a reason."""

from uuid import UUID

from sqlmodel import Session

from rasoat import clock
from rasoat.accounts.actor import Actor
from rasoat.problems import Reason
from rasoat.recommendations import queries, telling
from rasoat.recommendations.models import PRIORITIES, Obligation
from rasoat.recommendations.priorities.models import PriorityChange
from rasoat.recommendations.priorities.queries import TRIGGER
from rasoat.workflows import CaseRef, Fired, Firing, effect, fire, guard, move

CHANGED = "priority_changed"
"""Event: the addressee's people are told that something is needed sooner, or less soon."""


def change(
    session: Session,
    actor: Actor,
    obligation_id: UUID,
    *,
    priority: str,
    reason: str,
    expected_version: int | None = None,
    command_id: UUID | None = None,
) -> Fired:
    """Give a sent obligation another of PRIORITIES. Raises Problem `not_found` and those of `fire`."""
    queries.require_visible(session, obligation_id, actor)
    ref = CaseRef("obligation", obligation_id)
    # Cases that began before there were priorities have no other way to get one.
    version = move.renew_expected(session, ref, TRIGGER, actor, expected_version)
    given = {"priority": priority, "reason": reason}
    return fire(session, ref, TRIGGER, actor, expected_version=version, command_id=command_id, payload=given)


@guard("priority_is_another", needs_payload=True)
def _priority_is_another(firing: Firing) -> list[Reason]:
    present, given = firing.case_row["priority"], firing.payload.get("priority")
    if given != present:
        return []
    return [Reason("priority", f"Nội dung này đang ở mức “{PRIORITIES[present]}”; chọn mức khác.")]


@effect("set_priority")
def _set_priority(firing: Firing) -> None:
    """Its next step on the ladder is worked out anew, on the steps of the new priority; what was done is not done again."""
    session, row = firing.session, firing.session.get_one(Obligation, firing.ref.id)
    made = PriorityChange(
        obligation_id=row.id,
        previous=row.priority,
        priority=firing.payload["priority"],
        reason=firing.payload["reason"],
        changed_by=firing.actor.user_id,
        changed_at=clock.now(),
    )
    session.add(made)
    row.priority, row.priority_reason, row.climbs_for = made.priority, made.reason, None
    session.flush()
    telling.tell_addressee(firing, CHANGED, made.id)
