"""What this room registers: meetings as cases, tasks as a source of obligations, the conditions of a meeting's steps."""

from uuid import UUID

from sqlmodel import Session

from rasoat import clock
from rasoat.meetings import assigning, checks, queries
from rasoat.meetings.models import Meeting, MeetingTask
from rasoat.problems import Reason
from rasoat.recommendations.models import Obligation
from rasoat.recommendations.sources import SourceKind, register_source
from rasoat.text import shortened
from rasoat.workflows import CaseKind, Firing, guard, register_kind
from rasoat.workflows.relations import register_lead_agency

__all__ = ["assigning"]

LABEL = 90


def _label(session: Session, meeting_id: UUID) -> str:
    meeting = session.get_one(Meeting, meeting_id)
    return f"Cuộc họp ngày {clock.date_text(meeting.held_on)}: {shortened(meeting.matter, LABEL)}"


def _told_by(session: Session, obligation: Obligation) -> tuple[str, UUID] | None:
    meeting = queries.meeting_of(session, obligation.source_id)
    return ("meeting", meeting.id) if meeting else None


register_kind(CaseKind("meeting", Meeting, "Cuộc họp", _label, queries.visible))
register_lead_agency("meeting")
register_source(SourceKind(queries.SOURCE, "Nhiệm vụ", MeetingTask, told_by=_told_by))


def _meeting(firing: Firing) -> Meeting:
    return firing.session.get_one(Meeting, firing.ref.id)


@guard("meeting_day_has_come")
def _meeting_day_has_come(firing: Firing) -> list[Reason]:
    day = firing.case_row["held_on"]
    if day <= clock.today():
        return []
    return [Reason("held_on", f"Ngày họp ({clock.date_text(day)}) chưa đến.")]


@guard("meeting_is_complete")
def _meeting_is_complete(firing: Firing) -> list[Reason]:
    return list(checks.unready(firing.session, _meeting(firing)))


@guard("its_notice_was_recalled")
def _its_notice_was_recalled(firing: Firing) -> list[Reason]:
    if firing.payload.get("_paper"):
        return []
    return [Reason("", "Thu hồi thông báo kết luận ở trang của thông báo; cuộc họp đổi trạng thái theo đó.")]


@guard("its_notice_was_issued")
def _its_notice_was_issued(firing: Firing) -> list[Reason]:
    if firing.payload.get("_paper"):
        return []
    return [Reason("", "Chỉ thông báo kết luận đã ban hành mới kết thúc cuộc họp theo cách này.")]
