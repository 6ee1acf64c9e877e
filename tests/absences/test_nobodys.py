"""Nothing lies with nobody: what a closed or moved account was doing is shown to the agency and to the administrator."""

from rasoat import clock
from rasoat.absences import operations
from rasoat.accounts import operations as accounts
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
