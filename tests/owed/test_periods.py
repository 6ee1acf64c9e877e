"""The periods of a report that comes again."""

from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rasoat.plans.periods import MOST, REPEATS, name_of, periods


@given(
    st.dates(date(2000, 1, 1), date(2090, 1, 1)), st.sampled_from([one for one in REPEATS if one]), st.integers(0, 900)
)
def test_periods_follow_each_other_and_none_is_due_after_the_last_day(first: date, repeats: str, days: int) -> None:
    until = date.fromordinal(first.toordinal() + days)
    found = periods(first, repeats, until)
    assert found[0].due_on == first
    assert all(one.due_on <= until for one in found)
    assert all(one.due_on < after.due_on for one, after in pairwise(found))
    assert len({one.name for one in found}) == len(found) <= MOST + 1
    assert all(one.due_on.day == first.day or one.due_on.day >= 28 for one in found)


def test_the_last_day_of_a_month_stays_its_last_day_and_does_not_creep() -> None:
    days = [one.due_on for one in periods(date(2024, 1, 31), "month", date(2024, 4, 30))]
    assert days == [date(2024, 1, 31), date(2024, 2, 29), date(2024, 3, 31), date(2024, 4, 30)]


@pytest.mark.parametrize(
    ("repeats", "day", "name"),
    [
        ("month", date(2024, 5, 20), "tháng 5/2024"),
        ("quarter", date(2024, 12, 14), "quý IV/2024"),
        ("half_year", date(2024, 6, 14), "6 tháng đầu năm 2024"),
        ("half_year", date(2024, 12, 14), "6 tháng cuối năm 2024"),
        ("year", date(2024, 11, 15), "năm 2024"),
    ],
)
def test_a_period_is_named_by_its_due_day(repeats: str, day: date, name: str) -> None:
    assert name_of(repeats, day) == name


def test_what_is_owed_once_has_one_period_without_a_name() -> None:
    [only] = periods(date(2024, 5, 20), "", date(2026, 1, 1))
    assert (only.due_on, only.name) == (date(2024, 5, 20), "")
