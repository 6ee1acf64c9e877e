"""Kinds of agencies, read from units/kinds.yaml: what one may do, what its papers look like, when it exists."""

from collections.abc import Mapping
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field, model_validator

from rasoat import content
from rasoat.settings import content_dir

Right = Literal["lead", "co_sign", "be_inspected", "receive_proposals"]
FILE = "kinds.yaml"


class Proposed(BaseModel):
    """How an agency of the kind is named for an administrative unit of this level, until somebody looks it over."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    level: Literal["province", "district", "commune"]
    name: str
    short_name: str
    symbol: str
    place: str


class AgencyKind(BaseModel):
    """One kind. The keys are explained at the head of units/kinds.yaml."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    title: str
    valid_from: date | None = None
    valid_to: date | None = None
    under: tuple[str, ...] = ()
    alone: bool = False
    office_of: tuple[str, ...] = ()
    may: tuple[Right, ...] = ()
    above: Literal["none", "parent"] = "none"
    first_line: str = ""
    collective: bool = False
    pick_all: str = ""
    proposed: Proposed | None = None
    source: str = ""
    status: Literal["verified", "assumed"]

    def exists_on(self, day: date) -> bool:
        """Whether agencies of this kind exist on that day."""
        return (self.valid_from is None or self.valid_from <= day) and (self.valid_to is None or day <= self.valid_to)


class Kinds(BaseModel):
    """The whole file."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    kinds: dict[str, AgencyKind] = Field(min_length=1)

    @model_validator(mode="after")
    def _names_are_defined(self) -> "Kinds":
        for name, kind in self.kinds.items():
            for other in (*kind.under, *kind.office_of):
                if other not in self.kinds:
                    raise ValueError(f"{name} names the kind “{other}”, which nobody defines")
            if kind.valid_from and kind.valid_to and kind.valid_to < kind.valid_from:
                raise ValueError(f"{name} ends before it begins")
        return self


UNKNOWN = AgencyKind(title="Loại không còn được định nghĩa", alone=True, status="assumed")
"""Of an agency whose kind the content no longer has: it may do nothing new."""


def all_kinds() -> Mapping[str, AgencyKind]:
    """The kinds by name, in the order of the file. Raises content.ContentError with file and line."""
    path = content.files("units", FILE, content_dir())[0]
    return _read(path, path.stat().st_mtime_ns).kinds


@lru_cache(maxsize=4)
def _read(path: Path, _changed: int) -> Kinds:
    """The file is parsed once until it changes."""
    return content.load(path, Kinds)


def kind_of(name: str) -> AgencyKind:
    """The kind with this name; UNKNOWN when no content defines it."""
    return all_kinds().get(name, UNKNOWN)


def titles() -> dict[str, str]:
    """What the kinds are called, by name."""
    return {name: kind.title for name, kind in all_kinds().items()}


def that_may(right: Right) -> set[str]:
    """The names of the kinds that have this right."""
    return {name for name, kind in all_kinds().items() if right in kind.may}


def last_day(kind: str, given: date | None) -> date | None:
    """The last day of an agency of this kind for which somebody typed this one: nothing lasts longer than its kind."""
    return given or kind_of(kind).valid_to
