"""The plan's form."""

from dataclasses import asdict
from datetime import date
from typing import Any
from uuid import UUID

from sqlmodel import Session
from wtforms import FieldList, FormField, HiddenField, SelectField

from rasoat import clock
from rasoat.pages import picked_agencies
from rasoat.pages.case import parse_uuid
from rasoat.pages.forms import DateField, Form, RowForm, StringField, TextAreaField, YearField, long_enough, required
from rasoat.pages.picking import PickedList
from rasoat.plans.data import ContentData, PlanData, ReportData, TargetData
from rasoat.plans.models import OWED_BY
from rasoat.plans.periods import REPEATS
from rasoat.plans.queries import inspection_workflows, published_checklists
from rasoat.units import kinds
from rasoat.units import queries as units


class ContentRow(RowForm):
    """One matter to be checked."""

    title = TextAreaField("Nội dung", [long_enough(2000)])
    checklist = SelectField("Bảng kiểm", validate_choice=False)


class TargetRow(RowForm):
    """One unit to be inspected."""

    agency_id = HiddenField("Đơn vị")
    office_id = SelectField("Phòng chuyên môn", validate_choice=False)
    planned_on = DateField("Ngày dự kiến")
    place = StringField("Địa điểm", [long_enough(500)])


class ReportRow(RowForm):
    """One report that is owed."""

    title = StringField("Tên báo cáo", [long_enough(500)], description="Ví dụ: Báo cáo 6 tháng đầu năm 2024.")
    owed_by = SelectField("Ai phải báo cáo", choices=OWED_BY, validate_choice=False)
    receiver = StringField("Gửi đến", [long_enough(500)], description="Để trống: gửi cơ quan chủ trì.")
    due_on = DateField("Hạn gửi", [required("Nhập hạn gửi báo cáo.")], description="Định kỳ thì là hạn của kỳ đầu.")
    repeats = SelectField("Một lần hay định kỳ", choices=REPEATS, validate_choice=False)
    until = DateField("Định kỳ đến hết ngày")


