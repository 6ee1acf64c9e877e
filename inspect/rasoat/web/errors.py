"""Every failure becomes one kind of page (or JSON): a number, what happened, what to do."""

import logging
from typing import Any
from uuid import uuid4

from flask import Flask, render_template, request, url_for
from flask_wtf.csrf import CSRFError
from sqlalchemy.exc import DBAPIError, NoResultFound, OperationalError
from werkzeug.exceptions import HTTPException, RequestEntityTooLarge

from rasoat.pages.request import app_settings
from rasoat.pages.respond import redirect_to
from rasoat.problems import Problem

log = logging.getLogger("rasoat")
_BY_STATUS = {403: "forbidden", 404: "not_found", 405: "method"}


def init(app: Flask) -> None:
    """Handle what views raise."""
    app.register_error_handler(Problem, show)
    app.register_error_handler(CSRFError, lambda _error: show(Problem("csrf")))
    app.register_error_handler(HTTPException, _http)
    app.register_error_handler(NoResultFound, lambda _error: show(Problem("not_found")))
    app.register_error_handler(DBAPIError, _database)
    app.register_error_handler(Exception, _unexpected)


def show(problem: Problem) -> Any:
    """The page of a problem, with its own status; JSON for programs; sign-in for who is not signed in."""
    if problem.key == "login.required" and request.method == "GET" and not _wants_json():
        return redirect_to("login.sign_in", next=request.full_path.rstrip("?"))
    if _wants_json():
        return problem.as_json(), problem.entry.http
    back = request.referrer if request.referrer and request.referrer.startswith(request.host_url) else None
    page = render_template("errors/problem.html", problem=problem, back_url=back, home_url=url_for("home.show"))
    return page, problem.entry.http


def _wants_json() -> bool:
    return request.accept_mimetypes.best_match(["text/html", "application/json"]) == "application/json"


def _http(error: HTTPException) -> Any:
    if isinstance(error, RequestEntityTooLarge):
        return show(Problem("file.too_large", limit=app_settings().upload_limit_mb))
    if error.code in _BY_STATUS:
        return show(Problem(_BY_STATUS[error.code]))
    if error.code is not None and 300 <= error.code < 400:
        return error
    return show(Problem("request.bad"))


def _database(error: DBAPIError) -> Any:
    if isinstance(error, OperationalError) or error.connection_invalidated:
        log.error("database away: %s", error.orig)
        return show_plain(Problem("database.away"))
    return _unexpected(error)


def _unexpected(error: Exception) -> Any:
    trace = uuid4().hex[:8]
    log.error("unexpected, %s", trace, exc_info=error)
    return show_plain(Problem("server", trace=trace))


def show_plain(problem: Problem) -> Any:
    """A page that needs neither database nor session."""
    if _wants_json():
        return problem.as_json(), problem.entry.http
    return render_template("errors/plain.html", problem=problem), problem.entry.http
