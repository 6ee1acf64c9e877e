"""What the plan's pages show besides its rows: the calendar by month, both versions of a stale edit."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlmodel import Session

from rasoat import clock
from rasoat.plans.data import PlanData, ReportData
from rasoat.plans.models import OWED_BY, PlanReport, PlanTarget
from rasoat.plans.periods import REPEATS
from rasoat.plans.queries import inspection_workflows, published_checklists
from rasoat.units import queries as units
from rasoat.units.models import Agency

WEEKDAYS = ("Thứ Hai", "Thứ Ba", "Thứ Tư", "Thứ Năm", "Thứ Sáu", "Thứ Bảy", "Chủ nhật")


def weekday(day: date) -> str:
    """The name of the day of the week."""
    return WEEKDAYS[day.weekday()]


def month_title(day: date) -> str:
    """Tháng 7/2024."""
    return f"Tháng {day.month}/{day.year}"


@dataclass(frozen=True, slots=True)
class TargetRow:
    """One unit of a plan, with the names to show."""

    target: PlanTarget
    agency: Agency
    office: Agency | None


def calendar(session: Session, targets: list[PlanTarget]) -> list[tuple[str, list[TargetRow]]]:
    """(month, its units by day) in order of time."""
    wanted = [each for target in targets for each in (target.agency_id, target.office_id) if each]
    agencies = units.names(session, wanted)
    months: dict[str, list[TargetRow]] = {}
    for target in targets:
        office = agencies[target.office_id] if target.office_id else None
        row = TargetRow(target, agencies[target.agency_id], office)
        months.setdefault(month_title(target.planned_on), []).append(row)
    return list(months.items())


def differences(session: Session, mine: PlanData, theirs: PlanData) -> list[tuple[str, str, str]]:
    """(part, what was typed, what is stored) for every part that differs, for a stale edit."""
    left, right = _described(session, mine), _described(session, theirs)
    return [(part, left[part], right[part]) for part in left if left[part] != right[part]]


def _described(session: Session, data: PlanData) -> dict[str, str]:
    checklists = published_checklists(session)
    agencies = units.names(session, data.agency_ids())
    workflows = inspection_workflows(session)

    def name(agency_id: UUID | None) -> str:
        return agencies[agency_id].listed_name if agency_id in agencies else "?"

    return {
        "Tên kế hoạch": data.title,
        "Năm thực hiện": str(data.year),
        "Ký hiệu": data.symbol,
        "Loại kiểm tra": workflows.get(data.inspection_workflow, "?"),
        "Mục đích, yêu cầu": data.purpose,
        "Căn cứ pháp lý": _lines(data.bases),
        "Nội dung kiểm tra": _lines(
            f"{item.title} (bảng kiểm: {checklists[item.checklist].title})"
            if item.checklist in checklists
            else item.title
            for item in data.contents
        ),
        "Cơ quan cùng ký": _lines(name(agency_id) for agency_id in data.cosigner_ids),
        "Đơn vị được kiểm tra": _lines(
            f"{clock.date_text(target.planned_on)}: "
            + ", ".join(
                filter(None, [*(name(each) for each in (target.agency_id, target.office_id) if each), target.place])
            )
            for target in data.targets
        ),
        "Chế độ báo cáo": _lines(map(said, data.reports)),
    }


def said(report: ReportData | PlanReport) -> str:
    """A report that is owed, in one line: who owes it, to whom, by when."""
    to = f", gửi {report.receiver}" if report.receiver else ""
    when = f"chậm nhất {clock.date_text(report.due_on)}"
    if report.repeats:
        until = f" đến hết {clock.date_text(report.until)}" if report.until else ""
        when = f"{REPEATS.get(report.repeats, '?').lower()}{until}, kỳ đầu {when}"
    return f"{report.title}: {OWED_BY.get(report.owed_by, '?')}{to}, {when}"


def _lines(items: Iterable[str]) -> str:
    return "\n".join(f"{number}. {item}" for number, item in enumerate(items, 1))
