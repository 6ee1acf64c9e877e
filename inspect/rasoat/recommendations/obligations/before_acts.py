"""What a person reads before an action on an obligation: what the addressee said, on which the action decides."""

from uuid import UUID

from sqlmodel import Session

from rasoat import clock
from rasoat.pages.case import Before, tell_before
from rasoat.recommendations import stances
from rasoat.recommendations.answering import queries
from rasoat.recommendations.answering.models import STANCES
from rasoat.recommendations.models import Obligation


def of_stance(session: Session, obligation_id: UUID) -> Before:
    """What is asked, and why the addressee does not agree."""
    row = session.get_one(Obligation, obligation_id)
    said = next((one for one in stances.stances_of(session, obligation_id) if one.outcome == "waiting"), None)
    if said is None:
        return Before()
    day = clock.date_text(clock.local(said.stated_at).date())
    return Before(
        (
            ("Việc phải làm", row.source_text),
            ("Kết quả phải đạt", row.measure),
            ("Hạn thực hiện", clock.date_text(row.due_on) if row.due_on else ""),
            ("Ý kiến của đơn vị", f"{STANCES[said.stance]}, ngày {day}"),
            ("Lý do đơn vị nêu", said.reason),
        )
    )


def of_extension(session: Session, obligation_id: UUID) -> Before:
    """Until when the addressee asks for more time, and why; the form begins with that day."""
    row = session.get_one(Obligation, obligation_id)
    asked = next((one for one in queries.extensions_of(session, obligation_id) if one.outcome == "asked"), None)
    if asked is None:
        return Before()
    told = (
        ("Hạn thực hiện", clock.date_text(row.due_on) if row.due_on else ""),
        ("Đơn vị xin đến ngày", clock.date_text(asked.asked_until)),
        ("Lý do đơn vị nêu", asked.reason),
    )
    return Before(told, {"until": asked.asked_until})


for _trigger, _telling in (
    ("decide_stance", of_stance),
    ("grant_extension", of_extension),
    ("refuse_extension", of_extension),
):
    tell_before("obligation", _trigger, _telling)
