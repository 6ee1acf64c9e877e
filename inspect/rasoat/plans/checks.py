"""What is wrong with a plan as it was drafted: every fault at once, each with the part of the form where it is."""

from collections.abc import Callable, Hashable, Iterator, Mapping
from datetime import date
from typing import TypeVar
from uuid import UUID

from sqlmodel import Session

from rasoat import clock
from rasoat.accounts.actor import Actor
from rasoat.plans.data import PlanData, ReportData, TargetData
from rasoat.plans.models import OWED_BY
from rasoat.plans.periods import MOST, REPEATS, periods
from rasoat.plans.queries import inspection_workflows, published_checklists
from rasoat.problems import Reason
from rasoat.units import queries as units
from rasoat.units.kinds import kind_of
from rasoat.units.models import Agency

T = TypeVar("T")
Agencies = Mapping[UUID, Agency]


def faults(session: Session, actor: Actor, data: PlanData) -> list[Reason]:
    """Every reason why this cannot be saved as a plan of the actor's agency; empty when it can."""
    agencies = units.names(session, data.agency_ids())
    return [
        *_lead(session.get_one(Agency, actor.agency_id)),
        *_head(session, data),
        *_contents(session, data),
        *_cosigners(agencies, actor, data),
        *_targets(agencies, data),
        *_reports(data),
    ]


def _lead(agency: Agency) -> Iterator[Reason]:
    kind = kind_of(agency.kind)
    if "lead" not in kind.may:
        yield Reason("", f"{agency.name} thuộc loại “{kind.title}”, loại này không chủ trì kiểm tra.")


def _head(session: Session, data: PlanData) -> Iterator[Reason]:
    if not data.title.strip():
        yield Reason("title", "Nhập tên kế hoạch.")
    # A year that was mistyped would hide the plan from everybody's list.
    if not clock.today().year - 10 <= data.year <= clock.today().year + 2:
        yield Reason("year", f"Năm {data.year} quá xa; nhập năm thực hiện kế hoạch.")
    if data.inspection_workflow not in inspection_workflows(session):
        yield Reason("inspection_workflow", "Chọn loại kiểm tra trong danh sách.")
    for row, basis in enumerate(data.bases, 1):
        if not basis.strip():
            yield Reason("bases", f"Căn cứ {row}: nhập đầy đủ hoặc bỏ dòng này.")


def _contents(session: Session, data: PlanData) -> Iterator[Reason]:
    known = published_checklists(session)
    for row, content in enumerate(data.contents, 1):
        if not content.title.strip():
            yield Reason("contents", f"Nội dung {row}: nhập tên nội dung hoặc bỏ dòng này.")
        if content.checklist and content.checklist not in known:
            yield Reason("contents", f"Nội dung {row}: chọn bảng kiểm trong danh sách.")


def _cosigners(agencies: Agencies, actor: Actor, data: PlanData) -> Iterator[Reason]:
    for row in _repeated(data.cosigner_ids, lambda agency_id: agency_id):
        yield Reason(f"cosigners-{row}", "Cơ quan này đã có ở dòng trên.")
    for row, agency_id in enumerate(data.cosigner_ids):
        agency, field = agencies.get(agency_id), f"cosigners-{row}"
        if agency is None or not agency.serves_on(clock.today()):
            yield Reason(field, "Chọn cơ quan đang hoạt động trong danh sách.")
        elif agency.id == actor.agency_id:
            yield Reason(field, f"{agency.listed_name} chủ trì kế hoạch nên không ký với vai cơ quan cùng ký.")
        elif "be_inspected" in kind_of(agency.kind).may:
            yield Reason(field, f"{agency.listed_name} thuộc diện được kiểm tra nên không cùng ký kế hoạch.")
        elif "co_sign" not in kind_of(agency.kind).may:
            yield Reason(field, f"{agency.listed_name} thuộc loại cơ quan không cùng ký kế hoạch.")


def _targets(agencies: Agencies, data: PlanData) -> Iterator[Reason]:
    for row in _repeated(data.targets, lambda target: target.agency_id):
        yield Reason(f"targets-{row}-agency_id", "Đơn vị này đã có ở dòng trên.")
    for row, target in enumerate(data.targets):
        for column, message in _target(agencies, target):
            yield Reason(f"targets-{row}-{column}", message)
        for message in outside_year(data.year, target.planned_on):
            yield Reason(f"targets-{row}-planned_on", message)


def _target(agencies: Agencies, target: TargetData) -> Iterator[tuple[str, str]]:
    agency = agencies.get(target.agency_id)
    if agency is None or "be_inspected" not in kind_of(agency.kind).may:
        yield "agency_id", "Chọn một đơn vị được kiểm tra trong danh sách."
        return
    for message in not_serving(agency, target.planned_on):
        yield "planned_on", message
    office = agencies.get(target.office_id) if target.office_id else None
    if target.office_id and (office is None or f"/{agency.id}/" not in office.path or office.id == agency.id):
        yield "office_id", f"Phòng chuyên môn phải thuộc {agency.listed_name}."


def outside_year(year: int, day: date) -> Iterator[str]:
    """What is wrong with a day on which a unit of a plan of that year is to be visited."""
    if day.year not in (year, year + 1):
        yield f"Ngày dự kiến phải trong năm {year} hoặc năm sau."


def not_serving(agency: Agency, day: date) -> Iterator[str]:
    """What is wrong with visiting a unit on a day on which it does not exist."""
    if not agency.serves_on(day):
        yield f"{agency.listed_name} không hoạt động vào ngày dự kiến; chọn đơn vị kế thừa."


def _repeated(rows: list[T], key: Callable[[T], Hashable]) -> Iterator[int]:
    seen: set[Hashable] = set()
    for row, item in enumerate(rows):
        if key(item) in seen:
            yield row
        seen.add(key(item))


def _reports(data: PlanData) -> Iterator[Reason]:
    for row, report in enumerate(data.reports):
        for column, message in _report(data, report):
            yield Reason(f"reports-{row}-{column}", message)


def _report(data: PlanData, report: ReportData) -> Iterator[tuple[str, str]]:
    if not report.title.strip():
        yield "title", "Nhập tên báo cáo hoặc bỏ dòng này."
    if report.owed_by not in OWED_BY:
        yield "owed_by", "Chọn ai phải báo cáo."
    elif report.owed_by == "cosigners" and not data.cosigner_ids:
        yield "owed_by", "Kế hoạch không có cơ quan cùng ký; chọn ai phải báo cáo."
    if not data.year <= report.due_on.year <= data.year + 1:
        yield "due_on", f"Hạn báo cáo phải trong năm {data.year} hoặc năm sau."
    if report.repeats not in REPEATS:
        yield "repeats", "Chọn báo cáo một lần hay định kỳ."
    elif report.repeats:
        yield from _span(report)


def _span(report: ReportData) -> Iterator[tuple[str, str]]:
    if report.until is None:
        yield "until", "Báo cáo định kỳ: nhập ngày mà sau đó không còn kỳ nào."
    elif report.until < report.due_on:
        yield "until", "Ngày này phải từ hạn của kỳ đầu trở đi."
    elif len(periods(report.due_on, report.repeats, report.until)) > MOST:
        yield "until", f"Quá {MOST} kỳ báo cáo; kết thúc sớm hơn, kế hoạch sau nêu tiếp."
