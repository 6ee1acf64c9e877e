"""Which accounts this browser knows: a signed cookie says in whose name somebody signed in here before.

It lets nobody in. Failures elsewhere just do not keep out an account's owner in a browser that the account knows.
"""

from typing import Any
from uuid import UUID

from flask import Flask, Response, current_app, g, request
from itsdangerous import BadSignature, URLSafeSerializer

from rasoat.accounts.signing_in import Browser
from rasoat.db import new_id

COOKIE = "rasoat_browser"
_DAYS = 400
"""The longest that browsers keep a cookie."""
_MOST = 8
"""Accounts that one browser is known to; the newest ones."""


def init(app: Flask) -> None:
    """Send the cookie with the answer to a sign-in."""
    app.after_request(_send)


def present() -> Browser:
    """The browser of this request."""
    told = _read()
    return (
        Browser(request.remote_addr or "", told[0], frozenset(told[1])) if told else Browser(request.remote_addr or "")
    )


def remember(account_id: UUID) -> None:
    """Somebody signed in to this account here: from now on this browser is known to it."""
    browser_id, accounts = _read() or (new_id(), [])
    kept = [account_id, *(one for one in accounts if one != account_id)][:_MOST]
    g.rasoat_browser = _signer().dumps([browser_id.hex, *(one.hex for one in kept)])


def _read() -> tuple[UUID, list[UUID]] | None:
    try:
        first, *others = _signer().loads(request.cookies.get(COOKIE, ""))
        return UUID(hex=first), [UUID(hex=one) for one in others]
    except (BadSignature, ValueError, TypeError, AttributeError):
        return None


def _signer() -> URLSafeSerializer:
    return URLSafeSerializer(str(current_app.config["SECRET_KEY"]), salt="rasoat-known-browser")


def _send(response: Response) -> Any:
    if "rasoat_browser" in g:
        response.set_cookie(
            COOKIE,
            g.rasoat_browser,
            max_age=_DAYS * 86_400,
            secure=current_app.config["SESSION_COOKIE_SECURE"],
            httponly=True,
            samesite="Lax",
        )
    return response