class PlanForm(Form):
    """A whole plan."""

    title = TextAreaField("Tên kế hoạch", [required("Nhập tên kế hoạch."), long_enough(1000)])
    year = YearField("Năm thực hiện", [required("Nhập năm thực hiện.")])
    symbol = StringField(
        "Ký hiệu",
        [long_enough(200)],
        description="Phần đứng sau số, ví dụ KHLN-SLĐTBXH-GDĐT. Để trống thì lấy theo ký hiệu các cơ quan.",
    )
    inspection_workflow = SelectField("Loại kiểm tra", validate_choice=False)
    purpose = TextAreaField("Mục đích, yêu cầu", [long_enough(20_000)])
    bases = FieldList(TextAreaField("Căn cứ", [long_enough(2000)]), "Căn cứ pháp lý")
    contents = FieldList(FormField(ContentRow), "Nội dung kiểm tra")
    cosigners = PickedList(HiddenField("Cơ quan"), "Cơ quan cùng ký")
    day = DateField("Ngày dự kiến chung", description="Dùng cho các đơn vị không ghi ngày riêng.")
    targets = PickedList(FormField(TargetRow), "Đơn vị được kiểm tra", key="agency_id")
    reports = FieldList(FormField(ReportRow), "Chế độ báo cáo")

    def offer_agencies(self, session: Session) -> None:
        """What can be picked: who may sign today, and the units that exist when the plan is carried out."""
        signing = units.serving(session, clock.today(), kinds.that_may("co_sign"))
        picked_agencies.offer(session, self.cosigners, picked_agencies.choices(session, signing))
        first, last = self._span()
        inspected = units.existing(session, first, last, kinds.that_may("be_inspected"))
        found = picked_agencies.choices(session, inspected, span=(first, last), offices=True)
        usual = min(max(clock.today(), first), date(first.year, 12, 31))
        picked_agencies.offer(session, self.targets, found, day=self.day.data or usual)

    def _span(self) -> tuple[date, date]:
        """The days on which a unit of this plan may be inspected: those of its year and of the next."""
        year = self.year.data if self.year.data and self.year.data <= YearField.most - 1 else clock.today().year
        return date(year, 1, 1), date(year + 1, 12, 31)

    def offer(self, session: Session) -> None:
        """Fill the options of every list to choose from, when all rows are there."""
        self.inspection_workflow.choices = inspection_workflows(session)
        published = published_checklists(session).items()
        checklists = {name: found.title for name, found in published if not found.every_inspection}
        for row in self.contents:
            row.checklist.choices = {"": "Không dùng bảng kiểm", **checklists}
        self.offer_agencies(session)
        chosen = [parse_uuid(row.office_id.data) for row in self.targets]
        offices = {str(key): one.name for key, one in units.names(session, filter(None, chosen)).items()}
        for row in self.targets:
            own, office = self.targets.choice_of(row).own or {}, row.office_id.data
            # An office that was chosen once and is no longer offered stays, and is not dropped by saving.
            lost = {office: offices[office]} if office in offices else {}
            row.office_id.choices = {"": "Không có", **lost, **own}

    def validate(self, extra_validators: Any = None) -> bool:
        """Check each field, then that each unit has its day."""
        valid = super().validate(extra_validators)
        return self.rows_are_whole() and valid

    def rows_are_whole(self) -> bool:
        """Mark rows without a day of their own where there is no common one, and rows of no unit."""
        dated = self.day.data is not None or bool(self.day.errors)
        for row in self.targets:
            if parse_uuid(row.agency_id.data) is None:
                row.agency_id.errors = ["Chọn đơn vị được kiểm tra."]
            if row.planned_on.data is None and not row.planned_on.errors and not dated:
                row.planned_on.errors = ["Nhập ngày dự kiến ở đây, hoặc ngày dự kiến chung."]
        return not any(row.agency_id.errors or row.planned_on.errors for row in self.targets)

    def to_data(self) -> PlanData:
        """What was typed, in the form that the operations take. The form must have been validated."""
        return PlanData(
            title=self.title.data or "",
            year=self.year.data,
            symbol=self.symbol.data or "",
            purpose=self.purpose.data or "",
            inspection_workflow=self.inspection_workflow.data or "",
            bases=[entry.data for entry in self.bases],
            contents=[ContentData(row.title.data or "", row.checklist.data or "") for row in self.contents],
            cosigner_ids=[_id(entry.data) for entry in self.cosigners],
            targets=[self._target(row) for row in self.targets],
            reports=[_report(row) for row in self.reports],
        )

    def _target(self, row: Any) -> TargetData:
        day: Any = row.planned_on.data or self.day.data
        return TargetData(_id(row.agency_id.data), parse_uuid(row.office_id.data), day, row.place.data or "")


def values_of(data: PlanData) -> dict[str, Any]:
    """A plan as the form's initial values; every list to write in has at least one row."""
    return {
        "title": data.title,
        "year": data.year,
        "symbol": data.symbol,
        "purpose": data.purpose,
        "inspection_workflow": data.inspection_workflow,
        "bases": data.bases or [""],
        "contents": [{"title": item.title, "checklist": item.checklist} for item in data.contents] or [{}],
        "cosigners": [str(agency_id) for agency_id in data.cosigner_ids],
        "targets": [
            {
                "agency_id": str(target.agency_id),
                "office_id": str(target.office_id or ""),
                "planned_on": target.planned_on,
                "place": target.place,
            }
            for target in data.targets
        ],
        "reports": [asdict(report) for report in data.reports],
    }


def _report(row: Any) -> ReportData:
    return ReportData(
        title=row.title.data or "",
        owed_by=row.owed_by.data or "",
        due_on=row.due_on.data,
        receiver=row.receiver.data or "",
        repeats=row.repeats.data or "",
        until=row.until.data,
    )


def _id(value: str | None) -> UUID:
    # The operation refuses an unknown id with the row's number; the nil UUID is the id of no agency.
    return parse_uuid(value) or UUID(int=0)
