"""Findings: strengths and shortcomings, each with its source."""

from typing import Any
from uuid import UUID

from sqlalchemy import Index
from sqlmodel import Field

from rasoat.db import Json, Row, Searchable, Text
from rasoat.workflows.editing import Edited

KINDS = {"strength": "Ưu điểm", "shortcoming": "Tồn tại, hạn chế"}
STATUSES = {"drafted": "Gợi ý", "accepted": "Đã nhận", "rejected": "Không nhận", "merged": "Đã gộp"}
VISIBILITIES = {
    "public": "Công khai",
    "internal": "Nội bộ",
    "child": "Liên quan trẻ em, gia đình: không đưa vào văn bản công khai",
}


class Finding(Row, Searchable, Edited, table=True):
    """One finding. When it is drafted from a checklist item it is a suggestion until the team accepts or rejects it."""

    __table_args__ = (Index("uq_finding_ordinal", "inspection_id", "kind", "ordinal", unique=True),)

    inspection_id: UUID = Field(foreign_key="inspection.id", index=True)
    kind: str = Field(description="See KINDS.")
    ordinal: int
    text: str = Field(sa_type=Text)
    status: str = Field(default="accepted", description="See STATUSES.")
    visibility: str = Field(default="public", description="public, internal or child")
    response_id: UUID | None = Field(default=None, foreign_key="response.id", index=True)
    item: str = Field(default="", description="Checklist item it was drafted from.")
    draft: dict[str, Any] | None = Field(default=None, sa_type=Json, description="What the engine proposed.")
    rejected_reason: str = Field(default="", sa_type=Text)
    merged_into_id: UUID | None = Field(default=None, foreign_key="finding.id", index=True)
    no_recommendation_reason: str = Field(default="", sa_type=Text)

    def searchable(self) -> list[str]:
        return [self.text]
