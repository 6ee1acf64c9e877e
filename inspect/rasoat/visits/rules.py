"""What visits register with the workflow engine: their kind, their guards, and the effects of their transitions."""

from uuid import UUID

from sqlmodel import Session

from rasoat import clock
from rasoat.accounts.actor import Actor
from rasoat.files.access import register_owner
from rasoat.inspections import queries as inspections
from rasoat.inspections.models import VISITABLE, Inspection
from rasoat.inspections.relations import register_case_relations
from rasoat.problems import Reason
from rasoat.visits import conflicts, operations, progress, queries
from rasoat.visits.models import HELD, Response, Visit
from rasoat.workflows import CaseKind, CaseRef, Firing, effect, fire, guard, register_kind


def _label(session: Session, visit_id: UUID) -> str:
    visit = session.get_one(Visit, visit_id)
    day = visit.happens_on
    return f"Buổi làm việc thứ {visit.ordinal}, ngày {day.day}/{day.month}/{day.year}"


def _visible(session: Session, visit_id: UUID, actor: Actor) -> bool:
    visit = session.get(Visit, visit_id)
    return visit is not None and inspections.visible(session, visit.inspection_id, actor)


def _response_visible(session: Session, response_id: UUID, actor: Actor) -> bool:
    response = session.get(Response, response_id)
    return response is not None and queries.reads_answers(session, response.inspection_id, actor)


register_kind(
    CaseKind("visit", Visit, "Buổi làm việc tại chỗ", _label, _visible, above=("inspection", "inspection_id"))
)
register_case_relations("visit", "inspection_id")
register_owner("response", _response_visible, originals=_response_visible)


@effect("make_first_visit")
def _make_first_visit(firing: Firing) -> None:
    inspection = firing.session.get_one(Inspection, firing.ref.id)
    # The guard has_date has already checked that there is a day.
    happens_on = inspection.scheduled_on or clock.today()
    operations.add_visit(firing.session, firing.actor, inspection, happens_on, inspection.place)


@effect("cancel_planned_visits")
def _cancel_planned_visits(firing: Firing) -> None:
    operations.cancel_planned(firing.session, firing.actor, firing.ref.id)


@effect("start_the_inspection")
def _start_the_inspection(firing: Firing) -> None:
    inspection = firing.session.get_one(Inspection, firing.case_row["inspection_id"])
    if inspections.definition_of(firing.session, inspection).find("start_visiting", inspection.status):
        fire(
            firing.session,
            CaseRef("inspection", inspection.id),
            "start_visiting",
            firing.actor,
            effective_on=firing.effective_on,
        )


@guard("inspection_still_visits")
def _inspection_still_visits(firing: Firing) -> list[Reason]:
    inspection = firing.session.get_one(Inspection, firing.case_row["inspection_id"])
    if VISITABLE.of(inspection):
        return []
    return [Reason("", "Cuộc kiểm tra đã qua bước kiểm tra tại chỗ; chọn “Kiểm tra bổ sung tại chỗ” trước.")]


@guard("required_checklists_are_complete")
def _required_checklists_are_complete(firing: Firing) -> list[Reason]:
    return progress.missing(firing.session, firing.case_row["inspection_id"])


@guard("conflicts_are_decided")
def _conflicts_are_decided(firing: Firing) -> list[Reason]:
    count = conflicts.count_open(firing.session, firing.ref.id)
    if not count:
        return []
    return [Reason("conflicts", f"Còn {count} mục mà hai người ghi khác nhau; trưởng đoàn chọn từng mục trước.")]


@guard("visits_are_closed")
def _visits_are_closed(firing: Firing) -> list[Reason]:
    visits = queries.visits_of(firing.session, firing.ref.id)
    reasons = [
        Reason("visits", f"{_label(firing.session, visit.id)}: kết thúc hoặc bỏ buổi này trước.")
        for visit in visits
        if visit.open
    ]
    if not any(HELD.of(visit) for visit in visits):
        reasons.append(Reason("visits", "Chưa có buổi làm việc nào đã kết thúc."))
    # A site or a checklist may have been added after the last visit was closed; its answers are required too.
    return reasons + progress.missing(firing.session, firing.ref.id)
