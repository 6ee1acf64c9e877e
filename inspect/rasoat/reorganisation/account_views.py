"""The accounts of agencies that acts end: administrators go through who is to have them, change one, confirm many."""

import time
from collections import Counter
from functools import partial
from typing import Any
from uuid import UUID

from flask import request, url_for
from sqlalchemy import ColumnElement, or_
from sqlmodel import Session, col, select
from sqlmodel.sql.expression import SelectOfScalar
from werkzeug.wrappers import Response

from rasoat import clock
from rasoat.account_changes import queries as changes
from rasoat.account_changes.models import WAITING
from rasoat.accounts.models import User
from rasoat.numbers import grouped
from rasoat.pages import ADMIN, actor, done, paginate, redirect_to, render, save_form, session, write
from rasoat.pages.case import parse_uuid
from rasoat.pages.paging import By
from rasoat.problems import Problem
from rasoat.reorganisation import account_moves, account_queries, presenters
from rasoat.reorganisation.act_views import SECONDS, room
from rasoat.reorganisation.forms import CLOSING, AccountForm
from rasoat.reorganisation.models import ACCOUNT, CLOSE, GONE, PASSED, PROPOSED, RULES, STATES, UNDECIDED, Passing

AGAINST = ("form.invalid", "account.no_second", "account.last_administrator")
"""What leaves one account to a person, while the others go on."""


@room.get("/accounts", allow=ADMIN)
def accounts() -> str:
    """What acts propose for accounts, filtered, some at a time."""
    page = paginate(*accounts_in_order())
    return render(
        "reorganisation/accounts.html",
        page=page,
        lines=presenters.account_lines(session(), page.items),
        state_titles=STATES,
        rules=RULES,
        selects=account_selects(),
        newest=_newest(),
        removed=presenters.REMOVED,
    )


def accounts_in_order() -> tuple[SelectOfScalar[Passing], list[By]]:
    """The proposals for accounts, those of the newest act first, as the request asks for them."""
    query = select(Passing).where(Passing.kind == ACCOUNT, *_conditions())
    return query, [By(col(Passing.reorganisation_id), True), By(col(Passing.ordinal)), By(col(Passing.id))]


def _conditions() -> list[ColumnElement[bool]]:
    # What an act proposed that was undone is no proposal any more.
    waits = col(Passing.id).in_(account_queries.left().with_only_columns(col(Passing.id)))
    found = [or_(waits, col(Passing.state).in_((PASSED, GONE)))]
    if (asked := request.args.get("state", PROPOSED)) in STATES:
        found.append(col(Passing.state) == asked)
    return found


def _newest() -> UUID | None:
    query, _order = accounts_in_order()
    found = session().exec(query.order_by(col(Passing.id).desc()).limit(1)).first()
    return found.id if found else None


def account_selects() -> list[dict[str, Any]]:
    """The filters above the list."""
    states = [("all", "Tất cả"), *STATES.items()]
    return [{"name": "state", "label": "Tình trạng", "value": request.args.get("state", PROPOSED), "options": states}]


@room.post("/accounts/confirm", allow=ADMIN)
def confirm_accounts() -> Response:
    """Move or close the accounts that were ticked, or all that the filter shows up to the newest proposal that the page knew
    of, each in a transaction of its own: what was done before a fault stays so.
    """
    ids = [one for one in map(parse_uuid, request.form.getlist("passing")) if one]
    if every := "all" in request.form:
        ids = _everything(parse_uuid(request.form["all"]))
    if not ids:
        done(_NOTHING_LEFT if every else "Chưa có tài khoản nào được chọn.", "warning")
        return _back()
    until, found = time.monotonic() + SECONDS, Counter[str]()
    for one in ids:
        if time.monotonic() > until:
            break
        found[_confirm(one)] += 1
    _tell(found, len(ids) - found.total())
    return _back()


def _tell(found: Counter[str], left: int) -> None:
    told = [f"{grouped(found[state])} tài khoản {what}." for state, what in _TOLD.items() if found[state]]
    told += [f"Còn {grouped(left)} tài khoản; bấm “Xác nhận tất cả” lần nữa."] if left else []
    done(" ".join(told), "warning" if found[UNDECIDED] or left else "success")


_TOLD = {
    PASSED: "đã chuyển hoặc đã khóa",
    account_moves.ASKED: "chờ người thứ hai xác nhận",
    GONE: "đã có người chuyển, khóa hoặc xóa trước",
    UNDECIDED: f"chưa chuyển được, xem “{STATES[UNDECIDED]}”",
}


_NOTHING_LEFT = "Không còn tài khoản nào chờ bạn xác nhận: tài khoản đã gửi yêu cầu chờ người thứ hai, tài khoản mới đề xuất thì xem trước."


def _everything(newest: UUID | None) -> list[UUID]:
    """What the filter shows and waits for the administrator, and not for a second person; nothing that was proposed after the
    `newest` that the page knew of.
    """
    if newest is None:
        return []
    query, _order = accounts_in_order()
    seen = query.where(Passing.state == PROPOSED, col(Passing.id) <= newest)
    rows = session().exec(seen.order_by(col(Passing.id))).all()
    asked = changes.last_moves(session(), [row.target_id for row in rows])
    waiting = {key for key, one in asked.items() if WAITING.of(one)}
    return [row.id for row in rows if row.target_id not in waiting]


def _confirm(passing_id: UUID) -> str:
    who, seen = actor(), [0]

    def confirm(db: Session) -> str:
        one = db.get(Passing, passing_id)
        seen[0] = one.version if one else 0
        return account_moves.confirm(db, who, passing_id)

    try:
        return write(confirm)
    except Problem as problem:
        if problem.key == "not_found":
            # Nobody had used the account, and somebody has just removed it.
            return GONE
        if problem.key not in AGAINST:
            raise
        told = " ".join(reason.message for reason in problem.reasons) or f"{problem.what} {problem.todo}"
    write(lambda db: account_moves.refuse(db, passing_id, seen[0], told))
    return UNDECIDED


def _back() -> Response:
    return redirect_to(
        "reorganisation.accounts", **({"state": request.args["state"]} if "state" in request.args else {})
    )


@room.form("/accounts/<uuid:account_id>", allow=ADMIN)
def choose_for_account(account_id: UUID) -> Any:
    """Choose which agency is to have an account, or that it is closed."""
    one = account_queries.of_account(session(), account_id)
    if one is None:
        raise Problem("not_found")
    form, who, passing_id = AccountForm(obj=one), actor(), one.id
    first, others = account_queries.offered(session(), one, clock.today())
    form.to.choices = {
        "": "Chọn",
        **{str(agency.id): agency.marked_name for agency in first},
        CLOSING: RULES[CLOSE],
        **{str(agency.id): agency.marked_name for agency in others},
    }
    if not form.is_submitted():
        form.to.data = CLOSING if one.rule == CLOSE else str(one.agencies[0]) if one.agencies else ""

    def save(db: Session) -> Passing:
        return account_moves.choose(db, who, passing_id, form.seen_version, parse_uuid(form.to.data))

    def saved(_one: Passing) -> Response:
        done("Đã ghi; tài khoản chuyển hoặc khóa khi bạn xác nhận.")
        return redirect_to("reorganisation.accounts")

    page = partial(
        render,
        "reorganisation/account.html",
        form=form,
        line=presenters.account_lines(session(), [one])[0],
        user=session().get_one(User, account_id),
        rules=RULES,
        back_url=url_for("reorganisation.accounts"),
    )
    return save_form(form, save, page, saved, row=one, differences=list)
