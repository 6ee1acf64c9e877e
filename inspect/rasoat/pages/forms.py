"""Forms: Vietnamese messages, dates as people type them, refusals at their fields, both versions of a stale edit."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from flask import request
from flask_wtf import FlaskForm
from wtforms import DateField as WtfDateField
from wtforms import Form as WtfForm
from wtforms import HiddenField, PasswordField, StringField, TextAreaField
from wtforms.meta import DefaultMeta
from wtforms.validators import DataRequired, InputRequired, Length, Optional, StopValidation
from wtforms.widgets import TextInput

from rasoat import clock, dates
from rasoat.files.operations import StoredFile, take_in
from rasoat.numbers import LARGEST_STORED, YEARS, NotANumber, decimal, grouped, measured, whole, with_comma, written
from rasoat.pages import form_rows
from rasoat.pages.request import app_settings, blob_store, sent_version
from rasoat.problems import Problem
from rasoat.text import nfc, one_line

__all__ = [
    "DateField",
    "DegreesField",
    "Form",
    "MeasuredField",
    "Optional",
    "RowForm",
    "StringField",
    "TextAreaField",
    "WholeField",
    "YearField",
    "both_versions",
    "long_enough",
    "put_reasons",
    "required",
    "uploads",
]

DATE_KEYS = {"data-date": "", "inputmode": "numeric", "placeholder": "ngày/tháng/năm", "autocomplete": "off"}
"""What marks a text field that takes a date."""


class _Required(DataRequired):
    """The same as WTForms' own, but a value that could not be read keeps its own complaint, because it was not left
    out.
    """

    def __call__(self, form: Any, item: Any) -> None:
        if item.process_errors:
            raise StopValidation()
        if item.data == 0 and item.data is not False:
            return
        super().__call__(form, item)


def required(message: str = "Cần nhập mục này.") -> DataRequired:
    """The field must be filled."""
    return _Required(message)


def chosen(message: str = "Cần chọn một mục.") -> InputRequired:
    """One of the options must be chosen."""
    return InputRequired(message)


def long_enough(longest: int) -> Length:
    """Limit the length to one that no honest text reaches."""
    return Length(max=longest, message=f"Quá dài: tối đa {longest} ký tự.")


class _Meta(DefaultMeta):
    """What all forms share: Vietnamese messages, cleaned fields of one line."""

    locales = ("vi",)

    def bind_field(self, form: Any, unbound_field: Any, options: Any) -> Any:
        """A field of one line has no line breaks. The request has cleaned everything else (see `CleanRequest`)."""
        kind = unbound_field.field_class
        if issubclass(kind, StringField) and not issubclass(kind, (TextAreaField, PasswordField)):
            options = {**options, "filters": [*unbound_field.kwargs.get("filters", ()), _one_line]}
        return super().bind_field(form, unbound_field, options)

    def get_translations(self, form: Any) -> Any:
        return _Vietnamese()


class Form(FlaskForm):
    """Base of the forms. `version` has the row's version, so that a stale edit is noticed."""

    version = HiddenField()
    added = ""
    """Name of the list to which the person has just added a row."""

    class Meta(_Meta, FlaskForm.Meta):
        pass

    def validate(self, extra_validators: Any = None) -> bool:
        """Check the form, and of its lists the rows in which something was entered; the others are removed."""
        form_rows.drop_blank_rows(self)
        return bool(super().validate(extra_validators))

    def rows_changed(self) -> bool:
        """Whether the person only adds or removes a row of a list; it is then done."""
        added = form_rows.change_rows(self)
        self.added = added or ""
        return added is not None

    def faults(self) -> list[tuple[str, str, str]]:
        """(id of the field, its name for people, what is wrong) of each field with errors."""
        return list(form_rows.faults(self))

    @property
    def seen_version(self) -> int | None:
        """The version of the row the person saw; None for a new one. Raises Problem `request.bad`."""
        return sent_version()


class RowForm(WtfForm):
    """Base of the rows of a form: a form within a form, without a version and a token of its own."""

    class Meta(_Meta):
        pass


def _one_line(value: Any) -> Any:
    return one_line(value) if isinstance(value, str) else value


class _Vietnamese:
    """The messages of WTForms itself, in Vietnamese."""

    _SAYS = {  # noqa: RUF012 - a constant of the class
        "This field is required.": "Cần nhập mục này.",
        "Not a valid choice.": "Chọn một mục trong danh sách.",
        "Not a valid choice": "Chọn một mục trong danh sách.",
        "Invalid Choice: could not coerce.": "Chọn một mục trong danh sách.",
        "The CSRF token is missing.": "Trang đã mở quá lâu; mở lại rồi gửi lại.",
    }

    def gettext(self, message: str) -> str:
        return self._SAYS.get(message, message)

    def ngettext(self, singular: str, plural: str, n: int) -> str:
        return singular if n == 1 else plural


