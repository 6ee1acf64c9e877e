"""What an installation stores about itself, and the digests by which a change behind its back is noticed."""

from datetime import date, datetime

from sqlalchemy import Index, text
from sqlmodel import Field, SQLModel

from rasoat import clock
from rasoat.db.types import Json, UtcDateTime
from rasoat.db.unsealed import OWN_CHECK, unsealed


class Installation(SQLModel, table=True):
    """The one row that tells an example database from a real one; only an example has a date of its own."""

    id: int = Field(default=1, primary_key=True)
    example: bool = Field(default=False)
    example_date: date | None = Field(default=None)


class InstallationStep(SQLModel, table=True):
    """Something that is done once for an installation, and when it was last done: a backup, a test mail."""

    __tablename__ = "installation_step"

    name: str = Field(primary_key=True)
    done_at: datetime = Field(sa_type=UtcDateTime)


class RowSeal(SQLModel, table=True):
    """The digest of one row as the program last wrote it, made in the same transaction.

    A change of a row after a seal of everything has counted its digest adds another line; the older one stays.
    """

    __tablename__ = "row_seal"
    __table_args__ = (
        # Few are not counted yet, and each seal looks for them.
        Index("ix_row_seal_uncounted", "seal", sqlite_where=text("seal = 0"), postgresql_where=text("seal = 0")),
        unsealed(OWN_CHECK),
    )

    table_name: str = Field(primary_key=True)
    row_id: str = Field(primary_key=True, description="The row's key as text; parts of a key are joined by /.")
    seal: int = Field(default=0, primary_key=True, description="Number of the seal that counts it; 0: none yet.")
    case_row: str = Field(default="", description="Table and id of the case it belongs to, to name it when it is gone.")
    salt: str = Field(default="", description="Random, so that nobody guesses a short text from its digest.")
    digest: str = Field(default="", description="See row_seals.digest_of; empty: the program removed the row.")
    sealed_at: datetime = Field(default_factory=clock.now, sa_type=UtcDateTime)
    noticed_at: datetime | None = Field(
        default=None,
        sa_type=UtcDateTime,
        description="When the program wrote the row again and saw that something else had changed it before.",
    )


class Seal(SQLModel, table=True):
    """One digest of everything that was sealed up to a moment. Each contains the one before, so that the last one,
    written down outside, vouches for all.
    """

    __tablename__ = "audit_seal"
    __table_args__ = (unsealed(OWN_CHECK),)

    number: int = Field(primary_key=True)
    made_at: datetime = Field(default_factory=clock.real_now, sa_type=UtcDateTime)
    lines: dict[str, int] = Field(sa_type=Json, description="How many lines of each table it counts.")
    previous_hash: str
    hash: str
