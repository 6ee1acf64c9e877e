"""Reading proposals."""

from datetime import date
from uuid import UUID

from sqlalchemy import ColumnElement, and_, or_
from sqlmodel import Session, col, select

from rasoat import clock
from rasoat.accounts import queries as accounts
from rasoat.accounts.actor import Actor, Role
from rasoat.accounts.models import User
from rasoat.accounts.scope import Scoped
from rasoat.db.bulk import among_these
from rasoat.inspections import queries as inspections
from rasoat.inspections.models import Inspection
from rasoat.inspections.near import any_of, near
from rasoat.problems import Reason
from rasoat.procedures.ladder import Waits
from rasoat.proposals.models import AWAITS_LETTER, PROPOSERS_TURN, RECEIVERS_TURN, UNDECIDED, Proposal


def visible_to(actor: Actor) -> ColumnElement[bool]:
    """Who may see a proposal: the agency that made it, the one to which it was forwarded, and the inspecting side; no
    other authority.
    """
    own = or_(col(Proposal.from_id) == actor.agency_id, col(Proposal.forwarded_to_id) == actor.agency_id)
    if actor.is_authority:
        return own
    return or_(own, inspections.of_inspected(col(Proposal.inspection_id), actor, col(Proposal.lead_agency_id)))


def listed(session: Session, actor: Actor) -> ColumnElement[bool]:
    """The same as `visible_to`, for lists (see inspections/near.py)."""
    few = near(session, actor)
    if few is None:
        return visible_to(actor)
    own = col(Proposal.from_id) == actor.agency_id, col(Proposal.forwarded_to_id) == actor.agency_id
    return and_(any_of(session, Proposal, *own, among_these(col(Proposal.inspection_id), few)), visible_to(actor))


_scope = Scoped(Proposal, visible_to)
visible, require_visible = _scope.visible, _scope.require_visible


def proposals_of(session: Session, inspection_id: UUID, actor: Actor | None = None) -> list[Proposal]:
    """The proposals of one inspection in their order; with `actor`, only those that this person may see."""
    query = select(Proposal).where(Proposal.inspection_id == inspection_id)
    if actor is not None:
        query = query.where(visible_to(actor))
    return list(session.exec(query.order_by(col(Proposal.ordinal))))


def forwarded_to(session: Session, actor: Actor) -> list[Proposal]:
    """Proposals that wait for a reply from the person's agency."""
    query = select(Proposal).where(Proposal.forwarded_to_id == actor.agency_id, RECEIVERS_TURN.condition)
    return list(session.exec(query.order_by(col(Proposal.forwarded_on))))


def may_edit(session: Session, proposal: Proposal, actor: Actor) -> bool:
    """Whether a person may correct the text: people of the proposing agency may, and those who record for it."""
    if actor.is_authority:
        return actor.agency_id == proposal.from_id
    return inspections.may_edit(session, session.get_one(Inspection, proposal.inspection_id), actor)


OWNERS = frozenset({Role.OFFICER, Role.LEADER})
"""Who may see to a proposal, of the agency that leads it."""


def following(leader_id: UUID) -> ColumnElement[bool]:
    """The proposals that follow this one."""
    return col(Proposal.follows_id) == leader_id


def owed() -> ColumnElement[bool]:
    """Something is still to be done about them before the unit has its reply."""
    return and_(col(Proposal.open), ~PROPOSERS_TURN.condition)


def is_owed(row: Proposal) -> bool:
    """The same as `owed`, of one proposal."""
    return row.open and not PROPOSERS_TURN.of(row)


def late(today: date) -> ColumnElement[bool]:
    """What was to be done by a day that is over; what follows another one is late with that one, and counted once."""
    return and_(owed(), col(Proposal.follows_id).is_(None), col(Proposal.due_on) < today)


def is_late(row: Proposal, today: date) -> bool:
    """The same as `late`, of one proposal."""
    return is_owed(row) and row.follows_id is None and row.due_on is not None and row.due_on < today


def waits_for(row: Proposal) -> Waits:
    """For what it waits, as the ladder calls it."""
    if UNDECIDED.of(row):
        return "decision"
    if AWAITS_LETTER.of(row):
        return "letter"
    return "reply" if RECEIVERS_TURN.of(row) else "promise"


def against_due(day: date) -> list[Reason]:
    """Why a day is no last day for what comes next."""
    return [Reason("due_on", "Hạn không thể trước hôm nay.")] if day < clock.today() else []


def may_appoint(row: Proposal, actor: Actor) -> bool:
    """Whether a person may say who sees to it and until when: officers and leaders of the agency that leads it."""
    return is_owed(row) and actor.role in OWNERS and actor.agency_id == row.lead_agency_id


def owners(session: Session, agency_id: UUID) -> list[User]:
    """Who may see to the proposals that an agency leads."""
    return accounts.people(session, agency_id=agency_id, roles=OWNERS)


def owner_of(session: Session, row: Proposal) -> User | None:
    """Who sees to it; None when nobody was named, or when that person is with its agency no more."""
    owner = session.get(User, row.owner_id) if row.owner_id else None
    return owner if owner and owner.active and owner.agency_id == row.lead_agency_id else None


def head_of(session: Session, row: Proposal) -> Proposal:
    """The proposal from which the letter that forwards this one is drafted."""
    leader = session.get_one(Proposal, row.follows_id) if row.follows_id else row
    return session.get_one(Proposal, leader.sent_with_id) if leader.sent_with_id else leader


def in_letter(session: Session, head: Proposal) -> list[Proposal]:
    """Everything that the letter drafted from this proposal forwards, itself first, then in the order in which it came."""
    query = select(Proposal).where(Proposal.sent_with_id == head.id)
    return [head, *session.exec(query.order_by(col(Proposal.received_on), col(Proposal.id)))]
