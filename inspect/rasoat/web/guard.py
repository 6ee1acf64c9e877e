"""Nothing is allowed by default: before a view runs, its mark is read, and a view without a mark is not served."""

from collections.abc import Callable
from typing import cast

from flask import Flask, Response, current_app, g, request
from flask_login import current_user

from rasoat import clock
from rasoat.accounts import second_factor
from rasoat.accounts.actor import Actor
from rasoat.db import installation
from rasoat.pages.body import LIMIT, pour_away
from rasoat.pages.request import Caller, app_settings, is_api, session
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
    # By this header a tablet recognises an answer of this server: the sign-in page of some hotel's network does not
    # have it.
    "Rasoat-Api": "1",
    "Content-Security-Policy": "default-src 'none'; sandbox; frame-ancestors 'none'",
    "X-Content-Type-Options": "nosniff",
}
BODY_PROBLEM = "rasoat.body_problem"
"""Where the request's environment has the Problem why its body was not taken in."""
POURED = 100_000_000
"""Bytes of a refused request that are still taken in, and thrown away, so that the sender hears the answer."""
POURED_OF_STRANGERS = 2 * LIMIT
_BEFORE_IT = {"second_factor.turn_on", "login.sign_out", "session_api.end"}
"""What somebody may do who must set up a second factor first."""


def init(app: Flask) -> None:
    """Register the guard before every request, and the headers after it."""
    app.view_functions["static"] = guarded(app.view_functions["static"], None)
    app.before_request(_let_in)
    app.after_request(_add_headers)


def _is_shell() -> bool:
    """Whether the answer is a file or page that is the same for everybody and has no data: browsers may cache it."""
    return request.endpoint == "static" or request.blueprint == "tablet"


def _let_in() -> None:
    if problem := request.environ.get(BODY_PROBLEM):
        raise cast(Problem, problem)
    if any("\0" in part for part in (request.view_args or {}).values() if isinstance(part, str)):
        # PostgreSQL has no such text; nothing is called by it.
        raise Problem("not_found")
    # A worker thread's context may have served another request before, so the date is set for each request.
    clock.set_date(None)
    if is_api():
        # The API's routes have their own limits.
        clock.set_date(callers.example_date())
        _check(lambda: callers.identify().actor)
        _require_second_factor(g.get("rasoat_caller"))
        return
    _limit_size()
    if request.endpoint != "health.show" and not _is_shell():
        clock.set_date(installation.example_date(session()))
    _check(_signed_in)
    _require_second_factor(Caller(current_user.actor) if current_user.is_authenticated else None)


def _require_second_factor(caller: Caller | None) -> None:
    """Where the installation demands a second factor of somebody who has none, nothing is done but setting it up."""
    if caller is None or caller.actor.role not in app_settings().second_factor_roles:
        return
    if second_factor.is_on(session(), caller.actor.user_id):
        return
    g.rasoat_only_account = True
    view = current_app.view_functions.get(request.endpoint or "")
    if view is None or getattr(view, "rasoat_allow", None) is None or request.endpoint in _BEFORE_IT:
        return
    # A tablet asks its member to sign in again, and keeps everything until then.
    raise Problem("login.required" if caller.tablet_id else "factor.needed")


def _limit_size() -> None:
    # A form without files is read into memory at once. Only uploads may be large, and only those of people who are
    # signed in.
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
        # The header is set even if there is one: send_file would let every cache on the way keep a download. A page of
        # whoever is signed in may stay with the browser that shows it, so that its back button works at once; signing
        # out empties that memory (`login.sign_out`).
        page = response.mimetype == "text/html" and request.method == "GET" and response.status_code == 200
        kept = page and "rasoat_secret" not in g
        response.headers["Cache-Control"] = "private, no-cache" if kept else "no-store"
    return response


def _add_api_headers(response: Response) -> Response:
    if response.status_code >= 400:
        pour_away(POURED if "rasoat_caller" in g else POURED_OF_STRANGERS)
    headers = response.headers
    headers.extend(API_HEADERS)
    # An answer with a tag may be kept, but the browser asks each time; the answer is then 304.
    headers["Cache-Control"] = "no-cache" if "ETag" in headers else "no-store"
    if request.is_secure:
        headers["Strict-Transport-Security"] = "max-age=31536000"
    return response
