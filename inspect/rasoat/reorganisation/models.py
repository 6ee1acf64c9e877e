"""An act that ends, merges, splits, renames agencies or moves a task, and what is to be passed on because of it."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Index, UniqueConstraint
from sqlmodel import Field

from rasoat import clock
from rasoat.db import Json, Row, Text, UtcDateTime
from rasoat.db.unsealed import PASSING as OF_THE_MACHINE
from rasoat.db.unsealed import unsealed
from rasoat.workflows import CaseRow, Meaning, Turn
from rasoat.workflows.models import by_definition


class Reorganisation(CaseRow, table=True):
    """One act, as the agency that leads and verifies the cases goes through what has to be passed on."""

    __table_args__ = (by_definition("reorganisation"),)

    lead_agency_id: UUID = Field(foreign_key="agency.id", index=True, description="Who goes through the proposals.")
    name: str = Field(sa_type=Text, description="The act with its number: Nghị quyết số 1672/NQ-UBTVQH15")
    dated: date
    basis: str = Field(default="", sa_type=Text, description="The article, and what else it rests on.")
    effective_on: date = Field(description="The first day of those who come after.")
    drafted_by: UUID = Field(foreign_key="account.id")

    @property
    def told(self) -> str:
        """The act as it stands as the basis of a transfer: Nghị quyết số 1672/NQ-UBTVQH15 ngày 16/06/2025, Điều 1."""
        return ", ".join(filter(None, [f"{self.name} ngày {clock.date_text(self.dated)}", self.basis]))


class ReorganisationChange(Row, table=True):
    """One agency that the act ends, or from which it takes a task that goes to `receiver_id`."""

    __tablename__ = "reorganisation_change"
    __table_args__ = (UniqueConstraint("reorganisation_id", "agency_id"),)

    reorganisation_id: UUID = Field(foreign_key="reorganisation.id")
    agency_id: UUID = Field(foreign_key="agency.id", index=True)
    receiver_id: UUID | None = Field(
        default=None, foreign_key="agency.id", index=True, description="None: the agency's successors take over."
    )


class PassingRun(Row, table=True):
    """Many proposals that a person confirmed at one word. What one request cannot do the worker goes on with, until
    everything is passed on or somebody stops it.
    """

    __tablename__ = "passing_run"
    __table_args__ = (unsealed(OF_THE_MACHINE),)

    reorganisation_id: UUID = Field(foreign_key="reorganisation.id", index=True)
    asked_by: UUID = Field(foreign_key="account.id", description="In whose name everything is passed on.")
    wanted: int = Field(default=0, description="How many proposals waited then.")
    passed: int = Field(default=0, description="How many of them were passed on, or had gone meanwhile.")
    refused: int = Field(default=0, description="How many could not be passed on: a person decides of them.")
    ended_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    stopped_by: UUID | None = Field(default=None, foreign_key="account.id")
    why: str = Field(default="", sa_type=Text, description="Why it ended by itself with something left.")

    @property
    def looked_at(self) -> int:
        """How many of its proposals were passed on, or left to a person."""
        return self.passed + self.refused

    @property
    def mark(self) -> str:
        """What the page shows of it while it goes on: another mark means that there is something new to show."""
        return f"{self.id}:{self.looked_at}"


PROPOSED, UNDECIDED, PASSED, GONE = "proposed", "undecided", "passed", "gone"
STATES = {
    PROPOSED: "Chờ xác nhận",
    UNDECIDED: "Cần người quyết định",
    PASSED: "Đã chuyển",
    GONE: "Không còn phải chuyển",
}
RULES = {
    "only": "Cơ quan kế thừa duy nhất",
    "place": "Cùng địa danh",
    "ground": "Việc tại cơ sở: mỗi cơ quan kế thừa một phần",
    "upward": "Chỉ đạo, kinh phí: lên cấp trên của cơ quan theo dõi",
    "task": "Nhận nhiệm vụ theo văn bản",
    "person": "Người rà soát chọn",
    "divide": "Chia số phải đạt cho từng cơ quan",
    "counts": "Nhiều số phải đạt: chọn một cơ quan",
    "several": "Nhiều cơ quan kế thừa: chọn một",
    "none": "Không có cơ quan kế thừa đang hoạt động",
    "close": "Không chuyển: khóa tài khoản",
}
"""Why a receiver is proposed, or why none is."""
ACCOUNT, CLOSE = "account", "close"
"""The kind of proposals that administrators go through, and the rule of one that ends an account instead of moving it."""


class Passing(Row, table=True):
    """One open thing of an agency that ends, and who is to have it. What it is says its kind in `holdings`."""

    __table_args__ = (
        UniqueConstraint("reorganisation_id", "kind", "target_id"),
        Index("ix_passing_listed", "reorganisation_id", "state", "ordinal"),
    )

    reorganisation_id: UUID = Field(foreign_key="reorganisation.id")
    ordinal: int
    kind: str = Field(description="See holdings.HOLDINGS.")
    target_id: UUID = Field(index=True, description="The row of the thing, in the table of its kind.")
    from_id: UUID = Field(foreign_key="agency.id", index=True)
    rule: str = Field(description="See RULES.")
    receivers: list[Any] = Field(
        default_factory=list, sa_type=Json, description="Of each its `agency` and, of a divided count, its `share`."
    )
    total: int | None = Field(default=None, description="The count that is divided; None: nothing is counted.")
    state: str = Field(default=PROPOSED, description="See STATES.")
    fault: str = Field(default="", sa_type=Text, description="Why it could not be passed on when it was confirmed.")
    run_id: UUID | None = Field(
        default=None,
        foreign_key="passing_run.id",
        sa_column_kwargs=unsealed(OF_THE_MACHINE),
        description="With which it was confirmed last; who changes a proposal takes it out of that.",
    )
    passed_by: UUID | None = Field(default=None, foreign_key="account.id")
    passed_at: datetime | None = Field(default=None, sa_type=UtcDateTime)

    @property
    def agencies(self) -> list[UUID]:
        """The receivers' ids."""
        return [UUID(one["agency"]) for one in self.receivers]


GOING_THROUGH = Meaning("reorganisation", Reorganisation, "proposed", "its proposals may be changed and confirmed")
DEPARTMENTS_TURN = Turn("reorganisation", Reorganisation, "department")
