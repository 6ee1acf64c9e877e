"""Recommendations, and the obligations they put on addressees: the obligation is what is answered, verified and
reminded of.
"""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Index, UniqueConstraint, and_, event, text
from sqlmodel import Field, Relationship, col

from rasoat.db import Json, Row, Searchable, Text, UtcDateTime
from rasoat.db.unsealed import DERIVED, unsealed
from rasoat.recommendations.measures import Measure
from rasoat.workflows import CaseRow, Meaning, Turn
from rasoat.workflows.editing import Edited
from rasoat.workflows.models import by_definition, while_true


class Recommendation(Row, Searchable, Edited, table=True):
    """What the team asks for. Its status is derived from its obligations."""

    __table_args__ = (
        Index(
            "uq_recommendation_ordinal",
            "inspection_id",
            "ordinal",
            unique=True,
            sqlite_where=text("removed_at IS NULL"),
            postgresql_where=text("removed_at IS NULL"),
        ),
    )

    inspection_id: UUID = Field(foreign_key="inspection.id", index=True)
    ordinal: int
    text: str = Field(sa_type=Text)
    danger_id: UUID | None = Field(
        default=None,
        foreign_key="danger.id",
        index=True,
        description="The danger on the spot that it answers: a letter may send it before the result notice.",
    )
    removed_at: datetime | None = Field(
        default=None, sa_type=UtcDateTime, description="Set when it was removed as a draft: its obligations name it."
    )

    def searchable(self) -> list[str]:
        return [self.text]


class RecommendationFinding(Row, table=True):
    """A shortcoming that a recommendation answers."""

    __tablename__ = "recommendation_finding"
    __table_args__ = (UniqueConstraint("recommendation_id", "finding_id"),)

    recommendation_id: UUID = Field(foreign_key="recommendation.id", index=True)
    finding_id: UUID = Field(foreign_key="finding.id", index=True)


VERDICTS = {"met": "Đã thực hiện", "partly_met": "Thực hiện một phần", "not_met": "Chưa thực hiện"}


FORCES = {"recommended": "Kiến nghị", "demanded": "Yêu cầu", "assigned": "Nhiệm vụ"}
"""How strongly something is asked: recommended by a team that monitors; demanded, to put right what was found (NĐ
217/2025/NĐ-CP, điều 7 khoản 2 điểm e); assigned, by a meeting or a plan."""


ORDINARY, URGENT = "ordinary", "urgent"
PRIORITIES = {ORDINARY: "Thường", "priority": "Ưu tiên", URGENT: "Khẩn"}
"""How soon something is needed. The team says it with a reason; what is urgent stands first in every list of what is open,
and each priority has steps of its own on the ladder (workflows/ladder.yaml)."""
PLACES = {URGENT: 0, "priority": 1, ORDINARY: 2}
"""With which digit the place in the queue begins."""
NEVER = "9999-12-31"


class ObligationPart(Row, table=True):
    """What must be reached for an obligation to be met; an obligation may have several of these."""

    __tablename__ = "obligation_part"
    __table_args__ = (UniqueConstraint("obligation_id", "ordinal"),)

    obligation_id: UUID = Field(foreign_key="obligation.id")
    ordinal: int
    measure: str = Field(
        default="", sa_type=Text, description="How fulfilment is told: 46 biển được cắm. What kind and figures say."
    )
    kind: str = Field(default="text", description="How fulfilment is known: see measures.KINDS.")
    thing: str = Field(default="", sa_type=Text, description="What is counted, issued or to be seen.")
    unit: str = Field(default="", sa_type=Text, description="What a count counts: biển.")
    start: float | None = Field(default=None, description="The figure that the team found; a share in per cent.")
    target: float | None = Field(default=None, description="The figure that must be reached.")
    counted_by: str = Field(default="", description="The question of a checklist that shows it: see counting.py.")
    verdict: str = Field(default="", description="Of the last verification: see VERDICTS; empty before one.")

    @property
    def as_measure(self) -> Measure:
        """The measure as data; a part of the kind “text” has its words alone."""
        if self.kind == "text":
            return Measure(self.measure)
        return Measure(self.thing, self.kind, self.unit, self.start, self.target, self.counted_by)


UNMET = "verdict <> 'met'"
UNFINISHED = while_true("open", also=UNMET)
RAISED = "priority <> 'ordinary'"
UNCLIMBED = "coalesce(climbs_for, '0001-01-01') <> due_on"
"""It has a due date for which the next step of the ladder was not worked out: it is new, or its date was changed."""
SEEN_BY = ("due_on", "lead_agency_id", "inspection_id", "means", "verdict", "open", "suspended_on")
"""Who may see an open obligation is asked of these columns. An index that ends with them counts a thousand without reading
their rows, which lie apart in an old province."""


