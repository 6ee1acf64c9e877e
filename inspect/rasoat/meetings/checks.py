"""What is wrong with a meeting or a task, every fault at once, each with its field."""

import re
from collections.abc import Iterator
from datetime import date
from uuid import UUID

from sqlmodel import Session

from rasoat import clock
from rasoat.meetings import queries
from rasoat.meetings.data import MeetingData, TaskData
from rasoat.meetings.models import Meeting
from rasoat.problems import Reason
from rasoat.units import queries as units
from rasoat.units.models import Agency

_SIGN = re.compile(r"[^\W\d_][\w-]{0,19}")
ENDED = "Chọn một cơ quan đang hoạt động."
_NEEDED = (
    ("matter", "Nhập nội dung cuộc họp."),
    ("body_name", "Nhập tên ban, hội đồng, tổ họp."),
    ("chair_name", "Nhập họ tên người chủ trì."),
    ("chair_position", "Nhập chức danh của người chủ trì trong ban, hội đồng, tổ."),
)


def faults(session: Session, data: MeetingData) -> list[Reason]:
    """What is wrong with a meeting."""
    reasons = [Reason(field, told) for field, told in _NEEDED if not getattr(data, field).strip()]
    if not _SIGN.fullmatch(data.body_sign.strip()):
        reasons.append(Reason("body_sign", "Ký hiệu chỉ có chữ, số, gạch nối, bắt đầu bằng chữ: BCĐ, BCĐTE."))
    if data.chair_agency_id is not None and not _serves(session, data.chair_agency_id, data.held_on):
        reasons.append(Reason("chair_agency_id", ENDED))
    seen: set[UUID] = set()
    for number, (agency_id, _people) in enumerate(data.members):
        if not _serves(session, agency_id, data.held_on):
            reasons.append(Reason(f"members-{number}-agency_id", "Cơ quan này không hoạt động vào ngày họp; bỏ ra."))
        elif agency_id in seen:
            reasons.append(Reason(f"members-{number}-agency_id", "Cơ quan này đã có ở trên."))
        seen.add(agency_id)
    return reasons


def task_faults(session: Session, meeting: Meeting, data: TaskData) -> list[Reason]:
    """What is wrong with a task of a meeting."""
    reasons = [] if data.text.strip() else [Reason("text", "Nhập nội dung nhiệm vụ.")]
    if data.to_all and data.addressee_ids:
        reasons.append(Reason("to_all", "Giao mọi thành viên thì không chọn từng cơ quan; bỏ một trong hai."))
    elif not data.to_all and not data.addressee_ids:
        reasons.append(Reason("addressees", "Chọn ít nhất một cơ quan, hoặc giao mọi cơ quan thành viên."))
    if data.to_all and not queries.members(session, meeting.id):
        reasons.append(Reason("to_all", "Cuộc họp chưa có cơ quan thành viên nào; ghi thành viên trước."))
    for number, agency_id in enumerate(data.addressee_ids):
        if not _serves(session, agency_id, clock.today()):
            reasons.append(Reason(f"addressees-{number}", ENDED))
        elif agency_id in data.addressee_ids[:number]:
            reasons.append(Reason(f"addressees-{number}", "Cơ quan này đã được chọn ở trên."))
    if data.due_on is not None and data.due_on < meeting.held_on:
        reasons.append(Reason("due_on", f"Hạn không thể trước ngày họp ({clock.date_text(meeting.held_on)})."))
    return reasons


def unready(session: Session, meeting: Meeting) -> Iterator[Reason]:
    """Why a meeting cannot be concluded, or its notice be issued: what is missing, agencies that ended meanwhile."""
    if not meeting.conclusions.strip():
        yield Reason("conclusions", "Chưa ghi kết luận của người chủ trì; bấm “Sửa” để ghi.")
    told = queries.tasks(session, meeting.id)
    if not told:
        yield Reason("tasks", "Chưa có nhiệm vụ nào; thêm ít nhất một nhiệm vụ với cơ quan thực hiện.")
    known = units.names(session, {one for row in told for one in row.addressees})
    for row in told:
        number = row.task.ordinal
        if not row.addressees:
            yield Reason("tasks", f"Nhiệm vụ {number} chưa có cơ quan thực hiện.")
        for agency in (known[one] for one in row.addressees):
            if not agency.serves_on(clock.today()):
                yield Reason("tasks", f"Nhiệm vụ {number}: {agency.listed_name}; chọn cơ quan kế thừa.")
        if row.task.due_on is not None and row.task.due_on < meeting.held_on:
            yield Reason("tasks", f"Nhiệm vụ {number}: hạn {clock.date_text(row.task.due_on)} trước ngày họp.")


def _serves(session: Session, agency_id: UUID, day: date) -> bool:
    agency = session.get(Agency, agency_id)
    return agency is not None and agency.serves_on(day)
