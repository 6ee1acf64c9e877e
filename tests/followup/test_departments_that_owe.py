"""A department that was told to do something has officers and leaders, and no authority's accounts: they are reminded as units are."""

from collections.abc import Iterator
from datetime import date
from uuid import UUID

import pytest
from sqlmodel import Session, col, select

from rasoat import clock
from rasoat.followup import operations
from rasoat.followup.models import LadderStep
from rasoat.notifying.models import ToldLine
from rasoat.recommendations.models import Obligation
from tests.recommendations.samples import followed_up, obligations
from tests.world import World

pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
LATE = date(2024, 11, 9)
OF_DEPARTMENT = {"edu_officer", "edu_leader"}


@pytest.fixture
def owed(world: World) -> Iterator[Obligation]:
    """The third obligation is the education department's, and late."""
    row = obligations(world, followed_up(world).id)[2]

    def give(session: Session) -> None:
        session.get_one(Obligation, row.id).addressee_id = world.agencies["edu"]

    world.do(give)
    with clock.use_date(LATE):
        yield row


def told(world: World, *events: UUID) -> set[str]:
    """Who of the education department was told of these."""
    names = {actor.account_id: name for name, actor in world.actors.items() if actor.agency_id == world.agencies["edu"]}
    query = select(ToldLine.account_id).where(col(ToldLine.event_id).in_(events))
    return {names[one] for one in world.see(lambda s: s.exec(query).all()) if one in names}


def test_the_ladder_tells_them(world: World, owed: Obligation) -> None:
    world.do(lambda s: operations.climb(s, LATE))
    steps = world.see(lambda s: s.exec(select(LadderStep.id).where(LadderStep.case_id == owed.id)).all())
    assert told(world, *steps) == OF_DEPARTMENT


def test_who_follows_up_reminds_them(world: World, owed: Obligation) -> None:
    reminder = world.do(lambda s: operations.remind_now(s, world.as_("officer"), owed.id))
    assert told(world, reminder.id) == OF_DEPARTMENT
