"""On which days the steps of a ladder come, for one due date. Nothing here reads a table."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from rasoat.procedures.ladder import Step, Steps
from rasoat.workflows.working_days import Calendar


@dataclass(frozen=True, slots=True)
class Occasion:
    """A step and the day on which it comes; `ordinal` counts the times of one that comes again, from 0."""

    step: Step
    ordinal: int
    day: date


class WorkingDays:
    """Steps over working days year by year: what has been late for years costs no more than what is late since yesterday.
    It counts as `workflows.deadlines` does.
    """

    def __init__(self, calendar: Calendar) -> None:
        self._calendar = calendar
        self._years: dict[int, list[date]] = {}

    def after(self, day: date, count: int) -> date:
        """The working day that is `count` of them after a day."""
        year = day.year
        place = bisect_right(self._of(year), day) + count - 1
        while place >= len(self._of(year)):
            place -= len(self._of(year))
            year += 1
        return self._of(year)[place]

    def before(self, day: date, count: int) -> date:
        """The working day that is `count` of them before a day."""
        year = day.year
        place = bisect_left(self._of(year), day) - count
        while place < 0:
            year -= 1
            place += len(self._of(year))
        return self._of(year)[place]

    def between(self, first: date, last: date) -> int:
        """How many lie after `first` up to `last`."""
        whole = sum(len(self._of(year)) for year in range(first.year, last.year))
        return whole + bisect_right(self._of(last.year), last) - bisect_right(self._of(first.year), first)

    def _of(self, year: int) -> list[date]:
        if year not in self._years:
            first = date(year, 1, 1)
            every = (first + timedelta(days=one) for one in range(366))
            self._years[year] = [one for one in every if one.year == year and not self._calendar.day_off(one)]
        return self._years[year]


class Occasions:
    """When the steps of ladders come, by one calendar."""

    def __init__(self, calendar: Calendar) -> None:
        self._days = WorkingDays(calendar)

    def until(
        self, rungs: Steps, due_on: date, today: date, since: date | None, brought_on: date | None = None
    ) -> list[Occasion]:
        """What has come by `today`, in the order of days; of a step that comes again only the last time. What came on
        `since` (the day of the issue) or before it is left out: the paper was the reminder.

        What was brought in from before the program climbs from that day: of the steps that climb, only those that come later than
        `brought_on` are taken on their day, and the others so long after it as they come after a due date.
        """
        found = [last for step in rungs.steps if (last := self._last(step, due_on, today, brought_on)) is not None]
        kept = [one for one in found if since is None or one.day > since]
        return sorted(kept, key=lambda one: (one.day, one.step.place))

    def next_after(self, rungs: Steps, due_on: date, day: date, brought_on: date | None = None) -> date | None:
        """The first day after `day` on which a step comes; None when none comes any more."""
        return min((one.day for one in self.coming(rungs, due_on, day, brought_on)), default=None)

    def coming(self, rungs: Steps, due_on: date, day: date, brought_on: date | None = None) -> list[Occasion]:
        """What comes after `day`, each step once, in the order of days."""
        found = [one for step in rungs.steps if (one := self._next(step, due_on, day, brought_on)) is not None]
        return sorted(found, key=lambda one: (one.day, one.step.place))

    def _last(self, step: Step, due_on: date, today: date, brought_on: date | None) -> Occasion | None:
        first = self._first(step, due_on, brought_on)
        if first > today:
            return None
        times = self._days.between(first, today) // step.every if step.every else 0
        return self._time(step, first, times)

    def _next(self, step: Step, due_on: date, day: date, brought_on: date | None) -> Occasion | None:
        first = self._first(step, due_on, brought_on)
        if first > day:
            return Occasion(step, 0, first)
        return self._time(step, first, self._days.between(first, day) // step.every + 1) if step.every else None

    def _time(self, step: Step, first: date, times: int) -> Occasion:
        return Occasion(step, times, self._days.after(first, times * (step.every or 0)) if times else first)

    def _first(self, step: Step, due_on: date, brought_on: date | None) -> date:
        if step.after is not None:
            day = self._days.after(due_on, step.after)
            climbs = step.leaders or step.province
            missed = climbs and brought_on is not None and day <= brought_on
            return self._days.after(brought_on, step.after) if missed and brought_on else day
        if step.before is not None:
            return self._days.before(due_on, step.before)
        # A due date that is a day off: it is said on the last day on which somebody works.
        return self._days.before(due_on + timedelta(days=1), 1)


Done = set[tuple[str, int]]
"""The steps that were done or stopped for one due date, each with its ordinal."""


def fresh(occasions: Sequence[Occasion], told_until: date | None, done: Done) -> Iterator[Occasion]:
    """Of what has come: those that do more than tell, and the one that tells now.

    `told_until`: the latest day of which people were told for this due date. Of several that were missed only the last
    one tells, and only one that is later than what was told: a clock that is set back tells nobody twice.
    """
    left = [one for one in occasions if (one.step.step, one.ordinal) not in done]
    yield from (one for one in left if one.step.climbs)
    telling = [one for one in left if not one.step.climbs and (told_until is None or one.day > told_until)]
    yield from telling[-1:]
