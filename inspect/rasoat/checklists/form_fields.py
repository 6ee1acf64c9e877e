"""The fields of the desk form. The value of a field is what the answers document has or, if the text cannot be read,
what was typed.

The fields do not validate: `answers.validate` does, with the same words for the desk and the tablet. A wrong text is
shown again.
"""

import re
from typing import Any

from wtforms import Field, FieldList, RadioField, SelectField, StringField, TextAreaField
from wtforms.fields import SelectChoice
from wtforms.widgets import TextInput

from rasoat import dates
from rasoat.checklists.items import Item, Question
from rasoat.checklists.values import YES_NO_NA
from rasoat.numbers import NotANumber, decimal, grouped, whole, written

_ISO = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


class _Typed(Field):
    """A field typed on one line: `read` turns the text into an answer; a blank one is None."""

    def process_formdata(self, valuelist: list[str]) -> None:
        typed = valuelist[0].strip() if valuelist else ""
        self.data = self.read(typed) if typed else None

    def read(self, typed: str) -> Any:
        """The answer in the text, or the text itself."""
        return typed


class LineField(_Typed, StringField):
    """A text of one line."""


class LongField(_Typed, TextAreaField):
    """A text of several lines."""


class NumberField(_Typed, StringField):
    """A whole number, shown and typed with Vietnamese grouping: 9.969."""

    widget = TextInput()

    def read(self, typed: str) -> int | str | None:
        try:
            return whole(typed)
        except NotANumber:
            return typed

    def _value(self) -> str:
        return grouped(self.data) if isinstance(self.data, int) else (self.data or "")


class DegreesField(_Typed, StringField):
    """Degrees or metres; a decimal comma is understood."""

    def read(self, typed: str) -> int | float | str | None:
        try:
            return decimal(typed)
        except NotANumber:
            return typed

    def _value(self) -> str:
        return "" if self.data is None else self.data if isinstance(self.data, str) else written(self.data)


class DayField(_Typed, StringField):
    """A date, typed and shown as people write it: 17/7/2024. Its answer is 2024-07-17."""

    widget = TextInput()

    def read(self, typed: str) -> str:
        found = dates.parts(typed)
        return "{:04d}-{:02d}-{:02d}".format(*found) if found else typed

    def _value(self) -> str:
        # What could not be read is shown as it was typed.
        data = self.data or ""
        return "/".join(reversed(data.split("-"))) if _ISO.fullmatch(data) else data


class _Listed(Field):
    def process_formdata(self, valuelist: list[str]) -> None:
        self.data = (valuelist[0] or None) if valuelist else None


class ButtonsField(_Listed, RadioField):
    """One of a few answers, as buttons; the last button removes the answer."""


class MenuField(_Listed, SelectField):
    """One of many answers."""


class FilesField(Field):
    """Photographs or a signature: the references already stored, each with a box to keep it, and a field for new
    files.

    `data` is a list of references. New files arrive under `upload_name`, outside of the answers.
    """

    @property
    def upload_name(self) -> str:
        """The name under which the browser sends new files."""
        return f"{self.name}-files"

    def kept(self) -> list[str]:
        """The stored references whose boxes are ticked in the request."""
        return [_pack(reference) for reference in self.data or []]

    def process_data(self, value: Any) -> None:
        self.data = [value] if isinstance(value, dict) else list(value or [])

    def process_formdata(self, valuelist: list[str]) -> None:
        self.data = [_unpack(value) for value in valuelist]


def _pack(reference: Any) -> str:
    return ":".join(next(iter(reference.items()))) if isinstance(reference, dict) else str(reference)


def _unpack(value: str) -> dict[str, str] | str:
    kind, colon, key = value.partition(":")
    return {kind: key} if colon else value


class RowsField(FieldList):
    """A table with the existing rows and some blank ones, up to `most`, so that rows can be added without a script.

    The library's max_entries is not used because it drops further rows without an error.
    """

    def __init__(self, *args: Any, most: int, blank_rows: int = 3, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.most = most
        self.blank_rows = blank_rows

    def process(self, formdata: Any, *args: Any, **kwargs: Any) -> None:
        super().process(formdata, *args, **kwargs)
        blank = 0
        while blank < len(self.entries) and not _has_answer(self.entries[-1 - blank].data):
            blank += 1
        for _ in range(self.blank_rows - blank):
            if len(self.entries) < self.most:
                self._add_entry()


def _has_answer(row: dict[str, Any]) -> bool:
    return any(cell is not None for cell in row.values())


def simple_field(question: Question) -> Any:
    """The unbound field for every type that fits one cell of a table."""
    if question.type in ("number", "money"):
        return NumberField(question.label)
    if question.type == "date":
        return DayField(question.label)
    if question.type == "text":
        return LongField(question.label) if question.long else LineField(question.label)
    if question.type == "yes_no_na":
        return _listed(question, [(value, YES_NO_NA[value]) for value in question.values()])
    return _listed(question, [(choice.value, choice.label) for choice in question.choices])


def _listed(question: Question, answers: list[tuple[str, str]]) -> Any:
    # A cell of a table is too small for a row of buttons, and no page has room for more than six.
    choices = [SelectChoice(value=value, label=label) for value, label in answers]
    if isinstance(question, Item) and len(answers) <= 6:
        return ButtonsField(
            question.label, choices=[*choices, SelectChoice(value="", label="Bỏ chọn")], coerce=_or_none
        )
    return MenuField(question.label, choices=[SelectChoice(value="", label="Chưa trả lời"), *choices], coerce=_or_none)


def _or_none(value: str) -> str | None:
    """No answer is None, so that the blank choice is marked while there is no answer."""
    return value or None
