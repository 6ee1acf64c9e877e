"""The desk form of one section, built from its definition.

    form = build_form(definition, "unit")(request.form, data=from_answers(definition, "unit", stored))
    result = validate(definition, "unit", to_raw(form), partial=True)

The page is drawn by templates/pages/checklists/_form.html. Names: `q-<item>` (`q-<table>-<row>-c-<column>`), `note-<item>`,
`explain-<check>`, `words-<item or check>-shortcoming` and `-recommendation`; new photographs come as `q-<item>-files`. The prefixes keep an item called `data` from hiding the form's own.
"""

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from wtforms import FormField
from wtforms.form import BaseForm, Form

from rasoat.checklists.answers import EXPLANATIONS, NOTES, WORDED, WORDINGS
from rasoat.checklists.definition import Definition, Scope, Section
from rasoat.checklists.form_fields import (
    DegreesField,
    FilesField,
    LineField,
    LongField,
    PositionField,
    RowsField,
    boxes_field,
    simple_field,
)
from rasoat.checklists.items import Item, ItemType
from rasoat.checklists.values import MOST_ROWS
from rasoat.problems import Reason


class _Position(Form):
    lat = DegreesField("Vĩ độ")
    lon = DegreesField("Kinh độ")
    accuracy = DegreesField("Sai số (m)")


def build_form(definition: Definition, scope: Scope, *, base: type[Form] = Form, blank_rows: int = 3) -> type[Form]:
    """The form class of one section. `base` may be FlaskForm, which adds the token against forged requests.

    Raises KeyError when the definition has no such scope.
    """
    section = definition.section(scope)
    fields: dict[str, Any] = {"definition": definition, "section": section}
    for item in section.items:
        fields[f"q-{item.id}"] = _field(item, blank_rows)
        fields[f"note-{item.id}"] = LineField("Ghi chú")
    for check in section.checks:
        fields[f"explain-{check.id}"] = LongField(check.message)
    for name in section.worded:
        fields[f"words-{name}-shortcoming"] = LongField("Tồn tại, theo lời của đoàn")
        fields[f"words-{name}-recommendation"] = LongField("Kiến nghị, theo lời của đoàn")
    return type("ChecklistForm", (base,), fields)


def _field(item: Item, blank_rows: int) -> Any:
    if item.type == "table":
        return _rows(item, blank_rows)
    return _FIELDS[item.type](item) if item.type in _FIELDS else simple_field(item)


def _rows(item: Item, blank_rows: int) -> Any:
    row = type("Row", (Form,), {f"c-{column.id}": simple_field(column) for column in item.columns})
    return RowsField(FormField(row), item.label, most=item.max or MOST_ROWS, blank_rows=blank_rows)


_FIELDS: dict[ItemType, Callable[[Item], Any]] = {
    "select_multiple": boxes_field,
    "photo": lambda item: FilesField(item.label),
    "signature": lambda item: FilesField(item.label),
    "location": lambda item: PositionField(_Position, item.label),
}
"""The fields of the types that have no place in a table; the others are cells (`simple_field`)."""


def from_answers(definition: Definition, scope: Scope, answers: Mapping[str, Any]) -> dict[str, Any]:
    """Stored answers as the form's `data`."""
    section = definition.section(scope)
    data = {f"q-{name}": value for name, value in answers.items() if name in section.item}
    for item in section.items:
        if item.type == "table" and item.id in answers:
            data[f"q-{item.id}"] = [{f"c-{key}": cell for key, cell in row.items()} for row in answers[item.id]]
    data |= {f"note-{name}": remark for name, remark in answers.get(NOTES, {}).items()}
    data |= {f"explain-{name}": remark for name, remark in answers.get(EXPLANATIONS, {}).items()}
    for name, words in answers.get(WORDINGS, {}).items():
        data |= {f"words-{name}-{part}": text for part, text in words.items()}
    return data


def to_raw(form: BaseForm) -> dict[str, Any]:
    """The form's values as a raw answers document, for `answers.validate`. A value that could not be read is the text
    that was typed.
    """
    section: Section = form.section
    raw: dict[str, Any] = {}
    for item in section.items:
        value = _answer(item, form[f"q-{item.id}"].data)
        if value is not None:
            raw[item.id] = value
    for key, prefix, names in (
        (EXPLANATIONS, "explain", [check.id for check in section.checks]),
        (NOTES, "note", list(section.item)),
    ):
        remarks = {name: form[f"{prefix}-{name}"].data for name in names if form[f"{prefix}-{name}"].data}
        if remarks:
            raw[key] = remarks
    wordings = {name: _words(form, name) for name in sorted(section.worded)}
    if any(wordings.values()):
        raw[WORDINGS] = {name: words for name, words in wordings.items() if words}
    return raw


def _words(form: BaseForm, name: str) -> dict[str, str]:
    given = {part: form[f"words-{name}-{part}"].data for part in WORDED}
    return {part: text for part, text in given.items() if text}


def _answer(item: Item, data: Any) -> Any:
    return _ANSWERS[item.type](data) if item.type in _ANSWERS else data


def _table_answer(data: Any) -> Any:
    rows = [{name[2:]: cell for name, cell in row.items() if cell is not None} for row in data]
    # Blank rows between others are kept, because the row numbers of errors must be those on the page.
    while rows and not rows[-1]:
        rows.pop()
    return rows or None


_ANSWERS: dict[ItemType, Callable[[Any], Any]] = {
    "select_multiple": lambda data: data or None,
    "photo": lambda data: data or None,
    "signature": lambda data: data[-1] if data else None,
    "location": lambda data: {key: number for key, number in data.items() if number is not None} or None,
    "table": _table_answer,
}
"""What a field's data say, for the types where it is not the answer itself."""


def uploads(form: BaseForm, files: Any) -> dict[str, list[Any]]:
    """The new files by item, from the request's files; fields that were left empty are not there."""
    found: dict[str, list[Any]] = {}
    for item in form.section.items:
        if item.type in ("photo", "signature"):
            chosen = [file for file in files.getlist(form[f"q-{item.id}"].upload_name) if file.filename]
            if chosen:
                found[item.id] = chosen
    return found


def by_field(reasons: Iterable[Reason]) -> dict[str, list[str]]:
    """Messages by the place they belong to, as the page's macro looks them up: `item`, `table.0.column`, `_notes.item`."""
    found: dict[str, list[str]] = {}
    for reason in reasons:
        found.setdefault(reason.field, []).append(reason.message)
    return found
