"""One's own account: the password, and whether there is a second factor."""

from typing import Any

from wtforms import PasswordField
from wtforms.validators import EqualTo

from rasoat.accounts import operations, second_factor, signing_in
from rasoat.accounts.models import User
from rasoat.pages import SIGNED_IN, Room, actor, done, redirect_to, render, session, write
from rasoat.pages.forms import Form, long_enough, put_reasons, required
from rasoat.pages.request import database
from rasoat.problems import Problem
from rasoat.web import login

room = Room("account", __name__, url_prefix="/account")


class PasswordForm(Form):
    """The password in use, and the new one twice."""

    old_password = PasswordField("Mật khẩu hiện tại", [required("Nhập mật khẩu hiện tại."), long_enough(500)])
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
    form = PasswordForm()
    if form.validate_on_submit():
        me = actor().user_id
        try:
            with database().read() as db:
                mine = db.get_one(User, me)
                db.expunge_all()
            signing_in.again(database(), mine, form.old_password.data)
            user = write(lambda db: operations.change_own_password(db, me, form.old_password.data, form.password.data))
        except Problem as problem:
            put_reasons(form, problem)
        else:
            login.begin(user)
            done("Đã đổi mật khẩu. Các thiết bị khác đang dùng tài khoản này phải đăng nhập lại.")
            return redirect_to("home.show")
    on = second_factor.is_on(session(), actor().user_id)
    return render("administration/password.html", form=form, person=actor(), second_factor=on), (
        422 if form.errors else 200
    )
