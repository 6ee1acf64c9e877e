"""The plan's form."""

from typing import Any
from uuid import UUID

from sqlmodel import Session
from wtforms import FieldList, FormField, SelectField

from rasoat import clock
from rasoat.pages.case import parse_uuid
from rasoat.pages.forms import DateField, Form, RowForm, StringField, TextAreaField, YearField, long_enough, required
from rasoat.plans.data import ContentData, PlanData, TargetData
from rasoat.plans.queries import inspection_workflows, published_checklists
from rasoat.units import queries as units
from rasoat.units.models import AUTHORITY_KINDS, Agency


class ContentRow(RowForm):
    """One matter to be checked."""

    title = TextAreaField("Nội dung", [long_enough(2000)])
    checklist = SelectField("Bảng kiểm", validate_choice=False)


class TargetRow(RowForm):
    """One unit to be inspected."""

    agency_id = SelectField("Đơn vị", validate_choice=False)
    office_id = SelectField("Phòng chuyên môn", validate_choice=False)
    planned_on = DateField("Ngày dự kiến")
    place = StringField("Địa điểm", [long_enough(500)])


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
    cosigners = FieldList(SelectField("Cơ quan", validate_choice=False), "Cơ quan cùng ký")
    targets = FieldList(FormField(TargetRow), "Đơn vị được kiểm tra")

    def offer(self, session: Session) -> None:
        """Fill the options of every list to choose from."""
        today = clock.today()
        agencies = units.serving(session, today)
        inspected = [agency for agency in agencies if agency.kind in AUTHORITY_KINDS]
        offices = [agency for agency in inspected if agency.kind == "district_office"]
        signing = [agency for agency in agencies if agency.kind not in AUTHORITY_KINDS]
        self.inspection_workflow.choices = inspection_workflows(session)
        published = published_checklists(session).items()
        checklists = {name: found.title for name, found in published if not found.every_inspection}
        for row in self.contents:
            row.checklist.choices = {"": "Không dùng bảng kiểm", **checklists}
        for row in self.cosigners:
            row.choices = {"": "Chọn cơ quan", **_names(signing)}
        for row in self.targets:
            row.agency_id.choices = {"": "Chọn đơn vị", **_names(inspected)}
            row.office_id.choices = {"": "Không có", **_names(offices)}

    def validate(self, extra_validators: Any = None) -> bool:
        """Check each field, then that each unit has its day."""
        valid = super().validate(extra_validators)
        return self.rows_are_whole() and valid

    def rows_are_whole(self) -> bool:
        """Mark rows that name a unit without a day, or a day without a unit."""
        for row in self.targets:
            if parse_uuid(row.agency_id.data) is None:
                row.agency_id.errors = ["Chọn đơn vị được kiểm tra."]
            if row.planned_on.data is None and not row.planned_on.errors:
                row.planned_on.errors = ["Nhập ngày dự kiến."]
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
            targets=[
                TargetData(
                    _id(row.agency_id.data), parse_uuid(row.office_id.data), row.planned_on.data, row.place.data or ""
                )
                for row in self.targets
            ],
        )


def values_of(data: PlanData) -> dict[str, Any]:
    """A plan as the form's initial values; every list has at least one row to write in."""
    return {
        "title": data.title,
        "year": data.year,
        "symbol": data.symbol,
        "purpose": data.purpose,
        "inspection_workflow": data.inspection_workflow,
        "bases": data.bases or [""],
        "contents": [{"title": item.title, "checklist": item.checklist} for item in data.contents] or [{}],
        "cosigners": [str(agency_id) for agency_id in data.cosigner_ids] or [""],
        "targets": [
            {
                "agency_id": str(target.agency_id),
                "office_id": str(target.office_id or ""),
                "planned_on": target.planned_on,
                "place": target.place,
            }
            for target in data.targets
        ]
        or [{}],
    }


def _names(agencies: list[Agency]) -> dict[str, str]:
    return {str(agency.id): agency.name for agency in agencies}


def _id(value: str | None) -> UUID:
    # The operation refuses an unknown id with the row's number; the nil UUID is the id of no agency.
    return parse_uuid(value) or UUID(int=0)
