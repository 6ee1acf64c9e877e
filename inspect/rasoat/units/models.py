"""Administrative units and agencies with their dates: which existed when, which is above which, what became of each."""

from datetime import date
from uuid import UUID

from sqlalchemy import UniqueConstraint
from sqlmodel import Field

from rasoat import clock
from rasoat.db import Row, Searchable, Text

UNIT_LEVELS = {"province": "Cấp tỉnh", "district": "Cấp huyện (đến 30/6/2025)", "commune": "Cấp xã"}


class Dated:
    """Something that exists from its first day to its last one; without a last day it still exists."""

    valid_from: date
    valid_to: date | None

    def serves_on(self, day: date) -> bool:
        """Whether it exists on that day."""
        return self.valid_from <= day and (self.valid_to is None or day <= self.valid_to)

    def has_ended(self, day: date) -> bool:
        """Whether its last day is before that day."""
        return self.valid_to is not None and self.valid_to < day


class AdministrativeUnit(Row, Searchable, Dated, table=True):
    """A province, district or commune. Codes are reused, so the key is the code with its first day."""

    __tablename__ = "administrative_unit"
    __table_args__ = (UniqueConstraint("code", "valid_from"),)

    code: str = Field(index=True)
    name: str = Field(sa_type=Text)
    level: str = Field(description="See UNIT_LEVELS.")
    parent_id: UUID | None = Field(default=None, foreign_key="administrative_unit.id", index=True)
    valid_from: date
    valid_to: date | None = None
    ended_by: str = Field(default="", sa_type=Text, description="The act that ended it: Nghị quyết 1672/NQ-UBTVQH15")

    def searchable(self) -> list[str]:
        return [self.name, self.code]


class UnitSuccession(Row, table=True):
    """A unit went over into another one, as a whole or with a part of its area."""

    __tablename__ = "unit_succession"
    __table_args__ = (UniqueConstraint("predecessor_id", "successor_id"),)

    predecessor_id: UUID = Field(foreign_key="administrative_unit.id")
    successor_id: UUID = Field(foreign_key="administrative_unit.id", index=True)
    whole: bool = True


class Agency(Row, Searchable, Dated, table=True):
    """A body that signs, inspects, is inspected or must act. `path` lists the ids from the root down to itself."""

    name: str = Field(sa_type=Text, description="Full name, as in a sentence: Sở Lao động - Thương binh và Xã hội")
    short_name: str = Field(sa_type=Text, description="For lists: Sở LĐTBXH")
    symbol: str = Field(sa_type=Text, description="In the symbol of its papers: SLĐTBXH")
    kind: str = Field(description="The name of a kind in units/kinds.yaml.")
    place: str = Field(default="", sa_type=Text, description="Place name on its papers: Lạng Sơn")
    header: str = Field(
        default="",
        sa_type=Text,
        description="Line above its name on papers, where it is not what its kind says: UBND TỈNH LẠNG SƠN",
    )
    email: str = Field(default="", sa_type=Text)
    parent_id: UUID | None = Field(default=None, foreign_key="agency.id", index=True)
    unit_id: UUID | None = Field(default=None, foreign_key="administrative_unit.id", index=True)
    path: str = Field(default="", index=True)
    valid_from: date
    valid_to: date | None = None
    ended_by: str = Field(default="", sa_type=Text, description="The act that ended it.")
    leader_releases: bool = Field(
        default=False, description="What its officers answer waits until a leader of the agency releases it."
    )

    @property
    def listed_name(self) -> str:
        """What pages, lists and choices call it: one that has ended is marked. Papers never do: they name it as it was."""
        return listed_name(self.short_name, self.valid_to)

    @property
    def marked_name(self) -> str:
        """The full name, marked in the same way."""
        return listed_name(self.name, self.valid_to)

    def searchable(self) -> list[str]:
        return [self.name, self.short_name, self.symbol]


def listed_name(name: str, valid_to: date | None) -> str:
    """A name as pages show it: UBND huyện Chi Lăng (đã kết thúc 30/06/2025)."""
    if valid_to is None or valid_to >= clock.today():
        return name
    return f"{name} (đã kết thúc {clock.date_text(valid_to)})"


class AgencySuccession(Row, table=True):
    """An agency's tasks went over to another one."""

    __tablename__ = "agency_succession"
    __table_args__ = (UniqueConstraint("predecessor_id", "successor_id"),)

    predecessor_id: UUID = Field(foreign_key="agency.id")
    successor_id: UUID = Field(foreign_key="agency.id", index=True)