class Obligation(CaseRow, Searchable, table=True):
    """What one addressee has to do because of one source. Whether it is overdue follows from `due_on` and is never a
    status.

    Each has at least one part; `parts.py` makes the parts, and only it writes verdicts.
    """

    __table_args__ = (
        by_definition("obligation"),
        Index("ix_obligation_board", "addressee_id", "status", "due_on"),
        Index("ix_obligation_open", "due_on", **UNFINISHED),
        Index("ix_obligation_queue", "queue", "id", **UNFINISHED),
        Index(
            "ix_obligation_raised", "priority", "due_on", "id", sqlite_where=text(RAISED), postgresql_where=text(RAISED)
        ),
        # With `turn` second, SQLite prefers the index of addressees to that of turns for what waits for one addressee.
        Index("ix_obligation_open_of_addressee", "addressee_id", "turn", *SEEN_BY, **UNFINISHED),
        Index("ix_obligation_open_turn", "turn", *SEEN_BY, "addressee_id", **UNFINISHED),
        Index("ix_obligation_extension_asked", "lead_agency_id", **while_true("open", "extension_asked", also=UNMET)),
        Index("ix_obligation_unclimbed", "id", **while_true("open", also=f"{UNMET} AND {UNCLIMBED}")),
        Index("ix_obligation_climbing", "turn", "climbs_on", "id", "suspended_on", "addressee_id", **UNFINISHED),
        # The navigation of every page counts what is overdue.
        Index("ix_obligation_open_of_agency", "lead_agency_id", "due_on", "turn", "suspended_on", **UNFINISHED),
    )

    source_kind: str = Field(default="recommendation", description="What it follows from: see sources.py.")
    source_id: UUID = Field(index=True, description="The row of the source, in the table of its kind.")
    source_number: int = Field(description="The number of the source, as it was told: only sources.py writes it.")
    source_text: str = Field(
        sa_type=Text, description="What the source asks, as it was told: only sources.py writes it."
    )
    force: str = Field(default="recommended", description="See FORCES.")
    priority: str = Field(default=ORDINARY, description="See PRIORITIES.")
    priority_reason: str = Field(default="", sa_type=Text, description="Why it is not an ordinary one.")
    queue: str = Field(
        default="",
        sa_column_kwargs=unsealed(DERIVED),
        description="Its place among what is open: by priority, then by due date. Written anew with each change of either.",
    )
    inspection_id: UUID | None = Field(
        default=None, foreign_key="inspection.id", index=True, description="None: its source follows from none."
    )
    lead_agency_id: UUID = Field(foreign_key="agency.id", index=True)
    addressee_id: UUID = Field(foreign_key="agency.id")
    due_on: date | None = Field(default=None, index=True)
    due_basis: dict[str, Any] | None = Field(default=None, sa_type=Json, description="How the due date came about.")
    verdict: str = Field(default="", description="Of all parts together, kept for lists and their index.")
    extension_asked: bool = Field(default=False, description="An extension waits for a decision.")
    parent_id: UUID | None = Field(default=None, foreign_key="obligation.id", index=True)
    repeats_id: UUID | None = Field(
        default=None,
        foreign_key="obligation.id",
        index=True,
        description="The earlier one that it asks again: see repeats/.",
    )
    danger_id: UUID | None = Field(
        default=None,
        foreign_key="danger.id",
        index=True,
        description="The danger whose letter asked it before the result notice did: see at_once/.",
    )
    issued_on: date | None = None
    brought_on: date | None = Field(
        default=None,
        description="When it was brought in with a paper of before the program was used: the ladder begins there.",
    )
    retold_on: date | None = Field(
        default=None,
        description="Day of the last paper that changed it after its issue: its source's row keeps its words.",
    )
    suspended_on: date | None = Field(
        default=None,
        description="Since when nothing is done about it, because its paper is not in force: suspending.py.",
    )
    suspended_because: str = Field(default="", sa_type=Text, description="Why, as its people read it.")
    climbs_for: date | None = Field(
        default=None,
        sa_column_kwargs=unsealed(DERIVED),
        description="The due date of which `climbs_on` was worked out.",
    )
    climbs_on: date | None = Field(
        default=None,
        sa_column_kwargs=unsealed(DERIVED),
        description="When the next step of the ladder comes; None: never.",
    )
    ladder_version: int = Field(
        default=0,
        sa_column_kwargs=unsealed(DERIVED),
        description="Of the ladder on which it climbs until this due date.",
    )
    # These are read together with the obligations: one more query for a whole list.
    parts: list[ObligationPart] = Relationship(
        sa_relationship_kwargs={"lazy": "selectin", "order_by": "ObligationPart.ordinal"}
    )

    def searchable(self) -> list[str]:
        return [self.source_text]

    @property
    def measures(self) -> list[str]:
        """The measures of the parts in their order, without empty ones."""
        return [part.measure for part in self.parts if part.measure]

    @property
    def measure(self) -> str:
        """The measures of all parts as one text."""
        return "; ".join(self.measures)


def _fill_queue(_mapper: Any, _connection: Any, row: Obligation) -> None:
    row.queue = f"{PLACES[row.priority]} {row.due_on or NEVER}"


event.listen(Obligation, "before_insert", _fill_queue)
event.listen(Obligation, "before_update", _fill_queue)


def _means(name: str, why: str) -> Meaning:
    return Meaning("obligation", Obligation, name, why)


DRAFTING = _means("drafting", "it is written, and sent with the result notice, or with a letter about a danger")
UNSENT = _means("unsent", "its addressee never hears of it")
DROPPED = _means("dropped", "nobody sees it any more: only its journal tells of it")
NEW = _means("new", "the addressee has not said that it has it")
SETTLED = _means("settled", "with the verdict “met” it is done")
ENDED = _means("ended", "its addressee owes nothing any more, whatever the verdict")
PASSED_ON = _means("passed_on", "another obligation took its place")


class TurnInForce(Turn):
    """A party's turn, as long as the paper behind the obligation is in force: while it is suspended it is nobody's."""

    def of(self, row: CaseRow) -> bool:
        """Whether it is the turn of this party."""
        return super().of(row) and getattr(row, "suspended_on", None) is None

    @property
    def condition(self) -> ColumnElement[bool]:
        """The same as `of`, as a condition on rows in the database."""
        return and_(super().condition, col(Obligation.suspended_on).is_(None))


ADDRESSEES_TURN = TurnInForce("obligation", Obligation, "addressee")
DEPARTMENTS_TURN = TurnInForce("obligation", Obligation, "department")
