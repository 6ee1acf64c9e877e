"""What an act proposes for the accounts of the agencies that it ends, and who moves them."""

from collections.abc import Callable
from typing import Any

import pytest

from rasoat import clock
from rasoat.account_changes import operations as account_changes
from rasoat.account_changes import queries as changes
from rasoat.accounts import operations as accounts
from rasoat.accounts.models import User
from rasoat.plans.models import Plan
from rasoat.problems import Problem
from rasoat.reorganisation import account_moves, account_queries, operations, queries, running
from rasoat.reorganisation.models import GONE, PASSED, PROPOSED, UNDECIDED, Passing, Reorganisation
from rasoat.units import operations as units
from rasoat.workflows import CaseRef, fire, journal
from tests.plans.samples import draft
from tests.reorganisation.samples import (
    LAST,
    TODAY,
    account_passings,
    confirm,
    department_moves,
    move_accounts,
    newest_shown,
    person,
    record,
    reorganised,
)
from tests.web.browse import words
from tests.world import World

pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)


@pytest.fixture(autouse=True)
def _today() -> Any:
    with clock.use_date(TODAY):
        yield


@pytest.fixture
def act(world: World) -> Reorganisation:
    reorganised(world)
    person(world, "admin2", "dept", "administrator")
    return record(world)


def move(world: World, act: Reorganisation, username: str, who: str = "admin") -> str:
    one = account_passings(world, act.id)[username]
    return world.do(lambda db: account_moves.confirm(db, world.as_(who), one.id))


def choose(world: World, act: Reorganisation, username: str, to: str | None, who: str = "admin") -> Passing:
    one, agency = account_passings(world, act.id)[username], world.agencies[to] if to else None
    return world.do(lambda db: account_moves.choose(db, world.as_(who), one.id, one.version, agency))


def line(world: World, act: Reorganisation, username: str) -> Passing:
    return account_passings(world, act.id)[username]


def user(world: World, username: str) -> User:
    return world.see(lambda db: db.get_one(User, world.as_(username).user_id))


def confirm_all(admin: Any, upto: str) -> Any:
    return admin.post("/ended-agencies/accounts/confirm", {"all": upto}, follow_redirects=True)


def refused(what: Callable[[], object]) -> str:
    with pytest.raises(Problem) as caught:
        what()
    return " ".join([caught.value.key, *(one.message for one in caught.value.reasons)])


def test_living_accounts_of_what_ends_are_proposed_by_the_same_rules(world: World, act: Reorganisation) -> None:
    found = account_passings(world, act.id)
    assert {key: (one.rule, one.agencies) for key, one in found.items()} == {
        "district_officer": ("place", [world.agencies["commune0"]]),
        "district_leader": ("place", [world.agencies["commune0"]]),
        "office_officer": ("only", [world.agencies["commune0"]]),
    }
    assert user(world, "district_officer").agency_id == world.agencies["district"]


def test_one_without_a_successor_is_left_to_a_person(world: World) -> None:
    reorganised(world)
    world.do(lambda db: accounts.edit_user(db, world.as_("office_officer").user_id, None, {"active": False}))
    values = {"valid_to": LAST, "ended_by": "NQ"}
    world.do(lambda db: units.edit_agency(db, world.agencies["other_district"], None, values, []))
    act = record(world, "officer", "office", "other_district")
    found = account_passings(world, act.id)
    assert {key: (one.state, one.rule) for key, one in found.items()} == {"other_officer": (UNDECIDED, "none")}
    assert choose(world, act, "other_officer", "commune1").state == PROPOSED
    assert move(world, act, "other_officer") == PASSED
    assert user(world, "other_officer").agency_id == world.agencies["commune1"]


def test_an_account_is_proposed_by_one_act_at_a_time(
    world: World, act: Reorganisation, client_for: Callable[[str], Any]
) -> None:
    later = record(world)
    assert account_passings(world, later.id) == {}
    listed = world.see(lambda db: queries.ended_with_led(db, world.as_("edu_officer"), TODAY))
    assert listed == []
    for one in (act, later):
        world.do(lambda db, one=one: fire(db, CaseRef("reorganisation", one.id), "undo", world.as_("officer")))
    assert world.see(lambda db: db.exec(account_queries.left()).all()) == []
    shown = words(client_for("admin").get("/ended-agencies/accounts?state=all"))
    assert "Không có tài khoản nào theo bộ lọc này" in shown
    again = world.see(lambda db: queries.ended_with_led(db, world.as_("edu_officer"), TODAY))
    assert {one.id for one in again} == {world.agencies["district"], world.agencies["office"]}
    assert len(account_passings(world, record(world).id)) == 3


