"""Who sends a program's request: a tablet with its token, or a browser with its session."""

import hashlib
from datetime import date
from uuid import UUID

from flask import Flask, Response, current_app, g, request
from flask.sessions import SecureCookieSession, SecureCookieSessionInterface, SessionMixin
from flask.wrappers import Request
from flask_login import current_user

from rasoat.accounts.models import User
from rasoat.db import installation
from rasoat.db.models import Installation
from rasoat.db.recent import Recent, Watch
from rasoat.pages.request import API, Caller, database
from rasoat.problems import Problem
from rasoat.tablets import queries as tablets
from rasoat.tablets.models import Tablet
from rasoat.units.models import Agency

HOLDER_S = 2.0
"""For this long another process may still let in a tablet that was cut off here; what it writes is checked anew."""
DATE_S = 1.0
_READING = {"GET", "HEAD", "OPTIONS"}
_holders_change = Watch(Tablet, User, Agency)
_date_changes = Watch(Installation)


class _NoSession(SecureCookieSession):
    """The empty session of a request with a token."""


class _Sessions(SecureCookieSessionInterface):
    """Flask's own sessions, except for a request with a token: no cookie is read for it and none is sent back."""

    def open_session(self, app: Flask, request: Request) -> SecureCookieSession | None:
        return _NoSession() if _token(request) else super().open_session(app, request)

    def save_session(self, app: Flask, session: SessionMixin, response: Response) -> None:
        if not isinstance(session, _NoSession):
            super().save_session(app, session, response)


def init(app: Flask) -> None:
    """Give the application its cache of the accounts that tokens belong to."""
    app.session_interface = _Sessions()
    app.extensions["rasoat_holders"] = Recent[tablets.Holder](_holders_change, HOLDER_S)
    app.extensions["rasoat_date"] = Recent[date | None](_date_changes, DATE_S)


def example_date() -> date | None:
    """The example's date, at most a second old; None in a real installation."""
    kept: Recent[date | None] = current_app.extensions["rasoat_date"]
    return kept.get("date", _read_date)


def _read_date() -> date | None:
    with database().read() as session:
        return installation.example_date(session)


def identify() -> Caller:
    """Find the caller of this request. Afterwards `pages.actor()` and `pages.api.tablet()` return it.

    Raises Problem `login.required`, `tablet.cut_off`; `request.foreign` for a write with a session but without
    `X-Rasoat: 1`.
    """
    token = _token(request)
    caller = _by_token(token) if token else _by_session()
    g.rasoat_caller = caller
    return caller


def _token(asked: Request) -> str:
    if not asked.environ.get("PATH_INFO", "").startswith(API):
        return ""
    kind, _, token = asked.environ.get("HTTP_AUTHORIZATION", "").partition(" ")
    return token.strip() if kind.lower() == "bearer" else ""


def _by_token(token: str) -> Caller:
    tablet_id, secret = _parts(token)
    digest = hashlib.sha256(secret.encode()).hexdigest()
    kept: Recent[tablets.Holder] = current_app.extensions["rasoat_holders"]
    holder = kept.get((tablet_id, digest), lambda: _read_holder(tablet_id, digest))
    if not tablets.is_valid(holder.token_until):
        raise Problem("login.required")
    return Caller(holder.actor, tablet_id)


def _read_holder(tablet_id: UUID, digest: str) -> tablets.Holder:
    with database().read() as session:
        return tablets.holder(session, tablet_id, digest)


def _parts(token: str) -> tuple[UUID, str]:
    kind, _, rest = token.partition("_")
    tablet_id, _, secret = rest.partition("_")
    if kind != "rst" or not secret:
        raise Problem("login.required")
    try:
        return UUID(hex=tablet_id), secret
    except ValueError:
        raise Problem("login.required") from None


def _by_session() -> Caller:
    if not current_user.is_authenticated:
        raise Problem("login.required")
    # A page of another site can make a browser send its cookies, but not this header: the browser would first ask this
    # server.
    if request.method not in _READING and request.headers.get("X-Rasoat") != "1":
        raise Problem("request.foreign")
    return Caller(current_user.actor)
