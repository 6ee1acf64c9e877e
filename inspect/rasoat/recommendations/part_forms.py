"""The rows of parts in the forms of an answer, of progress and of a verification: one for each part that something is said of."""

from collections.abc import Sequence
from typing import Any

from wtforms import BooleanField, FieldList, FormField, HiddenField, RadioField
from wtforms.validators import Optional

from rasoat.numbers import plain
from rasoat.pages.forms import DateField, MeasuredField, RowForm, StringField, TextAreaField, long_enough
from rasoat.recommendations.data import PartReport, PartVerdict
from rasoat.recommendations.measures import WITH_FIGURES
from rasoat.recommendations.models import VERDICTS, Obligation, ObligationPart


class ReportRow(RowForm):
    """What an answer or a report of progress says of one part; the page shows the fields of the part's kind."""

    ordinal = HiddenField()
    reached = MeasuredField("Số đã đạt đến nay")
    paper_number = StringField("Số, ký hiệu văn bản", [long_enough(120)])
    paper_dated = DateField("Ngày ban hành")
    photo = BooleanField("Có ảnh trong các tệp đính kèm")

    def to_report(self) -> PartReport:
        """What was typed."""
        return PartReport(
            _number(self.ordinal),
            self.reached.data,
            (self.paper_number.data or "").strip(),
            self.paper_dated.data,
            bool(self.photo.data),
        )


class VerdictRow(RowForm):
    """What was found of one part."""

    ordinal = HiddenField()
    verdict = RadioField("Kết luận về phần này", [Optional()], choices=VERDICTS, validate_choice=False)
    reached = MeasuredField("Số đã đếm được")
    reason = TextAreaField("Lý do", [long_enough(2000)])

    def to_verdict(self, whole: str) -> PartVerdict:
        """What was typed; `whole` is the verdict of an obligation of one part, whose row has none of its own."""
        verdict = whole or self.verdict.data or ""
        return PartVerdict(_number(self.ordinal), verdict, (self.reason.data or "").strip(), self.reached.data)


def report_rows(name: str = "parts") -> Any:
    """The list of a form of answers, or of progress; `name` tells two of them on one page apart."""
    return FieldList(FormField(ReportRow), "Phần", name=name)


def verdict_rows() -> Any:
    """The list of a form of verifications."""
    return FieldList(FormField(VerdictRow), "Phần")


def reported(obligation: Obligation) -> list[ObligationPart]:
    """The parts of which an answer says more than its words."""
    return [part for part in obligation.parts if part.kind != "text"]


def told_on_paper(obligation: Obligation) -> list[ObligationPart]:
    """The same of an answer that came on paper: what a photograph would show, its scan does not."""
    return [part for part in reported(obligation) if part.kind != "state"]


def judged(obligation: Obligation) -> list[ObligationPart]:
    """The parts that have rows when the obligation is verified: all of several; a single one, when it is counted."""
    parts = obligation.parts
    return list(parts) if len(parts) > 1 or parts[0].kind in WITH_FIGURES else []


def offer(rows: FieldList, parts: Sequence[ObligationPart], said: Sequence[PartReport] = ()) -> None:
    """Give a form that is shown for the first time its rows, with what was said before."""
    known = {one.ordinal: one for one in said}
    for part in parts:
        one = known.get(part.ordinal, PartReport(part.ordinal))
        rows.append_entry(
            {
                "ordinal": str(part.ordinal),
                "reached": one.reached,
                "paper_number": one.paper_number,
                "paper_dated": one.paper_dated,
                "photo": one.photo,
            }
        )


def to_reports(rows: FieldList) -> list[PartReport]:
    """What was typed of each part, those of which nothing is said included, so that faults stand at their rows."""
    return [row.form.to_report() for row in rows]


def _number(ordinal: HiddenField) -> int:
    # The operation refuses a part that does not exist; no part has the number 0.
    return plain(ordinal.data, 1) or 0
