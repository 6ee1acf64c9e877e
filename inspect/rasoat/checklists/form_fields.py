"""The fields of the desk form. The value of a field is what the answers document has or, if the text cannot be read,
what was typed.

The fields do not validate: `answers.validate` does, with the same words for the desk and the tablet. A wrong text is
shown again.
"""

import re
from collections.abc import Callable
from typing import Any, ClassVar

from wtforms import (
    Field,
    FieldList,
    FormField,
    RadioField,
    SelectField,
    SelectMultipleField,
    StringField,
    TextAreaField,
)
from wtforms.fields import SelectChoice
from wtforms.widgets import CheckboxInput, TextInput

from rasoat import dates
from rasoat.checklists.items import Item, ItemType, Question
from rasoat.checklists.values import YES_NO_NA
from rasoat.numbers import NotANumber, clock_time, decimal, grouped, measured, whole, with_comma, written

_ISO = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


class Drawn(Field):
    """How the page draws a field: `drawn` names the macro of _form.html, `typing` are attributes of its control, `looks`
    further classes of it, `narrow` says that it needs little room, `picker` that a day can be picked beside it.
    """

    drawn = "single"
    typing: ClassVar[dict[str, Any]] = {"autocomplete": "off"}
    looks = ""
    narrow = False
    picker = False


class _Typed(Drawn):
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

    typing: ClassVar[dict[str, Any]] = {"rows": 3}


class NumberField(_Typed, StringField):
    """A whole number, shown and typed with Vietnamese grouping: 9.969."""

    widget = TextInput()
    typing: ClassVar[dict[str, Any]] = {"inputmode": "numeric", "autocomplete": "off", "data_grouped": True}
    looks = " checklist-number"
    narrow = True

    def read(self, typed: str) -> int | str | None:
        try:
            return whole(typed)
        except NotANumber:
            return typed

    def _value(self) -> str:
        return grouped(self.data) if isinstance(self.data, int) else (self.data or "")


class DecimalField(_Typed, StringField):
    """A number that may have a fraction, shown without grouping: 1250,5."""

    widget = TextInput()
    typing: ClassVar[dict[str, Any]] = {"inputmode": "decimal", "autocomplete": "off"}
    looks = " checklist-number"
    narrow = True

    def read(self, typed: str) -> int | float | str | None:
        try:
            return measured(typed)
        except NotANumber:
            return typed

    def _value(self) -> str:
        return with_comma(self.data, grouping=False) if isinstance(self.data, int | float) else (self.data or "")


class TimeField(_Typed, StringField):
    """A time of day; a person may type 7h30."""

    widget = TextInput()
    typing: ClassVar[dict[str, Any]] = {"autocomplete": "off", "placeholder": "7:30"}
    narrow = True

    def read(self, typed: str) -> str | None:
        try:
            return clock_time(typed)
        except NotANumber:
            return typed


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
    typing: ClassVar[dict[str, Any]] = {
        "data_date": "", "inputmode": "numeric", "placeholder": "ngày/tháng/năm", "autocomplete": "off",
    }  # fmt: skip
    picker = True
    narrow = True

    def read(self, typed: str) -> str:
        found = dates.parts(typed)
        return "{:04d}-{:02d}-{:02d}".format(*found) if found else typed

    def _value(self) -> str:
        # What could not be read is shown as it was typed.
        data = self.data or ""
        return "/".join(reversed(data.split("-"))) if _ISO.fullmatch(data) else data


class _Listed(Drawn):
    def process_formdata(self, valuelist: list[str]) -> None:
        self.data = (valuelist[0] or None) if valuelist else None


class ButtonsField(_Listed, RadioField):
    """One of a few answers, as buttons; the last button removes the answer."""

    drawn = "buttons"


class MenuField(_Listed, SelectField):
    """One of many answers."""


class BoxesField(Drawn, SelectMultipleField):
    """Several answers out of a few or many, as boxes to tick."""

    drawn = "boxes"
    option_widget = CheckboxInput()


class PositionField(FormField):
    """A position in two or three fields."""

    drawn = "location"


class FilesField(Drawn):
    """Photographs or a signature: the references already stored, each with a box to keep it, and a field for new
    files.

    `data` is a list of references. New files arrive under `upload_name`, outside of the answers.
    """

    drawn = "files"

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

    drawn = "table"

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
    return _CELLS[question.type](question)


def boxes_field(question: Question) -> Any:
    """The unbound field of a question of which several answers are chosen."""
    return BoxesField(question.label, choices=_choices(question))


def _listed(question: Question, choices: list[SelectChoice]) -> Any:
    # A cell of a table is too small for a row of buttons, and no page has room for more than six.
    if isinstance(question, Item) and len(choices) <= 6:
        return ButtonsField(
            question.label, choices=[*choices, SelectChoice(value="", label="Bỏ chọn")], coerce=_or_none
        )
    return MenuField(question.label, choices=[SelectChoice(value="", label="Chưa trả lời"), *choices], coerce=_or_none)


def _choices(question: Question) -> list[SelectChoice]:
    return [SelectChoice(value=choice.value, label=choice.label) for choice in question.choices]


def _yes_no_na(question: Question) -> Any:
    return _listed(question, [SelectChoice(value=value, label=YES_NO_NA[value]) for value in question.values()])


def _text(question: Question) -> Any:
    return LongField(question.label) if question.long else LineField(question.label)


_CELLS: dict[ItemType, Callable[[Question], Any]] = {
    "yes_no_na": _yes_no_na,
    "choice": lambda question: _listed(question, _choices(question)),
    "number": lambda question: NumberField(question.label),
    "money": lambda question: NumberField(question.label),
    "decimal": lambda question: DecimalField(question.label),
    "date": lambda question: DayField(question.label),
    "time": lambda question: TimeField(question.label),
    "text": _text,
}


def _or_none(value: str) -> str | None:
    """No answer is None, so that the blank choice is marked while there is no answer."""
    return value or None
