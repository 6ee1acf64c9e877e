"""Whom the steps of an obligation are told to, in the transaction of the step: the addressee's people of what is asked and
decided, the lead agency's of what was answered and asked for. Nobody is told of what one did oneself.
"""

from collections.abc import Collection
from uuid import UUID

from sqlmodel import Session

from rasoat.accounts.actor import AUTHORITY_ROLES, Role
from rasoat.accounts.queries import people
from rasoat.notifying.operations import tell
from rasoat.recommendations.models import Obligation
from rasoat.workflows import Firing

ISSUED, ANSWERED, VERIFIED, REOPENED = (
    "obligation_issued",
    "obligation_answered",
    "obligation_verified",
    "obligation_reopened",
)
SUPPLEMENT_WANTED, TAKEN_BACK = "supplement_wanted", "answer_taken_back"
"""The event is the answer: each version of it is sent back or taken back at most once."""
EXTENSION_ASKED, EXTENSION_GRANTED, EXTENSION_REFUSED = "extension_asked", "extension_granted", "extension_refused"


def tell_addressee(firing: Firing, event: str, event_id: UUID) -> None:
    """Tell the officers and leaders of the addressee."""
    row = _row(firing)
    # A department or a body of the province may owe something too.
    roles = {*AUTHORITY_ROLES, Role.OFFICER, Role.LEADER}
    _tell(firing, event, event_id, row.addressee_id, roles)


def tell_lead_agency(firing: Firing, event: str, event_id: UUID) -> None:
    """Tell the officers of the agency that follows the obligation up."""
    _tell(firing, event, event_id, _row(firing).lead_agency_id, {Role.OFFICER})


def _tell(firing: Firing, event: str, event_id: UUID, agency_id: UUID, roles: Collection[str]) -> None:
    session: Session = firing.session
    found = [one for one in people(session, agency_id=agency_id, roles=roles) if one.id not in firing.actor.people]
    tell(session, event, event_id, people=found)


def _row(firing: Firing) -> Obligation:
    return firing.session.get_one(Obligation, firing.ref.id)
