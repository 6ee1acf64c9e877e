"""The mark of what waits for somebody in another's stead."""

from collections.abc import Iterable
from uuid import UUID

from sqlmodel import Session, col, select

from rasoat import clock
from rasoat.absences import queries as absences
from rasoat.accounts import queries as accounts
from rasoat.accounts.actor import Actor
from rasoat.inspections.models import TeamMember
from rasoat.web.today.parts import Item


def standing_in(db: Session, actor: Actor) -> list[Item]:
    """For whom the person stands in today, and until when."""
    return [
        Item(
            f"Làm thay {away.full_name}",
            ("absences.index", {}),
            f"đến hết ngày {clock.date_text(row.last_day)}; việc của {away.full_name} có dấu “làm thay”",
        )
        for row, away in absences.stood_in_for(db, actor)
    ]


def of_drafters(db: Session, actor: Actor) -> dict[UUID, str]:
    """The mark of what each person drafted for whom the actor stands in."""
    names = accounts.names(db, actor.stands_in_for)
    return {one: _mark(row.full_name) for one, row in names.items()}


def of_inspections(db: Session, actor: Actor, inspection_ids: Iterable[UUID]) -> dict[UUID, str]:
    """The mark of each of these inspections in whose team the actor is only in another's stead."""
    if not actor.stands_in_for:
        return {}
    query = select(TeamMember.inspection_id, TeamMember.user_id).where(
        col(TeamMember.inspection_id).in_(set(inspection_ids)), col(TeamMember.user_id).in_(actor.people)
    )
    marks, found = of_drafters(db, actor), list(db.exec(query))
    own = {inspection_id for inspection_id, user_id in found if user_id == actor.user_id}
    return {inspection_id: marks[user_id] for inspection_id, user_id in found if inspection_id not in own}


def _mark(name: str) -> str:
    return f"làm thay {name}"
