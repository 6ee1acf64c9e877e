"""The forms of this room: drafting a recommendation, answering, verifying."""

from typing import Any
from uuid import UUID

from sqlmodel import Session
from wtforms import FieldList, FormField, HiddenField, MultipleFileField, RadioField, SelectField, SelectMultipleField
from wtforms.widgets import CheckboxInput, ListWidget

from rasoat import clock
from rasoat.findings.queries import findings_of
from rasoat.inspections.models import Inspection
from rasoat.pages.case import parse_uuid
from rasoat.pages.forms import (
    DateField,
    Form,
    RowForm,
    StringField,
    TextAreaField,
    chosen,
    long_enough,
    put_reasons,
    required,
)
from rasoat.problems import Problem
from rasoat.recommendations.data import ObligationData
from rasoat.recommendations.models import VERDICTS
from rasoat.units import queries as units

LONGEST = 20_000
FILES = "Ảnh JPEG, PNG, WebP, hoặc PDF, DOCX, XLSX, ODT, ODS; chọn được nhiều tệp."


class ObligationRow(RowForm):
    """What one addressee has to do."""

    addressee_id = SelectField("Đơn vị thực hiện", validate_choice=False)
    due_on = DateField("Hạn thực hiện")
    measure = StringField("Kết quả phải đạt", [long_enough(500)])


class RecommendationForm(Form):
    """A recommendation with its obligations and the shortcomings it answers."""

    text = TextAreaField("Nội dung kiến nghị", [required("Nhập nội dung kiến nghị."), long_enough(LONGEST)])
    finding_ids = SelectMultipleField(
        "Tồn tại được kiến nghị này khắc phục",
        validate_choice=False,
        widget=ListWidget(prefix_label=False),
        option_widget=CheckboxInput(),
    )
    obligations = FieldList(FormField(ObligationRow), "Đơn vị thực hiện")

    def offer(self, session: Session, inspection: Inspection) -> None:
        """Fill the choices of the lists: the unit and its office first, then all other agencies."""
        shortcomings = findings_of(session, inspection.id, "shortcoming", accepted_only=True)
        self.finding_ids.choices = {str(row.id): row.text for row in shortcomings}
        first = [inspection.unit_id, *([inspection.office_id] if inspection.office_id else [])]
        agencies = [row for row in units.serving(session, clock.today()) if row.id != inspection.lead_agency_id]
        agencies.sort(key=lambda row: first.index(row.id) if row.id in first else len(first))
        for row in self.obligations:
            row.addressee_id.choices = {"": "Chọn đơn vị", **{str(agency.id): agency.name for agency in agencies}}

    def add_row(self) -> None:
        """Add a row for one more addressee."""
        self.obligations.append_entry()

    def drop_row(self, name: str) -> None:
        """Remove one row, which is named as its field is ("obligations-1")."""
        self.obligations.entries = [entry for entry in self.obligations.entries if entry.name != name]

    def drop_blank_rows(self) -> None:
        """Remove the rows in which nothing was entered."""
        self.obligations.entries = [entry for entry in self.obligations.entries if any(entry.data.values())]

    def to_obligations(self, working_days: int | None = None) -> list[ObligationData]:
        """The rows in the form that the operations take. `working_days` is the checklist's term, for rows without a
        date.
        """
        return [
            ObligationData(_id(row.addressee_id.data), row.due_on.data, row.measure.data or "", working_days)
            for row in self.obligations
        ]

    def to_findings(self) -> list[UUID]:
        """The shortcomings that were ticked."""
        return [_id(value) for value in self.finding_ids.data or []]

    def put(self, problem: Problem) -> None:
        """Show the reasons of a refusal at their fields, including those of the rows."""
        rows = {row[name].name: row[name] for row in self.obligations for name in ("addressee_id", "due_on")}
        rest = [reason for reason in problem.reasons if reason.field not in rows]
        for reason in problem.reasons:
            if reason.field in rows:
                rows[reason.field].errors = [*rows[reason.field].errors, reason.message]
        if rest or not problem.reasons:
            put_reasons(self, Problem(problem.key, reasons=rest, **problem.values))


class AnswerForm(Form):
    """What the addressee did."""

    command_id = HiddenField()
    stance = RadioField("Mức độ thực hiện", [chosen("Chọn mức độ thực hiện.")], choices=VERDICTS)
    text = TextAreaField(
        "Kết quả thực hiện",
        [required("Nhập kết quả thực hiện."), long_enough(LONGEST)],
        description="Đã làm gì, ở đâu, khi nào; việc nào chưa xong. Không ghi tên, địa chỉ của trẻ em.",
    )
    files = MultipleFileField("Tệp chứng minh", description=FILES)


class VerifyForm(Form):
    """What the verifier saw, and the verdict."""

    command_id = HiddenField()
    verdict = RadioField("Kết luận", [chosen("Chọn kết luận.")], choices=VERDICTS)
    evidence = TextAreaField(
        "Bằng chứng đã xem",
        [long_enough(LONGEST)],
        description="Đã xem gì, ở đâu, ngày nào. “Đã thực hiện” cần bằng chứng bằng lời hoặc bằng tệp.",
    )
    files = MultipleFileField("Tệp bằng chứng", description=FILES)


def _id(value: Any) -> UUID:
    # The operation refuses an unknown id at its field; the nil UUID is the id of nothing.
    return parse_uuid(value) or UUID(int=0)
