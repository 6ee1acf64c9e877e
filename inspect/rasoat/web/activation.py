"""The first password of an account, or one after a reset: chosen by the person who has the one-time code."""

from typing import Any

from wtforms import PasswordField, StringField
from wtforms.validators import EqualTo

from rasoat.accounts import activation, second_factor
from rasoat.accounts.models import User
from rasoat.accounts.operations import MIN_PASSWORD
from rasoat.pages import PUBLIC, Room, done, redirect_to, render, save_form, session
from rasoat.pages.forms import Form, long_enough, required
from rasoat.web import login
from rasoat.web.pending import ask_for_code

room = Room("activation", __name__)


class ActivationForm(Form):
    """The code, and the password that the person chooses."""

    username = StringField("Tên đăng nhập", [required("Nhập tên đăng nhập."), long_enough(200)])
    code = StringField(
        "Mã kích hoạt",
        [required("Nhập mã kích hoạt."), long_enough(100)],
        description="Do quản trị trao cho bạn, dạng ABCD-EFGH-JKMN-PQRS; dùng một lần",
    )
    password = PasswordField(
        "Mật khẩu bạn chọn",
        [required("Nhập mật khẩu."), long_enough(500)],
        description=f"Ít nhất {MIN_PASSWORD} ký tự, không trùng tên đăng nhập; không ai khác biết mật khẩu này.",
    )
    again_password = PasswordField(
        "Nhập lại mật khẩu",
        [required("Nhập lại mật khẩu."), EqualTo("password", "Hai lần nhập mật khẩu không giống nhau.")],
    )


# Nobody can be signed in yet: the code is what lets in.
@room.form("/activate", allow=PUBLIC)
def activate() -> Any:
    """Choose a password with a one-time code, and be signed in with it."""
    form = ActivationForm()

    def saved(user: User) -> Any:
        if second_factor.is_on(session(), user.id):
            done("Đã đặt mật khẩu. Từ nay đăng nhập bằng mật khẩu này.")
            return ask_for_code(user)
        login.begin(user)
        done("Đã đặt mật khẩu. Từ nay đăng nhập bằng mật khẩu này.")
        return redirect_to("home.show")

    return save_form(
        form,
        lambda db: activation.activate(db, form.username.data, form.code.data, form.password.data),
        lambda **_shown: render("accounts/activate.html", form=form),
        saved,
        refusals=("account.code_wrong", "account.password_weak"),
    )
