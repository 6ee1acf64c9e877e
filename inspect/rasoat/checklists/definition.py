"""A checklist definition: what checklists/*.yaml may say. The format is explained in docs/checklists.md.

A definition has a section for each scope: `site` is filled in once for each site that is visited, `unit` once for the
inspected unit. A response belongs to one definition version and one scope.
"""

from datetime import date
from functools import cached_property
from typing import Annotated, Literal, Self

from pydantic import Field, StrictBool, StrictInt, model_validator

from rasoat.checklists import crosscheck
from rasoat.checklists.faults import Faults
from rasoat.checklists.items import Conditions, Id, Item, OnFail, Sentence, Some, SourceStatus, Strict

Scope = Literal["site", "unit"]
# An item, a column (`table.column`, all rows added up), an earlier figure, or a plain number.
Term = StrictInt | str


class Basis(Strict):
    """One legal basis. `from_date` is when it took effect, `until` the last day on which it was in force: what is of another
    day does not cite it.
    """

    title: Sentence
    source_status: SourceStatus
    from_date: date | None = None
    until: date | None = None

    def in_force(self, day: date) -> bool:
        """Whether it was in force on a day."""
        return (self.from_date is None or self.from_date <= day) and (self.until is None or day <= self.until)

    @model_validator(mode="after")
    def _ends_after_it_began(self) -> Self:
        faults = Faults()
        if self.from_date and self.until and self.until < self.from_date:
            faults.add(("until",), "“until” is before “from_date”")
        faults.throw("checklist")
        return self


OWN = crosscheck.OWN


class OwnVersion(Strict):
    """What an installation says of a version that it made itself."""

    based_on: Annotated[StrictInt, Field(ge=1)] = Field(description="The version that was completed.")
    typed_by: Sentence
    typed_on: date


def version_title(version: int) -> str:
    """What people call a version: “bản 2”, or “bản riêng 1” for an installation's own."""
    return f"bản riêng {version - OWN}" if version > OWN else f"bản {version}"


class Figure(Strict):
    """A figure that is computed from others: the sum of `plus` minus the sum of `minus`. It is unknown while any of
    them is unknown.
    """

    id: Id
    label: Sentence
    unit: str = ""
    plus: Some[Term]
    minus: tuple[Term, ...] = ()


class Check(Strict):
    """Figures that must agree: sum(left) at most `percent` % of sum(at_most), or equal to sum(equals).

    Without `on_fail` a breach is a contradiction in the figures and asks for an explanation; with it, a shortcoming.
    """

    id: Id
    message: Sentence
    left: Some[Term]
    at_most: tuple[Term, ...] = ()
    equals: tuple[Term, ...] = ()
    percent: Annotated[StrictInt, Field(ge=1, le=100)] = 100
    show_if: Conditions = Field(default={}, description="Compared only when these hold.")
    source: str = ""
    source_status: SourceStatus = "practice"
    on_fail: OnFail | None = None
    on_pass: Sentence | None = None

    @property
    def right(self) -> tuple[Term, ...]:
        """The right side of the comparison."""
        return self.at_most or self.equals

    @model_validator(mode="after")
    def _one_relation(self) -> Self:
        faults = Faults()
        if bool(self.at_most) == bool(self.equals):
            faults.add((), f"the check “{self.id}” needs either “at_most” or “equals”")
        if self.equals and self.percent != 100:
            faults.add(("percent",), "“percent” goes with “at_most”")
        faults.throw("check")
        return self


class PassRule(Strict):
    """When the whole section passes. The criteria are the items with `expect`, without those in `forbid` and those
    with `counted: false`.
    """

    title: Sentence
    all_mandatory: StrictBool = False
    mandatory_of: Annotated[StrictInt, Field(ge=1)] | None = Field(
        default=None, description="Mandatory criteria in the source."
    )
    at_least: Annotated[StrictInt, Field(ge=1)] | None = None
    of: Annotated[StrictInt, Field(ge=1)] | None = Field(default=None, description="Criteria in the source.")
    forbid: Conditions = Field(default={}, description="Item -> answers that rule a pass out.")
    source: str = ""
    source_status: SourceStatus = "practice"


class Section(Strict):
    """All that is asked within one scope."""

    scope: Scope
    title: Sentence
    note: str = ""
    items: Some[Item]
    figures: tuple[Figure, ...] = ()
    checks: tuple[Check, ...] = ()
    passing: PassRule | None = None

    @cached_property
    def item(self) -> dict[str, Item]:
        """The items by id."""
        return {item.id: item for item in self.items}

    @cached_property
    def check(self) -> dict[str, Check]:
        """The checks by id."""
        return {check.id: check for check in self.checks}

    @cached_property
    def required(self) -> tuple[str, ...]:
        """The items that must be answered where they are asked."""
        return tuple(item.id for item in self.items if item.required)

    @cached_property
    def worded(self) -> frozenset[str]:
        """The items and checks about which the team may write its own sentences when they fail."""
        sources: tuple[Item | Check, ...] = (*self.items, *self.checks)
        return frozenset(source.id for source in sources if source.on_fail)

    @cached_property
    def criteria(self) -> tuple[Item, ...]:
        """The items that the pass rule counts."""
        forbidden = self.passing.forbid if self.passing else {}
        return tuple(i for i in self.items if i.expect and i.counted and i.id not in forbidden)

    @model_validator(mode="after")
    def _agrees(self) -> Self:
        crosscheck.section(self)
        return self


class Definition(Strict):
    """One version of one checklist."""

    id: Id
    version: Annotated[StrictInt, Field(ge=1)]
    draft: StrictBool = False
    title: Sentence
    site_kinds: tuple[Id, ...] = Field(default=(), description="Kinds of site that the site section is for.")
    every_inspection: StrictBool = Field(
        default=False, description="Every inspection has it, and nobody has to fill it before a visit is closed."
    )
    basis: tuple[Basis, ...] = ()
    source_notes: str = ""
    complete: StrictBool = Field(default=True, description="false: not all criteria of the source are here yet.")
    incomplete_note: str = ""
    own: OwnVersion | None = Field(default=None, description="Of an installation's own version: who made it, of what.")
    sections: Some[Section]

    @property
    def version_title(self) -> str:
        """What people call this version."""
        return version_title(self.version)

    def section(self, scope: Scope) -> Section:
        """The section of one scope. Raises KeyError when the definition has none."""
        return next((s for s in self.sections if s.scope == scope), None) or self._no(scope)

    def basis_on(self, day: date) -> list[Basis]:
        """The legal bases that were in force on the day of a visit, in the order of the file."""
        return [one for one in self.basis if one.in_force(day)]

    def has(self, scope: Scope) -> bool:
        """Whether anything is asked in this scope."""
        return any(s.scope == scope for s in self.sections)

    def _no(self, scope: Scope) -> Section:
        raise KeyError(f"{self.id} has no {scope} section")

    @model_validator(mode="after")
    def _agrees(self) -> Self:
        crosscheck.definition(self)
        return self
