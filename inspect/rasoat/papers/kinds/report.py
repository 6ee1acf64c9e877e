"""The report of the team to the head who decided (báo cáo; NĐ 217/2025/NĐ-CP, Điều 8, khoản 4 và Điều 15, khoản 3, điểm đ):
by subjects, with the measures already taken, what they propose themselves, and what the team recommends.

One about a plan is on all its units that a team has inspected; one about an inspection is on that unit alone.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from typing import Any
from uuid import UUID

from sqlmodel import Session

from rasoat.documents.paper import Block
from rasoat.inspections import queries as inspections
from rasoat.inspections.models import DECIDING, TOLD, Inspection
from rasoat.papers import checks, queries
from rasoat.papers.kinds import report_blocks, teams
from rasoat.papers.models import OUT, PaperCase
from rasoat.papers.registry import PaperKind, RowKey
from rasoat.plans.models import Plan
from rasoat.problems import Reason
from rasoat.recommendations import coverage
from rasoat.units import queries as units
from rasoat.visits import queries as visits
from rasoat.visits.models import HELD

SERIES = "ĐKT:BC"
Found = Callable[[Session, UUID, UUID | None], list[Inspection]]
"""The inspections that a report tells of: what it is about, and the report that it replaces, if it replaces one."""


def _one(session: Session, inspection_id: UUID, _replaces: UUID | None = None) -> list[Inspection]:
    return [session.get_one(Inspection, inspection_id)]


def _of_plan(session: Session, plan_id: UUID, replaces: UUID | None = None) -> list[Inspection]:
    """The inspections of a plan that one team has finished on the spot and not reported on, that of the first of them; of a
    report that replaces another one, those that the other one told of, also when that one was recalled.
    """
    rows = [row for row in inspections.inspections_of(session, plan_id) if DECIDING.of(row) or TOLD.of(row)]
    leads, reported = teams.leads(session, rows), teams.reports(session, rows)
    before = teams.told_in(session, replaces) if replaces else None

    def waits(inspection: Inspection) -> bool:
        known = reported.get(inspection.id)
        if before is None:
            return known is None
        return inspection.id in before and (known is None or known.id == replaces)

    waiting = [row for row in rows if row.id in leads and waits(row)]
    return [row for row in waiting if leads[row.id] == leads[waiting[0].id]]


def _letterhead(session: Session, told: Sequence[Inspection], agency_id: UUID) -> Mapping[str, Any]:
    """It goes to the head who decided, by name of the office, and stays within the team and the agency."""
    lead = teams.lead_of(session, told[0].id) if told else None
    return {
        "symbol": "BC-ĐKT",
        "addressed_to": (report_blocks.head(session, units.agency(session, agency_id)),),
        "recipients": ("Như trên", "Thành viên đoàn kiểm tra"),
        "archive": "Hồ sơ đoàn kiểm tra",
        "capacity": "",
        "position": teams.LEAD,
        "signer": lead.name if lead else "",
    }


def _against(session: Session, about: str, about_id: UUID, name: str, told: Sequence[Inspection]) -> list[Reason]:
    if any(not OUT.of(row) for row in queries.papers_about(session, about, about_id, name)):
        return [Reason("", "Đã có báo cáo của đoàn đang soạn; mở báo cáo đó để làm tiếp.")]
    if not told:
        return [Reason("", "Chưa có cuộc kiểm tra nào đã tổng hợp kết quả mà đoàn chưa báo cáo.")]
    return [reason for one in told for reason in (*_stage(session, one), *_reported(session, one))]


def _stage(session: Session, inspection: Inspection) -> list[Reason]:
    if DECIDING.of(inspection) or TOLD.of(inspection):
        return []
    title = inspections.definition_of(session, inspection).states[inspection.status].title
    told = f"Cuộc kiểm tra đang “{title}”; trưởng đoàn chuyển sang tổng hợp kết quả trước khi báo cáo."
    return [Reason("inspection", told)]


def _reported(session: Session, inspection: Inspection, replaces: UUID | None = None) -> Iterator[Reason]:
    known = teams.reports(session, [inspection]).get(inspection.id)
    if known is not None and known.id != replaces:
        told = f"{inspection.unit_name}: đoàn đã báo cáo kết quả tại Báo cáo số {known.reference}."
        yield Reason("inspection", told)


def _checks(session: Session, told: Sequence[Inspection], day: date | None, replaces: UUID | None) -> Iterator[Reason]:
    if not told:
        yield Reason("inspections", "Không còn cuộc kiểm tra nào cần báo cáo này.")
    for inspection in told:
        yield from _stage(session, inspection)
        yield from _reported(session, inspection, replaces)
        name = f"{inspection.unit_name}: " if len(told) > 1 else ""
        for one in coverage.reasons(session, inspection.id):
            yield Reason(one.field, name + one.message)
    held = [v.happens_on for one in told for v in visits.visits_of(session, one.id) if HELD.of(v)]
    yield from checks.day_too_early(day, max(held, default=None), "ngày làm việc tại đơn vị")


def _above(told: Sequence[Inspection]) -> RowKey | None:
    """The plan: one unit may not be reported on by two papers, one about it and one about the plan."""
    plan_id = next((one.plan_id for one in told), None)
    return (Plan, plan_id) if plan_id else None


def _kind(name: str, about: str, label: str, found: Found, help_text: str) -> PaperKind:
    def of(session: Session, case: PaperCase) -> list[Inspection]:
        return found(session, case.about_id, case.replaces_id)

    def blocks(session: Session, told: list[Inspection]) -> list[Block]:
        return report_blocks.compose(session, told) if told else []

    def shape(session: Session, case: PaperCase) -> Mapping[str, Any]:
        told = of(session, case)
        return teams.issuer(session, told[0]) if told else {}

    return PaperKind(
        name=name,
        symbol="BC",
        title="BÁO CÁO",
        label=label,
        about=about,
        series=SERIES,
        workflow="paper",
        subject=lambda session, about_id: report_blocks.subject(session, found(session, about_id, None)),
        compose=lambda session, about_id: blocks(session, found(session, about_id, None)),
        letterhead=lambda session, case: _letterhead(session, of(session, case), case.lead_agency_id),
        against=lambda session, about_id: _against(session, about, about_id, name, found(session, about_id, None)),
        checks=lambda session, case, _shown, day: _checks(session, of(session, case), day, case.replaces_id),
        shape=shape,
        asked_for=True,
        teams=lambda session, about_id, replaces: [one.id for one in found(session, about_id, replaces)],
        retell=lambda session, case, _composed: blocks(session, of(session, case)),
        internal=True,
        series_of=teams.own_series(SERIES, lambda session, case: next(iter(of(session, case)), None)),
        numbered_under=lambda session, case: _above(of(session, case)),
        help=help_text,
    )


KIND = _kind(
    teams.REPORT_OF_INSPECTION,
    "inspection",
    "Báo cáo của đoàn kiểm tra",
    _one,
    "Báo cáo được soạn sẵn từ kết quả, biện pháp đã xử lý, đề xuất của đơn vị, kiến nghị; gửi người ra quyết định.",
)
PLAN = _kind(
    teams.REPORT_OF_PLAN,
    "plan",
    "Báo cáo của đoàn về các đơn vị đã kiểm tra",
    _of_plan,
    "Một báo cáo cho mọi đơn vị mà cùng một đoàn đã kiểm tra xong, theo từng đối tượng; gửi người ra quyết định.",
)
