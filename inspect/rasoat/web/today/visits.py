"""Inspections and visits that wait for somebody, or are near."""

from datetime import date, timedelta

from sqlalchemy import ColumnElement, func
from sqlmodel import Session, and_, col, exists, or_, select

from rasoat import clock
from rasoat.accounts.actor import Actor
from rasoat.findings.models import Finding
from rasoat.inspections import queries as inspections
from rasoat.inspections.models import DECIDING, NOT_HELD, UNSCHEDULED, WORKING, Inspection, TeamMember
from rasoat.papers.kinds import result
from rasoat.papers.models import PaperCase
from rasoat.units.models import Agency
from rasoat.visits.models import FILLING, Visit
from rasoat.web.today import stead
from rasoat.web.today.parts import Item, Waiting, first_rows
from rasoat.workflows import CaseRef

NEAR = timedelta(days=14)
_BY_DAY = (col(Inspection.scheduled_on).is_(None), col(Inspection.scheduled_on))
"""By day, those without one last. It is told in a way that no index gives: PostgreSQL would go through all inspections of
the past in the order of the index, in the hope of a few that are open."""


def _open(actor: Actor) -> ColumnElement[bool]:
    return and_(col(Inspection.lead_agency_id) == actor.agency_id, col(Inspection.open))


def to_schedule(db: Session, actor: Actor) -> Waiting:
    """Own inspections without a schedule, by the day for which they are planned."""
    query = select(Inspection).where(_open(actor), UNSCHEDULED.condition)
    query = query.order_by(*_BY_DAY, col(Inspection.order_text), col(Inspection.id))
    new, off = ("Chưa xếp lịch", "neutral"), ("Tạm hoãn", "waiting")
    rows, count = first_rows(db, query)
    items = [
        Item(
            row.unit_name,
            CaseRef("inspection", row.id),
            _day("Dự kiến", row.scheduled_on),
            badge=off if NOT_HELD.of(row) else new,
        )
        for row in rows
    ]
    return Waiting(items, count)


def without_lead(db: Session, actor: Actor) -> Waiting:
    """Own inspections under way whose team nobody leads: their visits can be begun and ended by a deputy at most."""
    query = select(Inspection).where(
        _open(actor),
        WORKING.condition,
        ~UNSCHEDULED.condition,
        inspections.without_lead(),
    )
    query = query.order_by(*_BY_DAY, col(Inspection.id))
    rows, count = first_rows(db, query)
    nobody = ("Không ai phụ trách", "bad")
    return Waiting(
        [Item(row.unit_name, CaseRef("inspection", row.id), "Cử trưởng đoàn khác", badge=nobody) for row in rows], count
    )


def to_report(db: Session, actor: Actor) -> Waiting:
    """Own inspections under review for which nobody has begun the paper that announces the result."""
    begun = exists().where(
        col(PaperCase.about_kind) == "inspection",
        col(PaperCase.about_id) == col(Inspection.id),
        col(PaperCase.kind).in_(result.ANNOUNCING),
    )
    query = select(Inspection).where(_open(actor), DECIDING.condition, ~begun)
    query = query.order_by(col(Inspection.last_event_at), col(Inspection.id))
    rows, count = first_rows(db, query)
    return Waiting([Item(row.unit_name, CaseRef("inspection", row.id), row.title) for row in rows], count)


def to_decide(db: Session, actor: Actor) -> list[Item]:
    """Inspections under review, with the person in the team, that have suggestions nobody has decided on."""
    query = (
        select(Inspection, func.count(col(Finding.id).distinct()))
        .join(TeamMember, col(TeamMember.inspection_id) == col(Inspection.id))
        .join(Finding, col(Finding.inspection_id) == col(Inspection.id))
        .where(col(TeamMember.user_id).in_(actor.people), DECIDING.condition, Finding.status == "drafted")
        .group_by(col(Inspection.id))
        .order_by(col(Inspection.last_event_at), col(Inspection.id))
    )
    found = db.exec(query).all()
    marks = stead.of_inspections(db, actor, [row.id for row, _ in found])
    return [
        Item(
            row.unit_name,
            CaseRef("inspection", row.id),
            _joined(f"{count} gợi ý ưu điểm, tồn tại chờ quyết định", marks.get(row.id)),
        )
        for row, count in found
    ]


def visits(db: Session, actor: Actor, today: date) -> Waiting:
    """Visits of the person's agency or team that are open, late to begin, or near; open ones first."""
    mine = inspections.in_team(actor, col(Visit.inspection_id))
    return _visits(db, actor, or_(col(Visit.lead_agency_id) == actor.agency_id, mine), today)


def team_visits(db: Session, actor: Actor, today: date) -> Waiting:
    """The same as `visits`, for the person's teams only."""
    return _visits(db, actor, inspections.in_team(actor, col(Visit.inspection_id)), today)


def announced(db: Session, actor: Actor, today: date) -> Waiting:
    """Visits that the inspected unit or its office will receive."""
    below = select(Agency.id).where(col(Agency.path).contains(f"/{actor.agency_id}/"))
    received = or_(col(Inspection.unit_id).in_(below), col(Inspection.office_id) == actor.agency_id)
    seen = select(Inspection.id).where(inspections.visible_to(actor), received)
    return _visits(db, actor, col(Visit.inspection_id).in_(seen), today)


def _visits(db: Session, actor: Actor, whose: ColumnElement[bool], today: date) -> Waiting:
    near = or_(FILLING.condition, col(Visit.happens_on) <= today + NEAR)
    query = (
        select(Visit, Inspection)
        .join(Inspection, col(Inspection.id) == col(Visit.inspection_id))
        .where(whose, near, col(Visit.open))
        .order_by(~FILLING.condition, col(Visit.happens_on), col(Visit.id))
    )
    rows, count = first_rows(db, query)
    marks = stead.of_inspections(db, actor, [inspection.id for _, inspection in rows])
    items = [
        Item(
            inspection.unit_name,
            CaseRef("visit", visit.id),
            _joined(_day("Ngày", visit.happens_on), visit.place, marks.get(inspection.id)),
            badge=when(visit, today),
        )
        for visit, inspection in rows
    ]
    return Waiting(items, count)


def when(visit: Visit, today: date) -> tuple[str, str]:
    """Words and tone for how soon a visit is."""
    if FILLING.of(visit):
        return ("Đang làm việc", "working")
    left = (visit.happens_on - today).days
    if left < 0:
        return ("Đã qua ngày, chưa bắt đầu", "warning")
    return ("Hôm nay", "working") if left == 0 else (f"Còn {left} ngày", "neutral")


def _joined(*parts: str | None) -> str:
    return " · ".join(filter(None, parts))


def _day(word: str, day: date | None) -> str:
    return f"{word} {clock.date_text(day)}" if day else ""
