"""The names that a definition may use, as data: which kinds of cases there are, and which relations, guards, effects,
meanings, turns, deadlines and papers.

The rooms register them (`workflows.registry`), and only loading every room tells all of them. `shipped` reads the list
that was written from that (`make names`), so that a file is checked without loading rooms and tables; a test compares
the two.
"""

from dataclasses import dataclass
from pathlib import Path
from typing import Self

from pydantic import BaseModel, ConfigDict

SHIPPED = Path(__file__).with_name("names.json")


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


@dataclass(frozen=True, slots=True)
class DeadlineUse:
    """What the program does with a deadline: `why`, and whether it needs the deadline or knows an
    extension. `of`: the procedure that alone has it; empty: any of the kind.
    """

    why: str
    required: bool = False
    extends: bool = False
    of: str = ""


class KindNames(_Part):
    """What definitions of one kind of case may name. `recorded_as`: its name in early definitions, if it was another.
    `meanings`: of states, each with what it is asked for. `papers`: the kinds of papers that a procedure may offer.
    """

    recorded_as: str = ""
    relations: list[str] = []
    meanings: dict[str, str] = {}
    turns: list[str] = []
    deadlines: dict[str, DeadlineUse] = {}
    papers: list[str] = []


class Names(_Part):
    """Every name that is known."""

    kinds: dict[str, KindNames]
    guards: list[str]
    effects: list[str]

    def of(self, kind: str) -> KindNames | None:
        """What a kind of case has, by its name or its earlier one; None when there is no such kind."""
        earlier = (known for known in self.kinds.values() if known.recorded_as == kind)
        return next(earlier, None) or self.kinds.get(kind)

    @classmethod
    def shipped(cls) -> Self:
        """The names of this release."""
        return cls.model_validate_json(SHIPPED.read_bytes())
