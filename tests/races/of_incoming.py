"""Races of clerks who enter papers that came in."""

from dataclasses import replace
from datetime import date, datetime
from typing import Any

from sqlmodel import select

from rasoat.db import new_id
from rasoat.incoming import answering, linking, operations, replying, sent
from rasoat.incoming.about import Link
from rasoat.incoming.models import IncomingPaper
from rasoat.official import arriving
from rasoat.official import operations as official
from rasoat.official.operations import Signed
from rasoat.proposals.models import AWAITS_LETTER, Proposal
from rasoat.recommendations import releasing
from rasoat.recommendations.answering.models import Answer
from rasoat.workflows import CaseRef, fire
from tests.incoming.samples import ARRIVED, SCAN, entered, link
from tests.papers.samples import AUGUST_5
from tests.proposals.samples import both
from tests.races.race import AT_ONCE, Race, race
from tests.recommendations.samples import followed_up, obligations
from tests.visits.samples import scheduled
from tests.world import World

DAY = date(2024, 9, 20)
LATER = datetime(2024, 9, 20, 3, tzinfo=AUGUST_5.tzinfo)


@race("incoming.operations.enter", at=AUGUST_5)
def _entered(world: World) -> Race:
    """Eight papers at once: their numbers follow each other."""
    clerk = world.as_("clerk")

    def gapless(results: list[IncomingPaper]) -> None:
        assert sorted(row.number for row in results) == list(range(1, AT_ONCE + 1))

    return Race(
        lambda s, n: operations.enter(s, clerk, replace(ARRIVED, reference=f"{n}/BC-UBND"), [SCAN]), then=gapless
    )


@race("incoming.awaited.came", at=AUGUST_5)
def _letters_came(world: World) -> Race:
    """Eight papers are put into the records of a proposal at once: the first of them brings it back, the others stay there."""
    row, clerk = both(world)[0], world.as_("clerk")
    asked = {"response": "Gửi văn bản", "due_on": DAY}
    world.do(lambda s: fire(s, CaseRef("proposal", row.id), "ask_letter", world.as_("officer"), payload=asked))

    papers = [entered(world, replace(ARRIVED, reference=f"{one}/BC-UBND")) for one in range(AT_ONCE)]

    def write(session: Any, number: int) -> IncomingPaper:
        one = papers[number]
        return linking.put_in(session, clerk, Link("proposal", row.id), one.year, one.number)

    def back(_results: list[Any]) -> None:
        found = world.see(lambda s: s.get_one(Proposal, row.id))
        assert not AWAITS_LETTER.of(found) and found.letter_incoming_id in {one.id for one in papers}

    return Race(write, then=back)


@race("incoming.answering.record_answers", at=LATER)
def _answered(world: World) -> Race:
    """Eight officers type one report, in one order and the other: it answers each obligation once."""
    rows = obligations(world, followed_up(world).id)[:3]
    paper = entered(world, replace(ARRIVED, arrived_on=DAY, dated=DAY))
    officer = world.as_("officer")

    def write(session: Any, number: int) -> Any:
        order = rows if number % 2 else rows[::-1]
        answers = [answering.PaperAnswer(row.id, "met", f"Đã làm {number}.") for row in order]
        return answering.record_answers(session, officer, paper.id, "Chu Văn Chi", answers)

    def once(_results: list[Any]) -> None:
        assert len(world.see(lambda s: s.exec(select(Answer)).all())) == len(rows)

    return Race(write, wins=1, refused=("form.invalid",), then=once)


@race("incoming.sent.enter_sent", at=LATER)
def _entered_as_sent(world: World) -> Race:
    """Eight clerks enter one report that was sent here: it has one line, whoever pressed."""
    rows, officer, clerk = (
        obligations(world, followed_up(world).id)[:2],
        world.as_("district_officer"),
        world.as_("clerk"),
    )
    drafts = [
        world.do(lambda s, row=row: releasing.save_draft(s, officer, row.id, claim="met", text="Đã làm.")).id
        for row in rows
    ]
    signed = Signed("12/BC-UBND", DAY, "Người Ký Mẫu")
    world.do(lambda s: official.send(s, officer, signed, drafts, [SCAN], command_id=new_id()))
    [report] = world.see(lambda s: arriving.awaiting(s, world.as_("clerk")))

    def one_line(results: list[IncomingPaper]) -> None:
        assert len({row.id for row in results}) == 1
        assert len(world.see(lambda s: s.exec(select(IncomingPaper)).all())) == 1

    return Race(lambda s, _: sent.enter_sent(s, clerk, report.id), wins=AT_ONCE, then=one_line)


@race("incoming.replying.record_replies", at=LATER)
def _replied(world: World) -> Race:
    """Eight officers type one reply, in one order and the other: it replies to each proposal once."""
    rows, officer = both(world), world.as_("officer")
    for row in rows:
        given = {"to_agency": world.agencies["ministry"], "response": "Đề nghị xem xét."}
        world.do(lambda s, i=row.id, g=given: fire(s, CaseRef("proposal", i), "forward", officer, payload=g))
    paper = entered(world, replace(ARRIVED, arrived_on=DAY, dated=DAY))

    def write(session: Any, number: int) -> Any:
        order = rows if number % 2 else rows[::-1]
        replies = [replying.PaperReply(row.id, f"Đã tiếp thu {number}.") for row in order]
        return replying.record_replies(session, officer, paper.id, replies)

    def at_once(_results: list[Any]) -> None:
        found = [world.see(lambda s, i=row.id: s.get_one(Proposal, i)) for row in rows]
        assert len({row.reply for row in found}) == 1 and {row.status for row in found} == {"replied"}

    return Race(write, wins=1, refused=("form.invalid",), then=at_once)


@race("incoming.operations.correct", at=AUGUST_5)
def _corrected(world: World) -> Race:
    """Eight clerks put one entry right from the version that they saw: the first one does."""
    row, clerk = entered(world), world.as_("clerk")

    def write(session: Any, number: int) -> IncomingPaper:
        return operations.correct(session, clerk, row.id, row.version, replace(ARRIVED, note=f"Lần {number}"))

    return Race(write, wins=1, refused=("row.stale",))


@race("incoming.linking.put_in", at=AUGUST_5)
def _put_in(world: World) -> Race:
    """Eight clerks put one paper into eight cases: the first one does."""
    row, clerk, case = entered(world), world.as_("clerk"), scheduled(world)
    plan_id = case.inspection.plan_id
    assert plan_id
    cases = [link(case.inspection_id), Link("plan", plan_id)]
    return Race(
        lambda s, n: linking.put_in(s, clerk, cases[n % 2], row.year, row.number),
        wins=AT_ONCE // 2,
        refused=("form.invalid",),
    )


@race("incoming.linking.take_out", at=AUGUST_5)
def _taken_out(world: World) -> Race:
    """Eight clerks take one paper out of its case: once it is out, nothing is left to do."""
    case, clerk = scheduled(world), world.as_("clerk")
    row = entered(world, belongs=link(case.inspection_id))
    return Race(lambda s, _n: linking.take_out(s, clerk, row.id, row.version))
