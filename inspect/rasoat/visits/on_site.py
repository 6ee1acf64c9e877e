"""How long a team may be on the spot, where the inspection's workflow limits it (NĐ 217/2025/NĐ-CP, Điều 13)."""

from collections.abc import Iterable
from datetime import date

from sqlmodel import Session

from rasoat.inspections import queries as inspections
from rasoat.inspections.models import Inspection
from rasoat.problems import Reason
from rasoat.procedures.definition import DeadlineRule
from rasoat.visits import queries
from rasoat.visits.models import CALLED_OFF, Visit
from rasoat.workflows import DeadlineUse, deadlines, register_deadline, working_days

ON_SITE = register_deadline(
    "inspection",
    "on_site",
    DeadlineUse("visits after it are refused; those in its extension are warned of", extends=True),
)


def too_late(session: Session, inspection: Inspection, happens_on: date, moved: Visit | None = None) -> list[Reason]:
    """Why no visit can be on that day: this visit, or another one already planned, would lie beyond the limit and its
    one extension.

    `moved` is the visit that would be moved to that day. The days are counted from the first day on the spot, when the
    decision of inspection is announced (điểm d khoản 2 Điều 13); that first day itself is not counted.
    """
    rule, first, last = _span(session, inspection, happens_on, moved)
    if rule is None or last <= _end(session, rule, first, rule.extension):
        return []
    latest = _end(session, rule, first, rule.extension)
    message = (
        f"Cuộc kiểm tra bắt đầu ngày {_day(first)}, làm việc tại chỗ không quá {rule.words}: muộn nhất ngày {_day(latest)}. "
        f"Chọn ngày sớm hơn. Căn cứ: {rule.basis}."
    )
    return [Reason("happens_on", message)]


def extended(session: Session, visit: Visit) -> str:
    """What people must know about a visit that is possible only because the limit was extended; empty for any other
    visit.
    """
    inspection = session.get_one(Inspection, visit.inspection_id)
    rule, first, last = _span(session, inspection, visit.happens_on, visit)
    if rule is None or last <= _end(session, rule, first):
        return ""
    return (
        f"Lưu ý: đã quá {rule.term[0]} {rule.unit_words} làm việc tại chỗ (hết ngày {_day(_end(session, rule, first))}); "
        f"chỉ được khi người ra quyết định kiểm tra đã gia hạn. Căn cứ: {rule.basis}."
    )


def _span(
    session: Session, inspection: Inspection, happens_on: date, moved: Visit | None
) -> tuple[DeadlineRule | None, date, date]:
    rule = inspections.definition_of(session, inspection).deadlines.get(ON_SITE)
    days = {happens_on, *_others(queries.visits_of(session, inspection.id), moved)}
    return rule, min(days), max(days)


def _others(visits: Iterable[Visit], moved: Visit | None) -> list[date]:
    return [v.happens_on for v in visits if not CALLED_OFF.of(v) and (moved is None or v.id != moved.id)]


def _end(session: Session, rule: DeadlineRule, first: date, more: int = 0) -> date:
    count, unit = rule.term
    return deadlines.after(first, count + more, working_days.in_force(session), unit).due_on


def _day(day: date) -> str:
    return f"{day.day}/{day.month}/{day.year}"
