"""Rounds in which activation codes were given to many people at once. No code stands in them."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import UniqueConstraint
from sqlmodel import Field

from rasoat.db import Row, Text, UtcDateTime
from rasoat.workflows.meanings import Meaning
from rasoat.workflows.models import CaseRow, by_definition

WAYS = {"slips": "In phiếu", "mail": "Gửi thư"}


class CodeRound(CaseRow, table=True):
    """Codes that one administrator made at once. Its id comes with the form, so that a form sent twice makes one round."""

    __tablename__ = "code_round"
    __table_args__ = (by_definition("code_round"),)

    way: str = Field(description="See WAYS.")
    made_by: UUID = Field(foreign_key="account.id")
    made_at: datetime = Field(sa_type=UtcDateTime, description="By the real clock, also in the example.")
    count: int = Field(description="How many people it is for.")


class CodeGiven(Row, table=True):
    """One account that a round is for. Whether its code can still be used is told by the account."""

    __tablename__ = "code_given"
    __table_args__ = (UniqueConstraint("round_id", "ordinal"), UniqueConstraint("round_id", "account_id"))

    round_id: UUID = Field(foreign_key="code_round.id")
    ordinal: int = Field(description="In the order of the slips.")
    account_id: UUID = Field(index=True, description="No reference: whoever never used the account may be removed.")
    name: str = Field(sa_type=Text, description="The name to sign in with.")
    code_until: datetime | None = Field(
        default=None,
        sa_type=UtcDateTime,
        description="The account's `code_until` when this round made its code; None: a mail that has made none yet.",
    )
    mailed_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    left_out: str = Field(default="", sa_type=Text, description="Why no mail is sent any more.")


STANDS = Meaning("code_round", CodeRound, "stands", "its codes can be used, and its mails are sent")
