"""The ladder's daily run over proposals: what waits for the department, for the agency it was forwarded to, or for the unit's
letter climbs the steps that `proposals` of workflows/ladder.yaml names, each step once for each last day.

What follows another proposal climbs nothing: it goes with the one that leads.
"""

import logging
from collections.abc import Iterator, Sequence
from datetime import date
from functools import partial
from uuid import UUID

from sqlalchemy import ColumnElement, and_, text
from sqlmodel import Session, col, select

from rasoat.accounts.queries import system_actor
from rasoat.db import Database
from rasoat.db.bulk import among_these
from rasoat.db.locking import lock_rows
from rasoat.followup import ladder, proposal_telling
from rasoat.followup.models import STOPPED, LadderStep
from rasoat.followup.occasions import Occasion, Occasions, fresh
from rasoat.papers.kinds import asking_again
from rasoat.papers.operations import draft_paper
from rasoat.problems import Problem
from rasoat.proposals import queries
from rasoat.proposals.models import UNCLIMBED, Proposal
from rasoat.units.models import Agency
from rasoat.workflows import CaseRef, noting, working_days

log = logging.getLogger("rasoat")
KIND = "proposal"
SOME = 50
"""Proposals of one transaction."""
TOLD, LETTER, CLIMBED = "proposal_step", "proposal_asked_again", "proposal_climbed"
"""Entries in a proposal's journal: people were told that its last day comes or is over; a letter was drafted that asks again; it
became a line of the report to the body above.
"""


def chase(database: Database, today: date) -> int:
    """Take the steps that have come by `today`, some at a time; returns how many. Repeating it changes nothing."""
    with database.read() as session:
        is_new = session.exec(select(Proposal.id).where(_unclimbed()).limit(1)).first() is not None
    while is_new:
        is_new = database.write(partial(begin, some=SOME)) == SOME
    with database.read() as session:
        wanted = list(session.exec(select(Proposal.id).where(_due(today)).order_by(col(Proposal.id))))
    taken = 0
    for start in range(0, len(wanted), SOME):
        taken += database.write(partial(take_steps, today=today, some=wanted[start : start + SOME]))
    return taken


def _chased() -> ColumnElement[bool]:
    return and_(queries.owed(), col(Proposal.follows_id).is_(None))


def _unclimbed() -> ColumnElement[bool]:
    return and_(_chased(), text(UNCLIMBED))


def _due(today: date) -> ColumnElement[bool]:
    return and_(_chased(), col(Proposal.climbs_on) <= today)


def begin(session: Session, some: int) -> int:
    """Work out the first step of up to `some` proposals with a new last day; returns of how many. They climb the newest ladder
    until that day changes again.
    """
    rows = lock_rows(session, select(Proposal).where(_unclimbed()).order_by(col(Proposal.id)).limit(some))
    if not rows:
        return 0
    current, days = ladder.newest(session), Occasions(working_days.in_force(session))
    for row in rows:
        rungs = current.proposal_rungs(queries.waits_for(row))
        due_on = last_day(row)
        # What came before the day on which it was set is left out.
        row.climbs_on = days.next_after(rungs, due_on, since(row)) if rungs else None
        row.climbs_for, row.ladder_version = due_on, current.version
    session.flush()
    return len(rows)


def since(row: Proposal) -> date:
    """The day on which somebody began to wait for something: no step comes on it or before it."""
    return row.forwarded_on or row.received_on


def last_day(row: Proposal) -> date:
    """The last day for what comes next, of one that climbs. Raises ValueError when it has none."""
    if row.due_on is None:
        raise ValueError("what has no last day climbs no ladder")
    return row.due_on


def take_steps(session: Session, today: date, some: Sequence[UUID]) -> int:
    """Take every step of these proposals that has come by `today`; returns how many. Repeating it changes nothing.

    Days on which the program was stopped are made up for: of the steps that tell the same people, only the last one that was
    missed.
    """
    query = select(Proposal).where(_due(today), among_these(col(Proposal.id), some)).order_by(col(Proposal.id))
    rows, days = lock_rows(session, query), Occasions(working_days.in_force(session))
    taken: list[tuple[UUID, Occasion]] = []
    for row in rows:
        rungs = ladder.of_version(session, row.ladder_version).proposal_rungs(queries.waits_for(row))
        if rungs is None:
            row.climbs_on = None
            continue
        had = _had(session, row)
        stopped = {one.step for one in had if one.outcome == STOPPED}
        come = [one for one in days.until(rungs, last_day(row), today, since(row)) if one.step.step not in stopped]
        taken += [(row.id, one) for one in _fresh(come, had)]
        row.climbs_on = days.next_after(rungs, last_day(row), today)
    session.flush()
    for proposal_id, occasion in taken:
        _take(session, proposal_id, occasion)
    return len(taken)


def _had(session: Session, row: Proposal) -> list[LadderStep]:
    query = select(LadderStep).where(LadderStep.case_kind == KIND, LadderStep.case_id == row.id)
    return list(session.exec(query.where(LadderStep.due_on == row.due_on).order_by(col(LadderStep.id))))


def _fresh(come: Sequence[Occasion], had: Sequence[LadderStep]) -> Iterator[Occasion]:
    """What is done now. Of several that tell and were missed only the last one does, for each of the parties apart: that the
    owner is told today takes nothing from the leaders.
    """
    done = {(one.step, one.ordinal) for one in had}
    for parties in dict.fromkeys(tuple(one.step.tell) for one in come):
        theirs = [one for one in come if tuple(one.step.tell) == parties]
        names = {one.step.step for one in theirs}
        told = [one.day for one in had if one.step in names and one.told and not one.climbed]
        yield from fresh(theirs, max(told, default=None), done)


def _take(session: Session, proposal_id: UUID, occasion: Occasion) -> None:
    """Write the step with its entry in the journal, draft the letter, tell people."""
    proposal, step = session.get_one(Proposal, proposal_id), occasion.step
    row = LadderStep(
        case_kind=KIND,
        case_id=proposal.id,
        due_on=last_day(proposal),
        step=step.step,
        ordinal=occasion.ordinal,
        title=step.title,
        day=occasion.day,
        told=bool(step.tell),
        province=step.province,
    )
    by = system_actor(session.get_one(Agency, proposal.lead_agency_id))
    if step.letter:
        row.letter_id, is_new = _letter(session, proposal)
        row.told = row.told and is_new
    session.add(row)
    session.flush()
    facts = {"kind": row.step, "for_day": row.day.isoformat(), "due_on": row.due_on.isoformat()}
    trigger = LETTER if step.letter else CLIMBED if step.climbs else TOLD
    noting.note(session, CaseRef(KIND, proposal_id), trigger, by, facts, {})
    if row.told:
        proposal_telling.tell_step(session, session.get_one(Proposal, proposal_id), row, step.tell)


def _letter(session: Session, proposal: Proposal) -> tuple[UUID | None, bool]:
    """The letter that asks again for everything that was forwarded together, and whether it is new."""
    head, by = queries.head_of(session, proposal), system_actor(session.get_one(Agency, proposal.lead_agency_id))
    try:
        return draft_paper(session, by, asking_again.NAME, head.id).id, True
    except Problem as problem:
        if problem.key != "paper.not_possible":
            raise
    drafted = asking_again.on_its_way(session, head.id)
    return (drafted.id if drafted else None), False
