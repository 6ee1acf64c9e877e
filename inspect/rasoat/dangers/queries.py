"""Reading urgent dangers."""

from uuid import UUID

from sqlalchemy import ColumnElement, and_, case, or_
from sqlmodel import Session, col, func, select

from rasoat.accounts.actor import Actor, Role
from rasoat.accounts.scope import Scoped
from rasoat.dangers.models import UNTAKEN, Danger
from rasoat.db.bulk import among_these
from rasoat.db.reading import remembered
from rasoat.inspections import queries as inspections
from rasoat.inspections.near import any_of, near


def open_condition() -> ColumnElement[bool]:
    """A danger is open until somebody has said that it is over."""
    return col(Danger.open).is_(True)


def visible_to(actor: Actor) -> ColumnElement[bool]:
    """Who may see a danger: the inspecting side and the person who reported it, and never the inspected unit."""
    inspected = inspections.of_inspected(col(Danger.inspection_id), actor, col(Danger.lead_agency_id))
    return or_(inspected, col(Danger.reported_by) == actor.user_id)


def listed(session: Session, actor: Actor) -> ColumnElement[bool]:
    """The same as `visible_to`, for lists (see inspections/near.py)."""
    few = near(session, actor)
    if few is None:
        return visible_to(actor)
    return and_(
        any_of(session, Danger, among_these(col(Danger.inspection_id), few), col(Danger.reported_by) == actor.user_id),
        visible_to(actor),
    )


def concerns(actor: Actor) -> ColumnElement[bool]:
    """On whose first page a danger is: the lead agency's officers and leaders, and the team."""
    # Who went over to the inspected unit is in the team still.
    in_team = and_(inspections.in_team(actor, col(Danger.inspection_id)), visible_to(actor))
    if actor.role in (Role.OFFICER, Role.LEADER):
        return or_(col(Danger.lead_agency_id) == actor.agency_id, in_team)
    return in_team


_scope = Scoped(Danger, visible_to)
visible, require_visible = _scope.visible, _scope.require_visible


def urgent(session: Session, actor: Actor, most: int | None = None) -> list[Danger]:
    """The open dangers that concern this person, at most `most`: those nobody has taken over first, then the newest."""
    query = select(Danger).where(open_condition(), concerns(actor))
    taken = ~UNTAKEN.condition
    return list(session.exec(query.order_by(taken, col(Danger.seen_at).desc(), col(Danger.id)).limit(most)))


def count_urgent(session: Session, actor: Actor) -> tuple[int, int]:
    """How many open dangers concern this person, and how many of them nobody has taken over."""
    # The first page asks, and the navigation of the same page.
    return remembered(session, (count_urgent, actor), lambda: _count_urgent(session, actor))


def _count_urgent(session: Session, actor: Actor) -> tuple[int, int]:
    untaken = func.coalesce(func.sum(case((UNTAKEN.condition, 1), else_=0)), 0)
    return session.exec(select(func.count(), untaken).where(open_condition(), concerns(actor))).one()


def of_inspection(session: Session, inspection_id: UUID) -> list[Danger]:
    """The dangers that a team told of during an inspection, the earliest first, for whoever reads all of it."""
    query = select(Danger).where(Danger.inspection_id == inspection_id)
    return list(session.exec(query.order_by(col(Danger.seen_at), col(Danger.id))))


def of_visit(session: Session, visit_id: UUID, actor: Actor) -> list[Danger]:
    """The dangers reported at one visit that the person may see, the newest first."""
    query = select(Danger).where(Danger.visit_id == visit_id, visible_to(actor))
    return list(session.exec(query.order_by(col(Danger.seen_at).desc(), col(Danger.id))))
