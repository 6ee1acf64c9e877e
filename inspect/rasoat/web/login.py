"""Signing in and out."""

import re
from typing import Any
from uuid import UUID

from flask import Flask, request, url_for
from flask import session as cookie
from flask_login import LoginManager, login_user, logout_user
from werkzeug.wrappers import Response
from wtforms import PasswordField, StringField

from rasoat import clock
from rasoat.accounts import operations, queries
from rasoat.accounts.actor import Actor
from rasoat.accounts.models import User
from rasoat.db import installation
from rasoat.pages import PUBLIC, SIGNED_IN, Room, app_settings, redirect_to, render, session, write
from rasoat.pages.forms import Form, long_enough, required
from rasoat.pages.request import database
from rasoat.problems import Problem
from rasoat.web.demo_accounts import demo_accounts

room = Room("login", __name__)
# Only a path of this site is accepted: "//host" and "/\host" lead elsewhere, and so does "/<tab>/host", because
# browsers drop the tab.
_OWN_PATH = re.compile(r"/(?![/\\])[^\x00-\x20\x7f\\]*")
manager = LoginManager()
manager.session_protection = None  # The epoch below has the same effect, and mobile networks change addresses.


class SignedIn:
    """The person of a session, in the form that flask-login expects."""

    is_authenticated = True
    is_active = True
    is_anonymous = False

    def __init__(self, actor: Actor, epoch: int) -> None:
        self.actor = actor
        self._epoch = epoch

    def get_id(self) -> str:
        """Account and epoch: a session with an older epoch is no longer valid."""
        return f"{self.actor.user_id}:{self._epoch}"


class LoginForm(Form):
    """Name and password."""

    username = StringField("Tên đăng nhập", [required("Nhập tên đăng nhập."), long_enough(200)])
    password = PasswordField("Mật khẩu", [required("Nhập mật khẩu."), long_enough(500)])


def init(app: Flask) -> None:
    """Tie sessions to the application."""
    manager.init_app(app)


@manager.user_loader
def _load(identity: str) -> SignedIn | None:
    account_id, _, epoch = identity.partition(":")
    since = float(cookie.get("since", 0))
    if clock.real_now().timestamp() - since > app_settings().session_hours * 3600:
        return None
    user = session().get(User, UUID(account_id))
    actor = queries.actor_of(session(), user.id) if user else None
    if user is None or actor is None or str(user.session_epoch) != epoch:
        return None
    return SignedIn(actor, user.session_epoch)


@room.form("/sign-in", allow=PUBLIC)
def sign_in() -> Any:
    """Show the sign-in page, with the demo accounts when the database is the example."""
    form = LoginForm()
    if form.validate_on_submit():
        address = request.remote_addr or ""
        try:
            user = write(lambda db: operations.sign_in(db, form.username.data, form.password.data, address))
            if user is None:
                raise Problem("login.failed")
        except Problem as problem:
            if not problem.key.startswith("login."):
                raise
            return _page(form, problem), problem.entry.http
        begin(user)
        return redirect_to_target()
    return _page(form, None)


@room.post("/sign-out", allow=SIGNED_IN)
def sign_out() -> Response:
    """End this session."""
    logout_user()
    cookie.clear()
    return redirect_to("login.sign_in")


def redirect_to_target() -> Response:
    """Redirect to the page that was asked for before signing in, if it is one of this site."""
    target = request.args.get("next", "")
    response = redirect_to("home.show")
    if _OWN_PATH.fullmatch(target):
        response.headers["Location"] = target
    return response


def begin(user: User) -> None:
    """Give this browser a new session of the account; everything that an older cookie stored is dropped."""
    with database().read() as db:
        actor = queries.actor_of(db, user.id)
    if actor is None:
        raise Problem("login.failed")
    cookie.clear()
    cookie["since"] = clock.real_now().timestamp()
    cookie.permanent = True
    login_user(SignedIn(actor, user.session_epoch))


def _page(form: LoginForm, problem: Problem | None) -> str:
    example = installation.example_date(session()) is not None
    accounts = demo_accounts(session()) if example else []
    return render("accounts/login.html", form=form, problem=problem, demo_accounts=accounts, action=url_for(".sign_in"))
