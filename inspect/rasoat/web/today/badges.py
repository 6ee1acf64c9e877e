"""The numbers beside the navigation: one counting query each, on indexed columns."""

from datetime import date
from typing import Any

from sqlmodel import Session, and_, col, func, select

from rasoat.accounts.actor import Actor, Role
from rasoat.dangers import queries as dangers
from rasoat.papers.models import PaperCase
from rasoat.proposals.models import Proposal
from rasoat.recommendations import queries
from rasoat.recommendations.models import Obligation

_NOTICES = {Role.LEADER: ("checked",), Role.CLERK: ("approved", "numbered")}
_PROPOSALS = {Role.OFFICER: "received", Role.LEADER: "forwarded"}


def badges(db: Session, actor: Actor, today: date) -> dict[str, int]:
    """By endpoint, how much waits there for this person."""
    if actor.is_authority:
        turn = and_(queries.open_condition(), col(Obligation.status).in_(queries.ACTIONABLE))
        return {
            "recommendations.inbox": _count(db, Obligation, and_(col(Obligation.addressee_id) == actor.agency_id, turn))
        }
    found: dict[str, int] = {"dangers.index": dangers.count_urgent(db, actor)}
    if actor.role in (Role.OFFICER, Role.LEADER):
        late = and_(col(Obligation.lead_agency_id) == actor.agency_id, queries.overdue_condition(today))
        found["followup.board"] = _count(db, Obligation, late)
        status = _PROPOSALS[actor.role]
        whose = col(Proposal.lead_agency_id if status == "received" else Proposal.forwarded_to_id)
        found["proposals.index"] = _count(db, Proposal, and_(whose == actor.agency_id, col(Proposal.status) == status))
    if actor.role in _NOTICES:
        mine = and_(col(PaperCase.lead_agency_id) == actor.agency_id, col(PaperCase.status).in_(_NOTICES[actor.role]))
        found["papers.index"] = _count(db, PaperCase, mine)
    return found


def _count(db: Session, model: Any, where: Any) -> int:
    return db.exec(select(func.count()).select_from(model).where(where)).one()
