"""A paper that was recalled: what it asked rests, and whoever received it says that it knows."""

from collections.abc import Callable
from datetime import date
from uuid import UUID

import pytest
from sqlmodel import col, select

from rasoat import clock
from rasoat.followup import operations as followup
from rasoat.followup.stopping import steps_of
from rasoat.notifying.models import ToldLine
from rasoat.papers import mail, operations, queries, recalling
from rasoat.papers.models import RECALLED
from rasoat.recommendations import releasing
from rasoat.recommendations.answering import operations as answering
from rasoat.recommendations.conditions import is_overdue, overdue_condition, stage_condition
from rasoat.recommendations.models import ADDRESSEES_TURN, Obligation
from rasoat.workflows import CaseRef, fire, journal
from tests.papers.replaced import AUGUST_12, decide, issue, issued, obligations, recall, replacement
from tests.papers.samples import Told, attempt, messages, schedule
from tests.web.browse import Client, words
from tests.world import World

Browser = Callable[[str], Client]
OTHER = "Thông báo số 97/TB-SLĐTBXH ngày 05/8/2024 đã bị thu hồi ngày 12/08/2024"


@pytest.fixture
def old(world: World) -> Told:
    """The notice was issued on 5 August, its first recommendation answered, and it was recalled on 12 August."""
    told = issued(world)
    first = obligations(world)[0]
    unit = world.as_("district_officer")
    world.do(lambda s: answering.answer(s, unit, first.id, claim="partly_met", text="Đã cắm 20 biển."))
    with clock.at(AUGUST_12):
        recall(told)
    return told


def refused(world: World, who: str, obligation: Obligation, trigger: str, **payload: object) -> str:
    ref, actor = CaseRef("obligation", obligation.id), world.as_(who)
    return messages(attempt(lambda: world.do(lambda s: fire(s, ref, trigger, actor, payload=payload))))


@pytest.mark.parametrize(
    ("who", "place", "trigger", "payload"),
    [
        ("officer2", 0, "verify", {"verdict": "met", "evidence": "Đã xem."}),
        ("officer", 0, "send_back", {"reason": "Thiếu ảnh."}),
        ("office_officer", 1, "acknowledge", {}),
        ("office_officer", 1, "answer", {"claim": "met", "text": "Xong."}),
        ("office_officer", 1, "ask_extension", {"until": AUGUST_12.date().replace(month=12), "reason": "Mưa."}),
        ("officer", 1, "transfer", {"act": "QĐ 5", "to_agency": "district"}),
    ],
)
def test_nothing_is_done_about_what_it_asked(
    world: World, old: Told, who: str, place: int, trigger: str, payload: dict[str, object]
) -> None:
    if "to_agency" in payload:
        payload = {**payload, "to_agency": world.agencies["district"]}
    assert OTHER in refused(world, who, obligations(world)[place], trigger, **payload)


def test_the_page_says_why(world: World, old: Told, client_for: Browser) -> None:
    second = obligations(world)[1]
    with clock.at(AUGUST_12):
        assert OTHER in words(client_for("office_officer").get(f"/obligations/{second.id}"))
        assert "Tạm dừng vì văn bản bị thu hồi" in words(client_for("office_officer").get("/obligations/inbox"))
        page = words(client_for("district_officer").get(f"/papers/{old.paper_id}"))
    assert "Lý do: Ghi nhầm số điểm." in page
    assert "theo Công văn số 12/SLĐTBXH-PXH ngày 12/8/2024" in page


def test_the_leader_withdraws_it(world: World, old: Told) -> None:
    second = obligations(world)[1]
    ref, leader = CaseRef("obligation", second.id), world.as_("leader")
    world.do(lambda s: fire(s, ref, "withdraw", leader, payload={"reason": "Thôi."}))
    assert obligations(world)[1].status == "withdrawn"


def test_nobody_is_reminded_of_it_and_it_is_not_overdue(world: World, old: Told) -> None:
    second = obligations(world)[1]
    assert second.due_on is not None
    with clock.at(clock.beginning(second.due_on.replace(month=11))):
        followup.remind(world.database, clock.today())
        assert world.see(lambda s: steps_of(s, second.id)) == []
        assert not is_overdue(second, clock.today())
        late = overdue_condition(clock.today())
        assert world.see(lambda s: s.exec(select(Obligation.id).where(late)).all()) == []
        officer = world.as_("officer")
        problem = attempt(lambda: world.do(lambda s: followup.remind_now(s, officer, second.id)))
        assert problem.key == "reminder.not_waiting"
    assert not ADDRESSEES_TURN.of(second)


def test_no_answer_is_prepared(world: World, old: Told) -> None:
    second = obligations(world)[1]
    officer = world.as_("office_officer")
    problem = attempt(lambda: world.do(lambda s: releasing.prepare(s, officer, second.id, claim="met", text="Xong.")))
    assert problem.key == "answer.not_waiting"


