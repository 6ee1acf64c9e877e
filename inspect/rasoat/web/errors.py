"""Every failure becomes one kind of page (or JSON): a number, what happened, what to do."""

import errno
import logging
from typing import Any
from uuid import uuid4

from flask import Flask, current_app, render_template, request, url_for
from flask_wtf.csrf import CSRFError, generate_csrf
from sqlalchemy.exc import DBAPIError, NoResultFound, PendingRollbackError
from sqlalchemy.exc import TimeoutError as PoolTimeout
from werkzeug.exceptions import BadHost, HTTPException, RequestEntityTooLarge

from rasoat.db.database import is_away
from rasoat.pages.request import is_api
from rasoat.pages.respond import redirect_to
from rasoat.problems import Problem
from rasoat.web import confirming
from rasoat.web.resend import kept

log = logging.getLogger("rasoat")
_DISK = {errno.ENOSPC, errno.EDQUOT, errno.EROFS, errno.EIO, errno.EMFILE, errno.ENFILE}
_BY_STATUS = {403: "forbidden", 404: "not_found", 405: "method"}


def init(app: Flask) -> None:
    """Register the handlers for what views raise."""
    app.register_error_handler(Problem, show)
    app.register_error_handler(CSRFError, lambda _error: show(Problem("csrf")))
    app.register_error_handler(HTTPException, _http)
    app.register_error_handler(NoResultFound, lambda _error: show(Problem("not_found")))
    app.register_error_handler(DBAPIError, _database)
    app.register_error_handler(PoolTimeout, lambda _error: show_plain(Problem("database.busy")))
    app.register_error_handler(OSError, _disk)
    app.register_error_handler(Exception, _unexpected)


def show(problem: Problem) -> Any:
    """The page of a problem, with its own status. A program gets JSON; a person who is not signed in gets the sign-in
    page.
    """
    if problem.key == "login.required" and request.method == "GET" and not _wants_json():
        return redirect_to("login.sign_in", next=request.full_path.rstrip("?"))
    if problem.key == "factor.needed" and request.method == "GET" and not _wants_json():
        return redirect_to("second_factor.turn_on")
    if problem.key.startswith("database."):
        return show_plain(problem)
    if _wants_json():
        return problem.as_json(), problem.entry.http
    if problem.key == "login.password_again":
        return confirming.ask(problem)
    try:
        return _page(problem), problem.entry.http
    except (DBAPIError, PendingRollbackError) as error:
        # The page itself reads the database, for the example's date and the numbers in the navigation.
        log.error("database away: %s", error)
        return show_plain(Problem("database.away"))


def _page(problem: Problem) -> str:
    """What was typed is on the page of every refusal. It can be sent again as it is where the person has done nothing
    wrong; otherwise it is there to be copied.
    """
    return render_template(
        "errors/problem.html",
        problem=problem,
        back_url=request.referrer if (request.referrer or "").startswith(request.host_url) else None,
        home_url=url_for("home.show"),
        sign_in_url=url_for("login.sign_in") if problem.key == "login.required" else "",
        kept=kept(),
        again=problem.key in ("login.required", "csrf"),
    )


def _wants_json() -> bool:
    return is_api() or request.accept_mimetypes.best_match(["text/html", "application/json"]) == "application/json"


def _http(error: HTTPException) -> Any:
    if isinstance(error, BadHost):
        # Without a host no address can be written, so there is no page, only its sentence.
        return str(Problem("request.bad")), 400, {"Content-Type": "text/plain; charset=utf-8"}
    if isinstance(error, RequestEntityTooLarge):
        return show(Problem("form.too_large", limit=(request.max_content_length or 0) // 1_000_000))
    if error.code in _BY_STATUS:
        answer = show(Problem(_BY_STATUS[error.code]))
        allowed = getattr(error, "valid_methods", None)
        return (*answer, {"Allow": ", ".join(sorted(allowed))}) if allowed else answer
    if error.code is not None and 300 <= error.code < 400:
        return error
    return show(Problem("request.bad"))


def _database(error: DBAPIError) -> Any:
    if is_away(error):
        log.error("database away: %s", error.orig)
        return show_plain(Problem("database.away"))
    return _unexpected(error)


def _disk(error: OSError) -> Any:
    """Whatever was being written, an upload or the server's own files: the disk took no more."""
    if error.errno not in _DISK:
        return _unexpected(error)
    log.error("disk: %s", error)
    return show_plain(Problem("server.disk"))


def _unexpected(error: Exception) -> Any:
    trace = uuid4().hex[:8]
    log.error("unexpected, %s", trace, exc_info=error)
    return show_plain(Problem("server", trace=trace))


def show_plain(problem: Problem) -> Any:
    """A page that does not read the database; what was typed can be sent again from it."""
    if _wants_json():
        return problem.as_json(), problem.entry.http
    # render_template is not used because its context processors read the database.
    template = current_app.jinja_env.get_template("errors/plain.html")
    return template.render(problem=problem, kept=kept(), csrf_token=generate_csrf), problem.entry.http
