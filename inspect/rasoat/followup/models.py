"""What was done so that what is owed is done: steps of the ladder, each once, and reminders that somebody asked for."""

from datetime import date
from uuid import UUID

from sqlalchemy import Index, UniqueConstraint, text
from sqlmodel import Field

from rasoat.db import Row, Text

EVENT = "reminder"
"""Kind of the event that addressees are told of: somebody reminded them, or the program did before there was a ladder."""
STEP, STEP_INSIDE = "ladder_step", "ladder_step_inside"
"""Events of one step of the ladder: its addressee is told; whoever follows it up is told."""
ENDED = "addressee_ended"
"""Event of an agency: it has ended, and nobody is reminded of what it still owes; whoever follows that up is told once."""
ASKED = "asked"
REMINDERS = {"before_due": "Sắp đến hạn", "overdue": "Quá hạn", ASKED: "Đôn đốc"}
DONE, STOPPED = "done", "stopped"
"""What became of a step: it was done, or a person stopped it."""


class Reminder(Row, table=True):
    """One reminder of one obligation, to its addressee: “asked” by a person; the others are of before the ladder."""

    __table_args__ = (UniqueConstraint("obligation_id", "kind", "for_day"),)

    obligation_id: UUID = Field(foreign_key="obligation.id", index=True)
    kind: str = Field(description="See REMINDERS.")
    for_day: date = Field(description="The day it belongs to.")
    due_on: date = Field(description="The due date it spoke of.")
    by: UUID | None = Field(default=None, foreign_key="account.id", description="Who asked for it; None: the system.")


class LadderStep(Row, table=True):
    """One step of the ladder that was done for one due date of one case, or that a person stopped.

    The row is made in the transaction that does it, and there is one for each time: whoever comes second finds it.
    """

    __tablename__ = "ladder_step"
    __table_args__ = (
        UniqueConstraint("case_kind", "case_id", "due_on", "step", "ordinal", name="uq_ladder_step"),
        Index("ix_ladder_step_leaders", "case_id", sqlite_where=text("leaders = 1"), postgresql_where=text("leaders")),
        Index(
            "ix_ladder_step_province", "case_id", sqlite_where=text("province = 1"), postgresql_where=text("province")
        ),
    )

    case_kind: str = Field(description="obligation")
    case_id: UUID
    due_on: date = Field(description="The due date from which its day was counted.")
    step: str = Field(description="Its name in the ladder.")
    ordinal: int = Field(default=0, description="How many times it came before, of a step that comes again.")
    title: str = Field(default="", sa_type=Text, description="What the ladder calls it.")
    day: date = Field(description="The day on which it came; the program may have been stopped then, and was late.")
    outcome: str = Field(default=DONE, description="done or stopped.")
    told: bool = Field(default=False, description="People were told. Of several that were missed only the last tells.")
    leaders: bool = Field(default=False, description="It is on the list of the leaders until it is answered.")
    province: bool = Field(
        default=False, description="It is a line of the report to the province until it is answered."
    )
    letter_id: UUID | None = Field(default=None, foreign_key="paper.id", description="The letter that was drafted.")
    by: UUID | None = Field(default=None, foreign_key="account.id", description="Who stopped it; None: the system.")
    reason: str = Field(default="", sa_type=Text, description="Why it was stopped.")

    @property
    def obligation_id(self) -> UUID:
        """The obligation that climbed."""
        return self.case_id

    @property
    def climbed(self) -> bool:
        """Whether it did more than tell."""
        return self.leaders or self.province or self.letter_id is not None
