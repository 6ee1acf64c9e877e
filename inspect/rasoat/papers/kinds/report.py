"""The report of the team to the head who decided (báo cáo; NĐ 217/2025/NĐ-CP, Điều 8, khoản 4 và Điều 15, khoản 3, điểm đ):
by subjects, with the measures already taken, what they propose themselves, and what the team recommends.
"""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any
from uuid import UUID

from sqlmodel import Session

from rasoat.documents.paper import Block
from rasoat.inspections import queries as inspections
from rasoat.inspections.models import DECIDING, TOLD, Inspection
from rasoat.papers import checks, queries
from rasoat.papers.kinds import report_blocks, teams
from rasoat.papers.models import OUT, OVER, PaperCase
from rasoat.papers.registry import PaperKind
from rasoat.problems import Reason
from rasoat.recommendations import coverage
from rasoat.units import queries as units
from rasoat.visits import queries as visits
from rasoat.visits.models import HELD

NAME = "report"


def _subject(session: Session, inspection_id: UUID) -> str:
    return report_blocks.subject(session, session.get_one(Inspection, inspection_id))


def _compose(session: Session, inspection_id: UUID) -> list[Block]:
    return report_blocks.compose(session, session.get_one(Inspection, inspection_id))


def _letterhead(session: Session, case: PaperCase) -> Mapping[str, Any]:
    """It goes to the head who decided, by name of the office, and stays within the team and the agency."""
    agency, lead = units.agency(session, case.lead_agency_id), teams.lead_of(session, case.about_id)
    return {
        "symbol": "BC-ĐKT",
        "addressed_to": (report_blocks.head(session, agency),),
        "recipients": ("Như trên", "Thành viên đoàn kiểm tra"),
        "archive": "Hồ sơ đoàn kiểm tra",
        "capacity": "",
        "position": teams.LEAD,
        "signer": lead.name if lead else "",
    }


def _shape(session: Session, case: PaperCase) -> Mapping[str, Any]:
    return teams.issuer(session, session.get_one(Inspection, case.about_id))


def _against(session: Session, inspection_id: UUID) -> list[Reason]:
    reasons = _stage(session, session.get_one(Inspection, inspection_id))
    known = queries.papers_about(session, "inspection", inspection_id, NAME)
    if any(not OUT.of(row) for row in known):
        reasons.append(Reason("", "Đã có báo cáo của đoàn đang soạn; mở báo cáo đó để làm tiếp."))
    elif any(not OVER.of(row) for row in known):
        reasons.append(Reason("", "Đoàn đã báo cáo kết quả cuộc kiểm tra này."))
    return reasons


def _stage(session: Session, inspection: Inspection) -> list[Reason]:
    if DECIDING.of(inspection) or TOLD.of(inspection):
        return []
    title = inspections.definition_of(session, inspection).states[inspection.status].title
    told = f"Cuộc kiểm tra đang “{title}”; trưởng đoàn chuyển sang tổng hợp kết quả trước khi báo cáo."
    return [Reason("inspection", told)]


def _checks(session: Session, case: PaperCase, _shown: Sequence[Block], day: date | None) -> Iterator[Reason]:
    inspection = session.get_one(Inspection, case.about_id)
    yield from _stage(session, inspection)
    yield from coverage.reasons(session, inspection.id)
    held = [v.happens_on for v in visits.visits_of(session, inspection.id) if HELD.of(v)]
    yield from checks.day_too_early(day, max(held, default=None), "ngày làm việc tại đơn vị")


KIND = PaperKind(
    name=NAME,
    symbol="BC",
    title="BÁO CÁO",
    label="Báo cáo của đoàn kiểm tra",
    about="inspection",
    series="ĐKT:BC",
    workflow="paper",
    subject=_subject,
    compose=_compose,
    letterhead=_letterhead,
    against=_against,
    checks=_checks,
    shape=_shape,
    asked_for=True,
    of_the_team=True,
    internal=True,
    help="Báo cáo được soạn sẵn từ kết quả, biện pháp đã xử lý, đề xuất của đơn vị, kiến nghị; gửi người ra quyết định.",
)
