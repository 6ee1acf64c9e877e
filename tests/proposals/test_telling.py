"""Who is told of what is done about a proposal, how often, and that the words say the day of that act and of no other."""

from datetime import date, timedelta

import pytest
from sqlmodel import select

from rasoat import clock
from rasoat.followup import ladder, proposal_telling
from rasoat.followup.models import LadderStep
from rasoat.notifying.models import ToldLine
from rasoat.notifying.registry import events
from rasoat.proposals import joining, operations, queries, telling
from rasoat.proposals.models import Proposal
from rasoat.workflows import CaseRef, fire
from tests.proposals.samples import both, late, now
from tests.recommendations.samples import PREPARED_ON
from tests.world import World

pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
UNTIL = date(2024, 9, 30)


@pytest.fixture
def rows(world: World) -> list[Proposal]:
    with clock.use_date(PREPARED_ON):
        return both(world)


def act(world: World, row: Proposal, trigger: str, **payload: object) -> None:
    with clock.use_date(PREPARED_ON):
        world.do(lambda s: fire(s, CaseRef("proposal", row.id), trigger, world.as_("officer"), payload=payload))


def lines(world: World, event: str, who: str) -> list[ToldLine]:
    query = select(ToldLine).where(ToldLine.event == event, ToldLine.account_id == world.as_(who).account_id)
    return world.see(lambda s: list(s.exec(query.order_by(ToldLine.id))))  # type: ignore[arg-type]


def said(world: World, line: ToldLine) -> str:
    words = world.see(lambda s: events[line.event].words(s, line.event_id, ""))
    return words.body if words else ""


def test_a_second_letter_is_told_too(world: World, rows: list[Proposal]) -> None:
    act(world, rows[0], "ask_letter", response="Gửi văn bản", due_on=UNTIL)
    act(world, rows[0], "stop_waiting")
    act(world, rows[0], "ask_letter", response="Gửi lại", due_on=UNTIL + timedelta(days=9))
    first, second = lines(world, telling.LETTER_ASKED, "district_leader")
    assert "trước ngày 30/09/2024" in said(world, first) and "trước ngày 09/10/2024" in said(world, second)


def test_who_is_named_again_is_told_again(world: World, rows: list[Proposal]) -> None:
    people = [world.as_(one).account_id for one in ("officer", "leader", "officer")]
    with clock.use_date(PREPARED_ON):
        for day, who in enumerate(people):
            world.do(
                lambda s, d=day, w=who: operations.appoint(  # type: ignore[misc]
                    s, world.as_("officer2"), rows[0].id, None, w, UNTIL + timedelta(days=d)
                )
            )
    told = [said(world, one) for one in lines(world, telling.GIVEN_TO, "officer")]
    assert ["hạn 30/09/2024" in told[0], "hạn 02/10/2024" in told[1], len(told)] == [True, True, 2]


def test_the_day_of_the_reply_is_not_told_as_that_of_the_promise(world: World, rows: list[Proposal]) -> None:
    act(world, rows[0], "accept", response="Mở lớp tập huấn")
    [line] = lines(world, telling.ACCEPTED, "district_leader")
    promised = f"hẹn xong trước ngày {clock.date_text(now(world, rows[0].id).due_on)}"  # type: ignore[arg-type]
    assert promised in said(world, line)
    act(world, rows[0], "forward", to_agency=world.agencies["province"], response="Đề nghị tỉnh", due_on=UNTIL)
    assert "tiếp thu" in said(world, line) and "hẹn xong" not in said(world, line)


def test_what_was_told_before_entries_were_the_events_still_has_its_words(world: World, rows: list[Proposal]) -> None:
    act(world, rows[0], "accept", response="Mở lớp tập huấn", due_on=UNTIL)
    old = ToldLine(event=telling.ACCEPTED, event_id=rows[0].id, account_id=world.as_("district_leader").account_id)
    assert "hẹn xong trước ngày 30/09/2024" in said(world, old)
    assert world.see(lambda s: events[telling.ACCEPTED].reads(s, [old.event_id])) is not None


def test_a_step_is_told_no_more_when_the_same_day_is_that_of_another_thing(world: World, rows: list[Proposal]) -> None:
    due = rows[0].due_on
    assert due is not None
    step = LadderStep(
        case_kind="proposal", case_id=rows[0].id, due_on=due, step="decide_late", ordinal=0, title="Quá hạn", day=due
    )
    with clock.use_date(PREPARED_ON):
        step_id = world.do(lambda s: _stored(s, step, rows[0].id))
        assert world.see(lambda s: proposal_telling.words(s, step_id, "")) is not None
        act(world, rows[0], "accept", response="Mở lớp tập huấn", due_on=due)
        assert world.see(lambda s: proposal_telling.words(s, step_id, "")) is None


def _stored(session, step: LadderStep, proposal_id):  # type: ignore[no-untyped-def]
    session.add(step)
    session.get_one(Proposal, proposal_id).ladder_version = ladder.newest(session).version
    session.flush()
    return step.id


def test_what_follows_another_one_is_late_with_that_one(world: World, rows: list[Proposal]) -> None:
    with clock.use_date(PREPARED_ON):
        world.do(lambda s: joining.join(s, world.as_("officer"), rows[1].id, None, rows[0].id))
    with clock.use_date(date(2024, 12, 1)):
        assert [row.id for row in late(world)] == [rows[0].id]
        assert not queries.is_late(now(world, rows[1].id), clock.today())
        assert queries.is_late(now(world, rows[0].id), clock.today())
