"""What is still open with agencies that have ended. Passing it on to their successors is a decision of its own."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, and_, exists
from sqlmodel import Session, col, func, or_, select

from rasoat.accounts.actor import Actor, Role
from rasoat.accounts.models import User
from rasoat.db import Row
from rasoat.inspections import queries as inspections
from rasoat.inspections.models import Inspection
from rasoat.recommendations import queries as recommendations
from rasoat.recommendations.models import UNSENT, Obligation
from rasoat.units.models import Agency


@dataclass(frozen=True, slots=True)
class OpenWith:
    """How much of an agency that has ended is still open."""

    agency: Agency
    obligations: int
    inspections: int
    accounts: int


def open_with_ended(session: Session, actor: Actor | None, day: date) -> list[OpenWith]:
    """The agencies that had ended before `day` and with which something is still open, in the order of their names.

    Without an actor, and for administrators, everything is counted and accounts too; others count what they may see.
    """
    of_obligations: ColumnElement[bool] = and_(recommendations.open_condition(), ~UNSENT.condition)
    of_inspections: ColumnElement[bool] = col(Inspection.open).is_(True)
    everything = actor is None or actor.role == Role.ADMINISTRATOR
    if actor is not None and not everything:
        of_obligations = and_(of_obligations, recommendations.listed(session, actor))
        of_inspections = and_(of_inspections, inspections.listed(session, actor))
    of_accounts = col(User.active).is_(True)
    with_obligations = exists().where(col(Obligation.addressee_id) == Agency.id, of_obligations)
    with_inspections = exists().where(col(Inspection.unit_id) == Agency.id, of_inspections)
    with_accounts = exists().where(col(User.agency_id) == Agency.id, of_accounts)
    something = or_(with_obligations, with_inspections, *([with_accounts] if everything else []))
    query = select(Agency).where(col(Agency.valid_to) < day, something)
    agencies = list(session.exec(query.order_by(col(Agency.order_text), col(Agency.id))))
    ids = [agency.id for agency in agencies]
    owed = _counts(session, Obligation, col(Obligation.addressee_id), ids, of_obligations)
    visited = _counts(session, Inspection, col(Inspection.unit_id), ids, of_inspections)
    people = _counts(session, User, col(User.agency_id), ids, of_accounts) if everything else {}
    return [OpenWith(one, owed.get(one.id, 0), visited.get(one.id, 0), people.get(one.id, 0)) for one in agencies]


def _counts(
    session: Session, model: type[Row], column: Any, ids: list[UUID], open_: ColumnElement[bool]
) -> Mapping[UUID, int]:
    query = select(column, func.count()).select_from(model).where(column.in_(ids), open_).group_by(column)
    return dict(iter(session.exec(query)))
