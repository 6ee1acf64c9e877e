"""Steps that come too late or twice: a signer whose office ended yesterday, replacing what was replaced already."""

from datetime import date, timedelta

import pytest

from rasoat import clock
from rasoat.accounts import operations as accounts
from rasoat.accounts.models import SigningAuthority, User
from rasoat.files.operations import StoredFile
from rasoat.papers import comparing, replacing, signing_outside
from rasoat.papers.signed_copies import Scan
from rasoat.papers.signing_outside import SignedFile
from tests.papers.replaced import AUGUST_12, issue, issued, replacement
from tests.papers.samples import AUGUST_5, Told, attempt, messages, result
from tests.world import World

pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
TODAY = AUGUST_5.date()
SCAN = Scan(StoredFile("a" * 64, 9, "application/pdf", "ký.pdf"), StoredFile("b" * 64, 8, "image/png", "ký.png"))


def sent_to(told: Told, who: str) -> None:
    signer, officer, version = told.world.as_(who).user_id, told.world.as_("officer"), told.notice.version
    told.world.do(lambda s: signing_outside.send_to_sign(s, officer, told.paper_id, signer, version))


def record(told: Told, day: date) -> None:
    """The clerk records that the paper was signed by hand on that day."""
    version, clerk = told.notice.version, told.world.as_("clerk")
    file = SignedFile(SCAN, comparing.Comparison(comparing.SAME))
    told.world.do(
        lambda s: signing_outside.record_signature(s, clerk, told.paper_id, version, file, signed_on=day, how="hand")
    )


def given_until(world: World, last: date) -> None:
    """The head of a unit may sign results by order of the head, until that day."""
    row = SigningAuthority(
        account_id=world.as_("lead").user_id, agency_id=world.agencies["dept"], capacity="TL", head_title="Giám đốc",
        act="Quy chế làm việc", act_day=TODAY, kinds=["result"], valid_from=date(2024, 1, 1), valid_to=last,
    )  # fmt: skip
    world.do(lambda s: s.add(row))


def test_nothing_is_given_to_a_leader_who_left_to_sign(world: World) -> None:
    told = result(world)
    told.fire("check", "officer")
    leader = world.as_("leader").user_id
    world.do(lambda s: accounts.edit_user(s, leader, None, {"active": False}))
    assert "không còn giữ chức vụ" in messages(attempt(lambda: sent_to(told, "leader")))


def test_whose_right_ended_yesterday_neither_gets_a_copy_nor_signs_here(world: World) -> None:
    told = result(world)
    told.fire("check", "officer")
    with clock.at(AUGUST_5):
        given_until(world, TODAY - timedelta(days=1))
        assert "đã hết hiệu lực ngày 04/08/2024" in messages(attempt(lambda: sent_to(told, "lead")))
        assert "đã hết hiệu lực ngày 04/08/2024" in messages(attempt(lambda: told.fire("approve", "lead")))


def test_a_signature_counts_by_its_own_day(world: World) -> None:
    """Given to him until today, signed today, recorded tomorrow; what he signed tomorrow is refused."""
    told = result(world)
    told.fire("check", "officer")
    with clock.at(AUGUST_5):
        given_until(world, TODAY)
        sent_to(told, "lead")
    with clock.at(AUGUST_5 + timedelta(days=1)):
        assert "đã hết hiệu lực" in messages(attempt(lambda: record(told, TODAY + timedelta(days=1))))
        record(told, TODAY)
    assert told.notice.signed_on == TODAY


def test_nobody_signs_after_the_day_on_which_his_account_was_closed(world: World) -> None:
    """What he signed up to that day is still recorded; opened again, the account signs as any other."""
    told, leader = result(world), world.as_("leader").user_id
    told.fire("check", "officer")
    with clock.at(AUGUST_5):
        sent_to(told, "leader")
    with clock.at(AUGUST_5 + timedelta(days=1)):
        world.do(lambda s: accounts.edit_user(s, leader, None, {"active": False}))
    with clock.at(AUGUST_5 + timedelta(days=3)):
        told_so = messages(attempt(lambda: record(told, TODAY + timedelta(days=2))))
        assert "thôi giữ chức vụ ngày 06/08/2024 (tài khoản đã khóa)" in told_so
        record(told, TODAY + timedelta(days=1))
        assert told.notice.signed_on == TODAY + timedelta(days=1)
        world.do(lambda s: accounts.edit_user(s, leader, None, {"active": True}))
    assert world.see(lambda s: s.get_one(User, leader).closed_on) is None


def test_what_was_signed_here_on_the_last_day_gets_its_number_on_the_next(world: World) -> None:
    told = result(world)
    told.fire("check", "officer")
    given_until(world, TODAY)
    told.fire("approve", "lead")
    with clock.at(AUGUST_5 + timedelta(days=1)):
        told.fire("number", "clerk", issued_on=TODAY + timedelta(days=1))
    assert told.paper.signing.capacity == "TL. GIÁM ĐỐC"


def test_what_was_replaced_is_not_replaced_again(world: World) -> None:
    old = issued(world)
    with clock.at(AUGUST_12):
        new = replacement(old)
        officer = world.as_("officer")
        world.do(lambda s: replacing.keep_rest(s, officer, new.paper_id, None))
        issue(new, AUGUST_12.date())
        problem = attempt(lambda: replacement(old))
        assert problem.key == "paper.not_replaceable"
        assert "Văn bản này đã được thay thế bằng Thông báo số 98/TB-SLĐTBXH." in messages(problem)
        # The one in force is.
        assert replacement(new).notice.replaces_id == new.paper_id
