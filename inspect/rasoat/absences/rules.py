"""What is told of an absence."""

from uuid import UUID

from sqlmodel import Session

from rasoat import clock
from rasoat.absences.operations import SET
from rasoat.accounts.models import Absence, User
from rasoat.notifying.registry import Event, Words, register_event


def _words(session: Session, absence_id: UUID, public_url: str) -> Words | None:
    row = session.get_one(Absence, absence_id)
    if row.ended_at is not None:
        return None
    away, stand_in = session.get_one(User, row.account_id), session.get_one(User, row.stand_in_id)
    days = f"từ {clock.date_text(row.first_day)} đến hết {clock.date_text(row.last_day)}"
    body = [
        f"{away.full_name} vắng mặt {days}.",
        f"{stand_in.full_name} làm thay trong những ngày ấy, theo vai trò của chính mình.",
        "",
        "Nếu không đúng, kết thúc hoặc báo lãnh đạo cơ quan:",
        f"{public_url}/absences/",
    ]
    return Words(subject=f"Làm thay {days}", body="\n".join(body))


register_event(Event(SET, "Vắng mặt, làm thay", _words, personal=True))
