"""The shape of what a tablet sends, and of what it is told.

Values are kept as they were sent (a time as its text, a whole number as a whole number), because the digest is made of
them.
"""

from datetime import datetime
from typing import Annotated, Any, Literal
from uuid import UUID

from pydantic import AfterValidator, BaseModel, Field, RootModel, StringConstraints
from pydantic_core import PydanticCustomError

from rasoat.pages.api import Body

MOST_AT_ONCE = 50
MOST_PHOTOS = 500
_Name = Annotated[str, StringConstraints(max_length=100)]
Sha256 = Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{64}$")]
Degrees = int | float


def _readable(value: str) -> str:
    try:
        instant(value)
    except ValueError:
        raise PydanticCustomError("datetime_parsing", "not an instant") from None
    return value


Instant = Annotated[str, StringConstraints(max_length=40), AfterValidator(_readable)]
"""ISO 8601 with its time zone, by the tablet's clock."""


def instant(value: str) -> datetime:
    """Read a time from its text. Raises ValueError for anything else, and for a time without a zone."""
    found = datetime.fromisoformat(value)
    if found.tzinfo is None:
        raise ValueError(value)
    return found


class Position(Body):
    """Where a photograph was taken, WGS 84; accuracy in metres."""

    lat: Annotated[Degrees, Field(ge=-90, le=90)]
    lon: Annotated[Degrees, Field(ge=-180, le=180)]
    accuracy: Annotated[Degrees, Field(ge=0, le=1_000_000)] | None = None


class AnnouncedPhoto(Body):
    """A photograph that the tablet will send after the record."""

    id: UUID
    item: _Name = ""
    sha256: Sha256
    size: int = Field(ge=1, le=500_000_000, description="Bytes.")
    name: Annotated[str, StringConstraints(max_length=200)] = ""
    taken_at: Instant | None = None
    position: Position | None = None


class ResponseContent(Body):
    """Answers to a checklist at one place."""

    checklist: _Name
    checklist_version: int = Field(ge=1, le=2**31 - 1)
    scope: Literal["unit", "site"]
    site_id: UUID | None = None
    based_on: int = Field(
        ge=0, le=2**31 - 1, description="Revision of the response that was edited; 0: none was known."
    )
    answers: dict[str, Any]


class SiteContent(Body):
    """A site that was added on the spot."""

    id: UUID
    kind: _Name
    name: Annotated[str, StringConstraints(max_length=300)]
    place: Annotated[str, StringConstraints(max_length=1000)] = ""
    latitude: Degrees | None = None
    longitude: Degrees | None = None


class DangerContent(Body):
    """An urgent danger."""

    site_id: UUID | None = None
    checklist: _Name = ""
    item: _Name = ""
    what: Annotated[str, StringConstraints(max_length=4000)]
    place: Annotated[str, StringConstraints(max_length=1000)] = ""
    latitude: Degrees | None = None
    longitude: Degrees | None = None
    accuracy: Degrees | None = None


class ObservationContent(Body):
    """What the team saw of an obligation that an earlier inspection left."""

    obligation_id: UUID
    seen: _Name
    note: Annotated[str, StringConstraints(max_length=4000)] = ""


class VerdictPart(Body):
    """What is concluded of one part: the verdict, why, and the figure that was counted."""

    ordinal: int = Field(ge=1, le=1000)
    verdict: Literal["met", "partly_met", "not_met"]
    reason: Annotated[str, StringConstraints(max_length=2000)] = ""
    reached: int | float | None = None


class VerdictContent(Body):
    """What is concluded on the spot of an obligation. It is a verification when nothing happened to the obligation since the
    tablet took it along and its author may verify; otherwise an observation (outcome observed).
    """

    obligation_id: UUID
    version: int = Field(ge=1, le=2**31 - 1, description="Of the obligation, as the bundle said it.")
    parts: list[VerdictPart] = Field(min_length=1, max_length=100)
    evidence: Annotated[str, StringConstraints(max_length=4000)] = ""


class _SentRecord(Body):
    visit_id: UUID
    made_at: Instant
    photos: list[AnnouncedPhoto] = Field(default=[], max_length=MOST_PHOTOS)


class ResponseRecord(_SentRecord):
    """A filled checklist."""

    kind: Literal["response"]
    content: ResponseContent


class SiteRecord(_SentRecord):
    """A new site."""

    kind: Literal["site"]
    content: SiteContent


class DangerRecord(_SentRecord):
    """A danger; its id is the record's."""

    kind: Literal["danger"]
    content: DangerContent


class ObservationRecord(_SentRecord):
    """An observation; its id is the record's."""

    kind: Literal["observation"]
    content: ObservationContent


class VerdictRecord(_SentRecord):
    """A verdict on the spot; its id is the record's."""

    kind: Literal["verdict"]
    content: VerdictContent


AnyRecord = ResponseRecord | SiteRecord | DangerRecord | ObservationRecord | VerdictRecord


class SentRecord(RootModel[Annotated[AnyRecord, Field(discriminator="kind")]]):
    """One record of a tablet. The tablet freezes it before it sends it for the first time, and never changes it."""


class Batch(Body):
    """Several records, each `{"id": …, …record}`. They are taken in their order, each by itself."""

    submissions: list[dict[str, Any]] = Field(max_length=MOST_AT_ONCE)


class PhotoState(BaseModel):
    """How much of a photograph has arrived."""

    state: str = Field(description="expected, stored or given_up")
    offset: int = Field(description="Bytes that are here.")


class PhotoTold(PhotoState):
    """The state of one photograph that was asked for by its id."""

    id: UUID
    size: int


class RecordOutcome(BaseModel):
    """What became of a record. Each outcome means that the record has been written and will not be lost."""

    id: UUID
    outcome: str = Field(description="applied, merged, conflict, observed or quarantined")
    repeated: bool = Field(description="It had come before; this is what was answered then.")
    revision: int | None = None
    answers: dict[str, Any] | None = Field(default=None, description="The response as it stood after it.")
    conflicts: list[str] = Field(default=[], description="Fields for the lead to decide.")
    reason: dict[str, Any] | None = Field(
        default=None, description="The problem that put it into quarantine, or for which a verdict is an observation."
    )
    photos: dict[str, PhotoState] = {}


class BatchResult(BaseModel):
    """The outcome or problem of one record, with the HTTP status that it would have had if it had been sent alone."""

    id: str
    status: int
    outcome: RecordOutcome | None = None
    problem: dict[str, Any] | None = None


class BatchResults(BaseModel):
    """The results, in the order of the records."""

    results: list[BatchResult]
