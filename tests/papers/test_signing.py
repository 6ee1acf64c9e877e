"""A paper that is approved by whoever was given to sign it, and by nobody else."""

from dataclasses import replace
from datetime import date
from functools import partial

import pytest

from rasoat import clock
from rasoat.account_changes.operations import is_guarded
from rasoat.accounts import operations as accounts
from rasoat.accounts import signing
from rasoat.accounts.models import SigningAuthority, User
from rasoat.papers import letterhead, operations, signing_outside
from rasoat.papers.models import PaperCase
from tests.followup.test_pages import counted
from tests.papers.samples import AUGUST_5, attempt, messages, schedule

DAY = date(2024, 8, 5)


@pytest.fixture(autouse=True)
def _in_august():
    with clock.at(AUGUST_5):
        yield


def give(world, **values):
    row = {
        "account_id": world.as_("lead").user_id, "agency_id": world.agencies["dept"], "capacity": "TL",
        "head_title": "Giám đốc", "act": "Quy chế làm việc", "act_day": DAY, "kinds": ["schedule"], "valid_from": DAY,
    }  # fmt: skip
    world.do(lambda s: s.add(SigningAuthority(**{**row, **values})))


def test_a_head_of_a_unit_approves_what_was_given_to_him_and_signs_by_order(world):
    told = schedule(world)
    told.fire("check", "officer")
    assert attempt(lambda: told.fire("approve", "lead")).key == "case.not_allowed"
    give(world)
    told.fire("approve", "lead")
    head = world.see(lambda s: letterhead.head_of(s, s.get_one(PaperCase, told.paper_id)))
    assert (head.capacity, head.position, head.signer) == ("TL. GIÁM ĐỐC", "TRƯỞNG PHÒNG", "Lương Văn Đoàn")


@pytest.mark.parametrize(
    ("values", "told_so"),
    [
        ({"kinds": ["result"]}, "không giao ký loại văn bản này"),
        ({"valid_to": date(2024, 8, 4), "valid_from": date(2024, 8, 1)}, "đã hết hiệu lực"),
        ({"valid_from": date(2024, 8, 6)}, "chỉ có hiệu lực từ"),
        ({"ended_at": AUGUST_5}, "đã bị thu hồi"),
    ],
)
def test_what_was_not_given_for_this_paper_and_this_day_is_refused_with_a_sentence(world, values, told_so):
    told = schedule(world)
    told.fire("check", "officer")
    give(world, **values)
    problem = attempt(lambda: told.fire("approve", "lead"))
    assert problem.key == "case.refused" and told_so in messages(problem)


def test_a_stand_in_does_not_sign_what_was_given_to_another(world):
    told = schedule(world)
    told.fire("check", "officer")
    give(world)
    stand_in = replace(world.as_("officer2"), stands_in_for=(world.as_("lead").user_id,))
    world.actors["officer2"], before = stand_in, world.as_("officer2")
    try:
        assert attempt(lambda: told.fire("approve", "officer2")).key == "case.not_allowed"
    finally:
        world.actors["officer2"] = before


def test_whoever_was_given_to_sign_is_guarded_as_those_who_sign(world):
    lead = world.as_("lead").user_id
    assert not world.see(lambda s: is_guarded(s, s.get_one(User, lead), "member"))
    give(world)
    assert world.see(lambda s: is_guarded(s, s.get_one(User, lead), "member"))


def test_a_paper_that_nobody_approved_yet_proposes_the_head_before_a_deputy(world):
    told = schedule(world)
    world.do(
        lambda s: accounts.add_user(
            s, username="giam.doc", full_name="Trần Văn Đầu", agency_id=world.agencies["dept"], role="leader",
            title="Giám đốc", email="",
        )
    )  # fmt: skip
    head = world.see(lambda s: letterhead.head_of(s, s.get_one(PaperCase, told.paper_id)))
    assert (head.capacity, head.position, head.signer) == ("", "GIÁM ĐỐC", "Trần Văn Đầu")


def named(told, name):
    """The draft with that name below the signature."""

    def edit(session, version):
        case = session.get_one(PaperCase, told.paper_id)
        head = letterhead.head_of(session, case).model_copy(update={"signer": name})
        return operations.save_letterhead(
            session, told.world.as_("officer"), told.paper_id, version, case.subject, head
        )

    told.edit(edit)


def test_nobody_signs_in_the_name_of_another(world):
    told = schedule(world)
    named(told, "Nguyễn Văn Khác")
    told.fire("check", "officer")
    refused = messages(attempt(lambda: told.fire("approve", "leader")))
    assert "ghi người ký là “Nguyễn Văn Khác”" in refused
    leader, version = world.as_("leader").user_id, told.notice.version
    send = partial(signing_outside.send_to_sign, actor=world.as_("officer"), paper_id=told.paper_id)
    problem = attempt(lambda: world.do(lambda s: send(s, signer_id=leader, version=version)))
    assert "ghi người ký là" in messages(problem)


def test_a_name_may_be_written_with_its_degree(world):
    told = schedule(world)
    name = world.as_("leader").name
    named(told, f"TS. {name}")
    told.to_number()
    assert told.paper.signing.name == f"TS. {name}"


def test_who_may_sign_is_found_however_many_work_there(world):
    give(world)
    with counted(world.database) as seen:
        names = world.see(
            lambda s: [one.username for one in signing.signers(s, world.agencies["dept"], "schedule", DAY)]
        )
    assert names == ["leader", "lead"]
    assert len(seen) <= 4, "the people, and what was given to each of those who were given something"
