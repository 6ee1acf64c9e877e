"""The data of a plan as plain values; forms, tests and the demo make them."""

from dataclasses import dataclass, field
from datetime import date
from uuid import UUID


@dataclass(frozen=True, slots=True)
class ContentData:
    """One matter to be checked; `checklist` is the id of a published checklist, or empty."""

    title: str
    checklist: str = ""


@dataclass(frozen=True, slots=True)
class TargetData:
    """One unit to be inspected, its specialised office if it has one, the planned day, the place."""

    agency_id: UUID
    office_id: UUID | None
    planned_on: date
    place: str = ""


@dataclass(frozen=True, slots=True)
class ReportData:
    """A report that the plan asks for: `owed_by` is one of OWED_BY, `repeats` one of REPEATS. Without `receiver` it goes to
    the lead agency.
    """

    title: str
    owed_by: str
    due_on: date
    receiver: str = ""
    repeats: str = ""
    until: date | None = None


@dataclass(frozen=True, slots=True)
class PlanData:
    """A whole plan as one person writes it. When `symbol` is empty it is made from the symbols of the agencies."""

    title: str
    year: int
    symbol: str = ""
    purpose: str = ""
    inspection_workflow: str = "inspection"
    bases: list[str] = field(default_factory=list)
    contents: list[ContentData] = field(default_factory=list)
    cosigner_ids: list[UUID] = field(default_factory=list)
    targets: list[TargetData] = field(default_factory=list)
    reports: list[ReportData] = field(default_factory=list)

    def agency_ids(self) -> set[UUID]:
        """Every agency that the plan names."""
        offices = {target.office_id for target in self.targets if target.office_id}
        return {*self.cosigner_ids, *(target.agency_id for target in self.targets), *offices}
