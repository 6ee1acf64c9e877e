"""Deadlines in working days: holidays of Vietnam, days swapped by decision, and what always holds."""

from datetime import date, timedelta
from pathlib import Path

import holidays
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rasoat import content
from rasoat.workflows.deadlines import after, before
from rasoat.workflows.working_days import Calendar, Decision, of_files, title_of

PLAIN = Calendar()
DAYS = st.dates(date(2015, 1, 1), date(2035, 12, 31))

# As the Government's notices of public holidays had it: Tết Ất Tỵ 25/1-2/2/2025 (public servants had the Monday
# 27/1 as well), Hùng Kings 7/4/2025, 30/4 and 1/5, 1/9 and 2/9.
OFF_2025 = [
    date(2025, 1, 1),
    *(date(2025, 1, 28) + timedelta(days=n) for n in range(4)),
    date(2025, 4, 7),
    date(2025, 4, 30),
    date(2025, 5, 1),
    date(2025, 9, 2),
]


@pytest.mark.parametrize("day", OFF_2025, ids=str)
def test_public_holidays_are_off_and_named(day: date) -> None:
    assert PLAIN.day_off(day) not in ("", "cuối tuần")


def test_monday_to_friday_are_worked_saturday_and_sunday_are_not() -> None:
    week = [PLAIN.day_off(date(2024, 7, 15) + timedelta(days=n)) for n in range(7)]
    assert week == ["", "", "", "", "", "cuối tuần", "cuối tuần"]


def test_counting_begins_the_day_after() -> None:
    found = after(date(2024, 7, 17), 1, PLAIN)
    assert (found.due_on, found.days_off) == (date(2024, 7, 18), [])
    assert after(date(2024, 7, 17), 0, PLAIN).due_on == date(2024, 7, 17)
    assert after(date(2024, 7, 19), 1, PLAIN).due_on == date(2024, 7, 22)


def test_the_days_around_tet_are_told() -> None:
    found = after(date(2025, 1, 24), 5, PLAIN)
    named = [day for day, _why in found.days_off]
    assert {date(2025, 1, 28) + timedelta(days=n) for n in range(4)} <= set(named)
    assert found.due_on > date(2025, 2, 3)
    stored = found.as_json()
    assert stored["due_on"] == found.due_on.isoformat()
    assert stored["working_days"] == 5
    assert stored["calendar"].startswith("holidays ")
    assert stored["days_off"][0] == [named[0].isoformat(), found.days_off[0][1]]


@pytest.mark.parametrize(
    ("start", "due"), [(date(2024, 4, 26), date(2024, 5, 2)), (date(2025, 8, 29), date(2025, 9, 3))]
)
def test_the_next_working_day_after_a_long_holiday(start: date, due: date) -> None:
    """30/4-1/5 and 2/9, with the day the Government swapped for them, as an installation's file says it."""
    decision = Decision(
        name="Thông báo nghỉ lễ",
        days_off={date(2024, 4, 29): "Nghỉ hoán đổi", date(2025, 9, 1): "Nghỉ Quốc khánh"},
        days_worked={date(2024, 5, 4): "Làm bù"},
    )
    swapped = Calendar((decision,))
    assert after(start, 1, swapped).due_on == due
    assert swapped.day_off(date(2024, 5, 4)) == ""
    assert after(start, 1, swapped).calendar.endswith("VN + Thông báo nghỉ lễ")
    assert "Thông báo" not in after(date(2026, 3, 2), 1, swapped).calendar


def test_an_override_file_is_read_and_a_wrong_one_named(tmp_path: Path) -> None:
    path = tmp_path / "calendar.yaml"
    path.write_text("name: Thông báo 6150\ndays_off: {2024-04-29: Nghỉ hoán đổi}\ndays_worked: {2024-05-04: Làm bù}\n")
    assert of_files(path).day_off(date(2024, 4, 29)) == "Nghỉ hoán đổi"
    wrong = tmp_path / "wrong.yaml"
    wrong.write_text("name: x\ndays_off: {2024-02-30: Không có}\n")
    with pytest.raises(content.ContentError, match=r"wrong.yaml:2"):
        of_files(wrong)


@pytest.mark.parametrize(("name", "accepted"), [("", False), ("A", True)])
def test_an_override_file_names_its_decision(tmp_path: Path, name: str, accepted: bool) -> None:
    path = tmp_path / "calendar.yaml"
    path.write_text(f"name: '{name}'\n")
    if accepted:
        assert of_files(path).decisions[-1].name == name
        return
    with pytest.raises(content.ContentError, match="name"):
        of_files(path)


