"""Days and teams proposed for the visits of a plan, and what clashes in them.

Nothing here reads a database or a clock: the same facts give the same days.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import islice
from uuid import UUID

Teams = Mapping[int, Collection[UUID]]
"""The people of each team, by its number."""


@dataclass(frozen=True, slots=True)
class Visit:
    """One unit that a team goes to. Visits are given in the order in which they should come, neighbours together."""

    unit: UUID
    team: int | None = None
    day: date | None = None
    fixed: bool = False
    """Whether the day stays as it is: it was announced, or a person keeps it."""
    first: date | None = None
    last: date | None = None
    """The unit's own first and last day, where it does not exist all the time."""


@dataclass(frozen=True, slots=True)
class Limits:
    """The days that may be used, and how much a team does."""

    days: Sequence[date]
    """Working days, the earliest first."""
    a_day: int = 1
    """So many visits a team makes on one day at most."""
    a_week: int = 5
    """On so many days of a week a team goes out at most."""


@dataclass(frozen=True, slots=True)
class Left:
    """Why a visit got no day: what stood against the days there were."""

    why: str
    """`no_team`, `no_people`, `no_days`, `full`."""
    full: int = 0
    """On so many days the team does as much as it may."""
    outside: int = 0
    """On so many days the unit does not exist."""
    busy: Mapping[UUID, int] = field(default_factory=dict)
    """On how many days somebody of the team is away or goes elsewhere; each day counts for one person."""


@dataclass(frozen=True, slots=True)
class Proposal:
    """The day of each visit that has one, and why the others have none."""

    days: dict[UUID, date]
    left: dict[UUID, Left]


@dataclass(frozen=True, slots=True)
class Clash:
    """One person, or a whole team, that would be in two places on one day."""

    day: date
    units: tuple[UUID, ...]
    person: UUID | None = None
    """None: the team makes more visits on that day than it may."""
    elsewhere: tuple[str, ...] = ()
    """What else the person does on that day, outside this plan."""


def share(visits: Sequence[Visit], numbers: Sequence[int]) -> dict[UUID, int]:
    """A team for each visit that has none: neighbours stay together, and no team gets more than its share as long as
    another has less.
    """
    without = [one.unit for one in visits if one.team is None]
    if not numbers:
        return {}
    load = Counter(one.team for one in visits)
    quota: Counter[int] = Counter()
    for _ in without:
        quota[min(numbers, key=lambda one: (load[one] + quota[one], one))] += 1
    waiting = iter(without)
    return {unit: number for number in sorted(quota) for unit in islice(waiting, quota[number])}


class _Board:
    """What is placed so far."""

    def __init__(self, teams: Teams, taken: Mapping[UUID, Collection[date]], limits: Limits) -> None:
        self.teams, self.taken, self.limits = teams, taken, limits
        self.visits: Counter[tuple[int, date]] = Counter()
        self.weeks: dict[tuple[int, int, int], set[date]] = {}
        self.where: dict[tuple[UUID, date], int] = {}

    def put(self, team: int, day: date) -> None:
        self.visits[team, day] += 1
        self.weeks.setdefault((team, *day.isocalendar()[:2]), set()).add(day)
        for person in self.teams.get(team, ()):
            self.where.setdefault((person, day), team)

    def is_full(self, team: int, day: date) -> bool:
        week = self.weeks.get((team, *day.isocalendar()[:2]), set())
        return self.visits[team, day] >= self.limits.a_day or (day not in week and len(week) >= self.limits.a_week)

    def busy(self, team: int, day: date) -> UUID | None:
        """The first person of the team, by id, who cannot go on that day."""
        for person in sorted(self.teams.get(team, ())):
            if day in self.taken.get(person, ()) or self.where.get((person, day), team) != team:
                return person
        return None


def propose(visits: Sequence[Visit], teams: Teams, taken: Mapping[UUID, Collection[date]], limits: Limits) -> Proposal:
    """Give each visit the earliest day on which its team may go and all of its people can. `taken`: the days on which a
    person is away or goes elsewhere. Days that are fixed stay, whatever stands against them.
    """
    board = _Board(teams, taken, limits)
    days: dict[UUID, date] = {}
    left: dict[UUID, Left] = {}
    for one in visits:
        if one.fixed and one.day is not None:
            days[one.unit] = one.day
            if one.team is not None:
                board.put(one.team, one.day)
    for one in visits:
        if one.unit in days:
            continue
        found = _place(one, board)
        if isinstance(found, Left):
            left[one.unit] = found
        else:
            days[one.unit] = found
    return Proposal(days, left)


def _place(one: Visit, board: _Board) -> date | Left:
    if one.team is None:
        return Left("no_team")
    if not board.teams.get(one.team):
        return Left("no_people")
    if not board.limits.days:
        return Left("no_days")
    full = outside = 0
    busy: Counter[UUID] = Counter()
    for day in board.limits.days:
        if (one.first and day < one.first) or (one.last and day > one.last):
            outside += 1
        elif board.is_full(one.team, day):
            full += 1
        elif person := board.busy(one.team, day):
            busy[person] += 1
        else:
            board.put(one.team, day)
            return day
    return Left("full", full, outside, dict(busy))


def clashes(
    visits: Iterable[Visit],
    teams: Teams,
    elsewhere: Mapping[UUID, Mapping[date, Sequence[str]]],
    a_day: int = 1,
) -> list[Clash]:
    """Who would be in two places on one day, by day. `elsewhere`: what a person does outside this plan, by day."""
    by_day: dict[date, list[Visit]] = {}
    for one in visits:
        if one.day is not None and one.team is not None:
            by_day.setdefault(one.day, []).append(one)
    return [clash for day in sorted(by_day) for clash in _on(day, by_day[day], teams, elsewhere, a_day)]


def _on(
    day: date,
    visits: list[Visit],
    teams: Teams,
    elsewhere: Mapping[UUID, Mapping[date, Sequence[str]]],
    a_day: int,
) -> Iterable[Clash]:
    goes: dict[UUID, list[Visit]] = {}
    for one in visits:
        for person in teams.get(one.team or 0, ()):
            goes.setdefault(person, []).append(one)
    for person, found in goes.items():
        others = tuple(elsewhere.get(person, {}).get(day, ()))
        if others or len({one.team for one in found}) > 1:
            yield Clash(day, tuple(one.unit for one in found), person, others)
    for team in dict.fromkeys(one.team for one in visits):
        units = tuple(one.unit for one in visits if one.team == team)
        if len(units) > a_day:
            yield Clash(day, units)
