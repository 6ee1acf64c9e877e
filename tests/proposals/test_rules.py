"""Where a proposal may be sent on to, and who may answer it there."""

from datetime import timedelta
from types import SimpleNamespace

import pytest

from rasoat import clock
from rasoat.db import new_id
from rasoat.units.models import Agency
from rasoat.workflows.registry import guards, relations
from tests.world import World


@pytest.mark.parametrize(
    ("agency", "who", "may"),
    [
        ("province", "province_leader", True),
        ("province", "ministry_leader", False),
        ("province", "leader", False),
        ("district", "district_leader", True),
        ("district", "district_officer", False),
        ("dept", "clerk", False),
    ],
)
def test_a_leader_of_the_agency_that_it_was_sent_on_to_answers(world: World, agency: str, who: str, may: bool) -> None:
    case_row = {"forwarded_to_id": world.agencies[agency]}
    assert relations["proposal", "forwarded_to.leader"](None, case_row, world.as_(who)) is may


@pytest.mark.parametrize(
    ("receiver", "against"),
    [
        ("province", ""),
        ("edu", "đang hoạt động"),
        ("unknown", "đang hoạt động"),
        ("district", "chính đơn vị đã đề xuất"),
        ("dept", "đang giữ đề xuất này"),
        ("office", "không nhận đề xuất"),
        ("nobody", ""),
    ],
)
def test_it_is_sent_on_to_another_agency_that_exists(world: World, receiver: str, against: str) -> None:
    def dissolve(session):
        session.get_one(Agency, world.agencies["edu"]).valid_to = clock.today() - timedelta(days=1)

    world.do(dissolve)
    to_agency = None if receiver == "nobody" else world.agencies.get(receiver, new_id())
    case_row = {"from_id": world.agencies["district"], "lead_agency_id": world.agencies["dept"]}

    def reasons(session):
        firing = SimpleNamespace(session=session, payload={"to_agency": to_agency}, case_row=case_row)
        return guards["forwarded_to_somebody_else"].check(firing)

    told = [reason.message for reason in world.see(reasons)]
    assert len(told) == bool(against) and all(against in one for one in told)
