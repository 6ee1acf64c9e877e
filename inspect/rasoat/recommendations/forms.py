"""The forms of this room: drafting a recommendation, answering, verifying."""

from typing import Any
from uuid import UUID

from sqlmodel import Session
from wtforms import FormField, HiddenField, MultipleFileField, RadioField, SelectField, SelectMultipleField
from wtforms.widgets import CheckboxInput, ListWidget

from rasoat import clock
from rasoat.findings.queries import findings_of
from rasoat.inspections.models import Inspection
from rasoat.pages import picked_agencies
from rasoat.pages.case import parse_uuid
from rasoat.pages.forms import (
    DateField,
    Form,
    Optional,
    RowForm,
    TextAreaField,
    chosen,
    long_enough,
    required,
)
from rasoat.pages.picking import PickedList
from rasoat.recommendations import part_forms
from rasoat.recommendations.answering.models import STANCES
from rasoat.recommendations.data import ObligationData, PartVerdict, Urgency
from rasoat.recommendations.measures import Measure
from rasoat.recommendations.models import ORDINARY, PRIORITIES, VERDICTS, Obligation
from rasoat.recommendations.queries import Told
from rasoat.units import queries as units

LONGEST = 20_000
FILES = "Ảnh JPEG, PNG, WebP, HEIC, hoặc PDF, DOCX, XLSX, ODT, ODS; chọn được nhiều tệp. Người khác xem ảnh thì không thấy nơi, giờ chụp, tên máy; ảnh gốc chỉ cơ quan gửi ảnh và bên xác minh mở được."


class ObligationRow(RowForm):
    """What one addressee has to do."""

    addressee_id = HiddenField("Đơn vị thực hiện")
    due_on = DateField("Hạn thực hiện")
    measures = TextAreaField("Kết quả phải đạt", [long_enough(2000)])


class RecommendationForm(Form):
    """A recommendation with its obligations and the shortcomings it answers."""

    text = TextAreaField("Nội dung kiến nghị", [required("Nhập nội dung kiến nghị."), long_enough(LONGEST)])
    finding_ids = SelectMultipleField(
        "Tồn tại được kiến nghị này khắc phục",
        validate_choice=False,
        widget=ListWidget(prefix_label=False),
        option_widget=CheckboxInput(),
    )
    priority = SelectField("Mức ưu tiên", choices=PRIORITIES, default=ORDINARY)
    priority_reason = TextAreaField(
        "Lý do ưu tiên",
        [long_enough(2000)],
        description="Cần nêu khi là việc ưu tiên hoặc khẩn; đơn vị đọc được. Không ghi tên, địa chỉ của trẻ em.",
    )
    obligations = PickedList(FormField(ObligationRow), "Đơn vị thực hiện", key="addressee_id")

    def offer(self, session: Session, inspection: Inspection) -> None:
        """Fill the choices of the lists."""
        shortcomings = findings_of(session, inspection.id, "shortcoming", accepted_only=True)
        self.finding_ids.choices = {str(row.id): row.text for row in shortcomings}
        self.offer_agencies(session, inspection)

    def offer_agencies(self, session: Session, inspection: Inspection) -> None:
        """Who can be asked: the unit and its office first, then all other agencies."""
        first = [inspection.unit_id, *([inspection.office_id] if inspection.office_id else [])]
        agencies = [row for row in units.serving(session, clock.today()) if row.id != inspection.lead_agency_id]
        agencies.sort(key=lambda row: first.index(row.id) if row.id in first else len(first))
        picked_agencies.offer(session, self.obligations, picked_agencies.choices(session, agencies))

    def to_asked(self, working_days: int | None = None, measure: Measure | None = None) -> dict[str, Any]:
        """What was typed, in the form that the operations take. `working_days` is the checklist's term, for rows without
        a date; `measure` is the one that was proposed, whose words, left as they are, mean it.
        """
        return {
            "text": self.text.data or "",
            "finding_ids": [_id(value) for value in self.finding_ids.data or []],
            "obligations": [
                ObligationData(
                    _id(row.addressee_id.data),
                    row.due_on.data,
                    typed_measures(row.measures.data, measure),
                    working_days,
                )
                for row in self.obligations
            ],
            "urgency": Urgency(self.priority.data or "", self.priority_reason.data or ""),
        }


def values_of(told: Told) -> dict[str, Any]:
    """A drafted recommendation as the form's initial values."""
    return {
        "text": told.recommendation.text,
        "version": str(told.recommendation.version),
        "finding_ids": [str(one) for one in told.finding_ids],
        "priority": told.obligations[0].priority if told.obligations else ORDINARY,
        "priority_reason": told.obligations[0].priority_reason if told.obligations else "",
        "obligations": [
            {"addressee_id": str(row.addressee_id), "due_on": row.due_on, "measures": "\n".join(row.measures)}
            for row in told.obligations
        ],
    }


