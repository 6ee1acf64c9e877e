"""What the operations of meetings take."""

from dataclasses import dataclass, field
from datetime import date
from uuid import UUID


@dataclass(frozen=True, slots=True)
class MeetingData:
    """A meeting as its secretary writes it. `members`: each member agency with those who came from it, in their order."""

    matter: str
    body_name: str
    body_sign: str
    chair_name: str
    chair_position: str
    held_on: date
    chair_office: str = ""
    chair_agency_id: UUID | None = None
    secretary: str = ""
    place: str = ""
    guests: str = ""
    minutes: str = ""
    conclusions: str = ""
    members: list[tuple[UUID, str]] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class TaskData:
    """A task: for all member agencies, or for those that are named. Without `due_on` no day is stated."""

    text: str
    to_all: bool = False
    addressee_ids: list[UUID] = field(default_factory=list)
    due_on: date | None = None