def test_only_administrators_move_accounts(world: World, act: Reorganisation) -> None:
    assert "forbidden" in refused(lambda: move(world, act, "district_officer", "officer"))
    assert "forbidden" in refused(lambda: choose(world, act, "district_officer", "commune1", "leader"))
    one = line(world, act, "district_officer")
    confirm(world, act.id, ids=[one.id])
    assert "not_found" in refused(
        lambda: world.do(
            lambda db: operations.change(db, world.as_("officer"), one.id, None, [(world.agencies["commune1"], None)])
        )
    )
    run = world.do(lambda db: running.begin(db, world.as_("officer"), act.id))
    assert run.wanted == 16
    running.go_on(world.database, run.id, 60)
    assert {one.state for one in account_passings(world, act.id).values()} == {PROPOSED}
    assert user(world, "district_officer").agency_id == world.agencies["district"]


def test_whoever_signs_waits_for_a_second_person_and_the_act_is_the_basis(world: World, act: Reorganisation) -> None:
    assert move(world, act, "district_leader") == account_moves.ASKED
    assert move(world, act, "district_leader") == account_moves.ASKED
    [change] = world.see(lambda db: list(changes.last_moves(db, [world.as_("district_leader").user_id]).values()))
    told = world.see(lambda db: journal.entries(db, CaseRef("account_change", change.id)))
    because = [note.texts["because"] for entry, note in told if entry.trigger == account_moves.BECAUSE and note]
    assert because == [act.told]
    assert line(world, act, "district_leader").state == PROPOSED
    assert user(world, "district_leader").agency_id == world.agencies["district"]
    # What a second person may still confirm is not undone under his hands.
    undo = lambda db: fire(db, CaseRef("reorganisation", act.id), "undo", world.as_("officer"))  # noqa: E731
    assert "1 tài khoản đã chuyển, hoặc chờ người thứ hai" in refused(lambda: world.do(undo))
    world.do(lambda db: fire(db, CaseRef("account_change", change.id), "confirm", world.as_("admin2")))
    one = line(world, act, "district_leader")
    assert (one.state, one.passed_by) == (PASSED, world.as_("admin2").user_id)
    assert user(world, "district_leader").agency_id == world.agencies["commune0"]
    assert "1 tài khoản đã chuyển" in refused(lambda: world.do(undo))


def test_what_a_second_person_refuses_stays_and_may_be_decided_otherwise(world: World, act: Reorganisation) -> None:
    move(world, act, "district_leader")
    [change] = world.see(lambda db: list(changes.last_moves(db, [world.as_("district_leader").user_id]).values()))
    payload = {"reason": "Đã nghỉ hưu"}
    world.do(lambda db: fire(db, CaseRef("account_change", change.id), "refuse", world.as_("admin2"), payload=payload))
    assert line(world, act, "district_leader").state == PROPOSED
    choose(world, act, "district_leader", None)
    assert move(world, act, "district_leader") == PASSED
    assert not user(world, "district_leader").active


def test_of_two_moves_of_one_account_only_one_waits(world: World, act: Reorganisation) -> None:
    """Confirmed one after the other, the older would undo the newer."""
    move(world, act, "district_leader")
    for to in ("commune1", None):
        assert "còn chờ người thứ hai xác nhận" in refused(lambda to=to: choose(world, act, "district_leader", to))
    leader, values = world.as_("district_leader").user_id, {"agency_id": world.agencies["commune2"]}
    values |= {"role": user(world, "district_leader").role}
    ask = lambda db: account_changes.edit_or_ask(db, world.as_("admin2"), leader, None, values)  # noqa: E731
    assert "còn chờ người thứ hai xác nhận" in refused(lambda: world.do(ask))
    [change] = world.see(lambda db: changes.waiting_moves(db, leader))
    world.do(lambda db: fire(db, CaseRef("account_change", change.id), "withdraw", world.as_("admin")))
    choose(world, act, "district_leader", "commune1")
    assert move(world, act, "district_leader") == account_moves.ASKED
    [change] = world.see(lambda db: changes.waiting_moves(db, leader))
    world.do(lambda db: fire(db, CaseRef("account_change", change.id), "confirm", world.as_("admin2")))
    assert user(world, "district_leader").agency_id == world.agencies["commune1"]