class AnswerForm(Form):
    """What the addressee did. `seen` is the draft, or the answer in preparation, that the page showed."""

    command_id = HiddenField()
    claim = RadioField("Mức độ thực hiện", [chosen("Chọn mức độ thực hiện.")], choices=VERDICTS)
    text = TextAreaField(
        "Kết quả thực hiện",
        [required("Nhập kết quả thực hiện."), long_enough(LONGEST)],
        description="Đã làm gì, ở đâu, khi nào; việc nào chưa xong. Không ghi tên, địa chỉ của trẻ em.",
    )
    parts = part_forms.report_rows()
    files = MultipleFileField("Tệp chứng minh", description=FILES)
    seen = HiddenField()
    kept = SelectMultipleField(
        "Tệp đã có, gửi kèm tiếp",
        validate_choice=False,
        widget=ListWidget(prefix_label=False),
        option_widget=CheckboxInput(),
    )

    @property
    def kept_ids(self) -> list[UUID]:
        """The files that were there before and go along."""
        return [one for one in map(parse_uuid, self.kept.data or []) if one]


class PrepareForm(AnswerForm):
    """What an officer puts before the leader."""


class SupplementForm(AnswerForm):
    """What takes the place of an answer that nobody began to verify; `seen` is that answer."""


class DraftForm(AnswerForm):
    """What is written so far: nothing has to be filled in yet."""

    claim = RadioField("Mức độ thực hiện", [Optional()], choices=VERDICTS)
    text = TextAreaField("Kết quả thực hiện", [long_enough(LONGEST)])


class ProgressForm(Form):
    """How far the addressee has come."""

    command_id = HiddenField()
    # Other forms of the page have a text too: in the page each field has a name of its own.
    text = TextAreaField(
        "Đang thực hiện đến đâu",
        [required("Nhập việc đang thực hiện đến đâu."), long_enough(LONGEST)],
        description="Chưa phải là báo cáo kết quả: không ai xác minh, hạn vẫn tính. Không ghi tên, địa chỉ của trẻ em.",
        name="progress",
    )
    parts = part_forms.report_rows("progress_parts")
    progress_files = MultipleFileField("Tệp, ảnh kèm theo", description=FILES)


class StanceForm(Form):
    """What the addressee thinks of what is asked."""

    command_id = HiddenField()
    stance = RadioField("Ý kiến", [chosen("Chọn ý kiến.")], choices=STANCES)
    reason = TextAreaField(
        "Lý do",
        [long_enough(LONGEST)],
        description="Cần nêu khi không nhất trí hoàn toàn. Không ghi tên, địa chỉ của trẻ em.",
        name="stance_reason",
    )
    stance_files = MultipleFileField("Tệp kèm theo ý kiến", description=FILES)


class ExtensionForm(Form):
    """Until when the addressee asks for more time, and why."""

    command_id = HiddenField()
    until = DateField("Xin gia hạn đến ngày", [required("Nhập ngày xin gia hạn đến.")])
    reason = TextAreaField("Lý do", [required("Nhập lý do."), long_enough(LONGEST)], name="extension_reason")
    extension_files = MultipleFileField("Tệp kèm theo đề nghị", description=FILES)


class ReturnForm(Form):
    """Why the leader sends an answer in preparation back."""

    prepared_id = HiddenField()
    reason = TextAreaField("Lý do trả lại", [required("Nhập lý do trả lại."), long_enough(2000)])


class VerifyForm(Form):
    """What the verifier saw, and the verdict."""

    command_id = HiddenField()
    verdict = RadioField("Kết luận", [chosen("Chọn kết luận.")], choices=VERDICTS)
    evidence = TextAreaField(
        "Bằng chứng đã xem",
        [long_enough(LONGEST)],
        description="Đã xem gì, ở đâu, ngày nào. “Đã thực hiện” cần bằng chứng bằng lời hoặc bằng tệp.",
    )
    parts = part_forms.verdict_rows()
    files = MultipleFileField("Tệp bằng chứng", description=FILES)

    def of(self, obligation: Obligation) -> "VerifyForm":
        """The form for one obligation: of several parts each is judged, and the verdict of the whole follows."""
        if len(obligation.parts) > 1:
            del self.verdict
        return self

    def to_verdicts(self) -> list[PartVerdict]:
        """One verdict for each part, none when the whole is judged at once."""
        whole = self.verdict.data or "" if "verdict" in self else ""
        return [row.form.to_verdict(whole) for row in self.parts]


def typed_measures(typed: str | None, proposed: Measure | None = None) -> tuple[str | Measure, ...]:
    """One measure for each line; a single empty one when there is none, because an obligation has at least one part."""
    lines = [line.strip() for line in (typed or "").splitlines() if line.strip()]
    return tuple(proposed if proposed and line == proposed.words else line for line in lines) or ("",)


def _id(value: Any) -> UUID:
    # The operation refuses an unknown id at its field; the nil UUID is the id of nothing.
    return parse_uuid(value) or UUID(int=0)
