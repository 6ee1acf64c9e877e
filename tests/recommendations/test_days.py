"""The days that a person may give: each rule at its last allowed day and its first refused one."""

from datetime import date
from types import SimpleNamespace

import pytest

from rasoat import clock
from rasoat.workflows.registry import guards

TODAY = date(2024, 9, 10)
YESTERDAY, TOMORROW = date(2024, 9, 9), date(2024, 9, 11)
LONG_AGO, AHEAD = date(2024, 8, 1), date(2024, 9, 20)


def reasons(guard: str, due_on: date | None, **given: date | None) -> int:
    """How many reasons there are against it, for an obligation that is due on that day."""
    firing = SimpleNamespace(
        case_row={"due_on": due_on}, payload={"due_on" if name == "new" else name: day for name, day in given.items()}
    )
    with clock.use_date(TODAY):
        return len(guards[guard].check(firing))


@pytest.mark.parametrize("guard", ["extension_is_later", "new_due_date_is_later"])
@pytest.mark.parametrize(
    ("due_on", "until", "against"),
    [
        (LONG_AGO, TODAY, 0),
        (LONG_AGO, YESTERDAY, 1),
        (AHEAD, date(2024, 9, 21), 0),
        (AHEAD, AHEAD, 1),
        (TODAY, YESTERDAY, 2),
        (None, TODAY, 0),
        (LONG_AGO, None, 0),
    ],
)
def test_an_extension_ends_after_the_due_date_and_not_in_the_past(
    guard: str, due_on: date | None, until: date | None, against: int
) -> None:
    assert reasons(guard, due_on, until=until) == against


@pytest.mark.parametrize(("day", "against"), [(TOMORROW, 0), (TODAY, 1), (None, 0)])
def test_the_due_date_of_what_is_opened_again_lies_ahead(day: date | None, against: int) -> None:
    assert reasons("new_due_date_is_ahead", LONG_AGO, new=day) == against
