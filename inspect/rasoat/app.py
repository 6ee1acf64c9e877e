"""The web application: it loads the rooms, guards the routes and registers the error pages."""

import json
import os
import secrets
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any

from flask import Flask, g, url_for
from flask_login import current_user
from flask_wtf.csrf import CSRFProtect
from jinja2 import ChoiceLoader, FileSystemLoader
from werkzeug.middleware.proxy_fix import ProxyFix

from rasoat import content, rooms
from rasoat.db import Database, installation
from rasoat.files.kinds import PICTURES
from rasoat.pages.request import CleanRequest, close_session, session
from rasoat.settings import Settings
from rasoat.web import (
    bell,
    browsers,
    callers,
    confirming,
    errors,
    filters,
    guard,
    kept_filters,
    login,
    navigation,
    openapi,
    session_api,
)
from rasoat.web.everywhere.kinds import opened
from rasoat.workflows.meanings import means

PAGES = (
    "login",
    "beginning.views",
    "beginning.machine",
    "second_step",
    "account",
    "second_factor",
    "activation",
    "home",
    "everywhere.views",
    "notices",
    "notice_choices",
    "kept_filters",
    "cases",
    "earlier_addresses",
    "files",
    "example_date",
    "health",
    "problem_catalogue",
    "administration",
    "tablet",
)


class Application(Flask):
    """Flask, which is told that no view and no hook here is a coroutine: otherwise it checks each one at each request."""

    request_class = CleanRequest

    def ensure_sync(self, func: Callable[..., Any]) -> Callable[..., Any]:
        """The function itself."""
        return func


def create_app(settings: Settings | None = None) -> Flask:
    """The application for one installation; the database must have been migrated."""
    settings = settings or Settings()
    rooms.load()
    app = Application("rasoat.web", static_folder="static/dist", static_url_path="/static")
    app.config.update(
        SECRET_KEY=secret_key(settings),
        SESSION_COOKIE_NAME="rasoat",
        SESSION_COOKIE_SECURE=settings.secure_cookies,
        SESSION_COOKIE_SAMESITE="Lax",
        SESSION_COOKIE_HTTPONLY=True,
        PERMANENT_SESSION_LIFETIME=settings.session_hours * 3600,
        MAX_CONTENT_LENGTH=settings.form_limit_mb * 1_000_000,
        MAX_FORM_MEMORY_SIZE=10_000_000,
        WTF_CSRF_TIME_LIMIT=settings.session_hours * 3600,
        SEND_FILE_MAX_AGE_DEFAULT=31_536_000,
    )
    app.extensions["rasoat_settings"] = settings
    app.extensions["rasoat_database"] = Database(settings.url)
    settings.files_dir.mkdir(parents=True, exist_ok=True)
    if settings.trusted_proxies:
        hops = settings.trusted_proxies
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=hops, x_proto=hops, x_host=hops)  # type: ignore[method-assign]
    _templates(app, settings)
    login.init(app)
    callers.init(app)
    # Who is asking is found out before the form's token is checked, so that an expired session is reported as such and
    # not as a page that is too old.
    guard.init(app)
    csrf = CSRFProtect(app)
    confirming.init(app)
    browsers.init(app)
    kept_filters.init(app)
    errors.init(app)
    _register(app)
    _register_api(app, csrf)
    app.teardown_appcontext(close_session)
    return app


def secret_key(settings: Settings) -> str:
    """The installation's key: it is in the settings, or is made once and stored where only its owner can read it."""
    if settings.secret_key.get_secret_value():
        return settings.secret_key.get_secret_value()
    path = settings.data_dir / "secret_key"
    path.parent.mkdir(parents=True, exist_ok=True)
    if not path.exists():
        # The file is complete before it gets its name, because a second process that starts at the same moment must not
        # read half a key.
        made = path.with_name(f".secret_key.{os.getpid()}")
        made.touch(mode=0o600)
        made.write_text(secrets.token_hex(32))
        with suppress(FileExistsError):
            os.link(made, path)
        made.unlink()
    return path.read_text()


def _register(app: Flask) -> None:
    for name in [f"rasoat.{room}.views" for room in rooms.ROOMS] + [f"rasoat.web.{page}" for page in PAGES]:
        if (views := rooms.module(name)) is not None:
            app.register_blueprint(views.room.blueprint)
    for part in ("exports", "found"):
        for room in (*rooms.ROOMS, "web.administration"):
            rooms.module(f"rasoat.{room}.{part}")


def _register_api(app: Flask, csrf: CSRFProtect) -> None:
    apis = [rooms.module(f"rasoat.{room}.api") for room in rooms.ROOMS]
    found = [openapi.room, session_api.room, *(api.room for api in apis if api is not None)]
    for room in found:
        # A page of another site cannot send the header that replaces the form's token here: see web.callers.
        csrf.exempt(room.blueprint)
        app.register_blueprint(room.blueprint)
    app.extensions["rasoat_api"] = [route for room in found for route in room.routes]


def _templates(app: Flask, settings: Settings) -> None:
    folders = [str(path) for path in content.search_path("templates/pages", settings.content_dir)]
    app.jinja_loader = ChoiceLoader([FileSystemLoader(folders)])
    app.jinja_env.trim_blocks = True
    app.jinja_env.lstrip_blocks = True
    filters.init(app)
    dist = Path(app.static_folder or "")
    manifest = json.loads((dist / "manifest.json").read_text(encoding="utf-8"))
    app.extensions["rasoat_build"] = json.loads((dist / "tablet.json").read_text(encoding="utf-8"))["build"]

    def asset(name: str) -> str:
        # A page has many icons, and all of them are in one file.
        known: dict[str, str] = g.setdefault("rasoat_assets", {})
        if name not in known:
            known[name] = url_for("static", filename=manifest[name])
        return known[name]

    app.jinja_env.globals["asset"] = asset
    app.jinja_env.globals["means"] = means
    app.jinja_env.globals["upload_limit_mb"] = settings.upload_limit_mb
    app.jinja_env.globals["files_limit_mb"] = settings.files_limit_mb
    app.jinja_env.globals["picture_kinds"] = ",".join(PICTURES)
    app.context_processor(_context)


def _context() -> dict[str, Any]:
    person = current_user.actor if current_user and current_user.is_authenticated else None
    return {
        "actor": person,
        "example_date": installation.example_date(session()),
        # Who must set up a second factor first has nowhere else to go.
        "navigation": navigation.entries(person) if person and "rasoat_only_account" not in g else [],
        "opened": opened(person) if person and "rasoat_only_account" not in g else "",
        "bell": bell.of(person) if person and "rasoat_only_account" not in g else None,
        "home_url": url_for("home.show"),
        "account_url": url_for("account.password"),
        "problems_url": url_for("problem_catalogue.index"),
        "sign_out_url": url_for("login.sign_out"),
        "example_date_url": url_for("example_date.move"),
    }
