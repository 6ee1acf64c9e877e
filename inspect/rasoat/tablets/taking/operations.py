"""Noting that a tablet took a visit along and can work without a network."""

from uuid import UUID

from sqlmodel import Session, select

from rasoat import clock
from rasoat.accounts.actor import Actor
from rasoat.db.locking import lock
from rasoat.tablets.taking.models import Taking
from rasoat.tablets.taking.queries import require_team_member
from rasoat.visits.models import Visit


def take(session: Session, actor: Actor, tablet_id: UUID, visit_id: UUID, etag: str, size: int) -> Taking:
    """Note that a tablet has the bundle `etag` of a visit and its papers, together `size` bytes. A later call replaces
    the earlier one.

    Raises Problem `not_found` for a person who is not in the team.
    """
    require_team_member(session, actor, visit_id)
    lock(session, Visit, visit_id)
    row = session.exec(select(Taking).where(Taking.tablet_id == tablet_id, Taking.visit_id == visit_id)).first()
    if row is None:
        row = Taking(tablet_id=tablet_id, visit_id=visit_id, account_id=actor.user_id, taken_at=clock.now(),
                     bundle=etag, size=size)  # fmt: skip
        session.add(row)
    else:
        row.account_id, row.taken_at, row.bundle, row.size = actor.user_id, clock.now(), etag, size
        row.version += 1
    session.flush()
    return row
