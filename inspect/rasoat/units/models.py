"""Administrative units and agencies with their dates: which existed when, and which is above which."""

from datetime import date
from uuid import UUID

from sqlalchemy import UniqueConstraint
from sqlmodel import Field

from rasoat.db import Row, Searchable, Text


class AdministrativeUnit(Row, Searchable, table=True):
    """A province, district or commune. Codes are reused, so the key is the code with its first day."""

    __tablename__ = "administrative_unit"
    __table_args__ = (UniqueConstraint("code", "valid_from"),)

    code: str = Field(index=True)
    name: str = Field(sa_type=Text)
    level: str = Field(description="province, district or commune")
    parent_id: UUID | None = Field(default=None, foreign_key="administrative_unit.id", index=True)
    valid_from: date
    valid_to: date | None = None

    def searchable(self) -> list[str]:
        return [self.name, self.code]


class Agency(Row, Searchable, table=True):
    """A body that signs, inspects, is inspected or must act. `path` lists the ids from the root down to itself."""

    name: str = Field(sa_type=Text, description="Full name, as in a sentence: Sở Lao động - Thương binh và Xã hội")
    short_name: str = Field(sa_type=Text, description="For lists: Sở LĐTBXH")
    symbol: str = Field(sa_type=Text, description="In the symbol of its papers: SLĐTBXH")
    kind: str = Field(description="See AGENCY_KINDS.")
    place: str = Field(default="", sa_type=Text, description="Place name on its papers: Lạng Sơn")
    header: str = Field(default="", sa_type=Text, description="Line above its name on papers: UBND TỈNH LẠNG SƠN")
    email: str = Field(default="", sa_type=Text)
    parent_id: UUID | None = Field(default=None, foreign_key="agency.id", index=True)
    unit_id: UUID | None = Field(default=None, foreign_key="administrative_unit.id", index=True)
    path: str = Field(default="", index=True)
    valid_from: date
    valid_to: date | None = None

    def searchable(self) -> list[str]:
        return [self.name, self.short_name, self.symbol]

    def serves_on(self, day: date) -> bool:
        """Whether the agency exists on that day."""
        return self.valid_from <= day and (self.valid_to is None or day <= self.valid_to)


AGENCY_KINDS = {
    "ministry": "Bộ, cơ quan trung ương",
    "province": "UBND tỉnh",
    "department": "Sở, ban, ngành, đoàn thể tỉnh",
    "district": "UBND huyện, thành phố",
    "district_office": "Phòng chuyên môn cấp huyện",
    "commune": "UBND xã, phường, thị trấn",
    "other": "Cơ quan khác",
}
AUTHORITY_KINDS = {"district", "district_office", "commune"}
"""Kinds that are inspected and owe answers."""
