"""The second page of signing in: the code of the authenticator application, or a recovery code."""

from typing import Any

from flask import request, url_for
from wtforms import StringField

from rasoat.account_changes.operations import tell_code_used
from rasoat.accounts import second_step
from rasoat.pages import PUBLIC, Room, done, redirect_to, render
from rasoat.pages.forms import Form, long_enough, put_reasons, required
from rasoat.pages.request import database
from rasoat.problems import Problem
from rasoat.web import browsers, login
from rasoat.web.pending import LASTS, box, pending

room = Room("second_step", __name__)


class CodeForm(Form):
    """The code."""

    code = StringField("Mã xác thực", [required("Nhập mã xác thực."), long_enough(100)])


# Nobody is signed in yet: the password that was given before, and this code, are what lets in.
@room.form("/sign-in/code", allow=PUBLIC)
def enter_code() -> Any:
    """Ask for the code; with the right one the session begins."""
    waiting = pending()
    if waiting is None:
        if request.method == "POST":
            minutes = int(LASTS.total_seconds() // 60)
            done(f"Mã phải nhập trong {minutes} phút sau mật khẩu. Đăng nhập lại từ đầu.", "warning")
        return redirect_to("login.sign_in", next=request.args.get("next") or None)
    form = CodeForm()
    if not form.validate_on_submit():
        return _page(form), (422 if form.errors else 200)
    try:
        entered, left = second_step.enter(
            database(), box(), waiting, form.code.data, browsers.present(), tell_code_used
        )
    except Problem as problem:
        if not problem.key.startswith("factor."):
            raise
        if problem.key != "factor.throttled":
            put_reasons(form, problem)
            return _page(form), 422
        return _page(form, problem), problem.entry.http
    login.begin(entered.user)
    login.tell_missed(entered.missed)
    tell_left(left)
    return login.redirect_to_target()


def tell_left(left: int | None) -> None:
    """After a recovery code was used: how many are left."""
    if left is not None:
        done(f"Đã dùng một mã dự phòng, còn {left} mã. Còn ít thì lập mã mới ở trang tài khoản của bạn.", "warning")


def _page(form: CodeForm, problem: Problem | None = None) -> str:
    by_recovery = "recovery" in request.args
    other = url_for(".enter_code", next=request.args.get("next") or None, recovery=None if by_recovery else "1")
    if by_recovery:
        form.code.label.text = "Mã dự phòng"
    return render("accounts/code.html", form=form, problem=problem, by_recovery=by_recovery, other_url=other)
