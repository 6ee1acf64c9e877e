"""Who may have the photographs of an obligation as they came, with the place and the time that a camera wrote into them."""

from typing import Any
from uuid import UUID

from sqlmodel import Session

from rasoat.accounts.actor import Actor
from rasoat.files.access import OwnerCheck
from rasoat.recommendations.models import Obligation
from rasoat.visits import queries as visits


def of(model: type[Any]) -> OwnerCheck:
    """Whoever verifies weighs them as evidence: the agency that follows the obligation up, and the inspecting side. (The agency
    that sent them has them anyhow.)
    """

    def opens(session: Session, owner_id: UUID, actor: Actor) -> bool:
        row = session.get(model, owner_id)
        obligation = session.get(Obligation, row.obligation_id) if row is not None else None
        if obligation is None:
            return False
        if actor.agency_id == obligation.lead_agency_id:
            return True
        inspection_id = obligation.inspection_id
        return inspection_id is not None and visits.reads_answers(session, inspection_id, actor)

    return opens
