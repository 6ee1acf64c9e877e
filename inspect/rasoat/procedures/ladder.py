"""What a ladder may say: the steps by which something that is owed is chased before, on and after its due date.

The files are /workflows/ladder*.yaml. A step says on which working day it comes, who is told, and what else is done.
"""

from collections import Counter
from collections.abc import Iterator
from datetime import time
from itertools import product
from typing import Annotated, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, model_validator

from rasoat.procedures.definition import Name, Title

Force = Literal["recommended", "demanded", "assigned"]
Priority = Literal["ordinary", "priority", "urgent"]
Party = Literal["addressee", "officers", "leaders", "owner", "proposer"]
"""Who is told. Of an obligation the addressee's people and its mailbox, the officers or the leaders of the agency that follows it
up; of a proposal its owner, the leaders of the agency that leads it, the people of the unit that proposed it.
"""
OF_OBLIGATIONS: frozenset[Party] = frozenset({"addressee", "officers", "leaders"})
OF_PROPOSALS: frozenset[Party] = frozenset({"owner", "leaders", "proposer"})
Waits = Literal["decision", "promise", "reply", "letter"]
"""For what a proposal waits: the department decides on it, keeps its promise; the agency it was forwarded to replies; the
unit sends its letter."""
WAITS: tuple[Waits, ...] = ("decision", "promise", "reply", "letter")
FORCES: tuple[Force, ...] = ("recommended", "demanded", "assigned")
PRIORITIES: tuple[Priority, ...] = ("ordinary", "priority", "urgent")
Days = Annotated[int, Field(ge=1, le=250)]


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Step(_Part):
    """One step: so many working days `before` or `after` the due date, or on the last working day before it ends.

    `every`: after its day it comes again each so many working days, as long as the thing is owed.
    """

    step: Name
    title: Title
    before: Days | None = None
    on_due: bool = False
    after: Days | None = None
    every: Days | None = None
    tell: list[Party] = Field(default_factory=list)
    letter: bool = Field(default=False, description="A letter about everything overdue is drafted for signature.")
    leaders: bool = Field(default=False, description="It is on the list of the leaders from now on.")
    province: bool = Field(default=False, description="It is a line of the report to the province from now on.")

    @model_validator(mode="after")
    def _has_one_day_and_does_something(self) -> Self:
        if (self.before is not None) + self.on_due + (self.after is not None) != 1:
            raise ValueError(f"step “{self.step}” has “before”, “on_due” or “after”, one of them")
        if self.every and self.after is None:
            raise ValueError(f"step “{self.step}”: “every” belongs to a step after the due date")
        if not (self.tell or self.climbs):
            raise ValueError(f"step “{self.step}” tells nobody and does nothing")
        if self.climbs and (self.every or self.after is None):
            raise ValueError(f"step “{self.step}”: a letter, a list or a report comes once, after the due date")
        return self

    @property
    def climbs(self) -> bool:
        """Whether it does more than tell."""
        return self.letter or self.leaders or self.province

    @property
    def place(self) -> int:
        """Its place around the due date, in working days: negative before it."""
        return self.after or -(self.before or 0)


class Steps(_Part):
    """Steps that something climbs."""

    title: Title
    steps: list[Step] = Field(min_length=1)

    @model_validator(mode="after")
    def _each_step_once(self) -> Self:
        for name, times in Counter(one.step for one in self.steps).items():
            if times > 1:
                raise ValueError(f"step “{name}” stands in “{self.title}” {times} times; expected once")
        return self


class Rungs(Steps):
    """The steps for what is asked with these forces and priorities."""

    forces: list[Force] = Field(min_length=1)
    priorities: list[Priority] = Field(min_length=1)

    @model_validator(mode="after")
    def _tells_those_of_obligations(self) -> Self:
        _expect_parties(self, OF_OBLIGATIONS)
        return self


class ProposalRungs(Steps):
    """The steps for proposals that wait for one thing."""

    waits_for: Waits

    @model_validator(mode="after")
    def _does_what_proposals_know(self) -> Self:
        _expect_parties(self, OF_PROPOSALS)
        for one in self.steps:
            own = self.waits_for in ("decision", "promise")
            if one.leaders or (one.province and not own) or (one.letter and self.waits_for != "reply"):
                raise ValueError(
                    f"step “{one.step}” of proposals tells, drafts a letter that asks again for a reply, or reports what "
                    "the agency itself is late with"
                )
        return self


def _expect_parties(rungs: Steps, known: frozenset[Party]) -> None:
    for one in rungs.steps:
        if others := sorted(set(one.tell) - known):
            raise ValueError(
                f"step “{one.step}”: nobody is “{others[0]}” here; expected one of {', '.join(sorted(known))}"
            )


class Hours(_Part):
    """The hours of a working day in which steps are done, by the clock in Vietnam."""

    from_: time = Field(alias="from")
    to: time

    @model_validator(mode="after")
    def _begin_before_they_end(self) -> Self:
        if self.from_ >= self.to:
            raise ValueError("“from” must be earlier than “to”")
        return self


class Ladder(_Part):
    """One version of the ladder."""

    id: Literal["ladder"]
    version: int = Field(ge=1)
    draft: bool = False
    title: Title
    basis: str = Field(min_length=1)
    hours: Hours
    ladders: list[Rungs] = Field(min_length=1)
    proposals: list[ProposalRungs] = Field(default_factory=list, description="Versions before the second have none.")

    @model_validator(mode="after")
    def _one_for_each(self) -> Self:
        stood = Counter(pair for rungs in self.ladders for pair in product(rungs.forces, rungs.priorities))
        wrong = [
            f"{force}, {priority}: {stood[force, priority]} times"
            for force, priority in _pairs()
            if stood[force, priority] != 1
        ]
        if wrong:
            raise ValueError(f"each force and priority has one ladder; {'; '.join(wrong)}")
        return self

    @model_validator(mode="after")
    def _one_for_what_proposals_wait_for(self) -> Self:
        stood = Counter(rungs.waits_for for rungs in self.proposals)
        wrong = [f"{one}: {stood[one]} times" for one in WAITS if stood[one] != 1]
        if self.proposals and wrong:
            raise ValueError(f"what proposals wait for has one ladder each; {'; '.join(wrong)}")
        return self

    def proposal_rungs(self, waits_for: str) -> ProposalRungs | None:
        """The steps of proposals that wait for this; None in a version that has none."""
        return next((one for one in self.proposals if one.waits_for == waits_for), None)

    def rungs(self, force: str, priority: str) -> Rungs:
        """The steps for one force and priority."""
        return next(one for one in self.ladders if force in one.forces and priority in one.priorities)


def _pairs() -> Iterator[tuple[Force, Priority]]:
    return product(FORCES, PRIORITIES)
