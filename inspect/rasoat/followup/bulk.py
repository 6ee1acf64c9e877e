"""What can be done to many obligations of the board: remind their addressees, give them another priority."""

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from sqlmodel import Session

from rasoat.accounts.actor import Actor, Role
from rasoat.bulk.registry import BulkAction, BulkList, Done, One, register_bulk
from rasoat.followup import operations
from rasoat.problems import Problem, Reason
from rasoat.recommendations import queries
from rasoat.recommendations.models import Obligation
from rasoat.recommendations.priorities import operations as priorities
from rasoat.recommendations.priorities.forms import PriorityForm
from rasoat.recommendations.priorities.queries import may_change
from rasoat.recommendations.sources import source_of
from rasoat.units import queries as units

_TAKEN_BACK = "Hoàn tác lần đổi mức trước: mức ưu tiên trở lại như cũ."


def _names(session: Session, rows: Sequence[Obligation]) -> Mapping[UUID, str]:
    agencies = units.names(session, {row.addressee_id for row in rows})
    return {row.id: f"{source_of(row).name}, {agencies[row.addressee_id].listed_name}" for row in rows}


def _remind(session: Session, actor: Actor, one: One) -> Done:
    operations.remind_now(session, actor, one.id)
    return Done()


def _set_priority(session: Session, actor: Actor, one: One) -> Done:
    row = session.get_one(Obligation, one.id)
    if not may_change(session, row, actor):
        raise Problem("form.invalid", reasons=[Reason("", "Mức ưu tiên của nội dung này không đổi được.")])
    before = row.priority
    given = {"priority": one.given["priority"], "reason": one.given["priority_reason"]}
    priorities.change(session, actor, one.id, **given, expected_version=one.version)
    return Done({"priority": before})


def _give_back_priority(session: Session, actor: Actor, one: One, before: Mapping[str, Any]) -> None:
    priorities.change(
        session, actor, one.id, priority=before["priority"], reason=_TAKEN_BACK, expected_version=one.version
    )


register_bulk(
    BulkList("followup", "obligation", "nội dung", queries.visible, _names),
    BulkAction(
        "remind", "followup", "Đôn đốc", frozenset({Role.OFFICER, Role.LEADER}), _remind,
        "Đơn vị của mỗi nội dung nhận một lời nhắc, trên trang và qua thư nếu máy chủ thư đã cài đặt. "
        "Lời nhắc đã gửi không lấy lại được.",
        icon="bell",
    ),
    BulkAction(
        "priority", "followup", "Đổi mức ưu tiên", frozenset({Role.OFFICER}), _set_priority,
        "Đơn vị của mỗi nội dung được báo mức mới và đọc được lý do. Hoàn tác được: mức trở lại như cũ nếu chưa ai đổi nội dung "
        "đó, và đơn vị được báo thêm một lần; lần báo đầu không lấy lại được.",
        form=PriorityForm, undoing=_give_back_priority, icon="flag",
    ),
)  # fmt: skip
