"""On which days the steps of a ladder come, and what a ladder's file may say."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import settings as examples
from hypothesis import strategies as st

from rasoat import content
from rasoat.followup.occasions import Occasions, WorkingDays, fresh
from rasoat.procedures import source
from rasoat.procedures.ladder import FORCES, PRIORITIES, Ladder
from rasoat.recommendations import models
from rasoat.workflows import deadlines, working_days

CALENDAR = working_days.of_files()
[SHIPPED] = [one.value for one in source.read_ladders()]
DAYS = st.dates(date(2023, 12, 1), date(2027, 2, 1))


@examples(max_examples=30)
@given(DAYS, st.integers(1, 300))
def test_working_days_are_counted_as_deadlines_count_them(day: date, count: int) -> None:
    days = WorkingDays(CALENDAR)
    assert days.after(day, count) == deadlines.after(day, count, CALENDAR).due_on
    assert days.before(day, count) == deadlines.before(day, count, CALENDAR)
    assert days.between(day, days.after(day, count)) == count


@examples(max_examples=30)
@given(
    st.sampled_from([SHIPPED.rungs(force, priority) for force in FORCES for priority in PRIORITIES]),
    st.lists(DAYS, min_size=1, max_size=30),
)
def test_each_step_comes_once_whenever_the_program_runs_and_wherever_its_clock_stands(rungs, runs) -> None:
    due, issued, days = date(2024, 11, 6), date(2024, 8, 15), Occasions(CALENDAR)
    done: set[tuple[str, int]] = set()
    told: list[date] = []
    for today in runs:
        come = days.until(rungs, due, today, issued)
        taken = list(fresh(come, max(told, default=None), done))
        assert len([one for one in taken if not one.step.climbs]) <= 1, "what was missed does not come in a flood"
        for one in taken:
            assert (one.step.step, one.ordinal) not in done
            assert issued < one.day <= today
            done.add((one.step.step, one.ordinal))
        told += [one.day for one in taken if not one.step.climbs]
        assert told == sorted(set(told)), "a clock that is set back tells nobody again"
    last = max(runs)
    wanted = {one.step.step for one in days.until(rungs, due, last, issued) if one.step.climbs}
    assert wanted == {step for step, _ in done if step in wanted} and wanted >= {
        name for name, _ in done if next(one for one in rungs.steps if one.step == name).climbs
    }, "what does more than tell is made up for"


@examples(max_examples=30)
@given(st.sampled_from(SHIPPED.ladders), DAYS, DAYS)
def test_the_next_day_is_the_first_on_which_something_new_has_come(rungs, due: date, today: date) -> None:
    days = Occasions(CALENDAR)
    after = days.next_after(rungs, due, today)
    before = days.until(rungs, due, today, None)
    assert after is None or after > today
    if after is not None:
        assert days.until(rungs, due, after - timedelta(days=1), None) == before
        assert days.until(rungs, due, after, None) != before


BAD = {
    "two days": ("{step: x, title: Bậc, before: 2, after: 3, tell: [addressee]}", "one of them"),
    "no day": ("{step: x, title: Bậc, tell: [addressee]}", "one of them"),
    "nothing": ("{step: x, title: Bậc, after: 3}", "tells nobody"),
    "again before": ("{step: x, title: Bậc, before: 3, every: 2, tell: [addressee]}", "after the due date"),
    "a letter each week": ("{step: x, title: Bậc, after: 3, every: 5, letter: true}", "comes once"),
    "twice": ("{step: overdue, title: Bậc, after: 3, tell: [addressee]}", "2 times"),
    "nobody": ("{step: x, title: Bậc, after: 3, tell: [mayor]}", "mayor|Input should be"),
    "no number": ("{step: x, title: Bậc, after: ba, tell: [addressee]}", "integer"),
}


@pytest.mark.parametrize("name", BAD)
def test_a_wrong_step_is_refused_with_file_and_line(name: str) -> None:
    wrong, why = BAD[name]
    text = (content.root() / "workflows" / "ladder.yaml").read_text(encoding="utf-8")
    line = "      - {step: before_10, title: Sắp đến hạn, before: 10, tell: [addressee]}"
    with pytest.raises(content.ContentError, match=rf"ladder\.yaml:\d+: .*({why})"):
        content.parse(text.replace(line, f"      - {wrong}", 1), Ladder, "ladder.yaml")


def test_each_force_and_priority_has_one_ladder() -> None:
    text = (content.root() / "workflows" / "ladder.yaml").read_text(encoding="utf-8")
    with pytest.raises(content.ContentError, match="recommended, urgent: 0 times"):
        content.parse(text.replace("priorities: [urgent]", "priorities: [priority]"), Ladder, "ladder.yaml")


def test_the_ladder_and_the_obligations_know_the_same_priorities() -> None:
    assert set(PRIORITIES) == set(models.PRIORITIES)
