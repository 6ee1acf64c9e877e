"""Races of clerks who enter papers that came in."""

from dataclasses import replace
from datetime import date, datetime
from typing import Any

from sqlmodel import select

from rasoat.incoming import answering, linking, operations
from rasoat.incoming.about import Link
from rasoat.incoming.models import IncomingPaper
from rasoat.recommendations.models import Answer
from tests.incoming.samples import ARRIVED, SCAN, entered, link
from tests.papers.samples import AUGUST_5
from tests.races.race import AT_ONCE, Race, race
from tests.recommendations.samples import followed_up, obligations
from tests.visits.samples import scheduled
from tests.world import World

DAY = date(2024, 9, 20)
LATER = datetime(2024, 9, 20, 3, tzinfo=AUGUST_5.tzinfo)


@race("incoming.operations.enter", at=AUGUST_5)
def _entered(world: World) -> Race:
    """Eight papers at once: their numbers follow each other."""
    clerk = world.as_("clerk")

    def gapless(results: list[IncomingPaper]) -> None:
        assert sorted(row.number for row in results) == list(range(1, AT_ONCE + 1))

    return Race(
        lambda s, n: operations.enter(s, clerk, replace(ARRIVED, reference=f"{n}/BC-UBND"), [SCAN]), then=gapless
    )


@race("incoming.answering.record_answers", at=LATER)
def _answered(world: World) -> Race:
    """Eight officers type one report, in one order and the other: it answers each obligation once."""
    rows = obligations(world, followed_up(world).id)[:3]
    paper = entered(world, replace(ARRIVED, arrived_on=DAY, dated=DAY))
    officer = world.as_("officer")

    def write(session: Any, number: int) -> Any:
        order = rows if number % 2 else rows[::-1]
        answers = [answering.PaperAnswer(row.id, "met", f"Đã làm {number}.") for row in order]
        return answering.record_answers(session, officer, paper.id, "Chu Văn Chi", answers)

    def once(_results: list[Any]) -> None:
        assert len(world.see(lambda s: s.exec(select(Answer)).all())) == len(rows)

    return Race(write, wins=1, refused=("form.invalid",), then=once)


@race("incoming.operations.correct", at=AUGUST_5)
def _corrected(world: World) -> Race:
    """Eight clerks put one entry right from the version that they saw: the first one does."""
    row, clerk = entered(world), world.as_("clerk")

    def write(session: Any, number: int) -> IncomingPaper:
        return operations.correct(session, clerk, row.id, row.version, replace(ARRIVED, note=f"Lần {number}"))

    return Race(write, wins=1, refused=("row.stale",))


@race("incoming.linking.put_in", at=AUGUST_5)
def _put_in(world: World) -> Race:
    """Eight clerks put one paper into eight cases: the first one does."""
    row, clerk, case = entered(world), world.as_("clerk"), scheduled(world)
    plan_id = case.inspection.plan_id
    assert plan_id
    cases = [link(case.inspection_id), Link("plan", plan_id)]
    return Race(
        lambda s, n: linking.put_in(s, clerk, cases[n % 2], row.year, row.number),
        wins=AT_ONCE // 2,
        refused=("form.invalid",),
    )


@race("incoming.linking.take_out", at=AUGUST_5)
def _taken_out(world: World) -> Race:
    """Eight clerks take one paper out of its case: once it is out, nothing is left to do."""
    case, clerk = scheduled(world), world.as_("clerk")
    row = entered(world, belongs=link(case.inspection_id))
    return Race(lambda s, _n: linking.take_out(s, clerk, row.id, row.version))
