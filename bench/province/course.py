"""Five years of the province: which unit is inspected when, under which plan, and how far each inspection has come."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

from bench.province.names import Place
from bench.province.setting import TWO_TIERS
from bench.province.telling import VISITED

PRESENT = date(2026, 9, 30)
"""The day up to which the province is told, a Wednesday as every day of a visit."""
YEARS = range(PRESENT.year - 4, PRESENT.year + 1)
EACH, OF_A_PLAN = 10, 190
"""Recommendations of one inspection; the most inspections of one plan."""
WEEK = timedelta(days=7)
ALWAYS = {"mixed": 16, "issued": 6, "reviewing": 2, "drafted": 2, "approved": 2}
"""Stages that a small province has too, and how many weeks ago the visit was."""


@dataclass(slots=True)
class Visit:
    """One inspection to be copied: of which place, on which day, in which stage, under which plan (by its place in the list)."""

    day: date
    stage: str
    place: Place
    plan: int


@dataclass(slots=True)
class Plan:
    """One plan to be copied, with its number within the year."""

    year: int
    number: int


def course(
    recommendations: int, places: list[Place], spans: Mapping[str, int], chance: Random
) -> tuple[list[Plan], list[Visit]]:
    """The plans and inspections of a province with about so many recommendations. `spans`: days from the visit to the
    last event of each stage.
    """
    plans: list[Plan] = []
    visits: list[Visit] = []
    for year, days in _years(-(-recommendations // EACH), spans, chance):
        for number, begin in enumerate(range(0, len(days), OF_A_PLAN), 1):
            some = days[begin : begin + OF_A_PLAN]
            chosen = _chosen(places, [day for day, _ in some], chance)
            visits += [Visit(day, stage, place, len(plans)) for (day, stage), place in zip(some, chosen, strict=True)]
            plans.append(Plan(year, number))
    return plans, visits


def _years(inspections: int, spans: Mapping[str, int], chance: Random) -> Iterator[tuple[int, list[tuple[date, str]]]]:
    past = [day for year in YEARS for day in _wednesdays(year) if day + timedelta(spans["reviewing"]) <= PRESENT]
    ahead = [day for day in _wednesdays(PRESENT.year) if day > PRESENT]
    days = [past[place * len(past) // inspections] for place in range(inspections)]
    told = [(day, _stage(day, spans, chance)) for day in days]
    if inspections > len(ALWAYS):
        told[-len(ALWAYS) :] = [(PRESENT - WEEK * weeks, stage) for stage, weeks in ALWAYS.items()]
    few = max(1, inspections // 100)
    told += [(PRESENT, "visiting")] * few + [(ahead[0], "scheduled")] * (2 * few)
    told += [(ahead[1 + place % (len(ahead) - 1)], "planned") for place in range(5 * few)]
    for year in YEARS:
        mine = [one for one in told if one[0].year == year]
        chance.shuffle(mine)
        yield year, mine


def _wednesdays(year: int) -> list[date]:
    first = VISITED + (date(year, 2, 18) - VISITED) // WEEK * WEEK
    return [first + WEEK * number for number in range(43)]


def _stage(day: date, spans: Mapping[str, int], chance: Random) -> str:
    """How far the inspection of that day has come: the older, the likelier it is settled."""
    age = (PRESENT - day).days
    if age < spans["issued"]:
        return chance.choice([stage for stage in ("reviewing", "drafted", "approved") if age >= spans[stage]])
    if age < spans["mixed"]:
        return "issued"
    settled = 0.97 if day < TWO_TIERS - timedelta(300) else 0.85 if age > 365 else 0.5
    return "settled" if age >= spans["settled"] and chance.random() < settled else "mixed"


def _chosen(places: list[Place], days: list[date], chance: Random) -> list[Place]:
    """A place for each inspection of one plan, none twice; districts only as long as there were some."""
    communes = [place for place in places if not place.ended]
    ended = chance.sample([place for place in places if place.ended], k=sum(place.ended for place in places))
    # Every plan names the first one, so that its people have something to do in a small province too.
    chosen = [communes[0], *chance.sample(communes[1:], k=len(days) - 1)]
    return [
        ended.pop() if ended and own != communes[0] and day < TWO_TIERS and chance.random() < 0.1 else own
        for day, own in zip(days, chosen, strict=True)
    ]
