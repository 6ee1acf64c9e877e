"""Who of the team has which checklist at which place, and how far it is."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlmodel import Session

from rasoat.accounts import queries as accounts
from rasoat.accounts.actor import Actor
from rasoat.accounts.models import User
from rasoat.inspections import queries as inspections
from rasoat.inspections.models import PREPARING, WORKING, Inspection, TeamMember
from rasoat.visits.progress import Slot, slots


@dataclass(frozen=True, slots=True)
class Share:
    """A checklist at one place, and the people who were given it."""

    slot: Slot
    people: list[User]
    mine: bool


@dataclass(frozen=True, slots=True)
class Portion:
    """A person of the team with everything that the person was given."""

    member: TeamMember
    user: User
    slots: list[Slot]

    @property
    def done(self) -> int:
        """How many of them are filled in."""
        return sum(slot.state == "done" for slot in self.slots)


@dataclass(frozen=True, slots=True)
class Sharing:
    """How the work of an inspection is shared among its team."""

    shares: list[Share]
    portions: list[Portion]

    @property
    def mine(self) -> list[Share]:
        """What the asking person was given."""
        return [share for share in self.shares if share.mine]

    @property
    def nobodys(self) -> list[Share]:
        """What nobody was given."""
        return [share for share in self.shares if not share.people]


def may_assign(session: Session, inspection: Inspection, actor: Actor) -> bool:
    """Whether the actor may give work to members: the team's lead and deputy while team and sites may change, officers
    of the agency that leads the inspection while it is prepared.
    """
    if PREPARING.of(inspection) and inspections.is_lead_officer(inspection, actor):
        return True
    return WORKING.of(inspection) and inspections.heads_team(session, inspection.id, actor)


def sharing(session: Session, inspection_id: UUID, actor: Actor, found: Sequence[Slot] | None = None) -> Sharing:
    """Who has what. `found`: the slots of the inspection, where the caller has them."""
    found = slots(session, inspection_id) if found is None else found
    team = inspections.team(session, inspection_id)
    people = accounts.names(session, {member.user_id for member in team})
    having: dict[tuple[str, UUID | None], set[UUID]] = {}
    for row in inspections.assigned(session, inspection_id):
        having.setdefault((row.checklist, row.site_id), set()).add(row.user_id)
    shares = []
    for slot in found:
        has = having.get((slot.definition.id, slot.site_id), set())
        who = [people[member.user_id] for member in team if member.user_id in has]
        shares.append(Share(slot, who, not has.isdisjoint(actor.people)))
    portions = [
        Portion(member, people[member.user_id], [one.slot for one in shares if people[member.user_id] in one.people])
        for member in team
    ]
    return Sharing(shares, portions)
