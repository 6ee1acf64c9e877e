"""Who is told of a step that a proposal climbs, and in what words: it is named by number, unit and link, and no free text leaves
the system.
"""

from collections.abc import Collection, Sequence
from typing import Any
from uuid import UUID

from sqlmodel import Session

from rasoat.accounts.actor import Role
from rasoat.accounts.models import User
from rasoat.accounts.queries import people
from rasoat.db.reading import rows_by_id
from rasoat.followup import ladder, mail
from rasoat.followup.models import LadderStep
from rasoat.notifying.operations import tell
from rasoat.notifying.registry import Words
from rasoat.procedures.ladder import Party
from rasoat.proposals import queries, told
from rasoat.proposals.models import Proposal
from rasoat.proposals.telling import PROPOSER_ROLES
from rasoat.units.models import Agency

STEP, STEP_OF_UNIT = "proposal_step", "proposal_step_of_unit"
"""Events of one step: the department's people are told; the unit whose letter is awaited is told."""


def tell_step(session: Session, row: Proposal, step: LadderStep, parties: Sequence[Party]) -> None:
    """Tell of a new step whom the ladder names: the owner is, when there is none, the officers of the agency that leads."""
    inside: list[User] = []
    if "owner" in parties:
        owner = queries.owner_of(session, row)
        inside += [owner] if owner else people(session, agency_id=row.lead_agency_id, roles={Role.OFFICER})
    if "leaders" in parties:
        inside += people(session, agency_id=row.lead_agency_id, roles={Role.LEADER})
    if inside:
        tell(session, STEP, step.id, people=inside)
    if "proposer" in parties:
        unit = session.get_one(Agency, row.from_id)
        theirs = people(session, agency_id=unit.id, roles=PROPOSER_ROLES)
        tell(session, STEP_OF_UNIT, step.id, people=theirs, mailbox=unit)


def reads(session: Session, ids: Collection[UUID]) -> Any:
    """Reads ahead what the words about many steps need."""
    steps = rows_by_id(session, LadderStep, ids)
    return steps, told.reads(session, [row.case_id for row in steps.values()])


def words(session: Session, step_id: UUID, public_url: str) -> Words | None:
    """What is told of one step; None when the proposal was replied to, waits for something else, or its last
    day changed, meanwhile.
    """
    step = session.get_one(LadderStep, step_id)
    row = session.get_one(Proposal, step.case_id)
    if row.due_on != step.due_on or not _still_climbs(session, row, step):
        return None
    name = told.named(session, row)
    page = f"{public_url}/papers/{step.letter_id}" if step.letter_id else f"{public_url}/proposals/{row.id}"
    body = [f"{step.title}: {name}.", mail.when(step.due_on), "", "Xem tại:", page]
    return Words(subject=f"{step.title}: {name}, hạn {mail.day(step.due_on)}", body="\n".join(body))


def _still_climbs(session: Session, row: Proposal, step: LadderStep) -> bool:
    """Whether the step is one of those that come for what the proposal waits for now: its day may be that of another thing."""
    if not queries.is_owed(row) or row.follows_id is not None:
        return False
    rungs = ladder.of_version(session, row.ladder_version).proposal_rungs(queries.waits_for(row))
    return rungs is not None and step.step in {one.step for one in rungs.steps}
