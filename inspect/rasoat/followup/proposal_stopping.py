"""What a proposal has climbed of the ladder and what comes next; a person stops a step and says why."""

from uuid import UUID

from sqlmodel import Session

from rasoat import clock
from rasoat.accounts.actor import Actor
from rasoat.db.locking import lock
from rasoat.followup import ladder, proposal_steps, proposal_telling, stopping
from rasoat.followup.models import STOPPED, LadderStep
from rasoat.followup.occasions import Occasion, Occasions
from rasoat.followup.stopping import Climbed
from rasoat.problems import Problem
from rasoat.proposals import queries
from rasoat.proposals.models import Proposal
from rasoat.workflows import CaseRef, working_days


def stop_step(session: Session, actor: Actor, proposal_id: UUID, step: str, reason: str) -> LadderStep:
    """Stop a step for the present last day: it is not done, nor done again. With a new last day it counts again.

    Raises Problem `not_found`, `forbidden`, `form.invalid` for a step that does not come any more or without a reason.
    """
    queries.require_visible(session, proposal_id, actor)
    row = lock(session, Proposal, proposal_id)
    if not is_inside(row, actor):
        raise Problem("forbidden")
    coming = stopping.chosen(coming_steps(session, row), step, reason)
    ref = CaseRef(proposal_steps.KIND, row.id)
    return stopping.stop(session, actor, ref, proposal_steps.last_day(row), coming, reason)


def is_inside(row: Proposal, actor: Actor) -> bool:
    """Whether a person reads what the ladder did, and stops steps: officers and leaders of the agency that leads it."""
    return actor.role in queries.OWNERS and actor.agency_id == row.lead_agency_id


def coming_steps(session: Session, row: Proposal) -> list[Occasion]:
    """The steps that come next for the present last day, without those that were stopped; none once it was replied to, nor of what
    follows another proposal.
    """
    if row.due_on is None or row.follows_id is not None or not queries.is_owed(row):
        return []
    version = row.ladder_version if row.climbs_for == row.due_on else 0
    climbs = ladder.of_version(session, version) if version else ladder.newest(session)
    rungs = climbs.proposal_rungs(queries.waits_for(row))
    if rungs is None:
        return []
    had = [one for one in steps_of(session, row) if one.due_on == row.due_on]
    gone = {one.step for one in had if one.outcome == STOPPED}
    # What was stopped ahead of its day does not hide what comes before it.
    since = max([proposal_steps.since(row), clock.today(), *(one.day for one in had if one.outcome != STOPPED)])
    coming = Occasions(working_days.in_force(session)).coming(rungs, row.due_on, since)
    return [one for one in coming if one.step.step not in gone]


def steps_of(session: Session, row: Proposal) -> list[LadderStep]:
    """The steps that were done or stopped, the oldest first."""
    return stopping.steps_of(session, row.id, proposal_steps.KIND)


def climbed(session: Session, row: Proposal) -> list[Climbed]:
    """The steps as the agency that leads it reads them."""
    return stopping.as_read(session, proposal_telling.STEP, steps_of(session, row))
