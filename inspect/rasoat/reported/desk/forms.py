"""The forms of a report: one field for each number that the checklists ask about the unit, and a note beside it."""

from collections.abc import Sequence
from typing import Any

from wtforms import HiddenField, MultipleFileField, SelectField

from rasoat.checklists.form_fields import LineField, simple_field
from rasoat.numbers import plain
from rasoat.pages.forms import DateField, Form, StringField, chosen
from rasoat.problems import Problem
from rasoat.reported.desk.operations import Seen
from rasoat.reported.desk.questions import Asked, Typed, name_of, note_of
from rasoat.reported.models import ReportedFigures


class FiguresForm(Form):
    """What both forms have: the last report that the person saw, and the questions (see `with_questions`)."""

    asked: Sequence[Asked] = ()
    sent = HiddenField()

    @property
    def seen(self) -> Seen:
        """What the form was made from. Raises Problem `request.bad`."""
        sent = plain(self.sent.data or "0")
        if sent is None:
            raise Problem("request.bad")
        return Seen(sent, self.seen_version)

    def typed(self) -> Typed:
        """What was typed."""
        given: dict[str, dict[str, Any]] = {}
        notes: dict[str, dict[str, str]] = {}
        for one in self.asked:
            given[one.checklist] = {item.id: self[name_of(one.checklist, item)].data for item in one.items}
            notes[one.checklist] = {item.id: self[note_of(one.checklist, item)].data or "" for item in one.items}
        reference = self["reference"].data or "" if "reference" in self else ""
        return Typed(given, notes, reference, self["dated"].data if "dated" in self else None)


class GiveForm(FiguresForm):
    """The unit's own entry."""

    reference = StringField("Số, ký hiệu báo cáo", description="Báo cáo chưa có số thì bỏ trống")
    dated = DateField("Ngày báo cáo")
    files = MultipleFileField("Tệp báo cáo", description="PDF, ảnh hoặc tệp văn phòng; chọn được nhiều tệp.")


class RecordForm(FiguresForm):
    """An officer's entry from a registered paper."""

    incoming = SelectField("Báo cáo đã vào sổ văn bản đến", [chosen("Chọn báo cáo của đơn vị.")])


def with_questions(base: type[FiguresForm], asked: Sequence[Asked]) -> type[FiguresForm]:
    """The form with the questions of these checklists."""
    fields: dict[str, Any] = {"asked": asked}
    for one in asked:
        for item in one.items:
            fields[name_of(one.checklist, item)] = simple_field(item)
            fields[note_of(one.checklist, item)] = LineField(f"Ghi chú: {item.label}")
    return type(base.__name__, (base,), fields)


def stored(asked: Sequence[Asked], row: ReportedFigures | None) -> dict[str, Any]:
    """A report as the form's `data`."""
    if row is None:
        return {}
    data: dict[str, Any] = {"reference": row.reference, "dated": row.dated}
    for one in asked:
        for item in one.items:
            data[name_of(one.checklist, item)] = row.figures.get(one.checklist, {}).get(item.id)
            data[note_of(one.checklist, item)] = row.notes.get(one.checklist, {}).get(item.id)
    return data
