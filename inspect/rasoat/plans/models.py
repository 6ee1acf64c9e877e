"""The plan: what is to be checked, where, when, by which agencies together."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import Index, UniqueConstraint
from sqlmodel import Field

from rasoat import clock, text
from rasoat.db import Row, Searchable, Text, UtcDateTime
from rasoat.workflows import CaseRow, Meaning
from rasoat.workflows.editing import Edited
from rasoat.workflows.models import by_definition


class Plan(CaseRow, Searchable, Edited, table=True):
    """An (interagency) inspection plan. It gets its number and date when it is approved."""

    __table_args__ = (by_definition("plan"),)

    lead_agency_id: UUID = Field(foreign_key="agency.id", index=True)
    title: str = Field(sa_type=Text)
    purpose: str = Field(default="", sa_type=Text)
    year: int = Field(index=True)
    number: int | None = None
    symbol: str = Field(default="", sa_type=Text, description="After the number: KHLN-SLĐTBXH-GDĐT")
    signed_on: date | None = None
    inspection_workflow: str = Field(default="inspection", description="Workflow its inspections run on.")
    drafted_by: UUID = Field(foreign_key="account.id")

    def searchable(self) -> list[str]:
        return [self.title, f"{text.printed(self.number)} {self.symbol}", str(self.year)]

    @property
    def reference(self) -> str:
        """Number and symbol as they are cited: 99/KHLN-…; empty before approval."""
        return f"{self.number:02d}/{self.symbol}" if self.number else ""


class PlanBasis(Row, table=True):
    """One legal basis of a plan, cited in full."""

    __tablename__ = "plan_basis"
    __table_args__ = (Index("uq_plan_basis_ordinal", "plan_id", "ordinal", unique=True),)

    plan_id: UUID = Field(foreign_key="plan.id", index=True)
    ordinal: int
    text: str = Field(sa_type=Text)


class PlanContent(Row, table=True):
    """One matter to be checked, with the checklist for it, if there is one."""

    __tablename__ = "plan_content"
    __table_args__ = (Index("uq_plan_content_ordinal", "plan_id", "ordinal", unique=True),)

    plan_id: UUID = Field(foreign_key="plan.id", index=True)
    ordinal: int
    title: str = Field(sa_type=Text)
    checklist: str = Field(default="", description="Id of a checklist definition; empty for none.")


class PlanCosigner(Row, table=True):
    """An agency that signs the plan beside the lead agency."""

    __tablename__ = "plan_cosigner"
    __table_args__ = (
        UniqueConstraint("plan_id", "agency_id"),
        Index("uq_plan_cosigner_ordinal", "plan_id", "ordinal", unique=True),
    )

    plan_id: UUID = Field(foreign_key="plan.id", index=True)
    agency_id: UUID = Field(foreign_key="agency.id", index=True)
    ordinal: int
    signed_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    signed_by: UUID | None = Field(default=None, foreign_key="account.id")
    signer_id: UUID | None = Field(default=None, description="The account of who is to sign it outside.")
    signed_how: str = Field(default="", description="How it was signed outside: hand, token; empty: here.")
    signed_on: date | None = Field(default=None, description="The day of a signature outside.")

    @property
    def signed_day(self) -> date | None:
        """The day of the signature, wherever it was given."""
        return self.signed_on or (clock.local(self.signed_at).date() if self.signed_at else None)


class CosignReminder(Row, table=True):
    """That an agency which had not signed yet was asked again: once a day at most."""

    __tablename__ = "cosign_reminder"
    __table_args__ = (UniqueConstraint("plan_id", "agency_id", "for_day"),)

    plan_id: UUID = Field(foreign_key="plan.id", index=True)
    agency_id: UUID = Field(foreign_key="agency.id", description="Who was asked.")
    for_day: date = Field(description="The day on which it was asked.")
    by: UUID | None = Field(default=None, foreign_key="account.id", description="Who asked; None: the system.")


class PlanTarget(Row, table=True):
    """One unit to be inspected under the plan, and when."""

    __tablename__ = "plan_target"
    __table_args__ = (UniqueConstraint("plan_id", "agency_id"),)

    plan_id: UUID = Field(foreign_key="plan.id", index=True)
    agency_id: UUID = Field(foreign_key="agency.id", index=True, description="The inspected authority.")
    office_id: UUID | None = Field(
        default=None, foreign_key="agency.id", index=True, description="Its specialised office."
    )
    planned_on: date
    place: str = Field(default="", sa_type=Text)
    team: int | None = Field(
        default=None, description="The number of the plan's team that goes there; see PlanTeamMember."
    )


class PlanTeamMember(Row, table=True):
    """A person in one of the plan's teams, which have numbers. Each inspection gets the people of its unit's team when it
    is made; the teams are no part of what is signed.
    """

    __tablename__ = "plan_team_member"
    __table_args__ = (UniqueConstraint("plan_id", "team", "user_id"),)

    plan_id: UUID = Field(foreign_key="plan.id")
    team: int = Field(description="1 to the number of teams.")
    user_id: UUID = Field(foreign_key="account.id", index=True)
    assignment: str = Field(default="member", description="What the person does in it: see ASSIGNMENTS of inspections.")


OWED_BY = {
    "units": "Các đơn vị được kiểm tra",
    "cosigners": "Các cơ quan cùng ký",
    "both": "Các cơ quan cùng ký và đơn vị được kiểm tra",
    "lead": "Cơ quan chủ trì",
}
"""Who owes a report that a plan asks for. The agencies are those that the plan names anyway."""


class PlanReport(Row, table=True):
    """A report that the plan asks for (chế độ báo cáo): who owes it to whom, by when, once or again and again."""

    __tablename__ = "plan_report"
    __table_args__ = (Index("uq_plan_report_ordinal", "plan_id", "ordinal", unique=True),)

    plan_id: UUID = Field(foreign_key="plan.id", index=True)
    ordinal: int
    title: str = Field(sa_type=Text, description="Báo cáo 6 tháng đầu năm.")
    owed_by: str = Field(description="See OWED_BY.")
    receiver: str = Field(default="", sa_type=Text, description="To whom it goes; empty: to the lead agency.")
    due_on: date = Field(description="The last day, of one that comes again that of its first period.")
    repeats: str = Field(default="", description="See periods.REPEATS; empty: it is owed once.")
    until: date | None = Field(default=None, description="No period is due after this day, of one that comes again.")


class PlanReportPeriod(Row, table=True):
    """One period of a report: what is owed for it follows from this row. Made when the plan gets its number, and kept as it
    is.
    """

    __tablename__ = "plan_report_period"
    __table_args__ = (UniqueConstraint("plan_id", "ordinal"),)

    plan_id: UUID = Field(foreign_key="plan.id")
    report_id: UUID = Field(foreign_key="plan_report.id", index=True)
    ordinal: int = Field(description="By due day, within the plan.")
    text: str = Field(sa_type=Text, description="What has to be done: Gửi báo cáo tiến độ tháng 5/2024 đến …")
    due_on: date


def _means(name: str, why: str) -> Meaning:
    return Meaning("plan", Plan, name, why)


DRAFTING = _means("drafting", "its content may change")
CO_SIGNING = _means("co_signing", "the co-signing agencies sign")
SIGNED = _means("signed", "all have signed it; the clerk gives its paper the number")
IN_FORCE = _means("in_force", "its schedule may be announced")
