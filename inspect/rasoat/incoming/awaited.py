"""A paper that comes into the records of a proposal which waits for its unit's letter is that letter: the proposal comes back to
whoever decides on it.
"""

from sqlmodel import Session

from rasoat.accounts.actor import Actor
from rasoat.db.locking import lock
from rasoat.incoming.citing import cited
from rasoat.incoming.models import IncomingPaper
from rasoat.problems import Reason
from rasoat.proposals import effects
from rasoat.proposals.models import AWAITS_LETTER, Proposal
from rasoat.workflows import CaseRef, Firing, effect, fire, guard

TRIGGER = "letter_came"


def came(session: Session, actor: Actor, paper: IncomingPaper) -> None:
    """Go on with the proposal in whose records the paper was put, if it waits for a letter of its unit."""
    if paper.about_kind != "proposal" or paper.about_id is None:
        return
    row = lock(session, Proposal, paper.about_id)
    # A paper in the register of another agency is in its records, and is not what the lead agency waits for.
    if AWAITS_LETTER.of(row) and paper.agency_id == row.lead_agency_id:
        fire(session, CaseRef("proposal", paper.about_id), TRIGGER, actor, payload={"_incoming": paper})


@guard("letter_is_a_registered_paper", needs_payload=True)
def _letter_is_a_registered_paper(firing: Firing) -> list[Reason]:
    paper = firing.payload.get("_incoming")
    if isinstance(paper, IncomingPaper) and paper.agency_id == firing.case_row["lead_agency_id"]:
        return []
    return [Reason("", "Văn thư vào sổ văn bản của đơn vị trong hồ sơ của đề xuất này.")]


@effect("record_letter")
def _record_letter(firing: Firing) -> None:
    row, paper = effects.row_of(firing), firing.payload["_incoming"]
    row.letter_paper, row.letter_incoming_id = cited(paper), paper.id
