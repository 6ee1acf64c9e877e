"""What is still open with agencies that have ended. Passing it on to their successors is a decision of its own."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import ColumnElement, false
from sqlmodel import Session, col, func, or_, select

from rasoat.accounts.actor import Actor, Role
from rasoat.accounts.scope import Scoped, below
from rasoat.inspections import queries as inspections
from rasoat.recommendations import queries as recommendations
from rasoat.reorganisation.holdings import BY_NAME, HOLDINGS, Holding, counts, led_by
from rasoat.reorganisation.models import ACCOUNT, Passing, PassingRun, Reorganisation
from rasoat.units import queries as units
from rasoat.units.heirs import Heirs
from rasoat.units.models import Agency


@dataclass(frozen=True, slots=True)
class OpenWith:
    """How much of an agency that has ended is still open: by the names of `holdings`, without those of which nothing is."""

    agency: Agency
    left: Mapping[str, int]

    @property
    def obligations(self) -> int:
        """Sent obligations that it owes."""
        return self.left.get("obligation", 0)

    @property
    def inspections(self) -> int:
        """Inspections of it."""
        return self.left.get("unit", 0)

    @property
    def accounts(self) -> int:
        """Accounts that can be used."""
        return self.left.get("account", 0)

    @property
    def told(self) -> str:
        """All of it in words: 7 nội dung phải thực hiện, 1 cuộc kiểm tra."""
        return ", ".join(f"{self.left[one.name]} {one.title}" for one in HOLDINGS if self.left.get(one.name))


def open_with_ended(session: Session, actor: Actor | None, day: date) -> list[OpenWith]:
    """The agencies that had ended before `day` and with which something is still open, in the order of their names.

    Without an actor, and for administrators, everything is counted; others count the obligations and inspections that
    they may see.
    """
    asked: list[tuple[Holding, list[ColumnElement[bool]]]] = [(one, []) for one in HOLDINGS]
    if actor is not None and actor.role != Role.ADMINISTRATOR:
        asked = [
            (BY_NAME["obligation"], [recommendations.listed(session, actor)]),
            (BY_NAME["unit"], [inspections.listed(session, actor)]),
        ]
    ended = select(Agency.id).where(col(Agency.valid_to) < day)
    something = or_(
        *(
            col(Agency.id).in_(select(col(one.agency)).where(col(one.agency).in_(ended), one.where, *seen))
            for one, seen in asked
        )
    )
    query = select(Agency).where(col(Agency.valid_to) < day, something)
    agencies = list(session.exec(query.order_by(col(Agency.order_text), col(Agency.id))))
    ids = [agency.id for agency in agencies]
    found = {one.name: counts(session, one, ids, *seen) for one, seen in asked} if ids else {}
    left = {key: {name: of[key] for name, of in found.items() if of.get(key)} for key in ids}
    return [OpenWith(agency, left[agency.id]) for agency in agencies]


def visible_to(actor: Actor) -> ColumnElement[bool]:
    """Which acts a person may see: those that the own agency goes through, or one below it. Authorities and administrators
    see none.
    """
    if actor.role == Role.ADMINISTRATOR or actor.is_authority:
        return false()
    return col(Reorganisation.lead_agency_id).in_(below(actor))


_scope = Scoped(Reorganisation, visible_to)
visible, require_visible = _scope.visible, _scope.require_visible


GOING_THROUGH = frozenset({Role.OFFICER, Role.LEADER})


def may_go_through(actor: Actor) -> bool:
    """Whether a person may record acts and confirm what they pass on."""
    return actor.role in GOING_THROUGH


def states(session: Session, act_id: UUID) -> Mapping[str, int]:
    """How many of an act's proposals are in each of models.STATES, without those of accounts."""
    query = select(Passing.state, func.count()).where(Passing.reorganisation_id == act_id, Passing.kind != ACCOUNT)
    return dict(iter(session.exec(query.group_by(col(Passing.state)))))


def last_run(session: Session, act_id: UUID) -> PassingRun | None:
    """The last time that many proposals of an act were confirmed at one word."""
    query = select(PassingRun).where(PassingRun.reorganisation_id == act_id)
    return session.exec(query.order_by(col(PassingRun.id).desc())).first()


def running(session: Session, act_id: UUID) -> PassingRun | None:
    """What goes on being confirmed of an act now."""
    run = last_run(session, act_id)
    return run if run is not None and run.ended_at is None else None


def ended_with_led(session: Session, actor: Actor, day: date) -> list[Agency]:
    """The agencies that had ended before `day` and have something open that the actor's agency leads, or that its ended
    predecessors led, or accounts that no act proposes, in the order of their names.
    """
    leads = {actor.agency_id, *Heirs(session, day).ended_before(actor.agency_id)}
    ended = list(session.exec(select(Agency.id).where(col(Agency.valid_to) < day)))
    found: set[UUID] = set()
    for one in HOLDINGS:
        # What is led by an agency that goes on is not asked for: its past has no end.
        if ended:
            query = select(col(one.agency)).where(col(one.agency).in_(ended), one.where, led_by(one, leads))
            found.update(session.exec(query.distinct()))
    query = select(Agency).where(col(Agency.id).in_(found))
    return list(session.exec(query.order_by(col(Agency.order_text), col(Agency.id))))


def offered(session: Session, one: Passing, day: date) -> tuple[list[Agency], list[Agency]]:
    """Who may be chosen for one proposal: the successors of whose it is and those that are chosen now, and the others that
    exist.
    """
    first = {agency.id for agency in Heirs(session, day).of(one.from_id)} | set(one.agencies)
    serving = units.serving(session, day)
    return [one for one in serving if one.id in first], [one for one in serving if one.id not in first]
