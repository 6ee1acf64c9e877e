"""The password is asked for again before a signature; what was typed is kept and sent on with it.

`workflows.fire` refuses a signature without a fresh password, whatever page it comes from. The page of that refusal has
the fields of the form and one for the password; when it comes back, this hook looks at the password and lets the form
go on to its own view.
"""

from dataclasses import replace
from typing import Any

from flask import Flask, render_template, request, url_for
from flask_login import current_user

from rasoat.accounts import sessions, signing_in
from rasoat.accounts.models import User
from rasoat.pages.request import database, is_api, write
from rasoat.problems import Problem
from rasoat.web.resend import CONFIRMED_BY, kept


def init(app: Flask) -> None:
    """Look for the password before each view, after the form's token was checked."""
    app.before_request(_confirm)


def ask(problem: Problem, wrong: str = "") -> tuple[str, int]:
    """The page that asks for the password and sends the same form again."""
    page = render_template(
        "errors/password_again.html",
        problem=problem,
        kept=kept(token_checked=True),
        field=CONFIRMED_BY,
        wrong=wrong,
        back_url=request.referrer if (request.referrer or "").startswith(request.host_url) else url_for("home.show"),
    )
    return page, problem.entry.http


def _confirm() -> Any:
    # A form is read into memory or onto the disk. Of a stranger, or sent to an address for programs, which has limits of
    # its own, nothing is read here.
    if request.method != "POST" or is_api() or not current_user.is_authenticated:
        return None
    typed = request.form.get(CONFIRMED_BY)
    if typed is None:
        return None
    me = current_user.actor
    with database().read() as session:
        user = session.get_one(User, me.user_id)
        session.expunge_all()
    problem = Problem("login.password_again", action=request.form.get("confirm_action", "thực hiện"))
    try:
        if not signing_in.again(database(), user, typed):
            return ask(problem, "Mật khẩu không đúng.")
    except Problem as throttled:
        if throttled.key != "login.throttled":
            raise
        return ask(problem, f"{throttled.what} {throttled.todo}")
    sign_in_id = current_user.sign_in_id
    write(lambda db: sessions.confirm(db, sign_in_id))
    current_user.actor = replace(me, password_fresh=True)
    return None
