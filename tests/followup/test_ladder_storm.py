"""The ladder in a storm: days in any order, crashes, answers and returns; each step comes once."""

import random
from collections import Counter
from contextlib import suppress
from datetime import date, timedelta

import pytest
from sqlmodel import select

from rasoat import clock
from rasoat.followup import operations
from rasoat.notifying.models import ToldLine
from rasoat.papers.kinds import reminder
from rasoat.papers.models import PaperCase
from rasoat.problems import Problem
from rasoat.recommendations.models import Obligation
from rasoat.workflows import CaseRef, fire
from rasoat.workflows.chains import verify
from tests.followup.test_ladder import DUE, run, steps
from tests.recommendations.samples import ISSUED_ON, followed_up, obligations
from tests.world import World

pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)


def _storm(world: World, seed: int, rounds: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """Days in any order, crashes, answers, returns, more time; then a quiet run."""
    choose = random.Random(seed)
    monkeypatch.setattr(operations, "SOME", choose.choice([2, 5, 100]))
    inspection = followed_up(world).id
    write, day = world.database.write, DUE - timedelta(days=30)

    def crashing(operation):
        def crashes(session):
            done = operation(session)
            if choose.random() < 0.2:
                raise SystemExit("the machine stops")
            return done

        return write(crashes)

    for _ in range(rounds):
        day = max(ISSUED_ON, day + timedelta(days=choose.choice([0, 1, 1, 2, 7, 20, -1, -10])))
        with clock.use_date(day):
            _something(world, choose, choose.choice(obligations(world, inspection)), day)
            monkeypatch.setattr(world.database, "write", crashing)
            with suppress(SystemExit):
                operations.remind(world.database, day)
            monkeypatch.setattr(world.database, "write", write)
    run(world, day)
    _nothing_twice(world)
    assert run(world, day) == 0


def _something(world: World, choose: random.Random, row: Obligation, day: date) -> None:
    unit = "district_officer" if row.addressee_id == world.agencies["district"] else "office_officer"
    ref = CaseRef("obligation", row.id)
    acts = {
        "answer": (unit, {"claim": "met", "text": "Đã làm."}),
        "send_back": ("officer", {"reason": "Thiếu ảnh."}),
        "ask_extension": (unit, {"until": day + timedelta(days=choose.randint(1, 40)), "reason": "Chờ kinh phí."}),
        "grant_extension": ("officer", {"until": day + timedelta(days=choose.randint(1, 40))}),
    }
    trigger = choose.choice(list(acts))
    who, payload = acts[trigger]
    with suppress(Problem):
        world.do(lambda s: fire(s, ref, trigger, world.as_(who), payload=payload))


def _nothing_twice(world: World) -> None:
    made = steps(world)
    assert max(Counter((one.case_id, one.due_on, one.step, one.ordinal) for one in made).values(), default=1) == 1
    for case in {(one.case_id, one.due_on) for one in made}:
        told = [one.day for one in made if (one.case_id, one.due_on) == case and one.told and not one.climbed]
        assert told == sorted(set(told)), "told in the order of the days, each day once"
    lines = world.see(lambda s: list(s.exec(select(ToldLine).where(ToldLine.event == "ladder_step"))))
    assert {one.event_id for one in lines} == {one.id for one in made if one.told and not one.climbed}
    letters = world.see(lambda s: list(s.exec(select(PaperCase).where(PaperCase.kind == reminder.NAME))))
    assert len({one.lead_agency_id for one in letters}) <= 1 and len(letters) <= 2
    assert world.see(lambda s: list(verify(s))) == []


def test_nothing_is_done_twice_in_a_short_storm(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    _storm(world, 7, 12, monkeypatch)


@pytest.mark.long
@pytest.mark.parametrize("seed", range(12))
def test_nothing_is_done_twice_in_any_storm(world: World, seed: int, monkeypatch: pytest.MonkeyPatch) -> None:
    _storm(world, seed, 60, monkeypatch)