@settings(max_examples=30)
@given(DAYS, st.integers(1, 120))
def test_a_due_date_is_never_a_day_off_and_counts_right(start: date, days: int) -> None:
    found = after(start, days, PLAIN)
    assert PLAIN.day_off(found.due_on) == ""
    worked = sum(not PLAIN.day_off(start + timedelta(days=n)) for n in range(1, (found.due_on - start).days + 1))
    assert worked == days


@settings(max_examples=30)
@given(DAYS, st.integers(0, 60), st.integers(0, 60))
def test_more_days_or_a_later_start_never_give_an_earlier_due_date(start: date, days: int, more: int) -> None:
    due = after(start, days, PLAIN).due_on
    assert after(start, days + more, PLAIN).due_on >= due
    assert after(start + timedelta(days=more), days, PLAIN).due_on >= due
    if days and more:
        assert after(start, days + more, PLAIN).due_on > due


@settings(max_examples=30)
@given(DAYS, st.integers(1, 60))
def test_a_reminder_lies_as_many_working_days_ahead(start: date, days: int) -> None:
    due = after(start, days, PLAIN).due_on
    assert after(before(due, days, PLAIN), days, PLAIN).due_on == due


@pytest.mark.parametrize(
    ("start", "days", "due"),
    [
        (date(2024, 7, 15), 10, date(2024, 7, 25)),  # the day it starts is not counted
        (date(2024, 7, 17), 10, date(2024, 7, 29)),  # Saturday 27/7: until the end of Monday
        (date(2024, 4, 20), 10, date(2024, 5, 2)),  # 30/4 and 1/5 are days off
        (date(2024, 7, 20), 0, date(2024, 7, 20)),
    ],
)
def test_a_term_in_days_counts_every_day_and_ends_on_a_worked_one(start: date, days: int, due: date) -> None:
    found = after(start, days, PLAIN, "days")
    assert (found.due_on, found.counted_from) == (due, start)
    assert found.as_json()["days"] == days
    assert "working_days" not in found.as_json()


def test_a_day_is_worked_exactly_when_the_package_says_so() -> None:
    """Swapped days too: Saturday 22/8/2026 is worked in the place of Monday 31/8."""
    known = holidays.country_holidays("VN", years=range(2023, 2028))
    every = (date(2023, 1, 1) + timedelta(days=n) for n in range(5 * 365 + 1))
    assert [day for day in every if (PLAIN.day_off(day) == "") != known.is_working_day(day)] == []
    assert after(date(2026, 8, 21), 1, PLAIN).due_on == date(2026, 8, 22)


def test_what_the_package_lacks_is_decided() -> None:
    """2/1/2026 was swapped for 10/1/2026 (announced on 25/12/2025)."""
    known = of_files()
    assert known.day_off(date(2026, 1, 2))
    assert known.day_off(date(2026, 1, 10)) == ""
    assert after(date(2025, 12, 31), 1, known).due_on == date(2026, 1, 5)


def test_the_special_days_of_a_year_are_those_that_are_not_as_their_weekday_says() -> None:
    found = {one.day: one.off for one in of_files().special_days(2026)}
    assert not found[date(2026, 8, 22)] and not found[date(2026, 1, 10)]
    assert found[date(2026, 8, 31)] and found[date(2026, 1, 2)]
    assert date(2026, 4, 26) not in found, "a Sunday is off anyway"
    assert all(off == (day.weekday() < 5) for day, off in found.items())
    assert of_files().special(date(2026, 1, 10)).why == "Làm bù cho ngày 02/01/2026"


def test_of_two_decisions_on_one_day_the_later_counts() -> None:
    day = date(2026, 8, 31)
    first, second = Decision(name="a", days_worked={day: "x"}), Decision(name="b", days_off={day: "Bão"})
    assert Calendar((first, second)).day_off(day) == "Bão"
    assert Calendar((second, first)).day_off(day) == ""


def test_a_calendars_name_is_told_in_words() -> None:
    told = title_of(after(date(2025, 12, 31), 1, of_files()).calendar)
    assert told.startswith("ngày nghỉ lễ, tết của Việt Nam (danh mục bản ")
    assert "holidays" not in told
