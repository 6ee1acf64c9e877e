"""What a reminder's mail says. It names the obligation by number, date and link: no free text leaves the system."""

from datetime import date
from uuid import UUID

from sqlmodel import Session

from rasoat import clock
from rasoat.accounts.models import User
from rasoat.followup.models import REMINDERS, Reminder
from rasoat.inspections.models import Inspection
from rasoat.notifying.registry import Words
from rasoat.recommendations.models import ADDRESSEES_TURN, Obligation
from rasoat.recommendations.sources import source_of
from rasoat.units.models import Agency


def words(session: Session, reminder_id: UUID, public_url: str) -> Words | None:
    """The mail of one reminder; None when the obligation was answered meanwhile."""
    reminder = session.get_one(Reminder, reminder_id)
    obligation = session.get_one(Obligation, reminder.obligation_id)
    source = source_of(obligation)
    inspection = session.get_one(Inspection, obligation.inspection_id) if obligation.inspection_id else None
    if not ADDRESSEES_TURN.of(obligation):
        return None
    addressee = session.get_one(Agency, obligation.addressee_id)
    lead = session.get_one(Agency, obligation.lead_agency_id)
    asked_by = session.get(User, reminder.by) if reminder.by else None
    return Words(
        subject=f"{REMINDERS[reminder.kind]}: {source.title.lower()} số {source.number}, hạn {_day(reminder.due_on)}",
        body="\n".join(
            [
                f"Kính gửi {addressee.name},",
                "",
                f"{lead.name} nhắc việc thực hiện {source.title.lower()} số {source.number}"
                + (f" sau đợt kiểm tra tại {inspection.unit_name}." if inspection else "."),
                _when(reminder),
                *([f"Người đôn đốc: {asked_by.full_name}, {asked_by.title}."] if asked_by else []),
                "",
                "Xem nội dung phải theo dõi, báo cáo kết quả hoặc xin gia hạn tại:",
                f"{public_url}/obligations/{obligation.id}",
                "",
                "Nếu đơn vị đã báo cáo, xin bỏ qua thư này.",
            ]
        ),
    )


def _when(reminder: Reminder) -> str:
    late = (clock.today() - reminder.due_on).days
    said = f", đã quá hạn {late} ngày" if late > 0 else ""
    return f"Hạn thực hiện là ngày {_day(reminder.due_on)}{said}."


def _day(day: date) -> str:
    return f"{day.day}/{day.month}/{day.year}"


def of_ended(session: Session, agency_id: UUID, public_url: str) -> Words | None:
    """The mail about an agency that has ended and still owes something; None when its end was taken back."""
    agency = session.get_one(Agency, agency_id)
    if not agency.has_ended(clock.today()):
        return None
    body = [
        f"{agency.listed_name} còn nội dung phải thực hiện chưa xong. Không còn ai ở đó để nhắc: lời nhắc hằng ngày đã dừng.",
        "",
        "Xem từng việc và chuyển cho cơ quan kế thừa tại:",
        f"{public_url}/ended-agencies/",
    ]
    return Words(subject=f"Việc còn mở: {agency.listed_name}", body="\n".join(body))
