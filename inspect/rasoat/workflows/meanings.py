"""What a state means to the program. The program asks for meanings and never for the names of states, so that only the
YAML files name states.

`fire` stores the meaning of a case's state in the case's row, beside the state, so that lists and indexes can use it
and a case keeps the meaning of its own version. A room declares which meanings it asks for; `rasoat workflows check`
refuses a definition that declares another one, or that has no state for one of them.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, and_, select, update
from sqlmodel import Session, col

from rasoat.workflows import pins
from rasoat.workflows.models import CaseRow
from rasoat.workflows.registry import kinds, meanings, turns


@dataclass(frozen=True)
class Meaning:
    """A meaning that a room asks for in the states of one kind of case. `why` says what the program does with it."""

    kind: str
    model: type[CaseRow]
    name: str
    why: str

    def __post_init__(self) -> None:
        meanings[self.kind, self.name] = self.why

    def of(self, row: CaseRow | Mapping[str, Any]) -> bool:
        """Whether the case's state has this meaning. It takes a row of the session, or a row that was read as columns."""
        means = row.means if isinstance(row, CaseRow) else row["means"]
        return f" {self.name} " in means

    @property
    def condition(self) -> ColumnElement[bool]:
        """The same as `of`, as a condition on rows in the database."""
        means = col(self.model.means)
        # A state without any meaning has a blank. An index by what states mean can begin behind such rows.
        return and_(means > " ", means.contains(f" {self.name} ", autoescape=True))


@dataclass(frozen=True)
class Turn:
    """A party who may have to act next in a kind of case."""

    kind: str
    model: type[CaseRow]
    side: str

    def __post_init__(self) -> None:
        turns.add((self.kind, self.side))

    def of(self, row: CaseRow) -> bool:
        """Whether it is the turn of this party."""
        return row.turn == self.side

    @property
    def condition(self) -> ColumnElement[bool]:
        """The same as `of`, as a condition on rows in the database."""
        return col(self.model.turn) == self.side


def means(row: CaseRow, name: str) -> bool:
    """Find a meaning by its name and ask `Meaning.of`, for templates. Raises LookupError for a meaning that no room
    declares.
    """
    kind = next(kind.name for kind in kinds.values() if kind.model is type(row))
    if (kind, name) not in meanings:
        raise LookupError(f"nothing declares that a state of {kind} may mean “{name}”")
    return f" {name} " in row.means


def tell_rows(session: Session) -> None:
    """Write into every case's row what its state means. Rows from before states had meanings, or had one of them, lack
    it.

    This runs at each start, after publishing. When there is nothing to do it costs one reading of each table of cases.
    """
    for kind in kinds.values():
        cases = kind.table
        pinned = (cases.c.workflow, cases.c.workflow_version, cases.c.status)
        kept = select(*pinned, cases.c.open, cases.c.turn, cases.c.means).distinct()
        for name, version, status, *present in session.connection().execute(kept).all():
            state = pins.runtime(session, name, version).definition.states.get(status)
            if state is not None and present != list(state.columns().values()):
                these = (cases.c.workflow == name, cases.c.workflow_version == version, cases.c.status == status)
                session.connection().execute(update(cases).where(*these).values(state.columns()))


def place(session: Session, row: CaseRow, state: str) -> None:
    """Put a row into a state of its definition, with everything the state means. Only `start` and tests do this."""
    found = pins.runtime(session, row.workflow, row.workflow_version).definition.states[state]
    row.status = state
    for name, value in found.columns().items():
        setattr(row, name, value)
