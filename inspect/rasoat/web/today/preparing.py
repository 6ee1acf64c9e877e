"""What a team prepares for its coming visits: the checklists, how many places, what the unit reported before."""

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from sqlmodel import Session, col, func, select

from rasoat import clock
from rasoat.accounts.actor import Actor
from rasoat.checklists import catalog
from rasoat.definitions import operations as definitions
from rasoat.inspections import queries as inspections
from rasoat.inspections.models import Inspection, InspectionChecklist, Site
from rasoat.reported.models import ReportedFigures
from rasoat.visits.models import NOT_BEGUN, Visit
from rasoat.web.today.parts import Item, Waiting, first_rows
from rasoat.web.today.visits import NEAR


def to_prepare(db: Session, actor: Actor, today: date) -> Waiting:
    """The visits of the person's teams that are near and not begun, the earliest first; each leads to what the unit reported."""
    query = (
        select(Visit, Inspection)
        .join(Inspection, col(Inspection.id) == col(Visit.inspection_id))
        .where(
            inspections.in_team(actor, col(Visit.inspection_id)),
            col(Visit.open),
            NOT_BEGUN.condition,
            col(Visit.happens_on).between(today, today + NEAR),
        )
        .order_by(col(Visit.happens_on), col(Visit.id))
    )
    rows, count = first_rows(db, query)
    ids = [inspection.id for _, inspection in rows]
    checklists, places, reported = _checklists(db, ids), _places(db, ids), _reported(db, ids)
    items = [
        Item(
            inspection.unit_name,
            ("reported.of_inspection", {"inspection_id": inspection.id}),
            f"Ngày {clock.date_text(visit.happens_on)} · {_told(checklists.get(inspection.id, []))}"
            f" · {places.get(inspection.id, 0)} điểm kiểm tra",
            badge=("Đơn vị đã báo cáo số liệu", "ok")
            if inspection.id in reported
            else ("Chưa báo cáo số liệu", "neutral"),
        )
        for visit, inspection in rows
    ]
    return Waiting(items, count)


def _told(titles: Sequence[str]) -> str:
    return f"Bảng kiểm: {', '.join(titles)}" if titles else "Chưa chọn bảng kiểm"


def _checklists(db: Session, ids: Sequence[UUID]) -> dict[UUID, list[str]]:
    query = select(InspectionChecklist).where(col(InspectionChecklist.inspection_id).in_(ids))
    rows = db.exec(query.order_by(col(InspectionChecklist.created_at), col(InspectionChecklist.id))).all()
    bodies = definitions.bodies_of(db, "checklist", {(row.checklist, row.checklist_version) for row in rows})
    titles = {version: catalog.from_body(body).title for version, body in bodies.items()}
    found: dict[UUID, list[str]] = {}
    for row in rows:
        found.setdefault(row.inspection_id, []).append(titles[row.checklist, row.checklist_version])
    return found


def _places(db: Session, ids: Sequence[UUID]) -> dict[UUID, int]:
    query = select(Site.inspection_id, func.count()).where(col(Site.inspection_id).in_(ids))
    return dict(iter(db.exec(query.group_by(col(Site.inspection_id)))))


def _reported(db: Session, ids: Sequence[UUID]) -> set[UUID]:
    sent = col(ReportedFigures.sent_at).is_not(None)
    return set(db.exec(select(ReportedFigures.inspection_id).where(col(ReportedFigures.inspection_id).in_(ids), sent)))
