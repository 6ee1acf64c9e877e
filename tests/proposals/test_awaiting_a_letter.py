"""What waits for its unit's letter is neither forwarded nor joined, and goes on with a paper of its own register only; what began
before there was a step is moved to the version that knows it, for whoever saw it as it is.
"""

from dataclasses import replace
from datetime import date
from uuid import UUID

import pytest
from sqlmodel import Session

from rasoat import clock
from rasoat.incoming import operations as incoming
from rasoat.incoming.about import Link
from rasoat.problems import Problem
from rasoat.proposals import forwarding, joining
from rasoat.proposals.models import AWAITS_LETTER, Proposal
from rasoat.workflows import CaseRef, fire, pins
from tests.incoming.samples import ARRIVED, SCAN, entered
from tests.proposals.samples import both, now
from tests.recommendations.samples import PREPARED_ON
from tests.reorganisation.samples import person
from tests.world import World

pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
UNTIL, CAME = date(2024, 9, 30), date(2024, 9, 2)


@pytest.fixture
def rows(world: World) -> list[Proposal]:
    with clock.use_date(PREPARED_ON):
        return both(world)


def ask_letter(world: World, row: Proposal) -> None:
    given = {"response": "Gửi văn bản", "due_on": UNTIL}
    with clock.use_date(PREPARED_ON):
        world.do(lambda s: fire(s, CaseRef("proposal", row.id), "ask_letter", world.as_("officer"), payload=given))


def offered(world: World) -> set[UUID]:
    return {one.id for one in world.see(lambda s: forwarding.candidates(s, world.as_("officer")))}


def test_it_is_neither_forwarded_nor_joined(world: World, rows: list[Proposal]) -> None:
    first, second = rows
    assert offered(world) == {first.id, second.id} and joining.may_join(first, world.as_("officer"))
    ask_letter(world, first)
    assert offered(world) == {second.id}
    assert not joining.may_join(now(world, first.id), world.as_("officer"))


def test_a_paper_in_another_register_is_in_its_records_and_it_waits_on(world: World, rows: list[Proposal]) -> None:
    ask_letter(world, rows[0])
    person(world, "province_clerk", "province", "clerk")
    arrived = replace(ARRIVED, arrived_on=CAME, dated=CAME)
    with clock.use_date(CAME):
        clerk, link = world.as_("province_clerk"), Link("proposal", rows[0].id)
        paper = world.do(lambda s: incoming.enter(s, clerk, arrived, [SCAN], link))
        assert (paper.about_id, AWAITS_LETTER.of(now(world, rows[0].id))) == (rows[0].id, True)
        entered(world, arrived, link)
    row = now(world, rows[0].id)
    assert not AWAITS_LETTER.of(row) and row.letter_incoming_id not in (None, paper.id)


def of_before(session: Session, ids: list[UUID]) -> None:
    newest = pins.newest(session, "proposal").definition
    steps = [one for one in newest.transitions if one.trigger != joining.JOIN]
    pins.publish(session, newest.model_copy(update={"version": 1, "transitions": steps}))
    for one in ids:
        session.get_one(Proposal, one).workflow_version = 1


def test_who_saw_a_proposal_of_before_joins_it_by_its_page(world: World, rows: list[Proposal]) -> None:
    leads, follows = rows
    world.do(lambda s: of_before(s, [leads.id, follows.id]))
    seen = now(world, follows.id).version
    with clock.use_date(PREPARED_ON):
        with pytest.raises(Problem) as stale:
            world.do(lambda s: joining.join(s, world.as_("officer"), follows.id, seen - 1, leads.id))
        assert (stale.value.key, now(world, follows.id).workflow_version) == ("case.stale", 1)
        world.do(lambda s: joining.join(s, world.as_("officer"), follows.id, seen, leads.id))
    assert now(world, follows.id).follows_id == leads.id
