"""The numbers beside the navigation: one counting query for each, on indexed columns, up to a limit. They stand on
every page, so that they may not cost more because the province is older.
"""

from datetime import date
from typing import Any

from sqlmodel import Session, and_, col, select

from rasoat.account_changes import queries as account_changes
from rasoat.account_changes.models import AccountChange
from rasoat.accounts.actor import Actor, Role
from rasoat.dangers import queries as dangers
from rasoat.db.counting import count_up_to
from rasoat.papers.models import CLERKS_TURN, LEADERS_TURN, PaperCase
from rasoat.proposals.models import Proposal
from rasoat.recommendations.conditions import open_condition, overdue_condition
from rasoat.recommendations.models import ADDRESSEES_TURN, Obligation
from rasoat.web.today import obligations
from rasoat.web.today.parts import MOST

_PROPOSALS = {Role.OFFICER: obligations.undecided, Role.LEADER: obligations.forwarded}
_NOTICES = {Role.LEADER: LEADERS_TURN, Role.CLERK: CLERKS_TURN}


def badges(db: Session, actor: Actor, today: date) -> dict[str, int]:
    """How much waits for this person behind each endpoint."""
    if actor.is_authority:
        turn = and_(open_condition(), ADDRESSEES_TURN.condition)
        return {
            "obligations.inbox": _count(db, Obligation, and_(col(Obligation.addressee_id) == actor.agency_id, turn))
        }
    if actor.role == Role.ADMINISTRATOR:
        return {"account_changes.index": _count(db, AccountChange, account_changes.waiting_for(actor))}
    found: dict[str, int] = {"dangers.index": dangers.count_urgent(db, actor)[0]}
    if actor.role in (Role.OFFICER, Role.LEADER):
        late = and_(col(Obligation.lead_agency_id) == actor.agency_id, overdue_condition(today))
        found["followup.board"] = _count(db, Obligation, late)
        found["proposals.index"] = _count(db, Proposal, _PROPOSALS[actor.role](actor))
    if actor.role in _NOTICES:
        mine = and_(col(PaperCase.lead_agency_id) == actor.agency_id, _NOTICES[actor.role].condition)
        found["papers.index"] = _count(db, PaperCase, mine)
    if actor.role == Role.CLERK:
        found["account_changes.index"] = _count(db, AccountChange, account_changes.waiting_for(actor))
    return found


def _count(db: Session, model: Any, where: Any) -> int:
    return count_up_to(db, select(model.id).where(where), MOST)
