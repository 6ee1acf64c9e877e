"""One's own second factor: turning it on with a picture for the telephone, new recovery codes, turning it off."""

from collections.abc import Callable
from typing import Any, TypeVar

import segno
from flask import g
from markupsafe import Markup
from sqlmodel import Session
from wtforms import HiddenField, PasswordField, StringField

from rasoat.account_changes.operations import MOVED, NEW_CODES, TURNED_OFF, TURNED_ON, tell_code_used, tell_owner
from rasoat.accounts import second_factor, second_step, signing_in
from rasoat.accounts.models import User
from rasoat.pages import SIGNED_IN, Room, actor, app_settings, done, redirect_to, render, session, write
from rasoat.pages.forms import Form, long_enough, put_reasons, required
from rasoat.pages.request import database
from rasoat.problems import Problem
from rasoat.web import login
from rasoat.web.pending import box

room = Room("second_factor", __name__, url_prefix="/account/second-factor")
CODE = "Mã xác thực"
T = TypeVar("T")


class TurnOnForm(Form):
    """The secret that was offered, and the code that the application shows for it."""

    sealed = HiddenField()
    code = StringField(
        "Mã sáu số trong ứng dụng",
        [required("Nhập mã sáu số đang hiện trong ứng dụng."), long_enough(100)],
    )


class ProofForm(Form):
    """Who somebody is, before what protects the account is changed."""

    old_password = PasswordField("Mật khẩu", [required("Nhập mật khẩu."), long_enough(500)])
    code = StringField(
        CODE,
        [required("Nhập mã xác thực."), long_enough(100)],
        description="Mã sáu số trong ứng dụng, hoặc một mã dự phòng.",
    )


class MoveForm(ProofForm):
    """The proof, and the code of the new telephone."""

    sealed = HiddenField()
    new_code = StringField(
        "Mã sáu số trên điện thoại mới",
        [required("Nhập mã sáu số đang hiện trên điện thoại mới."), long_enough(100)],
    )


@room.form("/", allow=SIGNED_IN)
def turn_on() -> Any:
    """Turn it on; where it is on, say so and lead on to what can be done."""
    me = session().get_one(User, actor().user_id)
    if second_factor.is_on(session(), me.id):
        left = second_factor.codes_left(session(), me.id)
        return render("accounts/second_factor.html", left=left, must=is_demanded(me.role))
    form = TurnOnForm()
    if form.validate_on_submit():
        # Whoever finds an unlocked browser must not tie the account to a telephone of his own.
        if not actor().password_fresh:
            raise Problem("login.password_again", action="Bật xác thực hai bước")
        sealed, code, keys = form.sealed.data or "", form.code.data, box()
        try:
            user, codes = _told(TURNED_ON, me, lambda db: second_factor.turn_on(db, keys, me.id, sealed, code))
        except Problem as problem:
            put_reasons(form, _only(problem, "factor.wrong", "factor.offer_over"))
        else:
            login.begin(user)
            return _codes_page(codes, "Đã bật xác thực hai bước")
    return _offer_page(form, me), (422 if form.errors else 200)


@room.form("/move", allow=SIGNED_IN)
def move() -> Any:
    """Take the codes of another telephone from now on."""
    form, me = MoveForm(), _with_one()
    if me is None:
        return redirect_to(".turn_on")
    if form.validate_on_submit() and _moved(form, me):
        done("Từ nay mã xác thực là mã trên điện thoại mới. Xóa mục Rà Soát trên điện thoại cũ.")
        return redirect_to(".turn_on")
    return _offer_page(form, me, moving=True), (422 if form.errors else 200)


def _moved(form: MoveForm, me: User) -> bool:
    keys, sealed, code = box(), form.sealed.data or "", form.new_code.data
    try:
        # The new telephone is looked at first: the code of the old one is used up by looking at it.
        second_factor.require_offered(keys, me.id, sealed, code)
        if not _proved(form, me):
            return False
        _told(MOVED, me, lambda db: second_factor.move(db, keys, me.id, sealed, code))
    except Problem as problem:
        put_reasons(form, _only(problem, "factor.wrong", "factor.offer_over"))
        return False
    return True


