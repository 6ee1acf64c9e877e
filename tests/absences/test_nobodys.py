"""Nothing lies with nobody: what a closed or moved account was doing is shown to the agency and to the administrator."""

from datetime import timedelta

import pytest

from rasoat import clock
from rasoat.absences import drafts, operations, queries
from rasoat.accounts import operations as accounts
from rasoat.accounts.models import User
from rasoat.plans.models import Plan
from rasoat.problems import Problem
from tests.plans import samples
from tests.web.browse import words


def test_a_draft_of_a_closed_or_moved_account_is_seen_by_the_officers_of_its_agency(world, client_for):
    samples.draft(world)
    officer = world.as_("officer").user_id
    told = "Bản thảo không còn người soạn"
    assert told not in words(client_for("officer2").get("/"))
    world.do(lambda s: accounts.edit_user(s, officer, None, {"agency_id": world.agencies["edu"]}))
    assert told in words(client_for("officer2").get("/"))
    assert told not in words(client_for("edu_officer").get("/"))
    world.do(lambda s: accounts.edit_user(s, officer, None, {"agency_id": world.agencies["dept"]}))
    assert told not in words(client_for("officer2").get("/"))
    world.do(lambda s: accounts.edit_user(s, officer, None, {"active": False}))
    assert told in words(client_for("officer2").get("/"))


def test_the_administrator_sees_what_an_account_holds_before_closing_it(world, client_for):
    samples.draft(world)
    officer, lead, day = world.as_("officer").user_id, world.as_("lead"), clock.today()
    world.do(lambda s: operations.set_absence(s, lead, lead.user_id, officer, day, day))
    page = words(client_for("admin").get(f"/admin/users/{officer}"))
    assert "đang soạn 1 kế hoạch, văn bản" in page
    assert "nhận làm thay trong 1 lần vắng" in page
    assert "được giao ký theo" not in page


@pytest.mark.parametrize("receiver", ["officer", "clerk", "edu_officer", "officer2"])
def test_only_another_officer_of_the_agency_goes_on_with_drafts(world, receiver):
    plan, officer = samples.draft(world), world.as_("officer")
    if receiver == "officer2":
        world.do(lambda s: accounts.edit_user(s, world.as_(receiver).user_id, None, {"active": False}))
    to = world.as_(receiver).user_id
    with pytest.raises(Problem) as told:
        world.do(lambda s: drafts.pass_on(s, world.as_("admin"), officer.user_id, to, officer.agency_id))
    assert [reason.field for reason in told.value.reasons] == ["drafts_to"]
    assert world.see(lambda s: s.get_one(Plan, plan.id)).drafted_by == officer.user_id


def test_leaders_who_are_away_in_turn_leave_a_day_without_one(world):
    leader, dept, day = world.as_("leader"), world.agencies["dept"], clock.today()
    second = world.do(
        lambda s: accounts.add_user(
            s, username="leader2", full_name="Lãnh Đạo Hai", agency_id=dept, role="leader", title="Phó Giám đốc"
        )
    )
    days = [day + timedelta(days=number) for number in range(4)]

    def led(first, last):
        return world.see(lambda s: queries.leads_meanwhile(s, s.get_one(User, leader.user_id), first, last))

    assert led(days[0], days[3])
    officer = world.as_("officer").user_id
    world.do(lambda s: operations.set_absence(s, leader, second.id, officer, days[2], days[2]))
    assert led(days[0], days[1])
    assert led(days[3], days[3])
    assert not led(days[0], days[3])
