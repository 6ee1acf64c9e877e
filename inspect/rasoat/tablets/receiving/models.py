"""Everything that was received from tablets; each record and photograph has the id that the tablet gave it."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlmodel import Field, SQLModel

from rasoat import clock
from rasoat.db import Json, Text, UtcDateTime
from rasoat.db.unsealed import OWN_CHECK, unsealed
from rasoat.files.names import FileName

OUTCOMES = {
    "applied": "Đã ghi nhận",
    "merged": "Đã gộp với bản của người khác",
    "conflict": "Đã gộp, có mục chờ trưởng đoàn chọn",
    "quarantined": "Đến muộn, chờ trưởng đoàn xem",
    "observed": "Đã ghi thành điều đoàn thấy",
    "admitted": "Đến muộn, trưởng đoàn đã đưa vào",
    "set_aside": "Đến muộn, trưởng đoàn không dùng",
}
KINDS = {
    "response": "Bảng kiểm",
    "site": "Điểm kiểm tra mới",
    "danger": "Nguy hiểm khẩn cấp",
    "observation": "Nội dung đã xem tại chỗ",
    "verdict": "Kết luận tại chỗ",
}
PHOTO_STATES = {"expected": "Chờ gửi", "stored": "Đã về", "given_up": "Không còn gửi được"}


class Record(SQLModel, table=True):
    """One record that a tablet sent. Its body never changes; the same id with another digest is refused."""

    __tablename__ = "submission"

    id: UUID = Field(primary_key=True)
    kind: str = Field(description="See KINDS.")
    visit_id: UUID = Field(foreign_key="visit.id", index=True)
    account_id: UUID = Field(foreign_key="account.id")
    tablet_id: UUID | None = Field(default=None, foreign_key="tablet.id")
    digest: str = Field(description="SHA-256 of the body in canonical JSON.")
    body: dict[str, Any] = Field(sa_type=Json, sa_column_kwargs=unsealed(OWN_CHECK))
    made_at: datetime = Field(sa_type=UtcDateTime, description="The tablet's clock, put right by its skew.")
    received_at: datetime = Field(default_factory=clock.now, sa_type=UtcDateTime)
    clock_skew_s: int = Field(default=0, description="Seconds added to the tablet's clock.")
    outcome: str = Field(description="See OUTCOMES.")
    reason: str = Field(
        default="", description="Key of the problem that put it into quarantine, or made a verdict an observation."
    )
    answer: dict[str, Any] = Field(sa_type=Json, description="What the tablet was told; told again when it asks again.")
    response_id: UUID | None = None
    revision: int | None = Field(default=None, description="Revision of the response it became part of.")
    imported_by: UUID | None = Field(
        default=None, foreign_key="account.id", description="Who brought it in from a tablet's file."
    )
    decided_by: UUID | None = Field(default=None, foreign_key="account.id")
    decided_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    decision_note: str = Field(default="", sa_type=Text)


class Photo(SQLModel, table=True):
    """A photograph that a record announced. When all its bytes have arrived it becomes an attachment with the same id."""

    id: UUID = Field(primary_key=True)
    submission_id: UUID = Field(foreign_key="submission.id", index=True)
    visit_id: UUID = Field(foreign_key="visit.id", index=True)
    account_id: UUID = Field(foreign_key="account.id")
    owner_kind: str = Field(
        description="Owner of the attachment it becomes: response, danger, observation, verification, submission"
    )
    owner_id: UUID = Field(index=True)
    item: str = Field(default="", description="The item it answers.")
    visibility: str = Field(default="internal", description="public, internal or child")
    sha256: str
    size: int = Field(description="Bytes.")
    name: str = Field(default="", sa_type=FileName)
    taken_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    position: dict[str, Any] | None = Field(default=None, sa_type=Json, description="lat, lon in degrees (WGS 84)")
    state: str = Field(default="expected", description="See PHOTO_STATES.")
    stored_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    given_up_by: UUID | None = Field(default=None, foreign_key="account.id")
    given_up_note: str = Field(default="", sa_type=Text)
