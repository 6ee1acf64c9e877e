"""What is told inside an addressee: an obligation was given to somebody."""

from uuid import UUID

from sqlmodel import Session

from rasoat import clock
from rasoat.accounts.models import User
from rasoat.notifying.models import DIGEST
from rasoat.notifying.registry import Event, Words, register_event
from rasoat.recommendations.inside.models import InsideAssignment
from rasoat.recommendations.inside.operations import ASSIGNED
from rasoat.recommendations.models import Obligation
from rasoat.recommendations.told import named, reading


def _words(session: Session, assignment_id: UUID, public_url: str) -> Words | None:
    """The words; None when it was given to somebody else meanwhile."""
    row = session.get_one(InsideAssignment, assignment_id)
    if row.ended_at is not None:
        return None
    obligation, by = session.get_one(Obligation, row.obligation_id), session.get_one(User, row.assigned_by)
    due = f" Hạn nội bộ: {clock.date_text(row.due_on)}." if row.due_on else ""
    body = [
        f"{by.full_name} giao ông/bà thực hiện {named(obligation)}.{due}",
        "",
        "Xem tại:",
        f"{public_url}/obligations/{obligation.id}",
    ]
    return Words(subject=f"Việc được giao: {named(obligation)}", body="\n".join(body))


register_event(Event(ASSIGNED, "Việc được giao trong cơ quan", _words, usual=DIGEST, reads=reading(InsideAssignment)))
