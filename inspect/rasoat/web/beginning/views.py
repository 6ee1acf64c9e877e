"""The pages of the first day: two forms behind a secret address, and the list of what is left to do."""

from functools import partial
from typing import Any

from flask import current_app, request
from werkzeug.wrappers import Response

from rasoat import clock
from rasoat.accounts.models import User
from rasoat.pages import ADMIN, PUBLIC, Room, app_settings, done, redirect_to, render, save_form, session, write
from rasoat.problems import Problem
from rasoat.web import login
from rasoat.web.beginning import mailing, operations, remaining
from rasoat.web.beginning.forms import AdministratorForm, LeadForm
from rasoat.web.beginning.letterhead import sample
from rasoat.web.beginning.token import fits

room = Room("beginning", __name__)


# Nobody can be signed in yet: the secret part of the address lets in, and only as long as there is no account.
@room.form("/begin/<token>", allow=PUBLIC)
def begin(token: str) -> Any:
    """Ask for the lead agency, show its letterhead, ask for the first administrator, record both."""
    if not fits(current_app.config["SECRET_KEY"], token):
        raise Problem("not_found")
    if operations.is_begun(session()):
        raise Problem("beginning.over")
    if "back" in request.form:
        return render("beginning/lead.html", form=LeadForm())
    if "username" in request.form:
        return _administrator(token)
    form = LeadForm(data={"kind": "department", "valid_from": clock.today().replace(month=1, day=1)})
    if form.validate_on_submit():
        return _administrator_page(token, AdministratorForm(formdata=None, data=form.data))
    return render("beginning/lead.html", form=form), 422 if form.is_submitted() else 200


def _administrator(token: str) -> Any:
    form = AdministratorForm()
    page = partial(_administrator_page, token, form)
    refusals = ("form.invalid", "account.password_weak")
    return save_form(
        form,
        lambda db: operations.begin(db, form.lead(), form.person()),
        lambda **_shown: page(),
        _begun,
        refusals=refusals,
    )


def _administrator_page(token: str, form: AdministratorForm) -> str:
    return render("beginning/administrator.html", form=form, letterhead=sample(form.lead()), token=token)


def _begun(user: User) -> Response:
    login.begin(user)
    done("Đã lập cơ quan chủ trì và tài khoản quản trị. Dưới đây là những việc còn phải làm.")
    return redirect_to("beginning.left")


@room.get("/admin/remaining", allow=ADMIN)
def left() -> str:
    """Show what is still to be done before the installation can be worked with."""
    return render(
        "beginning/remaining.html",
        tasks=remaining.tasks(session(), app_settings(), clock.today()),
        by_hand=remaining.BY_HAND,
    )


@room.post("/admin/remaining/mail", allow=ADMIN)
def test_mail() -> Response:
    """Send the administrator a mail, to see whether mails arrive."""
    to = mailing.send_test()
    done(f"Đã gửi thư thử tới {to}. Thư đến nơi thì việc gửi thư đã chạy.")
    return redirect_to("beginning.left")


@room.post("/admin/remaining/<step>", allow=ADMIN)
def note(step: str) -> Response:
    """Note a step that only a person can know of: the restore was tried, this installation sends no mails."""
    if step not in remaining.BY_HAND:
        raise Problem("not_found")
    write(lambda db: remaining.note(db, step))
    return redirect_to("beginning.left")
