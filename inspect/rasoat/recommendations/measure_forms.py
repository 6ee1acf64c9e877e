"""The form of an obligation's parts, each with its measure."""

from typing import Any

from wtforms import FieldList, FormField, SelectField

from rasoat.pages.forms import Form, MeasuredField, RowForm, StringField, TextAreaField, long_enough
from rasoat.recommendations.measures import KINDS, Measure
from rasoat.recommendations.models import Obligation

_TEXT = ""
"""A row's kind before one is chosen, so that a row in which nothing was entered is blank."""


class MeasureRow(RowForm):
    """One part of what is asked, and when it is reached."""

    thing = TextAreaField("Thế nào là xong", [long_enough(500)])
    kind = SelectField("Loại số đo", choices={_TEXT if name == "text" else name: KINDS[name] for name in KINDS})
    unit = StringField("Đơn vị đếm", [long_enough(60)])
    start = MeasuredField("Đoàn thấy hiện có")
    target = MeasuredField("Số phải đạt")
    counted_by = SelectField("Lần sau đếm bằng", choices=[], validate_choice=False)

    def to_measure(self) -> Measure:
        """What was typed. A text and a paper have no unit, and only a count has one."""
        kind = self.kind.data or "text"
        thing = " ".join((self.thing.data or "").split())
        unit = (self.unit.data or "").strip() if kind == "count" else ""
        return Measure(thing, kind, unit, self.start.data, self.target.data, self.counted_by.data or "")


class MeasuresForm(Form):
    """The parts of one obligation."""

    parts = FieldList(FormField(MeasureRow), "Phần")

    def offer(self, questions: dict[str, str]) -> None:
        """Fill the choices of each row with the questions that may show it; what a row names stays among them."""
        for row in self.parts:
            named = row.counted_by.data or ""
            row.counted_by.choices = {"": "Không dùng bảng kiểm", **({named: named} if named else {}), **questions}

    def to_measures(self) -> list[Measure]:
        """One measure for each row."""
        return [row.form.to_measure() for row in self.parts]


def values_of(obligation: Obligation, version: int, proposed: Measure | None = None) -> dict[str, Any]:
    """The stored parts as the form's initial values, or as long as there are none what is proposed; `version` is that of
    the recommendation.
    """
    found = [part.as_measure for part in obligation.parts if part.measure] or ([proposed] if proposed else [])
    return {"version": str(version), "parts": [_row(one) for one in found] or [{}]}


def _row(measure: Measure) -> dict[str, Any]:
    kind = _TEXT if measure.kind == "text" else measure.kind
    return {
        "thing": measure.thing,
        "kind": kind,
        "unit": measure.unit,
        "start": measure.start,
        "target": measure.target,
        "counted_by": measure.counted_by,
    }
