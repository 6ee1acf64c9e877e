"""Notices: the schedule notice of a plan and the result notice of an inspection, from draft to issued paper."""

from datetime import date
from typing import Any
from uuid import UUID

from sqlmodel import Field

from rasoat.db import Json, Searchable, Text
from rasoat.workflows import CaseRow
from rasoat.workflows.editing import Edited

OUT = ("issued", "replaced", "corrected")
"""States in which the paper has left the house."""
KINDS = {"schedule": "Thông báo lịch kiểm tra", "result": "Thông báo kết quả kiểm tra"}


class PaperCase(CaseRow, Searchable, Edited, table=True):
    """One notice. Its body is composed from the structured data; `edits` holds only what people changed."""

    __tablename__ = "notice"

    kind: str = Field(description="See KINDS.")
    lead_agency_id: UUID = Field(foreign_key="agency.id", index=True, description="The issuer.")
    plan_id: UUID | None = Field(default=None, foreign_key="plan.id", index=True)
    inspection_id: UUID | None = Field(default=None, foreign_key="inspection.id", index=True)
    subject: str = Field(sa_type=Text)
    edits: dict[str, Any] = Field(default_factory=dict, sa_type=Json, description="Changed blocks, order, additions.")
    head: dict[str, Any] = Field(default_factory=dict, sa_type=Json, description="Recipients, signer, bases.")
    drafted_by: UUID = Field(foreign_key="account.id")
    approved_by: UUID | None = Field(default=None, foreign_key="account.id")
    approved_sha256: str = Field(default="", description="Digest of the paper as it was approved, still unnumbered.")
    number: int | None = None
    symbol: str = Field(default="", sa_type=Text)
    issued_on: date | None = None
    paper_id: UUID | None = Field(default=None, foreign_key="paper.id", description="The frozen paper.")

    def searchable(self) -> list[str]:
        return [self.subject, f"{self.number or ''}/{self.symbol}"]

    @property
    def reference(self) -> str:
        """Number and symbol as cited: 97/TB-SLĐTBXH; empty before numbering."""
        return f"{self.number:02d}/{self.symbol}" if self.number else ""

    @property
    def is_out(self) -> bool:
        """Whether the paper has left the house."""
        return self.status in OUT
