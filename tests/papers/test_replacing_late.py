"""What happens while a paper is being replaced or rests: an answer that comes after the choice, a recall that nobody follows."""

from collections.abc import Callable
from datetime import timedelta

import pytest

from rasoat import clock
from rasoat.papers import chain, replacing
from rasoat.recommendations import consistency
from rasoat.recommendations.answering import operations as answering
from rasoat.workflows import CaseRef, fire
from tests.meetings import samples as meetings
from tests.papers.replaced import AUGUST_12, add_new, decide, issue, issued, let_out, obligations, recall, replacement
from tests.papers.samples import Told, attempt, messages
from tests.web.browse import Client, words
from tests.world import World

pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
Browser = Callable[[str], Client]
RESTING = "Văn bản bị thu hồi, còn nội dung tạm dừng"
WARNED = "Có báo cáo, xác minh hoặc thay đổi mới sau khi chọn giữ, thay đổi, rút"


def answer(world: World, which: int = 0) -> None:
    row = obligations(world)[which]
    who = world.as_("district_officer")
    world.do(lambda s: answering.answer(s, who, row.id, claim="partly_met", text="Đã cắm 20 biển."))


@pytest.mark.parametrize("how", ["each", "rest"])
def test_what_was_answered_after_the_choice_is_chosen_again(world: World, client_for: Browser, how: str) -> None:
    new = replacement(issued(world))
    officer = world.as_("officer")
    with clock.at(AUGUST_12):
        if how == "each":
            decide(new, obligations(world)[0], "withdrawn", reason="Trùng.")
        world.do(lambda s: replacing.keep_rest(s, officer, new.paper_id, None))
        page = client_for("officer").get(f"/papers/{new.paper_id}")
        assert WARNED not in words(page)
        answer(world)
        refused = messages(attempt(lambda: new.fire("check", "officer")))
        assert "Kiến nghị 1 có báo cáo, xác minh hoặc thay đổi mới sau khi chọn" in refused
        assert "Kiến nghị 2" not in refused
        assert "Có báo cáo hoặc thay đổi mới sau khi chọn" in words(
            client_for("officer").get(f"/papers/{new.paper_id}/fates")
        )
        decide(new, obligations(world)[0], "kept")
        new.fire("check", "officer")


def test_who_signs_sees_what_was_answered_after_the_submission(world: World, client_for: Browser) -> None:
    new, officer = replacement(issued(world)), world.as_("officer")
    with clock.at(AUGUST_12):
        world.do(lambda s: replacing.keep_rest(s, officer, new.paper_id, None))
        new.fire("check", "officer")
        answer(world)
        told = words(client_for("leader").get(f"/papers/{new.paper_id}"))
        assert f"{WARNED}: Nội dung số 1 : đã chọn “Giữ nguyên”" in told
        # It is the signer's to decide: the paper does not have to go back.
        new.fire("approve", "leader")


def verified(world: World, verdict: str) -> None:
    answer(world)
    row, who = obligations(world)[0], world.as_("officer2")
    world.do(lambda s: answering.verify(s, who, row.id, verdict=verdict, evidence="Đã xem."))


def changing_the_first(world: World) -> Told:
    """A replacing notice that asks for 40 signs in the place of the first recommendation."""
    old, officer, due = issued(world), world.as_("officer"), AUGUST_12.date() + timedelta(days=60)
    with clock.at(AUGUST_12):
        new = replacement(old)
        decide(new, obligations(world)[0], "changed", text="Cắm 40 biển.", due_on=due, measures="40 biển")
        world.do(lambda s: replacing.keep_rest(s, officer, new.paper_id, None))
    return new


@pytest.mark.parametrize("step", ["check", "approve", "number"])
def test_what_was_found_to_be_met_is_not_changed_any_more(world: World, step: str) -> None:
    """Nobody would owe what the notice asks for."""
    steps = {"check": ("officer", {}), "approve": ("leader", {}), "number": ("clerk", {"issued_on": AUGUST_12.date()})}
    new = changing_the_first(world)
    with clock.at(AUGUST_12):
        for trigger, (who, payload) in steps.items():
            if trigger == step:
                verified(world, "met")
                told = messages(attempt(lambda w=who, p=payload: new.fire(step, w, **p)))
                break
            new.fire(trigger, who, **payload)
    assert "Kiến nghị 1 đã được xác minh là đã thực hiện sau khi chọn “Thay đổi”" in told
    assert ("trả lại bản thảo" in told) is (step != "check")
    assert "có báo cáo, xác minh hoặc thay đổi mới" not in told, "one reason for one thing"
    assert new.notice.number is None


