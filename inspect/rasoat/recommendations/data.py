"""What the operations of this room take and give."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from rasoat.problems import Reason
from rasoat.recommendations.measures import Measure
from rasoat.recommendations.models import ORDINARY, PRIORITIES, Obligation


@dataclass(frozen=True, slots=True)
class ObligationData:
    """What one addressee has to do. Without `due_on` the date is computed from `working_days`, or else as the
    obligations' workflow says. Each of `measures` is one part; a part's measure may be empty. Words that a part already has
    keep its kind and figures (see parts.change_parts).
    """

    addressee_id: UUID
    due_on: date | None = None
    measures: tuple[str | Measure, ...] = ("",)
    working_days: int | None = None


@dataclass(frozen=True, slots=True)
class Urgency:
    """How soon a recommendation is needed (one of PRIORITIES), and why it is not an ordinary one."""

    priority: str = ORDINARY
    reason: str = ""

    def reasons(self) -> list[Reason]:
        """What is wrong with it."""
        if self.priority not in PRIORITIES:
            return [Reason("priority", "Chọn một mức ưu tiên.")]
        if self.priority != ORDINARY and not self.reason.strip():
            return [
                Reason("priority_reason", "Nêu lý do vì sao là việc ưu tiên, việc khẩn: đơn vị đọc được lý do này.")
            ]
        return []

    def give(self, row: Obligation) -> None:
        """Give it to a drafted obligation; an ordinary one needs no reason and has none."""
        row.priority = self.priority
        row.priority_reason = "" if self.priority == ORDINARY else self.reason.strip()


@dataclass(frozen=True, slots=True)
class SignedReport:
    """The addressee's own paper by which it answers: who signed it, how people cite it, its day."""

    signer: str
    paper: str
    dated: date


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A recommendation that the checklist proposes for an accepted shortcoming; `due_on` is computed from today.

    `measure` is what the shortcoming's own figures give, where they give one (counting.suggested).
    """

    finding_id: UUID
    shortcoming: str
    text: str
    addressee_id: UUID
    working_days: int | None
    term: str
    due_on: date
    measure: Measure | None = None


@dataclass(frozen=True, slots=True)
class PartReport:
    """What an answer says of one part: a figure, the number and the day of a paper, or that a photograph is attached."""

    ordinal: int
    reached: int | float | None = None
    paper_number: str = ""
    paper_dated: date | None = None
    photo: bool = False


@dataclass(frozen=True, slots=True)
class PartVerdict:
    """What a verification finds of one part: the verdict (see VERDICTS), why, and the figure that was counted."""

    ordinal: int
    verdict: str
    reason: str = ""
    reached: int | float | None = None
