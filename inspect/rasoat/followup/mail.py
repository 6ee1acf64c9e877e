"""Sending reminders by mail. A mail names the duty by number, date and link only: no free text leaves the system."""

from datetime import date
from typing import Any
from uuid import UUID

from sqlmodel import Session

from rasoat import clock
from rasoat.accounts.actor import AUTHORITY_ROLES
from rasoat.accounts.models import User
from rasoat.accounts.queries import people
from rasoat.db import Database
from rasoat.followup.models import REMINDERS, Reminder
from rasoat.inspections.models import Inspection
from rasoat.outbox.mail import Letter
from rasoat.outbox.mail import send as deliver
from rasoat.outbox.operations import Handler
from rasoat.recommendations.models import Obligation, Recommendation
from rasoat.recommendations.queries import ACTIONABLE
from rasoat.settings import Settings
from rasoat.units.models import Agency

KIND = "mail"


def handlers(settings: Settings) -> dict[str, Handler]:
    """What `outbox.operations.run_due` does with the items of this room."""
    return {KIND: lambda database, payload: send(database, settings, payload)}


def send(database: Database, settings: Settings, payload: dict[str, Any]) -> None:
    """Send the mail of one reminder; the outbox calls this, and calls again after a failure.

    Without a mail server, or when the duty was answered meanwhile, nothing is sent: the inbox shows the reminder anyway.
    Raises OSError or smtplib.SMTPException when the server does not take it.
    """
    reminder_id = UUID(payload["reminder_id"])
    with database.read() as session:
        letter = _letter(session, reminder_id, settings)
    if letter is None or not settings.smtp_host:
        return
    deliver(letter, reminder_id, settings)
    database.write(lambda session: _mark_sent(session, reminder_id))


def _letter(session: Session, reminder_id: UUID, settings: Settings) -> Letter | None:
    reminder = session.get_one(Reminder, reminder_id)
    obligation = session.get_one(Obligation, reminder.obligation_id)
    recommendation = session.get_one(Recommendation, obligation.recommendation_id)
    inspection = session.get_one(Inspection, obligation.inspection_id)
    addressee = session.get_one(Agency, obligation.addressee_id)
    to = _addresses(session, addressee)
    if reminder.sent_at or obligation.status not in ACTIONABLE or not to:
        return None
    lead = session.get_one(Agency, inspection.lead_agency_id)
    asked_by = session.get(User, reminder.by) if reminder.by else None
    return Letter(
        to=to,
        subject=f"{REMINDERS[reminder.kind]}: kiến nghị số {recommendation.ordinal}, hạn {_day(reminder.due_on)}",
        body="\n".join(
            [
                f"Kính gửi {addressee.name},",
                "",
                f"{lead.name} nhắc việc thực hiện kiến nghị số {recommendation.ordinal} sau đợt kiểm tra tại "
                f"{inspection.unit_name}.",
                _when(reminder),
                *([f"Người đôn đốc: {asked_by.full_name}, {asked_by.position}."] if asked_by else []),
                "",
                "Xem nội dung kiến nghị, báo cáo kết quả hoặc xin gia hạn tại:",
                f"{settings.public_url.rstrip('/')}/recommendations/{obligation.id}",
                "",
                "Nếu đơn vị đã báo cáo, xin bỏ qua thư này.",
            ]
        ),
    )


def _when(reminder: Reminder) -> str:
    late = (clock.today() - reminder.due_on).days
    said = f", đã quá hạn {late} ngày" if late > 0 else ""
    return f"Hạn thực hiện là ngày {_day(reminder.due_on)}{said}."


def _addresses(session: Session, addressee: Agency) -> list[str]:
    users = people(session, agency_id=addressee.id, roles=AUTHORITY_ROLES)
    return list(dict.fromkeys(address for address in [addressee.email, *(user.email for user in users)] if address))


def _mark_sent(session: Session, reminder_id: UUID) -> None:
    session.get_one(Reminder, reminder_id).sent_at = clock.real_now()


def _day(day: date) -> str:
    return f"{day.day}/{day.month}/{day.year}"
