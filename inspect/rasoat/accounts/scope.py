"""Which rows of a table a person may see. A row that the person may not see does not exist for that person."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Generic, TypeVar
from uuid import UUID

from sqlalchemy import ColumnElement, or_
from sqlmodel import Session, col, select
from sqlmodel.sql.expression import SelectOfScalar

from rasoat.accounts.actor import Actor
from rasoat.db import Row
from rasoat.problems import Problem
from rasoat.units.models import Agency

R = TypeVar("R", bound=Row)


def below(actor: Actor) -> SelectOfScalar[UUID]:
    """The agencies of which the actor reads what they lead: the own one and those below it, and the ended ones for which the own
    one goes on, with those that stood below them. Old and new have one history.
    """
    tops = (actor.agency_id, *actor.goes_on_for)
    return select(Agency.id).where(or_(*(col(Agency.path).contains(f"/{one}/") for one in tops)))


@dataclass(frozen=True, slots=True)
class Scoped(Generic[R]):
    """A table with the condition that says which of its rows a person may see."""

    model: type[R]
    visible_to: Callable[[Actor], ColumnElement[bool]]

    def visible(self, session: Session, row_id: UUID, actor: Actor) -> bool:
        """Whether the actor may see this row."""
        query = select(self.model.id).where(col(self.model.id) == row_id, self.visible_to(actor))
        return session.exec(query).first() is not None

    def require_visible(self, session: Session, row_id: UUID, actor: Actor) -> R:
        """The row. Raises Problem `not_found` when there is none or the actor may not see it."""
        found = session.exec(select(self.model).where(col(self.model.id) == row_id, self.visible_to(actor))).first()
        if found is None:
            raise Problem("not_found")
        return found
