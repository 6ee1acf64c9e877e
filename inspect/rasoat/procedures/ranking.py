"""What the file of the ranking may say: how many points each reason to visit a unit gives.

The files are /workflows/ranking*.yaml. Points are exact decimals, so that those of the reasons add up to what is shown.
"""

from decimal import Decimal
from typing import Annotated, Any, Literal, Self

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, model_validator

from rasoat.procedures.definition import Title


def _no_truth(value: Any) -> Any:
    """YAML reads “yes” as true, and true would count as 1."""
    if isinstance(value, bool):
        raise ValueError("expected a number from 0 to 1000")
    return value


Points = Annotated[Decimal, BeforeValidator(_no_truth), Field(ge=0, le=1000, decimal_places=2)]


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Counted(_Part):
    """So many points for each thing, and for all of them together at most so many."""

    each: Points
    most: Points

    @model_validator(mode="after")
    def _one_is_within_all(self) -> Self:
        if self.each > self.most:
            raise ValueError(f"“each” is {self.each} and may not be more than “most”, {self.most}")
        return self


class Unmet(_Part):
    """The points where nothing of what came due was done; of a part of it, as large a part of them."""

    most: Points


class Since(Counted):
    """Points for each month that passed after the first `after` months; `never`: no visit is known at all."""

    after: Annotated[int, BeforeValidator(_no_truth), Field(ge=0, le=600)]
    never: Points

    @model_validator(mode="after")
    def _never_is_longest(self) -> Self:
        if self.never < self.most:
            raise ValueError(f"“never” is {self.never} and may not be less than “most”, {self.most}")
        return self


class Weights(_Part):
    """One version of the ranking."""

    id: Literal["ranking"]
    version: int = Field(ge=1)
    title: Title
    basis: str = Field(min_length=1)
    danger: Counted
    overdue: Counted
    repeated: Counted
    unmet: Unmet
    since: Since
