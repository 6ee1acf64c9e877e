"""The password, and the second factor where the account has one, are asked for again before a signature; what was typed is
kept and sent on with them.

`workflows.fire` refuses a signature without a fresh password, whatever page it comes from. The page of that refusal has
the fields of the form and one for the password; when it comes back, this hook looks at the password and lets the form
go on to its own view.
"""

from dataclasses import replace
from typing import Any

from flask import Flask, render_template, request, url_for
from flask_login import current_user

from rasoat.account_changes.operations import tell_code_used
from rasoat.accounts import second_factor, second_step, sessions, signing_in
from rasoat.accounts.models import User
from rasoat.pages.request import database, is_api, session, write
from rasoat.problems import Problem
from rasoat.web.pending import box
from rasoat.web.resend import CODE, CONFIRMED_BY, kept


def init(app: Flask) -> None:
    """Look for the password before each view, after the form's token was checked."""
    app.before_request(_confirm)


def ask(problem: Problem, wrong: str = "", wrong_code: str = "") -> tuple[str, int]:
    """The page that asks for the password and sends the same form again."""
    page = render_template(
        "errors/password_again.html",
        problem=problem,
        kept=kept(token_checked=True),
        field=CONFIRMED_BY,
        wrong=wrong,
        code_field=CODE if second_factor.is_on(session(), current_user.actor.user_id) else "",
        wrong_code=wrong_code,
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
    with database().read() as db:
        user = db.get_one(User, me.user_id)
        db.expunge_all()
    problem = Problem("login.password_again", action=request.form.get("confirm_action", "thực hiện"))
    try:
        if not signing_in.again(database(), user, typed):
            return ask(problem, "Mật khẩu không đúng.")
    except Problem as throttled:
        if throttled.key != "login.throttled":
            raise
        return ask(problem, f"{throttled.what} {throttled.todo}")
    if wrong := _wrong_code(user):
        return ask(problem, wrong_code=wrong)
    sign_in_id = current_user.sign_in_id
    write(lambda db: sessions.confirm(db, sign_in_id))
    current_user.actor = replace(me, password_fresh=True)
    return None


def _wrong_code(user: User) -> str:
    """What is wrong with the second factor; empty when it is right, or when the account has none. It is looked at after
    the password, since a code is used up by that.
    """
    if not second_factor.is_on(session(), user.id):
        return ""
    typed = request.form.get(CODE, "").strip()
    if not typed:
        return "Nhập mã xác thực."
    try:
        second_step.again(database(), box(), user, typed, tell_code_used)
    except Problem as problem:
        if not problem.key.startswith("factor."):
            raise
        return problem.reasons[0].message if problem.reasons else f"{problem.what} {problem.todo}"
    return ""
