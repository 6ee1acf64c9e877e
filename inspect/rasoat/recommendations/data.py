"""What the operations of this room take and give."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID


@dataclass(frozen=True, slots=True)
class ObligationData:
    """What one addressee is to owe. Without `due_on` it is computed from `working_days`, or as obligations' workflow says."""

    addressee_id: UUID
    due_on: date | None = None
    measure: str = ""
    working_days: int | None = None


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A recommendation the checklist proposes for an accepted shortcoming; `due_on` is worked out from today."""

    finding_id: UUID
    shortcoming: str
    text: str
    addressee_id: UUID
    working_days: int | None
    term: str
    due_on: date
