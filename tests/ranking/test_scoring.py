"""The score of a unit, whatever the file says within its bounds: more of a reason never moves a unit back."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rasoat.procedures import source
from rasoat.procedures.ranking import Counted, Since, Unmet, Weights
from rasoat.ranking.scoring import Facts, months_between, reasons, total

[SHIPPED] = [one.value for one in source.read_rankings()]
POINTS = st.decimals(0, 1000, places=2)
PAIR = st.tuples(POINTS, POINTS).map(sorted)
COUNT = st.integers(0, 40)


@st.composite
def any_weights(draw: st.DrawFn) -> Weights:
    counted = [Counted(each=each, most=most) for each, most in (draw(PAIR) for _ in range(3))]
    each, most, never = sorted(draw(st.tuples(POINTS, POINTS, POINTS)))
    since = Since(each=each, most=most, never=never, after=draw(st.integers(0, 60)))
    told = {"danger": counted[0], "overdue": counted[1], "repeated": counted[2], "since": since}
    return SHIPPED.model_copy(update={**told, "unmet": Unmet(most=draw(POINTS))})


@st.composite
def any_facts(draw: st.DrawFn) -> Facts:
    met, late = draw(COUNT), draw(COUNT)
    months = draw(st.none() | st.integers(0, 120))
    return Facts(draw(COUNT), draw(COUNT), draw(COUNT), met, met + late, months)


@settings(max_examples=150, deadline=None)
@given(any_weights(), any_facts(), st.integers(1, 5))
def test_more_of_any_reason_never_gives_fewer_points(weights: Weights, facts: Facts, more: int) -> None:
    worse = [
        replace(facts, **{name: getattr(facts, name) + more}) for name in ("dangers", "overdue", "repeated", "due")
    ]
    worse.append(replace(facts, months=None if facts.months is None else facts.months + more))
    worse.append(replace(facts, months=None))
    worse.append(replace(facts, met=max(facts.met - more, 0)))
    before = total(reasons(weights, facts))
    assert all(total(reasons(weights, one)) >= before for one in worse)


@settings(max_examples=100, deadline=None)
@given(any_weights(), any_facts())
def test_each_reason_is_within_its_most_and_the_shown_points_add_up(weights: Weights, facts: Facts) -> None:
    found = reasons(weights, facts)
    most = {"unmet": weights.unmet.most, "since": weights.since.never}
    most |= {name: getattr(weights, name).most for name in ("danger", "overdue", "repeated")}
    assert all(0 < one.points <= most[one.name] + Decimal("0.05") for one in found)
    assert total(found) == sum((one.points for one in found), Decimal(0))
    assert [one.points for one in found] == sorted((one.points for one in found), reverse=True)


def test_the_reasons_are_told_in_words_and_figures() -> None:
    facts = Facts(dangers=1, overdue=3, repeated=0, met=2, due=5, months=26)
    assert [one.told for one in reasons(SHIPPED, facts)] == [
        "3 nội dung quá hạn (30 điểm)",
        "1 nguy hiểm khẩn cấp chưa hết (25 điểm)",
        "26 tháng chưa kiểm tra (21 điểm)",
        "lần kiểm tra gần nhất mới thực hiện 2/5 nội dung đến hạn (12 điểm)",
    ]
    assert [one.told for one in reasons(SHIPPED, Facts())] == ["chưa kiểm tra lần nào (35 điểm)"]
    assert reasons(SHIPPED, Facts(met=4, due=4, months=12)) == []
    assert [one.told for one in reasons(SHIPPED, Facts(months=13))] == ["13 tháng chưa kiểm tra (1,5 điểm)"]


@pytest.mark.parametrize(
    ("first", "last", "months"),
    [
        (date(2024, 7, 17), date(2024, 7, 17), 0),
        (date(2024, 7, 17), date(2024, 8, 16), 0),
        (date(2024, 7, 17), date(2024, 8, 17), 1),
        (date(2024, 1, 31), date(2024, 2, 29), 0),
        (date(2024, 1, 31), date(2024, 3, 1), 1),
        (date(2022, 5, 10), date(2024, 7, 17), 26),
    ],
)
def test_only_full_months_count(first: date, last: date, months: int) -> None:
    assert months_between(first, last) == months
