"""The shape of what a tablet takes along: the visits to choose from, and the bundle of one visit."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from pydantic import BaseModel, Field

MEANS = "What the state means, as workflows/visit.yaml says: not_begun, filling, held, called_off. `status` is only its name."


class Trip(BaseModel):
    """A visit the person may take along."""

    visit_id: UUID
    inspection_id: UUID
    unit: str
    title: str
    happens_on: date
    place: str
    status: str
    status_title: str
    means: list[str] = Field(description=MEANS)
    # The person's assignment. Installed tablets read it under this name, here and in `VisitPart.me_duty`.
    duty: str = Field(description="lead, deputy, secretary or member")
    taken: bool = Field(description="By the asking tablet; asked by a browser's session: by any of the person's.")


class Trips(BaseModel):
    """The visits of a person's teams, the newest first."""

    trips: list[Trip]


class TeamMemberPart(BaseModel):
    """A person of the team."""

    name: str
    agency: str
    duty: str = Field(description="lead, deputy, secretary or member")


class VisitPart(BaseModel):
    """The visit itself."""

    id: UUID
    inspection_id: UUID
    unit: str
    unit_office: str
    title: str
    plan: str
    happens_on: date
    place: str
    ordinal: int
    status: str
    status_title: str
    means: list[str] = Field(description=MEANS)
    lead: str
    team: list[TeamMemberPart]
    me_duty: str


class UsedChecklist(BaseModel):
    """A checklist of the inspection, in the version with which the inspection began."""

    checklist: str
    version: int
    required: bool


class SitePart(BaseModel):
    """A site to visit; its degrees are WGS 84."""

    id: UUID
    kind: str
    name: str
    place: str
    latitude: float | None
    longitude: float | None


class FilePart(BaseModel):
    """A file that answers name; `kind` is its media type."""

    name: str
    kind: str


class ResponsePart(BaseModel):
    """A checklist as it stands in this visit."""

    checklist: str
    version: int
    scope: str
    site_id: UUID | None
    revision: int
    answers: dict[str, Any]
    complete: bool
    saved_by: str
    saved_at: datetime
    files: dict[UUID, FilePart]


class NamesPart(BaseModel):
    """The names that drafted sentences use."""

    unit: str
    unit_office: str


class FindingPart(BaseModel):
    """What an earlier inspection of this unit found."""

    id: UUID
    inspection: str
    date: date | None
    kind: str = Field(description="strength or shortcoming")
    text: str
    site: str


class MeasurePart(BaseModel):
    """One part of an obligation, of which a verdict is given."""

    ordinal: int
    measure: str
    kind: str = Field(description="text, count, share, paper or state")
    unit: str
    target: float | None


class ObligationPart(BaseModel):
    """What the unit, the office it belongs to or an agency below it still has to do."""

    id: UUID
    measure: str
    recommendation: str
    addressee: str
    due_on: date | None
    status_title: str
    verdict: str = Field(description="Of the last verification: partly_met, not_met; empty before one")
    version: int = Field(description="To be sent with a verdict, which is one only while this is the version.")
    parts: list[MeasurePart]
    verifiable: bool = Field(description="Whether the member may give a verdict on the spot, as things were.")
    not_verifiable: list[str] = Field(description="Why not, in sentences.")


class FigurePart(BaseModel):
    """A figure that the unit gave before, in words, with its source."""

    title: str
    value: str
    source: str


class ReportedPart(BaseModel):
    """A figure that the unit reported for a question about the unit: shown beside it, never an answer."""

    checklist: str
    item: str
    words: str = Field(description="The figure with its unit, as people read it.")
    note: str
    source: str = Field(description="The report it comes from.")


class PicturePart(BaseModel):
    """The last picture of an earlier visit for a question at the same place. `url` gives its small copy, a JPEG, with the same
    credentials.
    """

    id: UUID
    checklist: str
    item: str
    site_id: UUID | None = Field(description="The site of this visit; null for the unit.")
    date: date
    url: str


class PaperPart(BaseModel):
    """A paper that can be read without a network. `url` gives its bytes with the same credentials."""

    id: UUID
    title: str
    number: str
    date: date | None
    size: int = Field(description="Bytes.")
    url: str
    kind: str = Field(description="Media type.")


class PhonePart(BaseModel):
    """A number to call when a child is in danger."""

    number: str
    title: str


class Prepared(BaseModel):
    """What was prepared for a visit, as far as this member may see it at the desk."""

    visit: VisitPart
    checklists: list[UsedChecklist]
    site_kinds: dict[str, str]
    sites: list[SitePart]
    context: NamesPart
    findings: list[FindingPart]
    obligations: list[ObligationPart]
    figures: list[FigurePart]
    papers: list[PaperPart]
    phones: list[PhonePart]
    # Tablets that were installed before do not know it, and go on without.
    reported: list[ReportedPart] = Field(default=[], description="Of the questions about the unit; may be missing.")
    pictures: list[PicturePart] = Field(default=[], description="Of earlier visits; may be missing.")


class AssignedPart(BaseModel):
    """A checklist at one place that the member was given to fill; at the unit when there is no site."""

    checklist: str
    site_id: UUID | None


class SeenBefore(BaseModel):
    """A checklist that was filled at the same place in an earlier inspection, in words."""

    date: date
    inspection: str
    checklist: str
    passed: bool | None = Field(description="By the pass rule; null when it cannot be said.")
    answers: list[str] = Field(description="“question: answer”; nothing that tells of a child.")


class PlacePart(BaseModel):
    """What is known of a site's place, by the code that names the place over the years (it hangs there as a QR code)."""

    site_id: UUID
    code: str
    before: list[SeenBefore] = Field(description="The newest first.")
    findings: list[UUID] = Field(description="Of `findings`, those that were made at this place.")
    obligations: list[UUID] = Field(
        description="Of `obligations`, those that follow from what was found at this place."
    )


class Bundle(Prepared):
    """Everything for working on one visit without a network: what was prepared, and the responses as they stand."""

    definitions: list[dict[str, Any]] = Field(description="Checklists, each version that is used or stood on.")
    responses: list[ResponsePart]
    # It changes by the day: no bundle is old because of it. A pulse tells it anew.
    assigned: list[AssignedPart] = Field(description="What the member was given to fill; hides nothing else.")
    # Codes are given when they are printed, perhaps after a bundle was taken: no bundle is old because of them.
    places: list[PlacePart] = Field(description="Of the sites that have a code.")
    server_time: datetime
    example_date: date | None
    etag: str


class PlaceTrip(BaseModel):
    """A visit of the person's teams in whose inspection this place is a site."""

    visit_id: UUID
    unit: str
    happens_on: date


class FoundPlace(BaseModel):
    """A place that was found by its code."""

    code: str
    name: str
    kind: str = Field(description="In words.")
    place: str
    unit: str
    inspection_id: UUID = Field(description="The newest inspection that the person may see in which it is a site.")
    trips: list[PlaceTrip] = Field(description="The newest first.")