def test_what_an_undone_act_proposed_stays_as_it_was(world: World, act: Reorganisation) -> None:
    world.do(lambda db: fire(db, CaseRef("reorganisation", act.id), "undo", world.as_("officer")))
    before = line(world, act, "district_leader")
    world.do(lambda db: account_moves.refuse(db, before.id, before.version, "Chưa chuyển được."))
    values = {"agency_id": world.agencies["commune0"], "role": user(world, "district_leader").role}
    _, asked = world.do(lambda db: account_changes.edit_or_ask(db, world.as_("admin"), before.target_id, None, values))
    world.do(lambda db: fire(db, CaseRef("account_change", asked.id), "confirm", world.as_("admin2")))
    assert user(world, "district_leader").agency_id == world.agencies["commune0"]
    after = line(world, act, "district_leader")
    assert (after.state, after.fault, after.version) == (PROPOSED, "", before.version)


def test_what_was_chosen_meanwhile_is_not_left_to_a_person(world: World, act: Reorganisation) -> None:
    failed = line(world, act, "district_officer").version
    chosen = choose(world, act, "district_officer", "commune2")
    world.do(lambda db: account_moves.refuse(db, chosen.id, failed, "Chưa chuyển được."))
    assert line(world, act, "district_officer").state == PROPOSED
    world.do(lambda db: account_moves.refuse(db, chosen.id, chosen.version, "Chưa chuyển được."))
    one = line(world, act, "district_officer")
    assert (one.state, one.fault, one.agencies) == (UNDECIDED, "Chưa chuyển được.", [world.agencies["commune2"]])


def test_an_account_that_was_removed_stands_in_no_ones_way(world: World, client_for: Callable[[str], Any]) -> None:
    reorganised(world)
    for username in ("unused", "mistaken"):
        person(world, username, "office", "authority_officer")
    act, admin = record(world), client_for("admin")
    assert move(world, act, "unused") == PASSED
    mistaken = line(world, act, "mistaken").id
    for username in ("unused", "mistaken"):
        assert admin.post(f"/admin/users/{world.as_(username).user_id}/remove").status_code == 303
    ticked = {"passing": [str(mistaken), str(line(world, act, "district_officer").id)]}
    told = words(admin.post("/ended-agencies/accounts/confirm", ticked, follow_redirects=True))
    assert "1 tài khoản đã chuyển hoặc đã khóa. 1 tài khoản đã có người chuyển, khóa hoặc xóa trước." in told
    assert "Tài khoản đã xóa" in words(admin.get("/ended-agencies/accounts?state=passed"))
    taken = admin.post("/exports/of/account_passings?state=passed", data={"form": "csv"})
    assert "Tài khoản đã xóa" in taken.data.decode("utf-8-sig")


def test_everything_is_what_was_there_when_the_page_was_shown(
    world: World, act: Reorganisation, client_for: Callable[[str], Any]
) -> None:
    admin = client_for("admin")
    upto = newest_shown(admin)
    values = {"valid_to": LAST, "ended_by": "NQ"}
    world.do(
        lambda db: units.edit_agency(db, world.agencies["other_district"], None, values, [world.agencies["commune0"]])
    )
    later = record(world, "officer", "other_district")
    told = words(confirm_all(admin, upto))
    assert "2 tài khoản đã chuyển hoặc đã khóa. 1 tài khoản chờ người thứ hai xác nhận." in told
    assert {one.state for one in account_passings(world, later.id).values()} == {PROPOSED}
    assert "Không còn tài khoản nào chờ bạn xác nhận" in words(confirm_all(admin, upto))
    assert "Không còn tài khoản nào chờ bạn xác nhận" in words(confirm_all(admin, ""))


def test_nobody_is_there_to_confirm_it(world: World, client_for: Callable[[str], Any]) -> None:
    reorganised(world)
    act = record(world)
    page = confirm_all(client_for("admin"), newest_shown(client_for("admin")))
    assert "2 tài khoản đã chuyển hoặc đã khóa. 1 tài khoản chưa chuyển được" in words(page)
    one = line(world, act, "district_leader")
    assert one.state == UNDECIDED and "Chưa có ai xác nhận được thay đổi này" in one.fault
    listed = client_for("admin").get("/ended-agencies/accounts?state=undecided")
    assert "Chưa có ai xác nhận được thay đổi này" in words(listed)


