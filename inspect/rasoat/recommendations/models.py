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
    issued_on: date | None = None
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


DRAFTING = _means("drafting", "it is written, and sent with the result notice")
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


CLAIM_IN_4 = "stance"
"""What version 4 of the obligation's workflow asks for under this name is the claim. It stays pinned."""


TAKEN_BACK, SUPPLEMENTED = "taken_back", "supplemented"
"""Why an answer no longer stands: its addressee took it back, or sent a later one in its place. It is kept and shown."""


class Answer(Row, table=True):
    """What the addressee reports to have done."""

    __table_args__ = (Index("uq_answer_ordinal", "obligation_id", "ordinal", unique=True),)

    obligation_id: UUID = Field(foreign_key="obligation.id", index=True)
    ordinal: int
    claim: str = Field(description="How far the addressee itself holds it to be done: see VERDICTS.")
    text: str = Field(sa_type=Text)
    answered_by: UUID = Field(
        foreign_key="account.id", description="Who sent it; of one that came on paper, the officer who typed it here."
    )
    agency_id: UUID = Field(foreign_key="agency.id", description="Whose answer it is.")
    answered_on: date = Field(description="The day it was sent; of one that came on paper, the day of the paper.")
    signer: str = Field(
        default="", description="Who signed the paper on which it came, or the addressee's report; empty: none."
    )
    incoming_id: UUID | None = Field(
        default=None, foreign_key="incoming_paper.id", index=True, description="The registered paper on which it came."
    )
    paper: str = Field(default="", sa_type=Text, description="That paper as people cite it: kind, number, day.")
    ended: str = Field(default="", description="taken_back, supplemented, or empty: it stands.")
    ended_by: UUID | None = Field(default=None, foreign_key="account.id")
    ended_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    ended_because: str = Field(default="", sa_type=Text, description="Why it was taken back.")


class ProgressReport(Row, table=True):
    """How far the addressee has come, told before it answers: nobody verifies it, and it is still the addressee's turn."""

    __tablename__ = "progress_report"

    obligation_id: UUID = Field(foreign_key="obligation.id", index=True)
    text: str = Field(sa_type=Text)
    reported_by: UUID = Field(foreign_key="account.id")
    agency_id: UUID = Field(foreign_key="agency.id")
    reported_on: date


class AnswerPart(Row, table=True):
    """What an answer says of one part. It never changes."""

    __tablename__ = "answer_part"
    __table_args__ = (UniqueConstraint("answer_id", "ordinal"),)

    answer_id: UUID = Field(foreign_key="answer.id")
    ordinal: int = Field(description="The part's.")
    measure: str = Field(sa_type=Text, description="The measure's words that day.")
    reached: float | None = None
    paper_number: str = Field(default="", sa_type=Text)
    paper_dated: date | None = None
    photo: bool = Field(default=False, description="A photograph among the answer's files shows it.")
    told: str = Field(default="", sa_type=Text, description="All of this in words: 31/46 biển.")


STANCES = {
    "agrees": "Nhất trí",
    "agrees_partly": "Nhất trí một phần",
    "disagrees": "Không nhất trí",
    "explains": "Giải trình",
    "complains": "Khiếu nại",
}
"""What an addressee says of what is asked. A demand is not agreed to or not: it is explained, or complained of (NĐ
217/2025/NĐ-CP, Điều 9)."""
TO_DECIDE = ("agrees_partly", "disagrees")
"""What the leader of whoever asks decides on."""
STANCE_OUTCOMES = {
    "said": "Đã ghi nhận",
    "waiting": "Chờ lãnh đạo quyết định",
    "kept": "Giữ nguyên nội dung",
    "to_change": "Đã quyết thay đổi, chờ công văn",
    "to_withdraw": "Đã quyết rút, chờ công văn",
    "carried_out": "Đã có công văn",
}
AWAITS_LETTER = ("to_change", "to_withdraw")


class Stance(Row, table=True):
    """What an addressee says of what is asked of it, and what was decided where it does not agree.

    A change or a withdrawal takes effect with the letter that amends: until then it is decided and nothing else.
    """

    __table_args__ = (
        Index("ix_stance_outcome", "outcome", "obligation_id"),
        Index(
            "uq_stance_waiting",
            "obligation_id",
            unique=True,
            sqlite_where=text("outcome = 'waiting'"),
            postgresql_where=text("outcome = 'waiting'"),
        ),
    )

    obligation_id: UUID = Field(foreign_key="obligation.id", index=True)
    stance: str = Field(description="See STANCES.")
    reason: str = Field(default="", sa_type=Text)
    stated_by: UUID = Field(foreign_key="account.id")
    agency_id: UUID = Field(foreign_key="agency.id")
    stated_at: datetime = Field(sa_type=UtcDateTime)
    outcome: str = Field(description="See STANCE_OUTCOMES.")
    decided_by: UUID | None = Field(default=None, foreign_key="account.id")
    decided_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    decision_note: str = Field(default="", sa_type=Text)
    carried_by: str = Field(default="", sa_type=Text, description="The letter with which the decision took effect.")


