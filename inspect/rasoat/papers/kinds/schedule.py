"""The schedule notice of a plan: who is visited when and where, by whom, about what."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any
from uuid import UUID

from sqlmodel import Session

from rasoat.documents.paper import Block
from rasoat.papers import checks, citing, letterhead, queries
from rasoat.papers.kinds import schedule_blocks
from rasoat.papers.models import OVER, PaperCase
from rasoat.papers.registry import PaperKind
from rasoat.plans import queries as plans
from rasoat.plans.models import IN_FORCE, Plan
from rasoat.problems import Reason
from rasoat.units import queries as units

NAME = "schedule"


def _subject(session: Session, plan_id: UUID) -> str:
    return schedule_blocks.subject(session.get_one(Plan, plan_id))


def _compose(session: Session, plan_id: UUID) -> list[Block]:
    return schedule_blocks.compose(session, session.get_one(Plan, plan_id))


def _letterhead(session: Session, case: PaperCase) -> Mapping[str, Any]:
    """The notice repeats the legal bases of its plan, and goes to all who co-sign it or are visited."""
    agency = units.agency(session, case.lead_agency_id)
    told = schedule_blocks.planned(session, session.get_one(Plan, case.about_id))
    visited = [one for row in told for one in (row.unit_id, row.office_id) if one is not None]
    ids = [*(row.agency_id for row in plans.cosigners(session, case.about_id)), *visited]
    known = units.names(session, ids)
    names = [*letterhead.above(session, agency), *(known[one].short_name for one in ids), "Thành viên đoàn kiểm tra"]
    return {
        "bases": tuple(citing.basis(row.text) for row in plans.bases(session, case.about_id)),
        "recipients": tuple(dict.fromkeys(names)),
    }


def _against(session: Session, plan_id: UUID) -> list[Reason]:
    reasons = []
    if not IN_FORCE.of(session.get_one(Plan, plan_id)):
        reasons.append(
            Reason("", "Kế hoạch chưa được phê duyệt hoặc đã kết thúc; lịch chỉ thông báo khi kế hoạch có hiệu lực.")
        )
    if any(not OVER.of(row) for row in queries.papers_about(session, "plan", plan_id, NAME)):
        reasons.append(Reason("", "Kế hoạch đã có thông báo lịch; mở thông báo đó để soạn tiếp."))
    return reasons


def _checks(session: Session, case: PaperCase, _shown: Sequence[Block], day: date | None) -> Iterator[Reason]:
    plan = session.get_one(Plan, case.about_id)
    told = schedule_blocks.planned(session, plan)
    if not told:
        yield Reason("inspections", "Kế hoạch không còn cuộc kiểm tra nào để thông báo lịch.")
    for inspection in told:
        if inspection.scheduled_on is None:
            yield Reason("inspections", f"{inspection.unit_name}: chưa có ngày kiểm tra; xếp ngày trước.")
    yield from checks.day_too_early(day, plan.signed_on, "ngày ký kế hoạch")


KIND = PaperKind(
    name=NAME,
    symbol="TB",
    title="THÔNG BÁO",
    label="Thông báo lịch kiểm tra",
    about="plan",
    series="TB",
    workflow="paper",
    subject=_subject,
    compose=_compose,
    letterhead=_letterhead,
    against=_against,
    checks=_checks,
)
