"""The inspection of one unit: team, sites, the checklists to be filled."""

from datetime import date
from uuid import UUID

from sqlalchemy import Index, UniqueConstraint, text
from sqlmodel import Field

from rasoat.db import Row, Searchable, Text
from rasoat.workflows import CaseRow, Meaning
from rasoat.workflows.editing import Edited
from rasoat.workflows.models import OPEN, by_definition


class Inspection(CaseRow, Searchable, Edited, table=True):
    """One inspection of one unit. `workflow` is chosen by its kind when it is made."""

    __table_args__ = (
        by_definition("inspection"),
        Index("ix_inspection_open_of_agency", "lead_agency_id", "means", **OPEN),
        # The last inspection of each unit is found without reading those before it.
        Index("ix_inspection_of_unit", "unit_id", "scheduled_on"),
    )

    plan_id: UUID | None = Field(default=None, foreign_key="plan.id", index=True)
    lead_agency_id: UUID = Field(foreign_key="agency.id", index=True)
    unit_id: UUID = Field(foreign_key="agency.id", description="The inspected authority.")
    office_id: UUID | None = Field(
        default=None, foreign_key="agency.id", index=True, description="Its specialised office."
    )
    title: str = Field(sa_type=Text)
    unit_name: str = Field(sa_type=Text, description="Name of the unit, kept for search and order.")
    scheduled_on: date | None = Field(
        default=None, index=True, description="As planned, until the schedule sets it; empty after a postponement."
    )
    scheduled_time: str = Field(default="", description="Hour of the first meeting, HH:MM.")
    place: str = Field(default="", sa_type=Text)

    def searchable(self) -> list[str]:
        return [self.unit_name, self.title, self.place]


ASSIGNMENTS = {"lead": "Trưởng đoàn", "deputy": "Phó trưởng đoàn", "secretary": "Thư ký", "member": "Thành viên"}
"""What a person does in the team, in the order in which a team is told."""


class TeamMember(Row, table=True):
    """A person in the team, with the agency to which the person belonged when named."""

    __tablename__ = "team_member"
    __table_args__ = (UniqueConstraint("inspection_id", "user_id"),)

    inspection_id: UUID = Field(foreign_key="inspection.id", index=True)
    user_id: UUID = Field(foreign_key="account.id", index=True)
    agency_id: UUID = Field(foreign_key="agency.id")
    assignment: str = Field(default="member", description="See ASSIGNMENTS.")


SITE_KINDS = {
    "water_point": "Điểm có nguy cơ đuối nước",
    "home": "Hộ gia đình (Ngôi nhà an toàn)",
    "school": "Trường học",
    "fund": "Quỹ Bảo trợ trẻ em",
    "other": "Điểm khác",
}


class Site(Row, Searchable, Edited, table=True):
    """A place that is visited: a river bank, a dam, a home. Homes do not appear in published papers."""

    inspection_id: UUID = Field(foreign_key="inspection.id", index=True)
    kind: str = Field(description="See SITE_KINDS.")
    name: str = Field(sa_type=Text)
    place: str = Field(default="", sa_type=Text, description="Hamlet, commune.")
    latitude: float | None = Field(default=None, description="Degrees north, WGS 84.")
    longitude: float | None = Field(default=None, description="Degrees east, WGS 84.")
    place_code: str = Field(
        default="", index=True, description="Names the place over the years (place_codes.py); empty: none was given."
    )

    def searchable(self) -> list[str]:
        return [self.name, self.place]


class InspectionChecklist(Row, table=True):
    """A checklist that this inspection uses, in the version with which it began."""

    __tablename__ = "inspection_checklist"
    __table_args__ = (UniqueConstraint("inspection_id", "checklist"),)

    inspection_id: UUID = Field(foreign_key="inspection.id", index=True)
    checklist: str
    checklist_version: int
    required: bool = True


class AssignedSlot(Row, table=True):
    """A checklist at one place that a person of the team was given to fill. It hides nothing from the others, who may
    fill it too.
    """

    __tablename__ = "assigned_slot"
    # Two empty values are never equal for a database, so each kind of place has an index of its own.
    __table_args__ = (
        Index(
            "uq_assigned_slot_unit",
            "inspection_id",
            "checklist",
            "user_id",
            unique=True,
            sqlite_where=text("site_id IS NULL"),
            postgresql_where=text("site_id IS NULL"),
        ),
        Index(
            "uq_assigned_slot_site",
            "site_id",
            "checklist",
            "user_id",
            unique=True,
            sqlite_where=text("site_id IS NOT NULL"),
            postgresql_where=text("site_id IS NOT NULL"),
        ),
    )

    inspection_id: UUID = Field(foreign_key="inspection.id", index=True)
    checklist: str
    site_id: UUID | None = Field(default=None, foreign_key="site.id", description="None: at the unit.")
    user_id: UUID = Field(foreign_key="account.id", index=True)
    given_by: UUID = Field(foreign_key="account.id")


def _means(name: str, why: str) -> Meaning:
    return Meaning("inspection", Inspection, name, why)


UNSCHEDULED = _means("unscheduled", "day, hour and place are decided")
PREPARING = _means("preparing", "checklists are chosen")
WORKING = _means("working", "team and sites may change")
VISITABLE = _means("visitable", "visits are planned, begun, filled in and reopened")
DRAFTING = _means("drafting", "findings are added, recommendations written")
DECIDING = _means("deciding", "findings are decided on, the result notice is drafted")
TOLD = _means("told", "the inspected authority knows the result")
HEARS_PROPOSALS = _means("hears_proposals", "the unit may propose something")
NOT_HELD = _means("not_held", "no schedule notice announces it")
CANCELLED = _means("cancelled", "it is no earlier inspection of its unit")