def test_what_somebody_moved_or_closed_before_is_gone(world: World, act: Reorganisation) -> None:
    world.do(
        lambda db: accounts.edit_user(
            db, world.as_("office_officer").user_id, None, {"agency_id": world.agencies["commune2"]}
        )
    )
    world.do(lambda db: accounts.edit_user(db, world.as_("district_officer").user_id, None, {"active": False}))
    left = world.see(lambda db: db.exec(account_queries.left()).all())
    assert [one.target_id for one in left] == [world.as_("district_leader").user_id]
    assert move(world, act, "office_officer") == move(world, act, "district_officer") == GONE
    assert user(world, "office_officer").agency_id == world.agencies["commune2"]
    assert "đã chuyển hoặc đã khóa" in refused(lambda: choose(world, act, "office_officer", "commune1"))


def test_where_it_cannot_go(world: World, act: Reorganisation) -> None:
    for to in ("district", "office"):
        assert "Chọn cơ quan đang hoạt động." in refused(lambda to=to: choose(world, act, "district_officer", to))
    one = line(world, act, "district_officer")
    choose(world, act, "district_officer", "commune1")
    stale = lambda db: account_moves.choose(db, world.as_("admin"), one.id, one.version, None)  # noqa: E731
    assert "row.stale" in refused(lambda: world.do(stale))


def test_drafts_pass_on_before_whoever_drafts_them_moves(world: World) -> None:
    reorganised(world)
    drafted = draft(world).id
    department_moves(world)
    act = record(world, "health_officer", "dept")
    assert "còn soạn 1 bản thảo chưa chuyển sang Sở Y tế" in refused(lambda: move(world, act, "officer"))
    assert user(world, "officer").agency_id == world.agencies["dept"]
    confirm(world, act.id, "health_officer")
    assert move(world, act, "officer") == PASSED
    plan = world.see(lambda db: db.get_one(Plan, drafted))
    assert (plan.lead_agency_id, plan.drafted_by) == (world.agencies["health"], world.as_("officer").user_id)
    choose(world, act, "officer2", None)
    assert move(world, act, "officer2") == PASSED


def test_who_drafts_is_not_closed_without_saying_who_goes_on(world: World) -> None:
    reorganised(world)
    draft(world)
    department_moves(world)
    act = record(world, "health_officer", "dept")
    confirm(world, act.id, "health_officer")
    choose(world, act, "officer", None)
    assert "chọn ai soạn tiếp" in refused(lambda: move(world, act, "officer"))
    assert user(world, "officer").active


def test_the_act_ends_only_without_accounts(world: World, act: Reorganisation) -> None:
    confirm(world, act.id)
    finish = lambda db: fire(db, CaseRef("reorganisation", act.id), "finish", world.as_("officer"))  # noqa: E731
    assert "Còn 3 tài khoản" in refused(lambda: world.do(finish))
    move_accounts(world, act.id)
    world.do(finish)
    assert world.see(lambda db: queries.open_with_ended(db, None, TODAY)) == []


def test_the_pages(world: World, act: Reorganisation, client_for: Callable[[str], Any]) -> None:
    admin, page = client_for("admin"), "/ended-agencies/accounts"
    assert "Chuyển tài khoản theo văn bản (3)" in words(admin.get("/ended-agencies/"))
    assert "Tài khoản chờ quản trị 3" in words(client_for("officer").get(f"/ended-agencies/acts/{act.id}"))
    assert "district_officer" not in client_for("officer").get(f"/ended-agencies/acts/{act.id}?state=all").text
    theirs = f"/ended-agencies/acts/{act.id}/passings/{line(world, act, 'district_officer').id}"
    assert client_for("officer").get(theirs).status_code == 404
    for who in ("officer", "district_officer"):
        assert client_for(who).get(page).status_code == 403
    assert "Chưa có tài khoản nào được chọn" in words(admin.post(f"{page}/confirm", {}, follow_redirects=True))
    address = f"{page}/{world.as_('district_officer').user_id}"
    wrong = admin.post(address, {"version": "0", "to": ""})
    assert wrong.status_code == 422 and "Chọn cơ quan nhận, hoặc khóa tài khoản." in words(wrong)
    given = {"version": str(line(world, act, "district_officer").version), "to": str(world.agencies["commune2"])}
    assert admin.post(address, given).status_code == 303
    one = {"passing": str(line(world, act, "district_officer").id)}
    assert "1 tài khoản đã chuyển" in words(admin.post(f"{page}/confirm", one, follow_redirects=True))
    assert admin.get(address).status_code == 404
    taken = admin.post("/exports/of/account_passings?state=passed", data={"form": "csv"})
    assert "district_officer" in taken.data.decode("utf-8-sig") and "Vạn Linh" in taken.data.decode("utf-8-sig")
