"""What the page of an arrangement shows besides its form: weeks with their visits, groups of units."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from rasoat.arranging.proposing import Visit
from rasoat.arranging.queries import Place
from rasoat.workflows.working_days import Calendar

MOST_WEEKS = 106
"""So many weeks are drawn at most: those of two years."""


@dataclass(frozen=True, slots=True)
class Chip:
    """One visit in the calendar."""

    name: str
    team: int | None
    field_id: str
    """Of the row's day, which it changes when it is moved; empty for what stays."""
    clashes: bool


@dataclass(frozen=True, slots=True)
class Day:
    """One day of the calendar."""

    day: date
    off: str
    """Why it is not worked; empty for a working day."""
    chips: list[Chip] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Group:
    """Units near one another, each with its row of the form."""

    row: Any
    name: str
    rows: list[tuple[Place, Any]]


def weeks(
    visits: Sequence[Visit],
    places: Mapping[UUID, Place],
    fields: Mapping[UUID, str],
    clashing: set[tuple[UUID, date]],
    span: tuple[date, date],
    calendar: Calendar,
) -> list[list[Day]]:
    """The weeks from the first to the last day, Monday first, those with visits outside the span too."""
    used = sorted([*span, *(one.day for one in visits if one.day)])
    monday = used[0] - timedelta(days=used[0].weekday())
    count = min((used[-1] - monday).days // 7 + 1, MOST_WEEKS)
    days = [Day(one, calendar.day_off(one)) for one in (monday + timedelta(days=number) for number in range(count * 7))]
    by_day = {one.day: one for one in days}
    for one in visits:
        if one.day in by_day and one.day is not None:
            place = places[one.unit]
            chip = Chip(place.agency.listed_name, one.team, fields.get(one.unit, ""), (one.unit, one.day) in clashing)
            by_day[one.day].chips.append(chip)
    return [days[number : number + 7] for number in range(0, len(days), 7)]


def groups(form: Any, places: Mapping[UUID, Place], rows: Mapping[UUID, Any]) -> list[Group]:
    """The groups in the order of the units, each with its row of the form."""
    fields = {row.group.data: row for row in form.groups}
    found: dict[str, Group] = {}
    for key, place in places.items():
        if key in rows:
            group = found.setdefault(place.group, Group(fields.get(place.group), place.group, []))
            group.rows.append((place, rows[key]))
    return list(found.values())
