"""Days proposed for a plan: whatever the facts are, nobody is in two places, and what is left out had no day."""

from collections import Counter
from datetime import date, timedelta
from uuid import UUID

from hypothesis import given, settings
from hypothesis import strategies as st

from rasoat.arranging.proposing import Limits, Proposal, Visit, clashes, propose, share

FIRST = date(2026, 3, 2)
DAYS = [FIRST + timedelta(days=number) for number in range(21)]
PEOPLE = [UUID(int=number) for number in range(1, 7)]
UNITS = [UUID(int=100 + number) for number in range(30)]


@st.composite
def worlds(draw):
    """Visits, teams, what is taken, limits: small enough to be full often."""
    teams = draw(
        st.dictionaries(st.integers(1, 4), st.frozensets(st.sampled_from(PEOPLE), max_size=3), min_size=1, max_size=4)
    )
    count = draw(st.integers(0, 25))
    number = st.sampled_from([*teams, None, 9])
    visits = [
        Visit(
            UNITS[at],
            draw(number),
            draw(st.none() | st.sampled_from(DAYS)),
            draw(st.booleans()) and draw(st.booleans()),
            draw(st.none() | st.sampled_from(DAYS)),
            draw(st.none() | st.sampled_from(DAYS)),
        )
        for at in range(count)
    ]
    taken = draw(st.dictionaries(st.sampled_from(PEOPLE), st.frozensets(st.sampled_from(DAYS), max_size=8)))
    days = sorted(draw(st.frozensets(st.sampled_from(DAYS), max_size=15)))
    return visits, teams, taken, Limits(days, draw(st.sampled_from([1, 2])), draw(st.integers(1, 5)))


def moved(visits: list[Visit], found: Proposal) -> list[Visit]:
    return [Visit(one.unit, one.team, found.days.get(one.unit)) for one in visits]


@settings(max_examples=60, deadline=None)
@given(worlds())
def test_nobody_is_in_two_places_and_only_working_days_are_used(world):
    visits, teams, taken, limits = world
    visits = [Visit(one.unit, one.team, one.day, False, one.first, one.last) for one in visits]
    found = propose(visits, teams, taken, limits)
    elsewhere = {person: {day: ["nơi khác"] for day in days} for person, days in taken.items()}
    assert clashes(moved(visits, found), teams, elsewhere, limits.a_day) == []
    assert set(found.days.values()) <= set(limits.days)
    weeks = {(one.team, *found.days[one.unit].isocalendar()[:2]): set() for one in visits if one.unit in found.days}
    for one in visits:
        if one.unit in found.days:
            day = found.days[one.unit]
            weeks[one.team, *day.isocalendar()[:2]].add(day)
            assert (one.first or day) <= day <= (one.last or day)
    assert all(len(used) <= limits.a_week for used in weeks.values())


@settings(max_examples=40, deadline=None)
@given(worlds())
def test_every_visit_has_a_day_or_a_reason_and_the_same_facts_give_the_same_days(world):
    visits, teams, taken, limits = world
    found = propose(visits, teams, taken, limits)
    assert found.days.keys() | found.left.keys() == {one.unit for one in visits}
    assert not found.days.keys() & found.left.keys()
    assert propose(visits, teams, taken, limits) == found
    for one in visits:
        if one.fixed and one.day:
            assert found.days[one.unit] == one.day


@settings(max_examples=40, deadline=None)
@given(worlds())
def test_what_is_left_could_go_on_no_day(world):
    visits, teams, taken, limits = world
    visits = [Visit(one.unit, one.team, None, False, one.first, one.last) for one in visits]
    found = propose(visits, teams, taken, limits)
    placed = [one for one in moved(visits, found) if one.day]
    elsewhere = {person: {day: ["nơi khác"] for day in days} for person, days in taken.items()}
    for one in visits:
        left = found.left.get(one.unit)
        if left is None or left.why != "full":
            continue
        assert left.full + left.outside + sum(left.busy.values()) == len(limits.days)
        for day in limits.days:
            outside = day < (one.first or day) or day > (one.last or day)
            week = {
                each.day
                for each in placed
                if each.team == one.team and each.day.isocalendar()[:2] == day.isocalendar()[:2]
            }
            tired = day not in week and len(week) >= limits.a_week
            again = clashes([*placed, Visit(one.unit, one.team, day)], teams, elsewhere, limits.a_day)
            assert outside or tired or again


@settings(max_examples=60, deadline=None)
@given(worlds())
def test_teams_get_even_shares_of_neighbours(world):
    visits, teams, _, _ = world
    found = share(visits, list(teams))
    without = [one.unit for one in visits if one.team is None]
    assert list(found) == without
    before = Counter(one.team for one in visits)
    load = {number: before[number] + list(found.values()).count(number) for number in teams}
    given_to = [number for number in teams if number in found.values()]
    assert all(load[one] <= min(load.values()) + 1 for one in given_to)
    # Each team gets one run of neighbours.
    runs = [number for at, number in enumerate(found.values()) if at == 0 or list(found.values())[at - 1] != number]
    assert len(runs) == len(set(runs))


def test_neighbours_come_after_one_another():
    visits = [Visit(unit, 1) for unit in UNITS[:6]]
    found = propose(visits, {1: {PEOPLE[0]}}, {PEOPLE[0]: {DAYS[1]}}, Limits(DAYS[:5] + DAYS[7:12], 2))
    assert [found.days[one] for one in UNITS[:6]] == [DAYS[0], DAYS[0], DAYS[2], DAYS[2], DAYS[3], DAYS[3]]


def test_a_person_of_two_teams_is_told_with_both_units():
    visits = [Visit(UNITS[0], 1, FIRST), Visit(UNITS[1], 2, FIRST), Visit(UNITS[2], 2, DAYS[1])]
    teams = {1: [PEOPLE[0], PEOPLE[1]], 2: [PEOPLE[0]]}
    [clash] = clashes(visits, teams, {})
    assert (clash.person, clash.units, clash.day) == (PEOPLE[0], (UNITS[0], UNITS[1]), FIRST)
    [elsewhere] = clashes(visits[2:], teams, {PEOPLE[0]: {DAYS[1]: ["Xã Khác"]}})
    assert elsewhere.units == (UNITS[2],)
    assert elsewhere.elsewhere == ("Xã Khác",)


def test_more_visits_a_day_than_chosen_are_told():
    visits = [Visit(UNITS[0], 1, FIRST), Visit(UNITS[1], 1, FIRST)]
    [clash] = clashes(visits, {1: [PEOPLE[0]]}, {})
    assert (clash.person, clash.units) == (None, (UNITS[0], UNITS[1]))
    assert clashes(visits, {1: [PEOPLE[0]]}, {}, 2) == []
