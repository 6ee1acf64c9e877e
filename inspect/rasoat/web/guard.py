"""Default deny: before any view runs, its mark is read; a view without one is not served."""

from collections.abc import Callable
from typing import cast

from flask import Flask, Response, current_app, g, request
from flask_login import current_user

from rasoat import clock
from rasoat.accounts.actor import Actor
from rasoat.db import installation
from rasoat.pages.body import LIMIT, pour_away
from rasoat.pages.request import is_api, session
from rasoat.pages.room import guarded
from rasoat.problems import Problem
from rasoat.web import callers

HEADERS = {
    "Content-Security-Policy": (
        "default-src 'self'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; object-src 'none'; "
        "base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
    ),
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Permissions-Policy": "geolocation=(self), camera=(self), microphone=()",
    "Cross-Origin-Opener-Policy": "same-origin",
}
API_HEADERS = {
    # By this a tablet knows that the answer is ours and not the sign-in page of some hotel's network.
    "Rasoat-Api": "1",
    "Content-Security-Policy": "default-src 'none'; sandbox; frame-ancestors 'none'",
    "X-Content-Type-Options": "nosniff",
}
POURED = 100_000_000
"""Bytes of a refused request that are still taken in, and thrown away, so that the sender hears the answer."""
POURED_OF_STRANGERS = 2 * LIMIT


def init(app: Flask) -> None:
    """Put the guard before every request and the headers behind it."""
    app.view_functions["static"] = guarded(app.view_functions["static"], None)
    app.before_request(_let_in)
    app.after_request(_add_headers)


def _is_shell() -> bool:
    """Files and pages that are the same for everybody and hold no data: browsers may keep them."""
    return request.endpoint == "static" or request.blueprint == "tablet"


def _let_in() -> None:
    # The context may be a worker thread's that served another request before: the date is always set.
    clock.set_date(None)
    if is_api():
        # The API's routes say their own limits.
        clock.set_date(callers.example_date())
        _check(lambda: callers.identify().actor)
        return
    _limit_size()
    if request.endpoint != "health.show" and not _is_shell():
        clock.set_date(installation.example_date(session()))
    _check(_signed_in)


def _limit_size() -> None:
    # A form without files is read into memory in one piece; only files may be large, and only of who is signed in.
    view = current_app.view_functions.get(request.endpoint or "")
    if request.mimetype != "multipart/form-data" or getattr(view, "rasoat_allow", None) is None:
        request.max_content_length = current_app.config["MAX_FORM_MEMORY_SIZE"]


def _signed_in() -> Actor:
    if not current_user.is_authenticated:
        raise Problem("login.required")
    return cast(Actor, current_user.actor)


def _check(who: Callable[[], Actor]) -> None:
    endpoint = request.endpoint
    if endpoint is None:
        return
    view = current_app.view_functions[endpoint]
    if not hasattr(view, "rasoat_allow"):
        raise Problem("forbidden")
    allow = view.rasoat_allow
    if allow is not None and who().role not in allow:
        raise Problem("forbidden")


def _add_headers(response: Response) -> Response:
    if is_api():
        return _add_api_headers(response)
    for name, value in HEADERS.items():
        response.headers.setdefault(name, value)
    if request.is_secure:
        response.headers.setdefault("Strict-Transport-Security", "max-age=31536000")
    if not _is_shell():
        # Set, not only defaulted: send_file would let every cache between here and the person keep a download.
        response.headers["Cache-Control"] = "no-store"
    return response


def _add_api_headers(response: Response) -> Response:
    if response.status_code >= 400:
        pour_away(POURED if "rasoat_caller" in g else POURED_OF_STRANGERS)
    headers = response.headers
    headers.extend(API_HEADERS)
    # What has a tag may be kept, but is asked for each time: the answer then is 304.
    headers["Cache-Control"] = "no-cache" if "ETag" in headers else "no-store"
    if request.is_secure:
        headers["Strict-Transport-Security"] = "max-age=31536000"
    return response
