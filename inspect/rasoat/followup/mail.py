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
from rasoat.recommendations.told import marked
from rasoat.units.models import Agency


def words(session: Session, reminder_id: UUID, public_url: str) -> Words | None:
    """The mail of one reminder that somebody asked for; None when the obligation was answered meanwhile."""
    row = session.get_one(Reminder, reminder_id)
    obligation = session.get_one(Obligation, row.obligation_id)
    by = session.get(User, row.by) if row.by else None
    return of_obligation(session, obligation, REMINDERS[row.kind], row.due_on, by, public_url)


def of_obligation(
    session: Session, obligation: Obligation, title: str, due_on: date, by: User | None, public_url: str
) -> Words | None:
    """The mail that reminds an addressee; None when it is no longer its turn. `by`: who asked for it, if somebody did."""
    source = source_of(obligation)
    inspection = session.get_one(Inspection, obligation.inspection_id) if obligation.inspection_id else None
    if not ADDRESSEES_TURN.of(obligation):
        return None
    addressee = session.get_one(Agency, obligation.addressee_id)
    lead = session.get_one(Agency, obligation.lead_agency_id)
    return Words(
        subject=marked(f"{title}: {source.title.lower()} số {source.number}, hạn {day(due_on)}", obligation),
        body="\n".join(
            [
                f"Kính gửi {addressee.name},",
                "",
                f"{lead.name} nhắc việc thực hiện {source.title.lower()} số {source.number}"
                + (f" sau đợt kiểm tra tại {inspection.unit_name}." if inspection else "."),
                when(due_on),
                *([f"Người đôn đốc: {by.full_name}, {by.title}."] if by else []),
                "",
                "Xem nội dung phải theo dõi, báo cáo kết quả hoặc xin gia hạn tại:",
                f"{public_url}/obligations/{obligation.id}",
                "",
                "Nếu đơn vị đã báo cáo, xin bỏ qua thư này.",
            ]
        ),
    )


def when(due_on: date) -> str:
    """A sentence about a due date, and how late it is."""
    late = (clock.today() - due_on).days
    said = f", đã quá hạn {late} ngày" if late > 0 else ""
    return f"Hạn thực hiện là ngày {day(due_on)}{said}."


def day(one: date) -> str:
    """A day as mails write it: 6/11/2024."""
    return f"{one.day}/{one.month}/{one.year}"


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
