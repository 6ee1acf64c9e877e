"""Whom the steps of a proposal are told to, in the transaction of the step. Nobody is told of what one did oneself.

The event is the entry in the proposal's journal: a letter may be asked for twice, a person be named again. A proposal that the unit
sends is itself the event.
"""

from collections.abc import Iterable
from uuid import UUID

from sqlmodel import Session

from rasoat.accounts.actor import AUTHORITY_ROLES, Actor, Role
from rasoat.accounts.models import User
from rasoat.accounts.queries import people
from rasoat.notifying.operations import tell
from rasoat.proposals import effects, queries
from rasoat.proposals.models import Proposal
from rasoat.workflows import Firing, effect

RECEIVED, ACCEPTED, FORWARDED, REPLIED = (
    "proposal_received",
    "proposal_accepted",
    "proposal_forwarded",
    "proposal_replied",
)
LETTER_ASKED, LETTER_CAME = "proposal_letter_asked", "proposal_letter_came"
ASKED_OF, GIVEN_TO = "proposal_asked_of", "proposal_given_to"
PROPOSER_ROLES = frozenset({*AUTHORITY_ROLES, Role.OFFICER, Role.LEADER})
"""Whoever answers for a unit: a department or a body of the province may propose something too."""
RECEIVER_ROLES = frozenset({Role.LEADER, Role.AUTHORITY_LEADER})
_OF_STEP = {
    "accept": ACCEPTED,
    "ask_letter": LETTER_ASKED,
    "forward": FORWARDED,
    "reply": REPLIED,
    "reply_on_paper": REPLIED,
}


@effect("tell_proposer")
def _tell_proposer(firing: Firing) -> None:
    """Tell the unit; of a reply also whoever sees to the proposal."""
    session, row = firing.session, effects.row_of(firing)
    event = _OF_STEP[firing.transition.trigger]
    found = people(session, agency_id=row.from_id, roles=PROPOSER_ROLES)
    if event == REPLIED:
        found += _those_who_see_to_it(session, row)
    _tell(session, event, _entry_of(firing), found, firing.actor)


@effect("tell_receiver")
def _tell_receiver(firing: Firing) -> None:
    """Tell the leaders of whom it was forwarded to. Those that follow another one are told with that one."""
    if effects.LED_BY not in firing.payload:
        row = effects.row_of(firing)
        found = people(firing.session, agency_id=row.forwarded_to_id, roles=RECEIVER_ROLES)
        _tell(firing.session, ASKED_OF, _entry_of(firing), found, firing.actor)


@effect("tell_of_letter")
def _tell_of_letter(firing: Firing) -> None:
    """Tell whoever sees to the proposal that the letter which it waited for has come."""
    row = effects.row_of(firing)
    _tell(firing.session, LETTER_CAME, _entry_of(firing), _those_who_see_to_it(firing.session, row), firing.actor)


def tell_of_new(session: Session, row: Proposal, actor: Actor) -> None:
    """Tell the officers of the lead agency of a proposal that the unit sent."""
    _tell(session, RECEIVED, row.id, people(session, agency_id=row.lead_agency_id, roles={Role.OFFICER}), actor)


def tell_owner(session: Session, row: Proposal, actor: Actor, entry_id: UUID) -> None:
    """Tell a person who was named to see to it, by the entry that says so."""
    owner = queries.owner_of(session, row)
    _tell(session, GIVEN_TO, entry_id, [owner] if owner else [], actor)


def _entry_of(firing: Firing) -> UUID:
    if firing.entry_id is None:
        raise ValueError("a step is told of once it stands in the journal")
    return firing.entry_id


def _those_who_see_to_it(session: Session, row: Proposal) -> list[User]:
    owner = queries.owner_of(session, row)
    return [owner] if owner else people(session, agency_id=row.lead_agency_id, roles={Role.OFFICER})


def _tell(session: Session, event: str, event_id: UUID, found: Iterable[User], actor: Actor) -> None:
    tell(session, event, event_id, people=[one for one in found if one.id not in actor.people])
