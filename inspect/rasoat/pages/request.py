"""The present request: its database session, its person, and how it writes."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeVar, cast
from uuid import UUID

from flask import Request, current_app, g, request
from flask_login import current_user
from sqlalchemy.exc import DBAPIError
from sqlmodel import Session
from werkzeug.datastructures import ImmutableMultiDict, iter_multi_items

from rasoat import text
from rasoat.accounts.actor import Actor
from rasoat.db import Database
from rasoat.db.reading import remembering
from rasoat.files.store import BlobStore
from rasoat.numbers import LARGEST_STORED, YEARS, plain
from rasoat.problems import Problem
from rasoat.settings import Settings

T = TypeVar("T")
API = "/api/"
"""Addresses for programs: they answer in JSON, whatever happens."""


class _Typed(ImmutableMultiDict[str, Any]):
    """What people typed into a form or an address, cleaned. A password is not changed, because every character of it
    counts.
    """

    def __init__(self, mapping: Any = None) -> None:
        super().__init__([(key, _cleaned(key, value)) for key, value in iter_multi_items(mapping or ())])


def _cleaned(key: str, value: Any) -> Any:
    return text.clean(value) if isinstance(value, str) and "password" not in key else value


class CleanRequest(Request):
    """The application's requests: no view can meet a text that was not cleaned."""

    parameter_storage_class = _Typed


@dataclass(frozen=True, slots=True)
class Caller:
    """Who sends a program's request: a person, and the tablet whose token it has (None: the request has the browser's
    session).
    """

    actor: Actor
    tablet_id: UUID | None = None


def database() -> Database:
    """The application's database."""
    return cast(Database, current_app.extensions["rasoat_database"])


def app_settings() -> Settings:
    """The application's settings."""
    return cast(Settings, current_app.extensions["rasoat_settings"])


def blob_store() -> BlobStore:
    """Where files are kept."""
    return BlobStore(app_settings().files_dir)


def session() -> Session:
    """The request's session for reading, which is opened when it is first asked for and rolled back at the end."""
    if "rasoat_session" not in g:
        g.rasoat_session = remembering(database().engine)
    return cast(Session, g.rasoat_session)


def close_session(_error: BaseException | None = None) -> None:
    """Close the request's session."""
    opened = g.pop("rasoat_session", None)
    if opened is not None:
        _end(opened.close, opened)


def _end(act: Callable[[], None], opened: Session) -> None:
    # The answer is known by now. When the connection is lost while its transaction is ended, it is thrown away, and the
    # answer is given all the same.
    try:
        act()
    except DBAPIError:
        opened.invalidate()


def asked_number(name: str, least: int = 0, most: int = LARGEST_STORED) -> int | None:
    """A number in the address (?page=2); None when there is none, or when this program would not write it so."""
    return plain(request.args.get(name), least, most)


def asked_year() -> int | None:
    """The year in the address (?year=2024); None in the same cases as `asked_number`."""
    return asked_number("year", *YEARS)


def sent_version() -> int | None:
    """The version of the row that the person saw, from the form's hidden field; None when the form has no such field.

    Raises Problem `request.bad` for a text that this program did not write: without the version a newer edit would be
    overwritten.
    """
    written = request.form.get("version")
    version = plain(written)
    if written and version is None:
        raise Problem("request.bad")
    return version


def write(operation: Callable[[Session], T]) -> T:
    """Run one operation in its own transaction. What was read before is read again afterwards, whether it was refused
    or not.
    """
    try:
        return database().write(operation)
    finally:
        if "rasoat_session" in g:
            _end(g.rasoat_session.rollback, g.rasoat_session)


def actor() -> Actor:
    """The person of this request. Raises Problem `login.required` when nobody is signed in."""
    caller = g.get("rasoat_caller")
    if caller is not None:
        return cast(Actor, caller.actor)
    if not current_user.is_authenticated:
        raise Problem("login.required")
    return cast(Actor, current_user.actor)


def tablet() -> UUID | None:
    """The tablet whose token this request carries; None under a browser's session."""
    caller = g.get("rasoat_caller")
    return caller.tablet_id if caller else None


def is_api() -> bool:
    """Whether a program sends the request: then every answer is JSON, including errors."""
    return request.path.startswith(API)
