"""One's own account: the password, and whether there is a second factor."""

from typing import Any
from uuid import UUID

from wtforms import PasswordField, StringField
from wtforms.validators import EqualTo

from rasoat.account_changes.operations import tell_code_used
from rasoat.accounts import operations, second_factor, second_step, signing_in
from rasoat.accounts.models import User
from rasoat.pages import SIGNED_IN, Room, actor, done, redirect_to, render, session, write
from rasoat.pages.forms import Form, long_enough, put_reasons, required
from rasoat.pages.request import database
from rasoat.problems import Problem
from rasoat.web import login
from rasoat.web.pending import box

room = Room("account", __name__, url_prefix="/account")


class PasswordForm(Form):
    """The password in use, and the new one twice."""

    old_password = PasswordField("Mật khẩu hiện tại", [required("Nhập mật khẩu hiện tại."), long_enough(500)])
    code = StringField(
        "Mã xác thực",
        [required("Nhập mã xác thực."), long_enough(100)],
        description="Mã sáu số trong ứng dụng, hoặc một mã dự phòng.",
    )
    password = PasswordField(
        "Mật khẩu mới",
        [required("Nhập mật khẩu mới."), long_enough(500)],
        description=f"Ít nhất {operations.MIN_PASSWORD} ký tự, không trùng tên đăng nhập.",
    )
    again_password = PasswordField(
        "Nhập lại mật khẩu mới",
        [required("Nhập lại mật khẩu mới."), EqualTo("password", "Hai lần nhập mật khẩu mới không giống nhau.")],
    )


@room.form("/password", allow=SIGNED_IN)
def password() -> Any:
    """Change one's own password; every other session of the account ends, and this one continues."""
    form, me = PasswordForm(), actor().user_id
    on = second_factor.is_on(session(), me)
    if not on:
        del form.code
    if form.validate_on_submit():
        try:
            _prove(me, form)
            user = write(lambda db: operations.change_own_password(db, me, form.old_password.data, form.password.data))
        except Problem as problem:
            put_reasons(form, problem)
        else:
            login.begin(user)
            done("Đã đổi mật khẩu. Các thiết bị khác đang dùng tài khoản này phải đăng nhập lại.")
            return redirect_to("home.show")
    return render("administration/password.html", form=form, person=actor(), second_factor=on), (
        422 if form.errors else 200
    )


def _prove(user_id: UUID, form: PasswordForm) -> None:
    """Count a try of the old password, and take the code where the account has a second factor: the session that begins
    with the new password signs without another question. The code is looked at last, since it is used up by that.
    """
    with database().read() as db:
        mine = db.get_one(User, user_id)
        db.expunge_all()
    knows = signing_in.again(database(), mine, form.old_password.data)
    if knows and "code" in form:
        operations.require_strong(mine, form.password.data)
        second_step.again(database(), box(), mine, form.code.data, tell_code_used)
