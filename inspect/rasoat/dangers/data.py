"""What the operations of this room take."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID


@dataclass(frozen=True, slots=True)
class DangerData:
    """A danger as somebody saw it. Degrees are WGS 84, `accuracy` is in metres; `checklist` and `item` name the question
    at which it was noticed.
    """

    what: str
    place: str = ""
    site_id: UUID | None = None
    checklist: str = ""
    item: str = ""
    latitude: float | None = None
    longitude: float | None = None
    accuracy: float | None = None
    seen_at: datetime | None = None
