"""Lists of rows that are picked: each row is about one thing of a long list, as a unit or an agency, and no thing has two.

The list to pick from stands once on the page, and each row has only its own small fields. What was ticked in the list
becomes a row whichever button is pressed, so that no tick is lost; a script does it at once (browser/picking.js).
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from wtforms import Field, FieldList, FormField
from wtforms.utils import unset_value


@dataclass(frozen=True, slots=True)
class Choice:
    """One thing that can be picked."""

    id: str
    name: str
    note: str = ""
    """Shown behind the name, and found by the search: what it belongs to, until when it exists."""
    group: str = ""
    """The button “all of these” that picks it; empty for none."""
    first: date | None = None
    last: date | None = None
    """Its first and its last day; None where that is of no account here."""
    own: Mapping[str, str] | None = None
    """What the row may choose from beside it, value to name; a row of a thing without such has no field for it."""

    def serves_on(self, day: date) -> bool:
        """Whether it exists on that day."""
        return (self.first is None or self.first <= day) and (self.last is None or day <= self.last)


class PickedList(FieldList):
    """A list of rows, one for each thing that was picked.

    `key` names the field of a row that holds the thing's id; it is empty when the row is that field alone. What can be
    picked must be given to `offer` before the list is shown, and before “all of these” is carried out.
    """

    def __init__(self, unbound_field: Any, label: str, *, key: str = "", **options: Any) -> None:
        super().__init__(unbound_field, label, **options)
        self.key = key
        self.choices: Sequence[Choice] = ()
        self.groups: Mapping[str, str] = {}
        self.day: date | None = None
        self._known: dict[str, Choice] = {}

    def process(self, formdata: Any, data: Any = unset_value, extra_filters: Any = None) -> None:
        # What was sent is the whole list: WTForms would fill what a sent row lacks from the stored row at its place.
        super().process(formdata, unset_value if formdata else data, extra_filters)
        if formdata:
            self.pick(formdata.getlist(f"{self.name}-pick"))

    def offer(
        self,
        choices: Sequence[Choice],
        *,
        others: Iterable[Choice] = (),
        groups: Mapping[str, str] | None = None,
        day: date | None = None,
    ) -> None:
        """What can be picked; `others`: things that have rows and are not among it. `groups` are the buttons “all of
        these”, a group to its words; of a group those are picked that exist on `day`.
        """
        self.choices, self.groups, self.day = choices, groups or {}, day
        self._known = {one.id: one for one in (*others, *choices)}

    def pick(self, ids: Iterable[str]) -> None:
        """Add a row for each thing that has none."""
        present = self.ids()
        for one in dict.fromkeys(ids):
            if one not in present:
                self.append_entry({self.key: one} if self.key else one)

    def pick_all(self, group: str) -> None:
        """Add a row for everything of a group that has none and exists on the day."""
        self.pick(one.id for one in self.choices if one.group == group and (not self.day or one.serves_on(self.day)))

    def ids(self) -> set[str]:
        """The ids of the things that have rows, as they were sent."""
        return {str(self.key_of(row).data) for row in self.entries if self.key_of(row).data}

    def key_of(self, row: Field) -> Field:
        """The field of a row that holds the thing's id."""
        return row.form[self.key] if isinstance(row, FormField) else row

    def choice_of(self, row: Field) -> Choice:
        """What a row is about; one without a name when there is no such thing."""
        thing = str(self.key_of(row).data or "")
        return self._known.get(thing, Choice(thing, ""))

    @property
    def left(self) -> list[Choice]:
        """What can still be picked."""
        present = self.ids()
        return [one for one in self.choices if one.id not in present]

    def blank(self) -> Field:
        """A row that is not in the list: the page's script makes its rows from it."""
        row = self.append_entry()
        self.entries.pop()
        return row
