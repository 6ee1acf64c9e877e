"""People who sign in."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, UniqueConstraint
from sqlmodel import Field

from rasoat.db import Json, Row, Searchable, Text, UtcDateTime
from rasoat.db.unsealed import PASSING, unsealed


class User(Row, Searchable, table=True):
    """One person's account. `session_epoch` grows to end all of the person's sessions at once."""

    __tablename__ = "account"

    username: str = Field(sa_type=Text, unique=True)
    full_name: str = Field(sa_type=Text)
    title: str = Field(default="", sa_type=Text, description="Office held, as on papers: Phó Giám đốc")
    agency_id: UUID = Field(foreign_key="agency.id", index=True)
    role: str = Field(description="See accounts.actor.Role.")
    position: str = Field(
        default="", description="See accounts.positions: how the person signs; empty: as the title says."
    )
    email: str = Field(default="", sa_type=Text)
    telephone: str = Field(default="", sa_type=Text)
    password_hash: str = Field(default="", sa_type=Text)
    active: bool = True
    closed_on: date | None = Field(
        default=None, description="When it was closed; None: it is open, or was closed before this was kept."
    )
    session_epoch: int = 0
    code_hash: str = Field(
        default="", sa_type=Text, description="Of the one-time code with which a password is chosen."
    )
    code_until: datetime | None = Field(default=None, sa_type=UtcDateTime)
    signs_from: datetime | None = Field(
        default=None,
        sa_type=UtcDateTime,
        description="Before it the account signs nothing, since it was set anew; None: it never was.",
    )

    def searchable(self) -> list[str]:
        return [self.full_name, self.username, self.title]


class Absence(Row, table=True):
    """The days on which a person is away, and who of the same agency does the work meanwhile, with his own role."""

    __tablename__ = "absence"
    __table_args__ = (CheckConstraint("first_day <= last_day", name="absence_begins_before_it_ends"),)

    account_id: UUID = Field(foreign_key="account.id", index=True)
    stand_in_id: UUID = Field(foreign_key="account.id", index=True)
    agency_id: UUID = Field(foreign_key="agency.id", index=True, description="Of both; whoever leaves it ends it.")
    first_day: date
    last_day: date
    set_by: UUID = Field(foreign_key="account.id")
    ended_at: datetime | None = Field(default=None, sa_type=UtcDateTime, description="When it was ended by hand.")
    ended_by: UUID | None = Field(default=None, foreign_key="account.id")


class SigningAuthority(Row, table=True):
    """Who may sign papers of the agency in the place of its head: by order (TL.) or by a written authorisation (TUQ.); NĐ
    30/2020, Điều 13. Deputies and acting heads sign by their position and need none.
    """

    __tablename__ = "signing_authority"

    account_id: UUID = Field(foreign_key="account.id", index=True)
    agency_id: UUID = Field(foreign_key="agency.id", index=True)
    capacity: str = Field(description="TL or TUQ.")
    head_title: str = Field(sa_type=Text, description="The office of whoever gave it: Giám đốc.")
    act: str = Field(sa_type=Text, description="Number and name of the working rules or the authorisation.")
    act_day: date
    kinds: list[str] = Field(default_factory=list, sa_type=Json, description="The kinds of papers it is for.")
    valid_from: date
    valid_to: date | None = Field(default=None, description="Last day; a TUQ. always has one.")
    passed_from: UUID | None = Field(
        default=None, foreign_key="signing_authority.id", description="The unit head's own, passed to his deputy."
    )
    ended_at: datetime | None = Field(default=None, sa_type=UtcDateTime, description="When it was ended by hand.")


class SignIn(Row, table=True):
    """A browser in which a person is signed in. It ends when the row goes, or when the account's epoch grows."""

    __tablename__ = "sign_in"
    # A restore leaves these rows out: somebody may have signed out since the backup was made.
    __table_args__ = ({"info": {"ends_here": True} | unsealed(PASSING)["info"]},)

    account_id: UUID = Field(foreign_key="account.id", index=True)
    session_epoch: int = Field(description="The account's when it began; a later one ends it.")
    began_at: datetime = Field(sa_type=UtcDateTime, description="By the real clock, also in the example.")
    password_at: datetime = Field(sa_type=UtcDateTime, description="When the password was last given in it.")


class LoginAttempt(Row, table=True):
    """A failed sign-in, counted where it was tried to slow down guessing, and told at the next sign-in."""

    __tablename__ = "login_attempt"
    __table_args__ = (unsealed(PASSING),)

    username: str = Field(sa_type=Text, index=True)
    address: str = Field(default="", index=True, description="Empty in a browser that is known to the account.")
    browser: str = Field(default="", description="The known browser.")
    told: bool = Field(default=False, description="Its owner was told of it at a sign-in elsewhere.")
    at: datetime = Field(sa_type=UtcDateTime, index=True)


class SecondFactor(Row, table=True):
    """What a person gives after the password: the key that the person's authenticator application has too."""

    __tablename__ = "second_factor"

    account_id: UUID = Field(foreign_key="account.id", unique=True)
    secret: str = Field(sa_type=Text, description="Encrypted with a key of the installation: see accounts.secret_box.")
    last_step: int = Field(description="The step of 30 s of the last code that was taken: none is taken twice.")


class RecoveryCode(Row, table=True):
    """A code that lets its owner in once without the application."""

    __tablename__ = "recovery_code"

    account_id: UUID = Field(foreign_key="account.id", index=True)
    digest: str
    used_at: datetime | None = Field(default=None, sa_type=UtcDateTime)


class KeptFilter(Row, table=True):
    """What a person last filtered a list by: it is offered when the person comes back to the list. What was searched for in
    words is not kept, since it may be a name.
    """

    __tablename__ = "kept_filter"
    __table_args__ = (UniqueConstraint("account_id", "page"), unsealed(PASSING))

    account_id: UUID = Field(foreign_key="account.id")
    page: str = Field(description="The endpoint of the list's page.")
    chosen: dict[str, str] = Field(default_factory=dict, sa_type=Json, description="By the name in the address.")
