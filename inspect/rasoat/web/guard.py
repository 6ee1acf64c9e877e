"""Default deny: before any view runs, its mark is read; a view without one is not served."""

from flask import Flask, Response, current_app, g, request
from flask_login import current_user

from rasoat import clock
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
    app.before_request(_limit_size)
    app.before_request(_use_example_date)
    app.before_request(_check)
    app.after_request(_add_headers)


def _is_shell() -> bool:
    """Files and pages that are the same for everybody and hold no data: browsers may keep them."""
    return request.endpoint == "static" or request.blueprint == "tablet"


def _limit_size() -> None:
    # A form without files is read into memory in one piece; only files may be large, and only of who is signed in.
    # The API's routes say their own limits.
    if is_api():
        return
    view = current_app.view_functions.get(request.endpoint or "")
    if request.mimetype != "multipart/form-data" or getattr(view, "rasoat_allow", None) is None:
        request.max_content_length = current_app.config["MAX_FORM_MEMORY_SIZE"]


def _use_example_date() -> None:
    # The context may be a worker thread's that served another request before: always set.
    clock.set_date(None)
    if is_api():
        clock.set_date(callers.example_date())
    elif request.endpoint != "health.show" and not _is_shell():
        clock.set_date(installation.example_date(session()))


def _check() -> None:
    if request.endpoint is None:
        return
    view = current_app.view_functions[request.endpoint]
    if not hasattr(view, "rasoat_allow"):
        raise Problem("forbidden")
    allow = view.rasoat_allow
    if allow is None:
        return
    if is_api():
        person = callers.identify().actor
    elif current_user.is_authenticated:
        person = current_user.actor
    else:
        raise Problem("login.required")
    if person.role not in allow:
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
    for name, value in API_HEADERS.items():
        response.headers[name] = value
    if request.is_secure:
        response.headers["Strict-Transport-Security"] = "max-age=31536000"
    # What has a tag may be kept, but is asked for each time: the answer then is 304.
    response.headers["Cache-Control"] = "no-cache" if "ETag" in response.headers else "no-store"
    return response