@room.form("/codes", allow=SIGNED_IN)
def renew_codes() -> Any:
    """Give new recovery codes, in place of those of before."""
    form, me = ProofForm(), _with_one()
    if me is None:
        return redirect_to(".turn_on")
    if form.validate_on_submit() and _proved(form, me):
        codes = _told(NEW_CODES, me, lambda db: second_factor.renew_codes(db, me.id))
        return _codes_page(codes, "Mã dự phòng mới")
    return _proof_page(form, "Lập mã dự phòng mới", "Mười mã mới thay cho các mã cũ; mã cũ hết hiệu lực ngay.")


@room.form("/off", allow=SIGNED_IN)
def turn_off() -> Any:
    """Turn it off, unless it is demanded of the person's role."""
    form, me = ProofForm(), _with_one()
    if me is None:
        return redirect_to(".turn_on")
    if is_demanded(me.role):
        raise Problem("factor.must_stay")
    if form.validate_on_submit() and _proved(form, me):
        _told(TURNED_OFF, me, lambda db: second_factor.turn_off(db, me.id))
        done("Đã tắt xác thực hai bước. Từ nay đăng nhập chỉ cần mật khẩu.")
        return redirect_to("account.password")
    return _proof_page(form, "Tắt xác thực hai bước", "Sau khi tắt, ai biết mật khẩu của bạn là vào được tài khoản.")


def _told(event: str, me: User, operation: Callable[[Session], T]) -> T:
    """Carry out an operation and tell the account's owner of it."""

    def change(db: Session) -> T:
        result = operation(db)
        tell_owner(db, event, me.id)
        return result

    return write(change)


def is_demanded(role: str) -> bool:
    """Whether the installation demands a second factor of this role."""
    return role in app_settings().second_factor_roles


def _with_one() -> User | None:
    """The person's account, if it has a second factor."""
    with database().read() as db:
        me = db.get_one(User, actor().user_id)
        on = second_factor.is_on(db, me.id)
        db.expunge_all()
    return me if on else None


def _proved(form: ProofForm, me: User) -> bool:
    """Whether password and code are right. The code is looked at last, since it is used up by that."""
    try:
        if not signing_in.again(database(), me, form.old_password.data):
            form.old_password.errors = ["Mật khẩu không đúng."]
            return False
        second_step.again(database(), box(), me, form.code.data, tell_code_used)
    except Problem as problem:
        put_reasons(form, _only(problem, "factor.wrong", "factor.used", "factor.unreadable", "login.throttled"))
        return False
    return True


def _only(problem: Problem, *shown: str) -> Problem:
    """The problem, if a form shows it; others are raised."""
    if problem.key not in shown:
        raise problem
    return problem


def _offer_page(form: TurnOnForm | MoveForm, me: User, *, moving: bool = False) -> str:
    made = second_factor.offer(box(), me, form.sealed.data or "")
    form.sealed.data = made.sealed
    # Nor does the browser keep the page.
    g.rasoat_secret = True
    return render(
        "accounts/second_factor_on.html",
        form=form,
        groups=[made.secret[at : at + 4] for at in range(0, len(made.secret), 4)],
        picture=_drawn(made.address),
        address=made.address,
        must=is_demanded(me.role) and not moving,
        moving=moving,
    )


def _drawn(address: str) -> Markup:
    picture = segno.make(address, micro=False).svg_inline(omitsize=True, border=4)
    return Markup(picture)  # noqa: S704 - lines only: the drawing has no text


def _codes_page(codes: list[str], title: str) -> str:
    """The only page that ever shows the codes."""
    return render("accounts/recovery_codes.html", codes=codes, title=title, person=actor())


def _proof_page(form: ProofForm, title: str, note: str) -> Any:
    page = render("accounts/second_factor_proof.html", form=form, title=title, note=note)
    return page, (422 if form.errors else 200)
