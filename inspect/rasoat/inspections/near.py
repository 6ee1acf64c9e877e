"""The inspections that may concern somebody, found from the person's side: lists of people who see little begin here.

A list is read in its order until a page is full, and each row is asked whether the person may see it. Whoever sees
nearly everything waits for few rows. Whoever sees little would wait until all rows were asked, so for them the list
looks only at what is near.
"""

from uuid import UUID

from sqlalchemy import ColumnElement, or_, select, true, union_all
from sqlmodel import Session, col

from rasoat.accounts.actor import Actor
from rasoat.accounts.scope import below as agencies_below
from rasoat.db import Row
from rasoat.db.bulk import among_these
from rasoat.db.counting import count_up_to
from rasoat.db.reading import remembered
from rasoat.inspections.models import Inspection, TeamMember
from rasoat.plans.models import Plan, PlanCosigner

FEW = 500
"""So many inspections are looked up one by one; whoever has more is somebody who sees much."""
MANY = 2_000
"""So many rows of a list are looked up one by one."""


def near(session: Session, actor: Actor) -> list[UUID] | None:
    """The inspections that concern the actor in any way: as one who leads them or signs their plan, by the team, or as
    the inspected side; also of agencies below the actor's. None when they are more than FEW.

    This decides nothing: it holds every inspection that the actor may see, and others.
    """
    return remembered(session, (near, actor.people), lambda: _near(session, actor))


def _near(session: Session, actor: Actor) -> list[UUID] | None:
    ask = session.connection().execute
    below = list(session.exec(agencies_below(actor)))
    led = select(col(Inspection.id)).where(among_these(col(Inspection.lead_agency_id), below))
    # Ids take a while to be read. A department that leads many inspections is known by their number.
    if not actor.is_authority and count_up_to(session, led, FEW) > FEW:
        return None
    signed = select(col(PlanCosigner.plan_id)).where(col(PlanCosigner.agency_id) == actor.agency_id)
    ours = or_(among_these(col(Plan.lead_agency_id), below), col(Plan.id).in_(signed))
    plans = ask(select(col(Plan.id)).where(ours)).scalars().all()
    # Each part has an index, and the database stops in the middle of them when it has enough.
    parts = (
        led,
        select(col(Inspection.id)).where(among_these(col(Inspection.plan_id), plans)),
        select(col(Inspection.id)).where(among_these(col(Inspection.unit_id), below)),
        select(col(Inspection.id)).where(col(Inspection.office_id) == actor.agency_id),
        select(col(TeamMember.inspection_id)).where(col(TeamMember.user_id).in_(actor.people)),
    )
    found = ask(union_all(*parts).limit(FEW + 1)).scalars().all()
    return None if len(found) > FEW else list(set(found))


def any_of(session: Session, model: type[Row], *conditions: ColumnElement[bool]) -> ColumnElement[bool]:
    """Rows that fulfil one of the conditions, each of which is looked up by its own index; all rows when those are more
    than MANY, since then a list finds enough of them in its order.

    A database that is given an "or" beside other conditions often reads the whole table.
    """
    parts = [select(col(model.id)).where(condition) for condition in conditions]
    # The same row may come from each part.
    found = session.connection().execute(union_all(*parts).limit(len(parts) * MANY + 1)).scalars().all()
    ids = set(found)
    return true() if len(ids) > MANY else among_these(col(model.id), ids)
