"""Reading notices."""

from typing import cast
from uuid import UUID

from sqlalchemy import and_, extract, false, func, or_
from sqlalchemy.sql.elements import ColumnElement
from sqlmodel import Session, col, select

from rasoat.accounts.actor import Actor, Role
from rasoat.documents import register
from rasoat.documents.models import FrozenPaper, RegisterEntry
from rasoat.files.store import BlobStore
from rasoat.inspections import queries as inspections
from rasoat.inspections.models import DECIDING, Inspection
from rasoat.papers.models import OUT, OVER, PaperCase
from rasoat.plans import queries as plans
from rasoat.plans.models import IN_FORCE, Plan, PlanTarget
from rasoat.problems import Problem, Reason
from rasoat.units.models import Agency


def visible_to(actor: Actor) -> ColumnElement[bool]:
    """Notices an actor may see.

    Issued by the own agency or one below it; of a plan the own agency co-signs; and, once issued, those that concern
    the own unit, one below it, or the unit whose office the own agency is. Administrators look after accounts and see
    no case.
    """
    if actor.role == Role.ADMINISTRATOR:
        return false()
    below = select(Agency.id).where(col(Agency.path).contains(f"/{actor.agency_id}/"))
    cosigned = select(Plan.id).where(plans.visible_to(actor))
    working = or_(col(PaperCase.lead_agency_id).in_(below), col(PaperCase.plan_id).in_(cosigned))
    visited = select(Inspection.id).where(
        or_(col(Inspection.unit_id).in_(below), col(Inspection.office_id) == actor.agency_id)
    )
    announced = select(PlanTarget.plan_id).where(
        or_(col(PlanTarget.agency_id).in_(below), col(PlanTarget.office_id) == actor.agency_id)
    )
    concerned = or_(
        col(PaperCase.inspection_id).in_(visited),
        and_(col(PaperCase.inspection_id).is_(None), col(PaperCase.plan_id).in_(announced)),
    )
    received = and_(OUT.condition, concerned)
    return received if actor.is_authority else or_(working, received)


def visible(session: Session, paper_id: UUID, actor: Actor) -> bool:
    """Whether the actor may see this notice."""
    return session.exec(select(PaperCase.id).where(PaperCase.id == paper_id, visible_to(actor))).first() is not None


def require_visible(session: Session, paper_id: UUID, actor: Actor) -> PaperCase:
    """The notice. Raises Problem `not_found` for one that does not exist or may not be seen."""
    found = session.exec(select(PaperCase).where(PaperCase.id == paper_id, visible_to(actor))).first()
    if found is None:
        raise Problem("not_found")
    return found


def year_of() -> ColumnElement[int]:
    """The year a notice belongs to: of its day of issue, else of its drafting."""
    drafted, issued = extract("year", col(PaperCase.created_at)), extract("year", col(PaperCase.issued_on))
    return cast(ColumnElement[int], func.coalesce(issued, drafted))


def years(session: Session, actor: Actor) -> list[int]:
    """Years in which the actor has notices, the newest first."""
    found = session.exec(select(year_of()).where(visible_to(actor)).distinct())
    return sorted({int(year) for year in found}, reverse=True)


def of_inspection(session: Session, inspection_id: UUID) -> list[PaperCase]:
    """The result notices of an inspection, the newest first."""
    query = select(PaperCase).where(PaperCase.inspection_id == inspection_id)
    return list(session.exec(query.order_by(col(PaperCase.created_at).desc())))


def of_plan(session: Session, plan_id: UUID) -> list[PaperCase]:
    """The schedule notices of a plan, the newest first."""
    query = select(PaperCase).where(PaperCase.plan_id == plan_id, PaperCase.kind == "schedule")
    return list(session.exec(query.order_by(col(PaperCase.created_at).desc())))


def may_draft(actor: Actor, lead_agency_id: UUID) -> bool:
    """Whether the actor writes the notices of that agency: its officers do."""
    return actor.role == Role.OFFICER and actor.agency_id == lead_agency_id


def against_result(session: Session, inspection: Inspection) -> list[Reason]:
    """Why no result notice can be drafted for this inspection now."""
    reasons = stage_reasons(session, inspection)
    for notice in of_inspection(session, inspection.id):
        if not OVER.of(notice):
            reasons.append(Reason("", "Cuộc kiểm tra đã có thông báo kết quả; mở thông báo đó để soạn tiếp."))
            break
    return reasons


def stage_reasons(session: Session, inspection: Inspection) -> list[Reason]:
    """A result is told when the team is done with it; a replaced notice may be followed by another one."""
    if DECIDING.of(inspection):
        return []
    if any(OVER.of(notice) for notice in of_inspection(session, inspection.id)):
        return []
    title = inspections.definition_of(session, inspection).states[inspection.status].title
    message = f"Cuộc kiểm tra đang “{title}”; trưởng đoàn chuyển sang tổng hợp kết quả trước khi ra thông báo."
    return [Reason("inspection", message)]


def against_schedule(session: Session, plan: Plan) -> list[Reason]:
    """Why no schedule notice can be drafted for this plan now."""
    reasons = []
    if not IN_FORCE.of(plan):
        reasons.append(
            Reason("", "Kế hoạch chưa được phê duyệt hoặc đã kết thúc; lịch chỉ thông báo khi kế hoạch có hiệu lực.")
        )
    if any(not OVER.of(notice) for notice in of_plan(session, plan.id)):
        reasons.append(Reason("", "Kế hoạch đã có thông báo lịch; mở thông báo đó để soạn tiếp."))
    return reasons


def paper_of(session: Session, notice: PaperCase) -> FrozenPaper | None:
    """The frozen paper, once the notice has a number."""
    return session.get(FrozenPaper, notice.paper_id) if notice.paper_id else None


def entry_of(session: Session, notice: PaperCase) -> RegisterEntry | None:
    """The notice's line in the register."""
    frozen = paper_of(session, notice)
    return session.get(RegisterEntry, frozen.register_entry_id) if frozen else None


def file_of(session: Session, store: BlobStore, notice: PaperCase) -> bytes:
    """The stored PDF, never rendered again. Raises Problem `file.lost` when snapshot or file is not what it was,
    `not_found` before there is a file.
    """
    frozen = paper_of(session, notice)
    if frozen is None or not frozen.file_sha256:
        raise Problem("not_found")
    register.snapshot_of(frozen)
    return store.get(frozen.file_sha256)


def file_name(notice: PaperCase) -> str:
    """What the PDF is called when it is saved: TB-97-2024.pdf. Plain letters, for any system."""
    year = notice.issued_on.year if notice.issued_on else ""
    return f"TB-{notice.number}-{year}.pdf"
