"""The reminder letter that the ladder drafts: one for everything that an addressee has overdue, signed by people."""

from uuid import UUID

from sqlmodel import Session

from rasoat.accounts.actor import Actor
from rasoat.papers.kinds import reminder
from rasoat.papers.operations import draft_paper
from rasoat.problems import Problem
from rasoat.recommendations.models import Obligation


def draft_letter(session: Session, by: Actor, obligation_id: UUID) -> tuple[UUID | None, bool]:
    """The letter about what the obligation's addressee has overdue, and whether it is new: none is drafted while one is
    on its way. None when no letter may be drafted now.
    """
    try:
        return draft_paper(session, by, reminder.NAME, obligation_id).id, True
    except Problem as problem:
        if problem.key != "paper.not_possible":
            raise
    drafted = reminder.on_its_way(session, session.get_one(Obligation, obligation_id))
    return (drafted[0].id if drafted else None), False
