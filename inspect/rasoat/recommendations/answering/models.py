"""What is said of an obligation after its issue: what its addressee answers, asks and thinks, what is decided on it, what
others verify and see on the spot.
"""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Index, UniqueConstraint, text
from sqlmodel import Field, SQLModel

from rasoat.db import Json, Row, Text, UtcDateTime

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

    @property
    def worded_here(self) -> bool:
        """Whether the addressee worded it here, and perhaps sent it by a signed report; others stand for a paper that came in, or
        that was issued here.
        """
        return self.incoming_id is None and (not self.paper or bool(self.signer))


class ProgressReport(Row, table=True):
    """How far the addressee has come, told before it answers: nobody verifies it, and it is still the addressee's turn."""

    __tablename__ = "progress_report"

    obligation_id: UUID = Field(foreign_key="obligation.id", index=True)
    text: str = Field(sa_type=Text)
    reported_by: UUID = Field(foreign_key="account.id")
    agency_id: UUID = Field(foreign_key="agency.id")
    reported_on: date


class PartSaid(SQLModel):
    """What an addressee says of one part: a figure, a paper, or that a photograph shows it. It never changes."""

    ordinal: int = Field(description="The part's.")
    measure: str = Field(sa_type=Text, description="The measure's words that day.")
    reached: float | None = None
    paper_number: str = Field(default="", sa_type=Text)
    paper_dated: date | None = None
    photo: bool = Field(default=False, description="A photograph among the files that came along shows it.")
    told: str = Field(default="", sa_type=Text, description="All of this in words: 31/46 biển.")


class AnswerPart(PartSaid, Row, table=True):
    """What an answer says of one part."""

    __tablename__ = "answer_part"
    __table_args__ = (UniqueConstraint("answer_id", "ordinal"),)

    answer_id: UUID = Field(foreign_key="answer.id")


class ProgressPart(PartSaid, Row, table=True):
    """What a report of progress says of one part. Nobody verifies it."""

    __tablename__ = "progress_part"
    __table_args__ = (UniqueConstraint("progress_id", "ordinal"),)

    progress_id: UUID = Field(foreign_key="progress_report.id")


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