DRAFTED, WAITING, RETURNED, RELEASED, OVERTAKEN = "drafted", "waiting", "returned", "released", "overtaken"
"""What became of an answer in preparation. Drafted: it was only saved. Overtaken: another one was prepared, or the answer
was given without it."""
IN_PREPARATION = (DRAFTED, WAITING, RETURNED)
"""One obligation has at most one such: whoever words anew what was returned overtakes it."""


class PreparedAnswer(Row, table=True):
    """An answer that somebody of the addressee saved as a draft, or that waits for a leader of the agency. Until it is sent
    or released it is no answer: only the addressee's own people read it, and the obligation stays the addressee's turn.

    What it says never changes; whoever words it anew prepares another one.
    """

    __tablename__ = "prepared_answer"
    __table_args__ = (
        Index(
            "uq_prepared_answer_waiting",
            "obligation_id",
            unique=True,
            sqlite_where=text("outcome = 'waiting'"),
            postgresql_where=text("outcome = 'waiting'"),
        ),
        Index("ix_prepared_answer_agency", "agency_id", "outcome"),
    )

    obligation_id: UUID = Field(foreign_key="obligation.id", index=True)
    agency_id: UUID = Field(foreign_key="agency.id", description="The addressee's.")
    claim: str = Field(description="See VERDICTS; a draft may have none yet.")
    text: str = Field(sa_type=Text)
    parts: list[Any] | None = Field(default=None, sa_type=Json, description="What it says of the parts: figures.py.")
    prepared_by: UUID = Field(foreign_key="account.id")
    prepared_on: date
    outcome: str = Field(default=WAITING, description="drafted, waiting, returned, released or overtaken.")
    decided_by: UUID | None = Field(default=None, foreign_key="account.id", description="Who released or returned it.")
    decided_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    note: str = Field(default="", sa_type=Text, description="Why the leader returned it.")
    answer_id: UUID | None = Field(
        default=None, foreign_key="answer.id", index=True, description="The answer it became when it was released."
    )


class Verification(Row, table=True):
    """A verdict on an answer, by somebody else from another agency, with the evidence seen."""

    __table_args__ = (Index("uq_verification_ordinal", "obligation_id", "ordinal", unique=True),)

    obligation_id: UUID = Field(foreign_key="obligation.id", index=True)
    ordinal: int
    answer_id: UUID | None = Field(default=None, foreign_key="answer.id")
    visit_id: UUID | None = Field(
        default=None, foreign_key="visit.id", index=True, description="The visit at which it was given on the spot."
    )
    verdict: str = Field(description="See VERDICTS.")
    evidence: str = Field(default="", sa_type=Text, description="What was seen, where, by whom.")
    verified_by: UUID = Field(foreign_key="account.id")
    agency_id: UUID = Field(foreign_key="agency.id")
    verified_on: date = Field(index=True)


class VerificationPart(Row, table=True):
    """What a verification finds of one part. It never changes; the part itself has the verdict of the last one."""

    __tablename__ = "verification_part"
    __table_args__ = (UniqueConstraint("verification_id", "ordinal"),)

    verification_id: UUID = Field(foreign_key="verification.id")
    ordinal: int = Field(description="The part's.")
    measure: str = Field(sa_type=Text, description="The measure's words that day.")
    verdict: str = Field(description="See VERDICTS.")
    reason: str = Field(default="", sa_type=Text)
    reached: float | None = Field(default=None, description="What the verifier counted.")
    told: str = Field(default="", sa_type=Text, description="That figure in words: 31/46 biển.")


EXTENSIONS = {
    "asked": "Đang chờ trả lời",
    "decided": "Đã quyết đồng ý, chờ công văn",
    "granted": "Đồng ý",
    "refused": "Không đồng ý",
    "dropped": "Không còn cần",
}


class Extension(Row, table=True):
    """A request for more time, and the decision about it. What is granted takes effect with the letter that replies."""

    __table_args__ = (Index("ix_extension_outcome", "outcome", "obligation_id"),)

    obligation_id: UUID = Field(foreign_key="obligation.id", index=True)
    asked_until: date
    reason: str = Field(sa_type=Text)
    asked_by: UUID = Field(foreign_key="account.id")
    asked_at: datetime = Field(sa_type=UtcDateTime)
    previous_due_on: date | None = None
    outcome: str = Field(default="asked", description="See EXTENSIONS.")
    decided_by: UUID | None = Field(default=None, foreign_key="account.id")
    decided_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    decision_note: str = Field(default="", sa_type=Text)
    granted_until: date | None = Field(default=None, description="Until when more time was granted.")


SEEN = {"done": "Thấy đã thực hiện", "partly": "Thấy thực hiện một phần", "not_done": "Thấy chưa thực hiện"}


class Observation(Row, table=True):
    """What a team saw on the spot of an earlier obligation. It is evidence for a verdict, not a verdict."""

    obligation_id: UUID = Field(foreign_key="obligation.id", index=True)
    visit_id: UUID = Field(foreign_key="visit.id", index=True)
    seen: str = Field(description="See SEEN.")
    note: str = Field(default="", sa_type=Text)
    observed_by: UUID = Field(foreign_key="account.id")
    observed_at: datetime = Field(sa_type=UtcDateTime)
