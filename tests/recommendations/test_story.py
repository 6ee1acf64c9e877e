"""The story of an obligation names who said what in its day."""

from datetime import date
from uuid import UUID

import pytest
from sqlmodel import Session, select

from rasoat import clock
from rasoat.recommendations.answering import operations as answering
from rasoat.recommendations.answering.models import Extension
from rasoat.recommendations.effects import Receiver
from rasoat.recommendations.models import Obligation
from rasoat.recommendations.obligations import history
from rasoat.units.models import Agency
from rasoat.workflows import CaseRef, fire
from tests.recommendations.samples import followed_up, obligations
from tests.world import World

pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
ASKED_ON = date(2024, 9, 1)


def passed_on(world: World, row_id: UUID, to: str) -> UUID:
    """What an act makes of it; the obligation of the receiver."""
    receiver = world.agencies[to]
    payload = {"to_agency": receiver, "act": "Nghị quyết 1/NQ", "_receivers": [Receiver(receiver)]}
    world.do(lambda s: fire(s, CaseRef("obligation", row_id), "transfer", world.as_("officer"), payload=payload))
    return world.see(lambda s: s.exec(select(Obligation.id).where(Obligation.parent_id == row_id)).one())


def asker(world: World, row_id: UUID) -> str:
    """How the story names who asked for more time."""
    [asked] = [one for one in world.see(lambda s: history.story(s, row_id)) if one.title == "Xin gia hạn"]
    return asked.who


def name_of(world: World, key: str) -> str:
    return world.see(lambda s: s.get_one(Agency, world.agencies[key])).short_name


def asked_for(world: World) -> UUID:
    row = obligations(world, followed_up(world).id)[0]
    district = world.as_("district_officer")
    with clock.use_date(ASKED_ON):
        world.do(lambda s: answering.ask_extension(s, district, row.id, until=date(2025, 6, 1), reason="Chờ kinh phí."))
    return row.id


def test_who_asked_for_more_time_is_named_however_often_it_was_passed_on_since(world: World) -> None:
    row_id, district = asked_for(world), name_of(world, "district")
    assert district in asker(world, row_id)
    with clock.use_date(ASKED_ON):
        child = passed_on(world, row_id, "office")
    assert district in asker(world, child), "also when it was passed on the same day"
    with clock.use_date(date(2024, 10, 1)):
        grandchild = passed_on(world, child, "other_district")
    assert district in asker(world, grandchild)
    assert name_of(world, "office") not in asker(world, grandchild)


def test_a_circle_ends(world: World) -> None:
    row_id = asked_for(world)
    with clock.use_date(ASKED_ON):
        child = passed_on(world, row_id, "office")

    def in_a_circle(session: Session) -> None:
        session.get_one(Obligation, row_id).parent_id = child
        for one in session.exec(select(Extension)):
            one.asked_at = session.get_one(Obligation, row_id).created_at.replace(year=2020)

    world.do(in_a_circle)
    assert name_of(world, "district") in asker(world, child)
