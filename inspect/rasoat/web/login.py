"""Signing in and out."""

import re
from datetime import timedelta
from typing import Any

from flask import Flask, after_this_request, request, url_for
from flask import session as cookie
from flask_login import LoginManager, current_user, login_user, logout_user
from sqlmodel import Session
from werkzeug.wrappers import Response
from wtforms import PasswordField, StringField

from rasoat import clock
from rasoat.accounts import operations, sessions, signing_in
from rasoat.accounts.models import SignIn, User
from rasoat.accounts.signing_in import Missed
from rasoat.db import installation
from rasoat.pages import PUBLIC, SIGNED_IN, Room, app_settings, done, redirect_to, render, session, write
from rasoat.pages.case import parse_uuid
from rasoat.pages.forms import Form, long_enough, required
from rasoat.pages.request import database
from rasoat.problems import Problem
from rasoat.web import browsers
from rasoat.web.demo_accounts import demo_accounts
from rasoat.web.pending import ask_for_code

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

    def __init__(self, known: sessions.Known) -> None:
        self.actor = known.actor
        self.sign_in_id = known.sign_in_id

    def get_id(self) -> str:
        """The row that says that the person is signed in here: the cookie is worth nothing without it."""
        return str(self.sign_in_id)


class LoginForm(Form):
    """Name and password."""

    username = StringField("Tên đăng nhập", [required("Nhập tên đăng nhập."), long_enough(200)])
    password = PasswordField("Mật khẩu", [required("Nhập mật khẩu."), long_enough(500)])


def init(app: Flask) -> None:
    """Tie sessions to the application."""
    manager.init_app(app)


@manager.user_loader
def _load(identity: str) -> SignedIn | None:
    sign_in_id = parse_uuid(identity)
    found = sessions.known(session(), sign_in_id, _term()) if sign_in_id else None
    return SignedIn(found) if found else None


def _term() -> timedelta:
    return timedelta(hours=app_settings().session_hours)


@room.form("/sign-in", allow=PUBLIC)
def sign_in() -> Any:
    """Show the sign-in page, with the demo accounts when the database is the example."""
    form = LoginForm()
    if form.validate_on_submit():
        try:
            entered = signing_in.sign_in(database(), form.username.data, form.password.data, browsers.present())
            if entered is None:
                raise Problem("login.failed")
        except Problem as problem:
            if not problem.key.startswith("login."):
                raise
            return _page(form, problem), problem.entry.http
        user = entered.user
        if operations.has_outdated_hash(user, form.password.data):
            write(lambda db: operations.renew_hash(db, user, form.password.data))
        if entered.waits:
            return ask_for_code(user)
        begin(user)
        tell_missed(entered.missed)
        return redirect_to_target()
    return _page(form, None)


@room.post("/sign-out", allow=SIGNED_IN)
def sign_out() -> Response:
    """End this session."""
    leave()
    return redirect_to("login.sign_in")


def redirect_to_target() -> Response:
    """Redirect to the page that was asked for before signing in, if it is one of this site."""
    target = request.args.get("next", "")
    response = redirect_to("home.show")
    if _OWN_PATH.fullmatch(target):
        response.headers["Location"] = target
    return response


def tell_missed(missed: Missed | None) -> None:
    """Say on the next page what failed elsewhere under the person's name."""
    if missed and missed.codes:
        done(
            f"Có người đã nhập đúng mật khẩu của bạn ở máy khác rồi nhập sai mã xác thực {missed.codes} lần (lần thử cuối "
            f"lúc {clock.time_text(missed.last)}). Nếu không phải bạn, đổi mật khẩu ngay và báo quản trị.",
            "danger",
        )
    elif missed and missed.count:
        done(
            f"Từ lần đăng nhập trước, có {missed.count} lần nhập sai mật khẩu của bạn ở máy khác, lần cuối lúc "
            f"{clock.time_text(missed.last)}. Nếu không phải bạn nhập, hãy báo quản trị; mật khẩu dễ đoán thì đổi ngay.",
            "warning",
        )
    if missed and missed.confirming:
        done(
            f"Từ lần đăng nhập trước, có {missed.confirming} lần nhập sai mật khẩu hoặc mã khi xác nhận trong máy đã đăng nhập "
            f"bằng tài khoản của bạn (lần thử cuối lúc {clock.time_text(missed.last)}). Nếu không phải bạn nhập thì có người đã "
            "dùng máy đó: đổi mật khẩu, và đăng xuất mỗi khi rời máy.",
            "warning",
        )


def leave() -> None:
    """End this browser's session, here and on the server: a copy of the cookie opens nothing, and the browser forgets
    its pages.
    """
    sign_in_id = current_user.sign_in_id
    write(lambda db: sessions.end(db, sign_in_id))
    logout_user()
    cookie.clear()
    after_this_request(_forget_pages)


def _forget_pages(response: Response) -> Response:
    # The back button must not show the pages of the person before (W3C, Clear Site Data).
    response.headers["Clear-Site-Data"] = '"cache"'
    return response


def begin(user: User) -> None:
    """Give this browser a new session of the account; everything that an older cookie stored is dropped, and the
    session that it named ends. `user` is the account as it was when the password was looked at: when its sessions
    were ended meanwhile, this one never begins.
    """
    before = current_user.sign_in_id if current_user.is_authenticated else None

    def change(db: Session) -> SignIn:
        if before:
            sessions.end(db, before)
        return sessions.begin(db, user, _term())

    sign_in = write(change)
    with database().read() as db:
        found = sessions.known(db, sign_in.id, _term())
    if found is None:
        raise Problem("login.failed")
    if "_user_id" in cookie:
        # Somebody was signed in here before, perhaps another person whose session has run out.
        after_this_request(_forget_pages)
    cookie.clear()
    cookie.permanent = True
    login_user(SignedIn(found))
    browsers.remember(user.id)


def _page(form: LoginForm, problem: Problem | None) -> str:
    example = installation.example_date(session()) is not None
    accounts = demo_accounts(session()) if example else []
    return render("accounts/login.html", form=form, problem=problem, demo_accounts=accounts, action=url_for(".sign_in"))
