"""What a row of the table of races says, and the table itself."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlmodel import Session

from rasoat.db import Database
from tests.visits.samples import VISIT_DAY
from tests.world import World

AT_ONCE = 8
Write = Callable[[Session, int], Any]


@dataclass(frozen=True)
class Race:
    """One operation, eight times at once.

    `write(session, number)` is done inside `Database.write`; `alone(database, number)` where the operation has
    transactions of its own. `wins` of the eight are carried out (None: any number, at least one); the others are refused
    with one of `refused`. `then` looks at what is left in the database.
    """

    write: Write | None = None
    alone: Callable[[Database, int], Any] | None = None
    wins: int | None = AT_ONCE
    refused: tuple[str, ...] = ()
    then: Callable[[list[Any]], None] | None = None

    def run(self, database: Database, number: int) -> Any:
        """Do it once."""
        if self.alone is not None:
            return self.alone(database, number)
        write = self.write
        assert write is not None
        return database.write(lambda session: write(session, number))


Make = Callable[[World], Race]
RACES: dict[str, tuple[Make, datetime]] = {}
"""By the name of the operation: a function that makes the scene and says what is done there, and the time of it."""


def race(*names: str, at: datetime = VISIT_DAY) -> Callable[[Make], Make]:
    """Put a race into the table, for one or several operations that are done in it."""

    def put(make: Make) -> Make:
        for name in names:
            assert name not in RACES, f"{name} has a race already"
            RACES[name] = make, at
        return make

    return put
