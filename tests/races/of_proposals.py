"""Races about proposals of units: their owner, joining, forwarding, and the steps of their ladder."""

from datetime import timedelta
from functools import partial
from typing import Any

from sqlmodel import select

from rasoat.followup import proposal_steps, proposal_stopping
from rasoat.followup.models import LadderStep
from rasoat.proposals import forwarding, joining
from rasoat.proposals import operations as proposals
from rasoat.proposals.models import Proposal
from tests.papers.samples import VISIT_DAY, prepared
from tests.races.race import Race, race
from tests.world import World


@race("proposals.operations.receive")
def _proposed(world: World) -> Race:
    case = prepared(world)
    return Race(
        lambda s, n: proposals.receive(
            s, world.as_("district_officer"), case.inspection_id, f"Đề xuất {n}.", VISIT_DAY.date()
        )
    )


def _two_proposals(world: World, more: str = "") -> list[Proposal]:
    case, unit = prepared(world), world.as_("district_officer")
    texts = ("Nâng cấp phần mềm.", "Phần mềm hay lỗi, đề nghị nâng cấp.")
    return [
        world.do(lambda s, t=text: proposals.receive(s, unit, case.inspection_id, t, VISIT_DAY.date()))
        for text in (*texts, *([more] if more else []))
    ]


@race("proposals.operations.appoint")
def _appointed(world: World) -> Race:
    """Eight people name eight days from the version that they saw: the first one does."""
    [row, _] = _two_proposals(world)
    officer = world.as_("officer")

    def write(session: Any, number: int) -> Proposal:
        day = VISIT_DAY.date() + timedelta(days=number + 1)
        return proposals.appoint(session, officer, row.id, row.version, officer.user_id, day)

    return Race(write, wins=1, refused=("row.stale",))


@race("followup.proposal_stopping.stop_step")
def _step_stopped(world: World) -> Race:
    """Eight people stop one step: the first one does."""
    [row, _] = _two_proposals(world)
    stop = partial(proposal_stopping.stop_step, proposal_id=row.id, step="decide_leaders", reason="Đã hẹn họp.")
    return Race(lambda s, _: stop(s, world.as_("officer")), wins=1, refused=("form.invalid",))


@race("proposals.joining.join")
def _joined(world: World) -> Race:
    """Each of two is joined to the other at once: one of them leads, and it follows none."""
    [one, other] = _two_proposals(world)
    officer = world.as_("officer")

    def write(session: Any, number: int) -> Any:
        row, leader = (one, other) if number % 2 else (other, one)
        return joining.join(session, officer, row.id, None, leader.id)

    def one_leads(_results: list[Any]) -> None:
        rows = [world.see(lambda s, i=row.id: s.get_one(Proposal, i)) for row in (one, other)]
        assert sorted(row.follows_id is None for row in rows) == [False, True]

    return Race(write, wins=1, refused=("case.refused",), then=one_leads)


@race("proposals.joining.separate")
def _separated(world: World) -> Race:
    """It is separated eight times: the first time it is."""
    [one, other] = _two_proposals(world)
    officer = world.as_("officer")
    world.do(lambda s: joining.join(s, officer, one.id, None, other.id))
    return Race(lambda s, _: joining.separate(s, officer, one.id, None), wins=1, refused=("case.refused",))


@race("proposals.forwarding.forward_together")
def _forwarded_together(world: World) -> Race:
    """Eight officers forward both, in one order and the other, while a third one follows: all of them go once."""
    [one, other, third] = _two_proposals(world, "Phần mềm bị mất dữ liệu.")
    officer = world.as_("officer")
    world.do(lambda s: joining.join(s, officer, third.id, None, one.id))
    to = forwarding.Receiver(world.agencies["ministry"])

    def write(session: Any, number: int) -> Any:
        some = [forwarding.Forwarded(row.id, f"Đề nghị xem xét, lần {number}.") for row in (one, other)]
        return forwarding.forward_together(session, officer, to, some if number % 2 else some[::-1])

    def together(_results: list[Any]) -> None:
        rows = [world.see(lambda s, i=row.id: s.get_one(Proposal, i)) for row in (one, other, third)]
        assert len({row.sent_with_id or row.id for row in rows}) == 1
        assert len({row.response for row in rows}) == 1 and {row.status for row in rows} == {"forwarded"}

    return Race(write, wins=1, refused=("form.invalid",), then=together)


@race("followup.proposal_steps.chase", "followup.proposal_steps.begin", "followup.proposal_steps.take_steps")
def _chased(world: World) -> Race:
    """Eight workers at once: each step is done once."""
    rows = _two_proposals(world)
    late = VISIT_DAY.date() + timedelta(days=60)

    def once(_results: list[Any]) -> None:
        steps = world.see(lambda s: list(s.exec(select(LadderStep).where(LadderStep.case_kind == "proposal"))))
        assert len(steps) == len({(one.case_id, one.step, one.ordinal) for one in steps})
        assert {one.case_id for one in steps} >= {row.id for row in rows}

    return Race(alone=lambda database, _: proposal_steps.chase(database, late), then=once)


@race("proposals.operations.edit_proposal")
def _reworded(world: World) -> Race:
    case = prepared(world)
    query = select(Proposal).where(Proposal.inspection_id == case.inspection_id)
    row = world.see(lambda s: s.exec(query).first())
    assert row is not None
    return Race(
        lambda s, n: proposals.edit_proposal(s, world.as_("district_officer"), row.id, row.version, f"Viết lại {n}."),
        wins=1,
        refused=("row.stale",),
    )