def test_sent_back_and_kept_it_gets_its_number(world: World) -> None:
    new = changing_the_first(world)
    with clock.at(AUGUST_12):
        new.to_number()
        verified(world, "met")
        new.fire("return_paper", "clerk", reason="Đã xác minh là đã thực hiện.")
        decide(new, obligations(world)[0], "kept")
        issue(new, AUGUST_12.date())
    first = obligations(world)[0]
    assert (first.status, first.verdict, first.source_text) == (
        "verified",
        "met",
        "Cắm biển cảnh báo tại các điểm còn lại.",
    )


@pytest.mark.parametrize(("fate", "status"), [("changed", "reopened"), ("kept", "verified")])
def test_what_was_less_than_met_goes_on_when_it_is_changed(world: World, fate: str, status: str) -> None:
    new = changing_the_first(world)
    with clock.at(AUGUST_12):
        verified(world, "partly_met")
        asks = {"text": "Cắm 40 biển.", "due_on": AUGUST_12.date() + timedelta(days=60), "measures": "40 biển"}
        decide(new, obligations(world)[0], fate, **(asks if fate == "changed" else {}))
        issue(new, AUGUST_12.date())
    assert (obligations(world)[0].status, obligations(world)[0].verdict) == (status, "partly_met")


def test_what_an_earlier_release_numbered_is_owed_again(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    """It looked only at the submission whether what is changed was met meanwhile; the number is given, and the paper issued."""
    new = changing_the_first(world)
    with clock.at(AUGUST_12):
        new.to_number()
        verified(world, "met")
        with monkeypatch.context() as patch:
            patch.setattr(chain, "overtaken", lambda *_: [])
            new.fire("number", "clerk", issued_on=AUGUST_12.date())
        let_out(new, AUGUST_12.date())
    first = obligations(world)[0]
    assert (first.status, first.verdict, first.source_text) == ("reopened", "", "Cắm 40 biển.")
    assert world.see(lambda s: list(consistency.verdicts(s))) == []


def test_a_recall_that_no_paper_follows_is_a_task_of_the_department(world: World, client_for: Browser) -> None:
    old = issued(world)
    with clock.at(AUGUST_12):
        recall(old)
        for who in ("officer", "leader"):
            page = words(client_for(who).get("/"))
            assert RESTING in page
            assert "2 nội dung tạm dừng: thay thế, hoặc rút từng nội dung" in page
        for who in ("edu_leader", "district_leader", "clerk"):
            assert RESTING not in words(client_for(who).get("/"))
        replacement(old)
        assert RESTING not in words(client_for("leader").get("/"))


def test_it_ends_when_everything_is_withdrawn(world: World, client_for: Browser) -> None:
    old = issued(world)
    with clock.at(AUGUST_12):
        recall(old)
        leader = world.as_("leader")
        for row in obligations(world):
            ref = CaseRef("obligation", row.id)
            world.do(lambda s, r=ref: fire(s, r, "withdraw", leader, payload={"reason": "Không cần nữa."}))
        assert RESTING not in words(client_for("leader").get("/"))


def test_a_recommendation_stands_in_the_words_in_force(world: World, client_for: Browser) -> None:
    new = replacement(issued(world))
    first = obligations(world)[0]
    with clock.at(AUGUST_12):
        due = AUGUST_12.date() + timedelta(days=60)
        decide(new, first, "changed", text="Cắm đủ 40 biển cảnh báo.", due_on=due, measures="40 biển")
        world.do(lambda s: replacing.keep_rest(s, world.as_("officer"), new.paper_id, None))
        add_new(new, "office", text="Lập sổ theo dõi.", due_on=due)
        issue(new, AUGUST_12.date())
        page = words(client_for("officer").get(f"/recommendations/of/{new.case.inspection_id}"))
    told = "Lời văn này theo văn bản ngày 12/08/2024; xem lời văn đầu tiên"
    assert page.count(told) == 1
    assert f"Cắm đủ 40 biển cảnh báo. {told} {first.source_text}" in page


def test_so_are_the_tasks_of_a_recalled_notice_of_a_meeting(world: World, client_for: Browser) -> None:
    with clock.at(meetings.JANUARY_26):
        held = meetings.prepared(world).concluded().issued()
        assert RESTING not in words(client_for("leader").get("/"))
        held.fire("recall", "leader", reason="Ghi nhầm cơ quan.")
        assert f"{len(held.obligations)} nội dung tạm dừng" in words(client_for("leader").get("/"))
