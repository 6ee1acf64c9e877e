"""Whoever goes on for an ended department reads what it led, and acts on nothing that did not pass on."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from sqlmodel import select

from rasoat import clock
from rasoat.accounts.queries import actor_of
from rasoat.inspections import queries as inspections
from rasoat.inspections.models import Inspection
from rasoat.papers import queries as papers
from rasoat.papers.models import PaperCase
from rasoat.problems import Problem
from rasoat.recommendations import queries as recommendations
from rasoat.recommendations.models import Obligation
from rasoat.workflows import CaseRef, fire
from rasoat.workflows.meanings import place
from tests.reorganisation.samples import TODAY, agency, department_moves, end, person, reorganised
from tests.web.browse import words
from tests.world import World

pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)


@pytest.fixture(autouse=True)
def _today() -> Any:
    with clock.use_date(TODAY):
        yield


def closed(world: World) -> Inspection:
    """The inspection of 2024 was closed by the department that ended since."""
    reorganised(world)
    department_moves(world)
    row = world.see(lambda db: db.exec(select(Inspection)).one())
    world.do(lambda db: place(db, db.get_one(Inspection, row.id), "closed"))
    return row


def sees(world: World, who: str, row: Inspection) -> tuple[bool, int, int, bool]:
    """Whether a person sees the inspection, how many of its obligations and papers, and whether lists show it."""
    with clock.use_date(clock.today()):
        actor = world.see(lambda db: actor_of(db, world.as_(who).user_id))
        assert actor is not None
    return (
        world.see(lambda db: inspections.visible(db, row.id, actor)),
        len(world.see(lambda db: db.exec(select(Obligation.id).where(recommendations.visible_to(actor))).all())),
        len(world.see(lambda db: db.exec(select(PaperCase.id).where(papers.visible_to(actor))).all())),
        bool(world.see(lambda db: db.exec(select(Inspection.id).where(inspections.listed(db, actor))).all())),
    )


def test_the_successor_reads_what_the_ended_department_led(world: World, client_for: Callable[[str], Any]) -> None:
    row = closed(world)
    assert sees(world, "health_officer", row) == sees(world, "officer", row)
    assert sees(world, "health_officer", row)[0]
    page = client_for("health_officer").get(f"/inspections/{row.id}")
    assert page.status_code == 200 and row.title in words(page)
    assert str(row.id) in client_for("health_officer").get("/inspections/").text


def test_it_acts_on_nothing_before_it_is_passed_on(world: World) -> None:
    row = closed(world)
    owed = world.see(lambda db: db.exec(select(Obligation).where(Obligation.inspection_id == row.id)).first())
    assert owed is not None
    payload = {"reason": "Không còn cần"}
    with pytest.raises(Problem):
        world.do(
            lambda db: fire(db, CaseRef("obligation", owed.id), "withdraw", world.as_("health_leader"), payload=payload)
        )


def test_through_a_second_act_too_and_nobody_else(world: World) -> None:
    row = closed(world)
    agency(world, "third", "province", "department", "Sở Ba", "Lạng Sơn")
    person(world, "third_officer", "third", "officer")
    assert sees(world, "third_officer", row)[0] is False
    end(world, "health", "third", last=date(2025, 9, 30))
    assert sees(world, "third_officer", row)[0] is False, "before the end of the one before"
    with clock.use_date(date(2025, 10, 1)):
        assert sees(world, "third_officer", row)[0]
        assert sees(world, "commune1_officer", row)[0] is False