class DateField(WtfDateField):
    """A date as people write it (17/7/2024), shown so in every browser; a script adds a calendar to choose from."""

    widget = TextInput()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs["render_kw"] = {**DATE_KEYS, **kwargs.get("render_kw", {})}
        super().__init__(*args, **kwargs)

    def process_formdata(self, valuelist: Sequence[str]) -> None:
        self.data = None
        self.data = dates.typed(" ".join(valuelist))

    @property
    def shown(self) -> str:
        """What stands in the field: what was typed, or the day as people write it."""
        if self.raw_data:
            return str(self.raw_data[0])
        return clock.date_text(self.data) if self.data else ""

    def _value(self) -> str:
        return self.shown


class _NumberField(StringField):
    """A number typed on one line. A text that cannot be read is shown as it was typed, with the complaint beside it."""

    data: Any

    def process_formdata(self, valuelist: Sequence[str]) -> None:
        self.data = None
        self.data = self.read(" ".join(valuelist))

    def read(self, typed: str) -> int | float | None:
        """The number in a text, None for a blank one. Raises ValueError with a sentence."""
        return decimal(typed)

    def _value(self) -> str:
        if self.raw_data:
            return str(self.raw_data[0])
        return "" if self.data is None else written(self.data)


class WholeField(_NumberField):
    """A whole number as people write it: 1250, 1.250 or 1 250. A fraction is refused and never read as another number."""

    least, most = -LARGEST_STORED, LARGEST_STORED

    def read(self, typed: str) -> int | None:
        number = whole(typed)
        if number is not None and not self.least <= number <= self.most:
            raise NotANumber(self.bounds())
        return number

    def bounds(self) -> str:
        """The sentence for a number that is too small or too large."""
        return f"Nhập số từ {grouped(self.least)} đến {grouped(self.most)}."


class MeasuredField(_NumberField):
    """A number that may have a fraction, as people write it: 12,5 or 1.250,75."""

    def read(self, typed: str) -> int | float | None:
        return measured(typed)

    def _value(self) -> str:
        if self.raw_data:
            return str(self.raw_data[0])
        return "" if self.data is None else with_comma(self.data, grouping=False)


class YearField(WholeField):
    """A year."""

    least, most = YEARS

    def bounds(self) -> str:
        return f"Nhập năm từ {self.least} đến {self.most}."


class DegreesField(_NumberField):
    """A coordinate, with a comma or a point: 21,65 or 21.65."""

    def read(self, typed: str) -> int | float | None:
        try:
            return decimal(typed)
        except NotANumber:
            raise ValueError("Nhập số độ, ví dụ 21,652300.") from None


def put_reasons(form: Any, problem: Problem) -> None:
    """Show the reasons of a refusal at their fields, those in rows of lists too (see `form_rows.field_at`). Those without
    a field of their own are shown at the form's head.
    """
    form.form_errors = list(form.form_errors or [])
    for reason in problem.reasons:
        known = form_rows.field_at(form, reason.field)
        if known is None:
            form.form_errors.append(reason.message)
        else:
            known.errors = [*known.errors, reason.message]
    if not problem.reasons:
        form.form_errors.append(f"{problem.what} {problem.todo}")


def both_versions(form: Any, row: Any) -> list[tuple[str, str, str]]:
    """(label, what the person typed, what is stored now) of each field that differs, for a stale edit."""
    found = []
    for item in form:
        if item.name in ("version", "csrf_token") or not hasattr(row, item.name):
            continue
        mine, theirs = item.data, getattr(row, item.name)
        if (mine or "") != (theirs or ""):
            found.append((item.label.text, _shown(mine), _shown(theirs)))
    return found


def _shown(value: Any) -> str:
    return clock.date_text(value) if isinstance(value, date) else nfc(str(value if value is not None else ""))


def uploads(field: str, *, pictures: bool = False) -> list[StoredFile]:
    """The files sent under one name, checked and stored, before any transaction. Raises the Problems of files."""
    sent = [item for item in request.files.getlist(field) if item.filename]
    limit = app_settings().upload_limit_mb
    return [take_in(blob_store(), item.filename or "", item.stream, limit, picture=pictures) for item in sent]
