"""The visit on the spot, and the checklists filled there. One JSON document for each revision of a response."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Index, UniqueConstraint
from sqlmodel import Field

from rasoat import clock
from rasoat.db import Json, Row, Text, UtcDateTime
from rasoat.db.unsealed import OWN_CHECK, unsealed
from rasoat.workflows import CaseRow, Meaning
from rasoat.workflows.editing import Edited
from rasoat.workflows.models import OPEN, by_definition


class Visit(CaseRow, Edited, table=True):
    """One working session at the unit."""

    __table_args__ = (
        by_definition("visit"),
        Index("uq_visit_ordinal", "inspection_id", "ordinal", unique=True),
        Index("ix_visit_open", "happens_on", **OPEN),
    )

    # Each record that arrives changes this column. It has no index: nobody looks visits up by it, and an index would
    # have to be updated each time.
    last_event_at: datetime = Field(
        default_factory=clock.now, sa_type=UtcDateTime, sa_column_kwargs=unsealed(OWN_CHECK)
    )
    inspection_id: UUID = Field(foreign_key="inspection.id", index=True)
    lead_agency_id: UUID = Field(foreign_key="agency.id", index=True)
    ordinal: int = 1
    happens_on: date = Field(index=True)
    place: str = Field(default="", sa_type=Text)


class Response(Row, table=True):
    """A checklist filled during a visit, for one site or for the unit. It has the answers of the newest revision."""

    __tablename__ = "response"
    __table_args__ = (UniqueConstraint("visit_id", "checklist", "scope", "site_id"),)

    # The first revision says the same day.
    created_at: datetime = Field(
        default_factory=clock.now, sa_type=UtcDateTime, sa_column_kwargs=unsealed("bảng kiểm: lần lưu đầu nói ngày này")
    )
    visit_id: UUID = Field(foreign_key="visit.id")
    inspection_id: UUID = Field(foreign_key="inspection.id", index=True)
    checklist: str
    checklist_version: int
    scope: str = Field(description="unit or site")
    site_id: UUID | None = Field(default=None, foreign_key="site.id", index=True)
    revision: int = 0
    answers: dict[str, Any] = Field(default_factory=dict, sa_type=Json, sa_column_kwargs=unsealed(OWN_CHECK))
    complete: bool = Field(default=False, description="All required items answered, every contradiction explained.")
    passed: bool | None = Field(default=None, description="By the pass rule; None when it cannot be said.")
    saved_by: UUID = Field(foreign_key="account.id")
    saved_at: datetime = Field(default_factory=clock.now, sa_type=UtcDateTime)


class ResponseRevision(Row, table=True):
    """One saved state of a response. Revisions are never changed or removed."""

    __tablename__ = "response_revision"
    __table_args__ = (UniqueConstraint("response_id", "number"),)

    response_id: UUID = Field(foreign_key="response.id")
    number: int
    # `digest` vouches for them: a second digest would cost each record as much as its merging.
    answers: dict[str, Any] = Field(sa_type=Json, sa_column_kwargs=unsealed(OWN_CHECK))
    digest: str = Field(description="SHA-256 of the answers.")
    saved_by: UUID = Field(foreign_key="account.id")
    saved_at: datetime = Field(default_factory=clock.now, sa_type=UtcDateTime)
    acting_for: UUID | None = Field(
        default=None, description="The account in whose stead it was saved, as in a journal."
    )


class ResponseConflict(Row, table=True):
    """One field that two people answered differently without knowing of each other. Both values are kept until the
    lead decides.
    """

    __tablename__ = "response_conflict"

    response_id: UUID = Field(foreign_key="response.id", index=True)
    visit_id: UUID = Field(foreign_key="visit.id", index=True)
    item: str = Field(description="Key of the answers document; `_notes.x` and the like for remarks.")
    kept: Any = Field(default=None, sa_type=Json, description="What stands in the response.")
    kept_by: UUID = Field(foreign_key="account.id")
    kept_at: datetime = Field(sa_type=UtcDateTime)
    offered: Any = Field(default=None, sa_type=Json, description="What came later and differs.")
    offered_by: UUID = Field(foreign_key="account.id")
    offered_at: datetime = Field(sa_type=UtcDateTime)
    submission_id: UUID | None = Field(default=None, description="The record that brought the offered value.")
    decision: str = Field(default="", description="kept, offered, both; empty while open.")
    decided_by: UUID | None = Field(default=None, foreign_key="account.id")
    decided_at: datetime | None = Field(default=None, sa_type=UtcDateTime)


def _means(name: str, why: str) -> Meaning:
    return Meaning("visit", Visit, name, why)


NOT_BEGUN = _means("not_begun", "day and place may change, and it may be called off")
FILLING = _means("filling", "the team fills in checklists, tablets' records are taken")
HELD = _means("held", "it counts as work done on the spot")
CALLED_OFF = _means("called_off", "no tablet takes it along")
