"""How long a team may be on the spot: 10 days, once 5 more (NĐ 217/2025/NĐ-CP, khoản 2 Điều 13), where that rule applies."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from tests.visits.samples import ChiLang, scheduled
from tests.web.browse import Client, words
from tests.world import World

from rasoat.problems import Problem
from rasoat.visits import on_site, operations

FIRST = date(2024, 7, 17)
"""A Wednesday. Ten days later is Saturday 27/7, so the limit is Monday 29/7; fifteen days later is Thursday 1/8."""


def further(case: ChiLang, day: date) -> str:
    """Plan one more visit on that day; what is to be known of it."""
    officer = case.world.as_("officer")
    visit = case.world.do(lambda s: operations.plan_visit(s, officer, case.inspection_id, day, ""))
    return case.world.see(lambda s: on_site.extended(s, visit))


@pytest.mark.parametrize(
    ("day", "outcome"),
    [
        (FIRST, "fine"),
        (date(2024, 7, 29), "fine"),
        (date(2024, 7, 30), "extended"),
        (date(2024, 8, 1), "extended"),
        (date(2024, 8, 2), "refused"),
        (FIRST + timedelta(days=90), "refused"),
    ],
    ids=str,
)
def test_a_further_visit_lies_within_the_limit(world: World, day: date, outcome: str) -> None:
    case = scheduled(world, workflow="inspection_nd217")
    if outcome == "refused":
        with pytest.raises(Problem) as raised:
            further(case, day)
        (reason,) = raised.value.reasons
        assert reason.field == "happens_on"
        assert "không quá 10 ngày, gia hạn một lần không quá 5 ngày: muộn nhất ngày 1/8/2024" in reason.message
        return
    told = further(case, day)
    assert bool(told) == (outcome == "extended")
    assert not told or "đã quá 10 ngày làm việc tại chỗ (hết ngày 29/7/2024)" in told


def test_moving_the_first_visit_away_counts_from_the_others(world: World) -> None:
    case = scheduled(world, workflow="inspection_nd217")
    further(case, date(2024, 7, 24))
    first, lead = case.visits()[0], world.as_("lead")
    world.do(lambda s: operations.move_visit(s, lead, first.id, first.version, date(2024, 8, 8), ""))
    with pytest.raises(Problem) as raised:
        further(case, date(2024, 8, 9))
    assert "muộn nhất ngày 8/8/2024" in raised.value.reasons[0].message


def test_other_kinds_of_inspection_have_no_such_limit(world: World) -> None:
    assert further(scheduled(world), FIRST + timedelta(days=90)) == ""


def test_the_page_says_so(world: World, client_for: Callable[[str], Client]) -> None:
    case = scheduled(world, workflow="inspection_nd217")
    browser = client_for("officer")
    url = f"/visits/of/{case.inspection_id}/new"
    refused = browser.post(url, {"happens_on": "2/8/2024"})
    assert refused.status_code == 422
    assert "Chọn ngày sớm hơn" in words(refused)
    saved = browser.post(url, {"happens_on": "31/7/2024"})
    assert "đã gia hạn" in words(browser.get(saved.location))
