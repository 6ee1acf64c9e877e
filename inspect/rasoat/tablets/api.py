"""What a tablet asks about itself and its person, and how a tablet is registered and signed out."""

from datetime import date, datetime
from typing import Annotated
from uuid import UUID

from flask import current_app
from pydantic import BaseModel, Field

from rasoat import clock
from rasoat.db import installation
from rasoat.inspections.queries import assigned_to
from rasoat.pages import OFFICE, PUBLIC, SIGNED_IN, actor, app_settings, session, write
from rasoat.pages.api import ApiRoom, Body, clock_skew, tablet
from rasoat.problems import Problem
from rasoat.tablets import operations
from rasoat.tablets.models import Tablet

room = ApiRoom("tablets", __name__)
_CLOCK = {"Rasoat-Clock": "The tablet's clock, ISO 8601 in UTC; how far it is off is noted."}
Count = Annotated[int, Field(ge=0, le=1_000_000)]


class Account(BaseModel):
    """The person in whose name a request is made."""

    id: UUID
    username: str
    name: str
    agency: str
    role: str


class KnownTablet(BaseModel):
    """The tablet a request comes from."""

    id: UUID
    label: str
    cut_off: bool


class Me(BaseModel):
    """Who is asking, with which tablet, and what the server knows about both."""

    account: Account
    server_time: datetime
    example_date: date | None
    tablet: KnownTablet | None
    keep_days: int = Field(description="Days after which what was received may be cleared from the tablet.")
    photo_limit_mb: int = Field(description="Largest photograph that the server takes.")
    build: str = Field(description="Digest of the pages' files this server serves.")


class Registration(Body):
    """A device that asks to be registered."""

    label: str = Field(default="", max_length=operations.MAX_LABEL)
    user_agent: str = Field(default="", max_length=1000)
    build: str = Field(default="", max_length=100)


class Registered(BaseModel):
    """The device's token, which is told only this once. `lock_key` is the base64 of 32 bytes; it stays the same when
    the device registers again.
    """

    id: UUID
    label: str
    token: str
    token_until: datetime
    lock_key: str
    keep_days: int
    photo_limit_mb: int


class Ending(Body):
    """A token that is to end."""

    digest: str = Field(pattern="^[0-9a-f]{64}$", description="SHA-256 of the token's secret, in hexadecimal digits.")


class Pulse(Body):
    """What a tablet has not sent yet."""

    waiting_records: Count
    waiting_photos: Count
    build: str = Field(default="", max_length=100)


class Assigned(BaseModel):
    """A checklist at one place that the person was given to fill in an inspection; at the unit when there is no site."""

    inspection_id: UUID
    checklist: str
    site_id: UUID | None


class Heard(BaseModel):
    """The answer to a pulse."""

    server_time: datetime
    cut_off: bool = Field(description="Always false: a tablet that was cut off is answered 403 `tablet.cut_off`.")
    keep_days: int
    assigned: list[Assigned] = Field(
        description="All that the person was given to fill in inspections under way; what a bundle said of it is old."
    )


@room.get("/me", allow=SIGNED_IN, answer=Me, summary="Who is asking, and what the server holds to be true")
def me() -> Me:
    """Tell the person, the tablet and the server's time."""
    person = actor()
    known = session().get(Tablet, tablet()) if tablet() else None
    return Me(
        account=Account(
            id=person.user_id, username=person.username, name=person.name, agency=person.agency_name, role=person.role
        ),
        server_time=clock.real_now(),
        example_date=installation.example_date(session()),
        tablet=KnownTablet(id=known.id, label=known.label, cut_off=known.cut_off_at is not None) if known else None,
        keep_days=app_settings().tablet_keep_days,
        photo_limit_mb=app_settings().upload_limit_mb,
        build=current_app.extensions["rasoat_build"],
    )


@room.put(
    "/tablets/<uuid:tablet_id>",
    allow=OFFICE,
    body=Registration,
    answer=Registered,
    summary="Bring a device into use for who is signed in by session; again: a new token",
)
def register(tablet_id: UUID, body: Registration) -> Registered:
    """Register a device. Only a session may do this: a token must not be able to prolong itself for ever."""
    if tablet() is not None:
        raise Problem("forbidden")
    settings, person = app_settings(), actor()
    made = write(
        lambda db: operations.register(
            db,
            person,
            tablet_id,
            label=body.label,
            user_agent=body.user_agent,
            build=body.build,
            days=settings.tablet_days,
        )
    )
    return Registered(
        id=tablet_id,
        label=made.tablet.label,
        token=made.token,
        token_until=made.tablet.token_until,
        lock_key=made.tablet.lock_key,
        keep_days=settings.tablet_keep_days,
        photo_limit_mb=settings.upload_limit_mb,
    )


@room.delete("/tablets/<uuid:tablet_id>/token", allow=SIGNED_IN, summary="Sign a device out; its token is void")
def forget_token(tablet_id: UUID) -> None:
    """Sign out one of the person's own tablets; it needs a session."""
    _only_itself(tablet_id)
    person = actor()
    write(lambda db: operations.forget_token(db, person, tablet_id))


@room.post(
    "/tablets/<uuid:tablet_id>/end",
    allow=PUBLIC,
    body=Ending,
    summary="End the token with this digest, which a device keeps after signing out without a network",
)
def end_token(tablet_id: UUID, body: Ending) -> None:
    """End a token. Nobody is signed in on the device any more; whoever knows the digest can do this and nothing else.
    The answer does not tell whether there was such a token.
    """
    write(lambda db: operations.end_token(db, tablet_id, body.digest))


@room.post(
    "/tablets/<uuid:tablet_id>/pulse",
    allow=SIGNED_IN,
    body=Pulse,
    answer=Heard,
    headers=_CLOCK,
    summary="Tell what a tablet still holds unsent",
)
def pulse(tablet_id: UUID, body: Pulse) -> Heard:
    """Note that the tablet was in contact, what it has not sent yet, and how far its clock is off."""
    if tablet() is None:
        raise Problem("forbidden")
    _only_itself(tablet_id)
    skew = clock_skew()
    write(
        lambda db: operations.pulse(
            db, tablet_id, records=body.waiting_records, photos=body.waiting_photos, build=body.build, skew=skew
        )
    )
    given = assigned_to(session(), actor())
    return Heard(
        server_time=clock.real_now(),
        cut_off=False,
        keep_days=app_settings().tablet_keep_days,
        assigned=[Assigned(inspection_id=a.inspection_id, checklist=a.checklist, site_id=a.site_id) for a in given],
    )


def _only_itself(tablet_id: UUID) -> None:
    if tablet() not in (None, tablet_id):
        raise Problem("not_found")
