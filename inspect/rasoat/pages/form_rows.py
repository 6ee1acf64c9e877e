"""Lists of rows in a form: adding and removing rows by buttons, and finding the field of a row that is at fault.

The buttons send the form, so that it works without scripts. A row is counted as the page shows it: a reason against
`obligations-1-due_on` belongs to the second row that is left when the blank ones are gone.
"""

from collections.abc import Iterator
from typing import Any

from flask import request
from wtforms import FieldList, FormField

from rasoat.numbers import plain
from rasoat.pages.picking import PickedList


def lists_of(form: Any) -> list[FieldList]:
    """The lists of a form, in its order."""
    return [item for item in form if isinstance(item, FieldList)]


def change_rows(form: Any) -> str | None:
    """Carry out what the button “add”, “drop” or “all” of a list asks for. The name of the list that grew by a blank
    row, or ""; None when no such button was pressed.
    """
    lists = lists_of(form)
    if not lists or not {"add", "drop", "all"} & set(request.form):
        return None
    added, dropped = request.form.get("add", ""), request.form.get("drop")
    whole, _, group = request.form.get("all", "").partition(":")
    for found in lists:
        if isinstance(found, PickedList):
            # What was ticked has its rows already.
            if found.name == whole:
                found.pick_all(group)
        elif found.name == added:
            found.append_entry()
        _remove(found, [entry for entry in found.entries if entry.name == dropped])
    return added


def drop_blank_rows(form: Any) -> None:
    """Remove the rows in which nothing was entered, so that faults are numbered as the page shows the rows."""
    for found in lists_of(form):
        _remove(found, [entry for entry in found.entries if _blank(entry)])


def _remove(found: FieldList, rows: list[Any]) -> None:
    # The rows that are left are numbered anew. WTForms numbers what comes in without gaps: on a page with gaps the button
    # of one row would take out another.
    for place in range(len(found.entries) - 1, -1, -1):
        if found.entries[place] in rows:
            found.pop_entry(place)


def _blank(entry: Any) -> bool:
    fields = entry.form if isinstance(entry, FormField) else [entry]
    # A text that could not be read has no value, but somebody typed it: its row must stay, with the complaint.
    given = [value for one in fields for value in (one.data, *(one.raw_data or ()))]
    return not any(str(value).strip() for value in given if value not in (None, False))


def field_at(form: Any, path: str) -> Any:
    """The field that a reason names: `text`, or `obligations-1-due_on` for one of the second row; None if there is
    none.
    """
    if path in form:
        return form[path]
    name, _, rest = path.partition("-")
    number, _, column = rest.partition("-")
    place = plain(number)
    if name not in form or not isinstance(form[name], FieldList) or place is None:
        return None
    entries = form[name].entries
    row = entries[place] if place < len(entries) else None
    return field_at(row.form, column) if isinstance(row, FormField) else row if not column else None


def faults(form: Any) -> Iterator[tuple[str, str, str]]:
    """(id of the field, its name for people, what is wrong) of each field with errors, those in rows included."""
    for item in form:
        if not isinstance(item, FieldList):
            if item.errors:
                yield item.id, item.label.text, item.errors[0]
            continue
        # A list's own errors are sentences. What its rows complain of also stands there, in lists and dictionaries.
        yield from ((item.id, item.label.text, error) for error in item.errors if isinstance(error, str))
        for number, row in enumerate(item.entries, start=1):
            place = f"{item.label.text}, dòng {number}"
            if not isinstance(row, FormField):
                yield from ((row.id, place, error) for error in row.errors[:1])
                continue
            # A row may have a list of its own.
            yield from ((one, f"{place}: {name}", error) for one, name, error in faults(row.form))
