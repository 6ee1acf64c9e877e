"""Which rows of a table a person may see. A row that the person may not see does not exist for that person."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Generic, TypeVar
from uuid import UUID

from sqlalchemy import ColumnElement
from sqlmodel import Session, col, select

from rasoat.accounts.actor import Actor
from rasoat.db import Row
from rasoat.problems import Problem

R = TypeVar("R", bound=Row)


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
