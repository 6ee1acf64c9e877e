"""What this room registers with the workflow engine: dangers as cases, their relations, and what each step records."""

from uuid import UUID

from sqlmodel import Session

from rasoat import clock
from rasoat.dangers import mail, queries
from rasoat.dangers.models import Danger
from rasoat.dangers.operations import EVENT
from rasoat.files.access import register_owner
from rasoat.inspections.models import Inspection
from rasoat.inspections.relations import register_case_relations
from rasoat.notifying.registry import Event, register_event
from rasoat.problems import Reason
from rasoat.workflows import CaseKind, Firing, effect, guard, register_kind


def _label(session: Session, danger_id: UUID) -> str:
    danger = session.get_one(Danger, danger_id)
    unit = session.get_one(Inspection, danger.inspection_id).unit_name
    return f"Nguy hiểm báo lúc {clock.time_text(danger.seen_at)}, {unit}"


register_kind(CaseKind("danger", Danger, "Nguy hiểm khẩn cấp", _label, queries.visible))
register_case_relations("danger", "inspection_id")
register_owner("danger", queries.visible, originals=queries.visible)
register_event(Event(EVENT, "Báo nguy hiểm khẩn cấp", mail.words, reads=mail.reads, fixed=True))


@guard("danger_ended_in_time", needs_payload=True)
def _danger_ended_in_time(firing: Firing) -> list[Reason]:
    day = firing.payload.get("ended_on")
    if day is None:
        return []
    if day > clock.today():
        return [Reason("ended_on", "Ngày này chưa đến.")]
    seen = clock.local(firing.case_row["seen_at"]).date()
    if day < seen:
        return [Reason("ended_on", f"Không thể trước ngày phát hiện ({clock.date_text(seen)}).")]
    return []


@effect("record_who_takes_danger")
def _record_who_takes_danger(firing: Firing) -> None:
    firing.session.get_one(Danger, firing.ref.id).taken_by = firing.payload["taken_by"]


@effect("record_end_of_danger")
def _record_end_of_danger(firing: Firing) -> None:
    row = firing.session.get_one(Danger, firing.ref.id)
    row.ended_on, row.outcome = firing.payload["ended_on"], firing.payload["outcome"]
