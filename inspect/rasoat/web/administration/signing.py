"""What a person may sign in the place of the agency's head: by order (TL.) or by a written authorisation (TUQ.)."""

from typing import Any
from uuid import UUID

from flask import url_for
from sqlmodel import Session, col, select
from werkzeug.wrappers import Response
from wtforms import SelectField, SelectMultipleField
from wtforms.widgets import CheckboxInput, ListWidget

from rasoat import clock
from rasoat.account_changes import signing as requests
from rasoat.account_changes.models import AccountChange
from rasoat.accounts import signing
from rasoat.accounts.models import SigningAuthority, User
from rasoat.pages import ADMIN, actor, done, redirect_to, render, save_form, session, write
from rasoat.pages.case import parse_uuid
from rasoat.pages.forms import DateField, Form, Optional, StringField, long_enough, required
from rasoat.papers.registry import kinds
from rasoat.web.administration.forms import chosen_or_none
from rasoat.web.administration.room import room


def _kinds() -> list[tuple[str, str]]:
    """The kinds of papers that can be given to somebody to sign: what a team writes is signed by its lead alone."""
    return [(kind.name, kind.label) for kind in kinds() if kind.written_here and not kind.of_the_team]


class SigningForm(Form):
    """What is given, by which act, for which papers, until when."""

    capacity = SelectField("Ký", [required("Chọn cách ký.")], choices={"": "Chọn", **signing.CAPACITIES})
    head_title = StringField(
        "Thay cho chức vụ", [required("Nhập chức vụ của người giao."), long_enough(100)], description="Ví dụ: Giám đốc"
    )
    act = StringField(
        "Căn cứ",
        [required("Nhập số và tên văn bản giao ký."), long_enough(300)],
        description="Quy chế làm việc (thừa lệnh) hoặc giấy ủy quyền: Giấy ủy quyền số 12/GUQ-SYT",
    )
    act_day = DateField("Ngày của căn cứ", [required("Nhập ngày của văn bản giao ký.")])
    kinds = SelectMultipleField(
        "Loại văn bản được ký",
        choices=_kinds,
        widget=ListWidget(prefix_label=False),
        option_widget=CheckboxInput(),
    )
    valid_from = DateField("Từ ngày", [required("Nhập ngày bắt đầu.")])
    valid_to = DateField("Đến hết ngày", [Optional()], description="Thừa ủy quyền phải có thời hạn")
    passed_from = SelectField(
        "Giao lại từ",
        filters=[chosen_or_none],
        description="Chỉ khi người ký thừa lệnh giao lại cho cấp phó của mình",
    )


def signing_rows(user_id: UUID) -> list[tuple[SigningAuthority, str, str]]:
    """What was given to a person: the row, its kinds in words, and what is against it today (empty: it holds)."""
    labels = dict(_kinds())
    return [
        (row, ", ".join(labels.get(one, one) for one in row.kinds), _against_today(row))
        for row in signing.given_to(session(), user_id)
    ]


def _against_today(row: SigningAuthority) -> str:
    return signing.against(session(), row, next(iter(row.kinds), ""), clock.today())


@room.form("/users/<uuid:user_id>/signing", allow=ADMIN)
def give_signing(user_id: UUID) -> Any:
    """Ask that a person may sign papers; a second person confirms it."""
    me, user = actor(), session().get_one(User, user_id)
    form = SigningForm(data={"valid_from": clock.today()})
    form.passed_from.choices = {"": "Không: người đứng đầu giao", **_of_colleagues(user)}

    def save(db: Session) -> AccountChange:
        act_day, valid_from = form.act_day.data, form.valid_from.data
        assert act_day is not None and valid_from is not None, "the fields are required"
        labels = dict(_kinds())
        given = requests.Given(
            capacity=form.capacity.data,
            head_title=form.head_title.data or "",
            act=form.act.data or "",
            act_day=act_day,
            kinds=form.kinds.data or [],
            valid_from=valid_from,
            valid_to=form.valid_to.data,
            passed_from=parse_uuid(form.passed_from.data),
            kinds_told=[labels[one] for one in form.kinds.data or []],
        )
        return requests.ask(db, me, user_id, given)

    def saved(change: AccountChange) -> Response:
        done("Đã gửi yêu cầu. Người thứ hai xác nhận xong thì người này mới ký được.")
        return redirect_to("account_changes.show", change_id=change.id)

    return save_form(
        form,
        save,
        lambda **shown: render(
            "administration/signing.html",
            form=form,
            user=user,
            back_url=url_for("administration.edit_user", user_id=user_id),
            **shown,
        ),
        saved,
        refusals=("form.invalid", "account.no_second"),
    )


@room.post("/signing/<uuid:authority_id>/end", allow=ADMIN)
def end_signing(authority_id: UUID) -> Response:
    """Take back what somebody may sign; nobody else need agree to that."""
    me, labels = actor(), dict(_kinds())
    kinds_told = [labels.get(one, one) for one in session().get_one(SigningAuthority, authority_id).kinds]
    row = write(lambda db: requests.end(db, me, authority_id, kinds_told))
    done("Đã thu hồi. Từ lúc này người ấy không ký được văn bản theo căn cứ đó.")
    return redirect_to("administration.edit_user", user_id=row.account_id)


def _of_colleagues(user: User) -> dict[str, str]:
    query = (
        select(SigningAuthority, User.full_name)
        .join(User, col(User.id) == col(SigningAuthority.account_id))
        .where(SigningAuthority.agency_id == user.agency_id, SigningAuthority.account_id != user.id)
        .where(col(SigningAuthority.ended_at).is_(None))
    )
    return {str(row.id): f"{row.capacity}. của {name}, theo {row.act}" for row, name in session().exec(query)}
