"""Default deny: before any view runs, its mark is read; a view without one is not served."""

from flask import Flask, current_app, request
from flask_login import current_user

from rasoat import clock
from rasoat.db import installation
from rasoat.pages.request import session
from rasoat.pages.room import guarded
from rasoat.problems import Problem

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


def init(app: Flask) -> None:
    """Put the guard before every request and the headers behind it."""
    app.view_functions["static"] = guarded(app.view_functions["static"], None)
    app.before_request(_limit_size)
    app.before_request(_use_example_date)
    app.before_request(_check)
    app.after_request(_add_headers)


def _limit_size() -> None:
    # A form without files is read into memory in one piece; only files may be large, and only of who is signed in.
    view = current_app.view_functions.get(request.endpoint or "")
    if request.mimetype != "multipart/form-data" or getattr(view, "rasoat_allow", None) is None:
        request.max_content_length = current_app.config["MAX_FORM_MEMORY_SIZE"]


def _use_example_date() -> None:
    # The context may be a worker thread's that served another request before: always set.
    clock.set_date(None)
    if request.endpoint not in ("static", "health.show"):
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
    if not current_user.is_authenticated:
        raise Problem("login.required")
    if current_user.actor.role not in allow:
        raise Problem("forbidden")


def _add_headers(response):  # type: ignore[no-untyped-def]  # Flask gives and takes its own response type
    for name, value in HEADERS.items():
        response.headers.setdefault(name, value)
    if request.is_secure:
        response.headers.setdefault("Strict-Transport-Security", "max-age=31536000")
    if request.endpoint != "static":
        # Set, not only defaulted: send_file would let every cache between here and the person keep a download.
        response.headers["Cache-Control"] = "no-store"
    return response
