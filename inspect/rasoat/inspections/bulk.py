"""What can be done to many inspections: set their days, announce their schedule, name a member of their teams."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from sqlmodel import Session

from rasoat import clock
from rasoat.accounts.actor import Actor, Role
from rasoat.bulk.registry import BulkAction, BulkList, Done, One, register_bulk
from rasoat.inspections import checks, elsewhere, operations, queries
from rasoat.inspections.forms import EACH, ManyDaysForm, ManyTeamsForm
from rasoat.inspections.models import Inspection
from rasoat.pages.case import parse_uuid
from rasoat.workflows import CaseRef, fire
from rasoat.workflows.working_days import in_force

_OFFICER = frozenset({Role.OFFICER})


def _names(_session: Session, rows: Sequence[Inspection]) -> Mapping[UUID, str]:
    return {row.id: row.unit_name for row in rows}


def _set_day(session: Session, actor: Actor, one: One) -> Done:
    row, day = session.get_one(Inspection, one.id), _day_for(session, one)
    before = {"day": row.scheduled_on.isoformat() if row.scheduled_on else "", "time": row.scheduled_time}
    hour = (one.given["scheduled_time"] or "").strip() or row.scheduled_time
    operations.set_schedule(session, actor, one.id, one.version, scheduled_on=day, scheduled_time=hour, place=row.place)
    told = [f"{clock.date_text(day)}.", checks.day_off(session, day), *elsewhere.told(session, actor, row)]
    return Done(before, " ".join(filter(None, told)))


def _day_for(session: Session, one: One) -> date:
    day = date.fromisoformat(one.given["scheduled_on"])
    if one.given["spread"] != EACH:
        return day
    calendar, left = in_force(session), one.place
    while True:
        left -= not calendar.day_off(day)
        if not left:
            return day
        day += timedelta(days=1)


def _give_back_day(session: Session, actor: Actor, one: One, before: Mapping[str, Any]) -> None:
    row = session.get_one(Inspection, one.id)
    day = date.fromisoformat(before["day"]) if before["day"] else None
    operations.set_schedule(
        session, actor, one.id, one.version, scheduled_on=day, scheduled_time=before["time"], place=row.place
    )


def _announce(session: Session, actor: Actor, one: One) -> Done:
    queries.require_visible(session, one.id, actor)
    fire(session, CaseRef("inspection", one.id), "schedule", actor, expected_version=one.version)
    return Done()


def _name_member(session: Session, actor: Actor, one: One) -> Done:
    user_id = parse_uuid(one.given["user_id"]) or UUID(int=0)
    before = {member.assignment: str(member.user_id) for member in queries.team(session, one.id)}
    own = [member.assignment for member in queries.team(session, one.id) if member.user_id == user_id]
    operations.name_member(session, actor, one.id, user_id, one.given["assignment"])
    row = session.get_one(Inspection, one.id)
    against = elsewhere.told(session, actor, row, [user_id])
    return Done({"was": own[0] if own else "", "lead": before.get("lead", "")}, " ".join(against))


def _take_out(session: Session, actor: Actor, one: One, before: Mapping[str, Any]) -> None:
    """Give the lead back first: a scheduled inspection may not be without one for a moment."""
    user_id, lead = parse_uuid(one.given["user_id"]) or UUID(int=0), parse_uuid(before["lead"])
    checks.require_named(session, one.id, user_id, one.given["assignment"])
    if one.given["assignment"] == "lead" and lead is not None and lead != user_id:
        operations.name_member(session, actor, one.id, lead, "lead")
    if before["was"]:
        operations.name_member(session, actor, one.id, user_id, before["was"])
    else:
        operations.drop_member(session, actor, one.id, user_id)


register_bulk(
    BulkList("inspections", "inspection", "cuộc kiểm tra", queries.visible, _names),
    BulkAction(
        "day", "inspections", "Đặt ngày kiểm tra", _OFFICER, _set_day,
        "Địa điểm của từng cuộc giữ nguyên. Đơn vị được kiểm tra chưa thấy gì cho đến khi bấm “Xếp lịch”. Hoàn tác được: ngày và "
        "giờ trở lại như cũ nếu chưa ai sửa cuộc đó.",
        form=ManyDaysForm, undoing=_give_back_day, icon="calendar-event",
    ),
    BulkAction(
        "schedule", "inspections", "Xếp lịch", _OFFICER, _announce,
        "Từ lúc xếp lịch, đơn vị được kiểm tra thấy cuộc kiểm tra và lịch của nó. Không hoàn tác cả loạt được: muốn đổi, tạm hoãn "
        "từng cuộc rồi xếp lại.",
        icon="calendar-check",
    ),
    BulkAction(
        "member", "inspections", "Cử người vào đoàn", _OFFICER, _name_member,
        "Cử trưởng đoàn mới thì trưởng đoàn cũ thành thành viên. Hoàn tác được: đoàn trở lại như cũ nếu chưa ai đổi nhiệm vụ của "
        "người này trong đoàn đó.",
        form=ManyTeamsForm, offer=ManyTeamsForm.offer, undoing=_take_out, icon="people",
    ),
)  # fmt: skip
