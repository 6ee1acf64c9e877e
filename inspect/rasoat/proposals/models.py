"""Proposals: what the inspected unit asks of those above it."""

from datetime import date
from uuid import UUID

from sqlalchemy import Index
from sqlmodel import Field

from rasoat.db import Searchable, Text
from rasoat.workflows import CaseRow, Meaning, Turn
from rasoat.workflows.editing import Edited
from rasoat.workflows.models import OPEN, by_definition, while_true

UNCLIMBED = "coalesce(climbs_for, '0001-01-01') <> due_on"
"""It has a last day for which the next step of the ladder was not worked out: it is new, or its day was changed."""


class Proposal(CaseRow, Searchable, Edited, table=True):
    """One proposal of the unit, accepted by the department or forwarded upward, and the reply to it."""

    __table_args__ = (
        by_definition("proposal"),
        Index("uq_proposal_ordinal", "inspection_id", "ordinal", unique=True),
        Index("ix_proposal_open_of_receiver", "forwarded_to_id", "turn", **OPEN),
        Index("ix_proposal_open_of_agency", "lead_agency_id", "means", **OPEN),
        Index("ix_proposal_owed", "due_on", "id", **OPEN),
        Index("ix_proposal_unclimbed", "id", **while_true("open", also=UNCLIMBED)),
        Index("ix_proposal_climbing", "climbs_on", "id", **OPEN),
    )

    inspection_id: UUID = Field(foreign_key="inspection.id", index=True)
    lead_agency_id: UUID = Field(foreign_key="agency.id", index=True)
    from_id: UUID = Field(foreign_key="agency.id", index=True)
    ordinal: int
    text: str = Field(sa_type=Text)
    received_on: date = Field(index=True)
    forwarded_to_id: UUID | None = Field(default=None, foreign_key="agency.id", index=True)
    forwarded_on: date | None = None
    onward: str = Field(default="", description="To whom the receiver is asked to pass it on: see ONWARD.")
    sent_with_id: UUID | None = Field(
        default=None,
        foreign_key="proposal.id",
        index=True,
        description="The proposal from which the letter was drafted that forwards this one too; None: its own.",
    )
    follows_id: UUID | None = Field(
        default=None,
        foreign_key="proposal.id",
        index=True,
        description="The proposal of another unit that asks for the same: what is done about that one is done about this.",
    )
    owner_id: UUID | None = Field(
        default=None, foreign_key="account.id", index=True, description="Who of the lead agency sees to it."
    )
    due_on: date | None = Field(
        default=None, description="The last day for what comes next: deciding on it, keeping the promise, the reply."
    )
    response: str = Field(default="", sa_type=Text, description="What the department says to it in the notice.")
    reply: str = Field(default="", sa_type=Text, description="The final reply.")
    replied_on: date | None = None
    climbs_for: date | None = Field(
        default=None, description="The last day for which it was worked out when its next step of the ladder comes."
    )
    climbs_on: date | None = Field(default=None, description="The day on which that step comes; None: none comes.")
    ladder_version: int = Field(default=0, description="The version of the ladder that it climbs; 0: of none yet.")
    letter_paper: str = Field(
        default="", sa_type=Text, description="The unit's letter that was waited for, as people cite it."
    )
    letter_incoming_id: UUID | None = Field(
        default=None, foreign_key="incoming_paper.id", index=True, description="That letter in the register."
    )
    reply_paper: str = Field(default="", sa_type=Text, description="The paper that replied, as people cite it.")
    reply_incoming_id: UUID | None = Field(
        default=None, foreign_key="incoming_paper.id", index=True, description="That paper in the register."
    )

    def searchable(self) -> list[str]:
        return [self.text]


ONWARD = {
    "government": "Chính phủ, Thủ tướng Chính phủ",
    "council": "Hội đồng nhân dân",
    "front": "Mặt trận Tổ quốc Việt Nam",
}
"""Bodies that a department does not write to itself: the province or the ministry that gets the letter asks them."""
UNDECIDED = Meaning("proposal", Proposal, "undecided", "its text may be corrected, the department is to decide")
AWAITS_LETTER = Meaning("proposal", Proposal, "awaits_letter", "the unit is to send a letter, which brings it back")
RECEIVERS_TURN = Turn("proposal", Proposal, "receiver")
PROPOSERS_TURN = Turn("proposal", Proposal, "proposer")