def test_a_replacing_paper_lets_it_go_on(world: World, old: Told) -> None:
    with clock.at(AUGUST_12):
        new = replacement(old)
        first, second = obligations(world)
        decide(new, first, "kept")
        decide(new, second, "withdrawn", reason="Trùng.")
        assert obligations(world)[0].suspended_on is not None, "until the new paper is issued"
        issue(new, AUGUST_12.date())
    first, second = obligations(world)
    assert (first.status, first.suspended_on, first.suspended_because) == ("answered", None, "")
    assert second.status == "withdrawn"
    told = [entry.trigger for entry, _ in world.see(lambda s: journal.entries(s, CaseRef("obligation", first.id)))]
    assert told[-2:] == ["suspended", "resumed"]


def test_each_agency_that_received_it_is_told_and_confirms(world: World, old: Told, client_for: Browser) -> None:
    with clock.at(AUGUST_12):
        unit = client_for("district_officer")
        assert "Xác nhận đã biết" in words(unit.get(f"/papers/{old.paper_id}"))
        lines = world.see(lambda s: s.exec(select(ToldLine).where(col(ToldLine.event) == recalling.EVENT)).all())
        assert world.as_("district_officer").user_id in {line.account_id for line in lines}
        assert world.as_("officer").user_id not in {line.account_id for line in lines}
        assert "chưa xác nhận" in words(client_for("officer").get(f"/papers/{old.paper_id}"))
        assert unit.post(f"/papers/{old.paper_id}/confirm-recall").status_code == 303
        assert unit.post(f"/papers/{old.paper_id}/confirm-recall").status_code == 303
        assert "Xác nhận đã biết" not in words(unit.get(f"/papers/{old.paper_id}"))
        assert "xác nhận lúc" in words(client_for("leader").get(f"/papers/{old.paper_id}"))
        assert "xác nhận lúc" not in words(client_for("office_officer").get(f"/papers/{old.paper_id}"))


def test_once_another_took_its_place_nobody_is_asked_to_confirm(world: World, old: Told, client_for: Browser) -> None:
    first, second = obligations(world)
    with clock.at(AUGUST_12):
        new = replacement(old)
        for one in (first, second):
            decide(new, one, "kept")
        issue(new, AUGUST_12.date())
        assert "Xác nhận đã biết" not in words(client_for("district_officer").get(f"/papers/{old.paper_id}"))


def test_an_extension_that_nobody_can_decide_on_waits_for_nobody(world: World) -> None:
    told, asked = issued(world), obligations(world)[1]
    unit, ref = world.as_("office_officer"), CaseRef("obligation", asked.id)
    payload = {"until": AUGUST_12.date().replace(month=12), "reason": "Mưa."}
    world.do(lambda s: fire(s, ref, "ask_extension", unit, payload=payload))
    waiting = stage_condition("extension", AUGUST_12.date())

    def found() -> list[UUID]:
        return world.see(lambda s: list(s.exec(select(Obligation.id).where(waiting))))

    assert found() == [asked.id]
    with clock.at(AUGUST_12):
        recall(told)
    assert found() == []


@pytest.mark.parametrize(("who", "key"), [("officer", "forbidden"), ("other_officer", "not_found")])
def test_whoever_was_not_told_confirms_nothing(world: World, old: Told, who: str, key: str) -> None:
    actor = world.as_(who)
    assert attempt(lambda: world.do(lambda s: recalling.confirm_recall(s, actor, old.paper_id))).key == key


@pytest.mark.parametrize("who", ["officer", "clerk", "district_leader"])
def test_only_the_leader_recalls(world: World, who: str) -> None:
    told = issued(world)
    problem = attempt(lambda: recall(told, who))
    assert problem.key in ("case.not_allowed", "not_found")


def test_what_is_recalled_is_out_and_no_more_in_force(world: World, old: Told) -> None:
    assert RECALLED.of(old.notice)
    assert old.notice.is_out
    assert world.see(lambda s: queries.visible(s, old.paper_id, world.as_("district_officer")))


@pytest.mark.parametrize(
    ("fate", "values", "told"),
    [
        ("changed", {"text": "Cắm 40 biển.", "due_on": date(2024, 11, 15)}, "soạn công văn thay đổi khác"),
        ("withdrawn", {"reason": "Trùng."}, "không đưa nội dung trở lại"),
    ],
)
def test_a_letter_that_changed_something_is_not_recalled(
    world: World, client_for: Browser, fate: str, values: dict[str, object], told: str
) -> None:
    """The obligation would stay as the letter left it, while the recall says that it rests."""
    old = issued(world)
    first, officer = obligations(world)[0], world.as_("officer")
    with clock.at(AUGUST_12):
        case = world.do(lambda s: operations.draft_paper(s, officer, "amendment", first.id))
        letter = Told(world, old.case, case.id)
        decide(letter, first, fate, **values)
        issue(letter, AUGUST_12.date())
        assert told in messages(attempt(lambda: recall(letter)))
        assert told in words(client_for("leader").get(f"/papers/{letter.paper_id}"))
    assert letter.notice.status == "issued"


@pytest.mark.parametrize("rests", [True, False])
def test_the_mail_says_that_something_rests_only_where_something_was_asked(world: World, rests: bool) -> None:
    told = issued(world) if rests else schedule(world)
    with clock.at(AUGUST_12):
        if not rests:
            issue(told, AUGUST_12.date())
        recall(told)
        mail_words = world.see(lambda s: mail.recalled(s, told.paper_id, "https://rasoat"))
    assert mail_words is not None
    assert ("tạm dừng cho đến khi" in mail_words.body) is rests
