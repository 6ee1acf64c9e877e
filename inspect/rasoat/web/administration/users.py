"""Accounts: who may sign in, with which role, for which agency."""

from functools import partial
from typing import Any
from uuid import UUID

from flask import make_response, request, url_for
from sqlmodel import Session, col, select
from sqlmodel.sql.expression import SelectOfScalar
from werkzeug.wrappers import Response

from rasoat import clock
from rasoat.absences import drafts
from rasoat.account_changes import operations as account_changes
from rasoat.account_changes import queries as changes
from rasoat.account_changes.models import WAITING, AccountChange
from rasoat.accounts import activation, operations, second_factor
from rasoat.accounts.actor import ROLE_TITLES, SIGNING_ROLES
from rasoat.accounts.models import User
from rasoat.pages import ADMIN, actor, done, paginate, redirect_to, render, save_form, search, session, write
from rasoat.pages.case import parse_uuid
from rasoat.pages.forms import both_versions
from rasoat.pages.lists import ordered, sort_link
from rasoat.pages.paging import By
from rasoat.pages.request import app_settings
from rasoat.problems import Problem, Reason
from rasoat.units import queries as units
from rasoat.units.models import Agency
from rasoat.web.administration import holdings
from rasoat.web.administration.forms import CloseForm, NewUserForm, UserForm
from rasoat.web.administration.room import room
from rasoat.web.administration.signing import signing_rows
from rasoat.workflows.removing import remove_unused

REFUSALS = (
    "form.invalid",
    "account.username_taken",
    "account.password_weak",
    "account.last_administrator",
    "account.no_second",
)
_SORTS = {"name": col(User.order_text), "username": col(User.username), "agency": col(Agency.order_text)}


@room.get("/users", allow=ADMIN)
def users() -> str:
    """The accounts, filtered by agency, role, open or closed; ?q= searches names without accents."""
    page = paginate(*in_order())
    return render(
        "administration/users.html",
        page=page,
        agencies=units.names(session(), {user.agency_id for user in page.items}),
        role_titles=ROLE_TITLES,
        with_factor=second_factor.among(session(), [user.id for user in page.items]),
        demanded=app_settings().second_factor_roles,
        selects=selects(),
        heads=[(title, *sort_link(name, "name")) for name, title in _HEADS],
    )


def in_order() -> tuple[SelectOfScalar[User], list[By]]:
    """The accounts of the list, and their order, as the request asks for them."""
    query = select(User).join(Agency, col(Agency.id) == col(User.agency_id)).where(search(User))
    agency_id = parse_uuid(request.args.get("agency"))
    if agency_id:
        query = query.where(User.agency_id == agency_id)
    if request.args.get("role") in ROLE_TITLES:
        query = query.where(User.role == request.args["role"])
    if request.args.get("active") in ("yes", "no"):
        query = query.where(col(User.active) == (request.args["active"] == "yes"))
    if request.args.get("password") == "no":
        query = query.where(User.password_hash == "", User.active)
    factor, demanded = request.args.get("second_factor"), app_settings().second_factor_roles
    if factor in ("yes", "no"):
        query = query.where(second_factor.owners() if factor == "yes" else ~second_factor.owners())
    if factor == "missing":
        query = query.where(~second_factor.owners(), col(User.role).in_(demanded), User.active)
    return query, ordered(_SORTS, "name", col(User.id))


_HEADS = [("name", "Họ và tên"), ("username", "Tên đăng nhập"), ("agency", "Cơ quan")]


def selects() -> list[dict[str, Any]]:
    """The filters above the list."""
    agencies = [(str(a.id), a.listed_name) for a in units.serving(session(), clock.today())]
    return [
        {"name": "agency", "label": "Cơ quan", "options": [("", "Tất cả"), *agencies]},
        {
            "name": "role",
            "label": "Vai trò",
            "options": [("", "Tất cả"), *((r.value, t) for r, t in ROLE_TITLES.items())],
        },
        {"name": "active", "label": "Tình trạng", "options": [("", "Tất cả"), ("yes", "Đang dùng"), ("no", "Đã khóa")]},
        {"name": "password", "label": "Kích hoạt", "options": [("", "Tất cả"), ("no", "Chưa có mật khẩu")]},
        {
            "name": "second_factor",
            "label": "Xác thực hai bước",
            "options": [("", "Tất cả"), ("yes", "Đã bật"), ("no", "Chưa bật"), ("missing", "Phải bật mà chưa bật")],
        },
    ]


@room.form("/users/new", allow=ADMIN)
def new_user() -> Any:
    """Open an account."""
    form = NewUserForm()
    _offer_agencies(form)

    def save(db: Session) -> tuple[User, str]:
        user = operations.add_user(db, username=form.username.data, another=form.another.data, **_values(form))
        return user, activation.issue_code(db, user.id)

    def saved(made: tuple[User, str]) -> Response:
        return _code_page(*made)

    return save_form(form, save, partial(render, "administration/user_new.html", form=form), saved, refusals=REFUSALS)


@room.form("/users/<uuid:user_id>", allow=ADMIN)
def edit_user(user_id: UUID) -> Any:
    """Change an account. A stale form shows both versions and overwrites nothing."""
    user = session().get_one(User, user_id)
    form = UserForm(obj=user)
    _offer_agencies(form, user.agency_id)

    me, held, before = actor(), holdings.of(session(), user_id), user.agency_id
    if held.drafts:
        form.drafts_to.choices = drafts.choices(session(), user, STAYS)
    else:
        del form.drafts_to

    def save(db: Session) -> tuple[User, AccountChange | None]:
        if held.drafts and form.agency_id.data != str(before) and not form.drafts_to.data:
            raise Problem("form.invalid", reasons=[Reason("drafts_to", "Chọn ai soạn tiếp các bản thảo.")])
        saved = account_changes.edit_or_ask(db, me, user_id, form.seen_version, _values(form))
        if held.drafts and saved[0].agency_id != before and (to := parse_uuid(form.drafts_to.data)):
            drafts.pass_on(db, me, user_id, to, before)
            db.refresh(saved[0])
        return saved

    def saved(result: tuple[User, AccountChange | None]) -> Response:
        changed, asked = result
        if asked:
            return _asked(asked)
        done("Đã lưu tài khoản.")
        return redirect_to("administration.users", q=changed.username)

    more = {
        "user": user,
        "back_url": url_for("administration.users"),
        "given": signing_rows(user_id),
        "holds": held,
        "guarded": account_changes.is_guarded(session(), user, user.role),
        "second_factor": second_factor.is_on(session(), user_id),
        "code_ready": changes.ready_code(session(), user_id) is not None,
    }
    page = partial(render, "administration/user.html", form=form, **more)
    differences = partial(_differences, form, user)
    return save_form(form, save, page, saved, row=user, differences=differences, refusals=REFUSALS)


@room.post("/users/<uuid:user_id>/code", allow=ADMIN)
def give_code(user_id: UUID) -> Response:
    """Give an account a new one-time code: its password and its sessions end, failed sign-ins are forgotten. For the
    account of a person who signs, a second person is asked first.
    """
    me = actor()
    given = write(lambda db: account_changes.code_or_ask(db, me, user_id))
    return _asked(given) if isinstance(given, AccountChange) else _code_page(session().get_one(User, user_id), given)


@room.post("/users/<uuid:user_id>/second-factor", allow=ADMIN)
def reset_second_factor(user_id: UUID) -> Response:
    """Take the second factor away from somebody who lost it; that of a person who signs waits for a second person."""
    me = actor()
    change = write(lambda db: account_changes.reset_or_ask(db, me, user_id))
    if WAITING.of(change):
        return _asked(change)
    done("Đã đặt lại xác thực hai bước: tài khoản chỉ cần mật khẩu cho tới khi bật lại. Chủ tài khoản được báo.")
    return redirect_to("administration.edit_user", user_id=user_id)


def _asked(change: AccountChange) -> Response:
    done("Đây là tài khoản của người ký, cấp số hoặc quản trị: đã gửi yêu cầu, chờ người thứ hai xác nhận.", "info")
    return redirect_to("account_changes.show", change_id=change.id)


def _code_page(user: User, code: str) -> Response:
    """The only page that ever shows the code: it is neither stored nor sent in a redirect."""
    page = render(
        "administration/code.html",
        user=user,
        code=code,
        days=activation.LASTS.days,
        signs=user.role in SIGNING_ROLES,
    )
    return make_response(page)


@room.post("/users/<uuid:user_id>/remove", allow=ADMIN)
def remove_user(user_id: UUID) -> Response:
    """Remove an account that was opened by mistake and that nobody has used."""

    def remove(db: Session) -> str:
        user = operations.locked_with_administrators(db, user_id)
        remove_unused(db, user, user.full_name)
        operations.keep_an_administrator(db)
        return user.full_name

    done(f"Đã xóa tài khoản của {write(remove)}.")
    return redirect_to("administration.users")


@room.form("/users/<uuid:user_id>/close", allow=ADMIN)
def close_user(user_id: UUID) -> Any:
    """Ask who takes over what the person has in hand, and close the account: nobody can sign in to it, its sessions end,
    and its past acts stay.
    """
    user, me, form = session().get_one(User, user_id), actor(), CloseForm()
    held = holdings.of(session(), user_id)
    if held.drafts:
        form.drafts_to.choices = drafts.choices(session(), user, STAYS)
    else:
        del form.drafts_to

    def save(db: Session) -> User:
        if held.drafts and (to := parse_uuid(form.drafts_to.data)):
            drafts.pass_on(db, me, user_id, to, user.agency_id)
        return operations.edit_user(db, user_id, None, {"active": False})

    def saved(closed: User) -> Response:
        done(f"Đã khóa tài khoản “{closed.username}”.")
        return redirect_to("administration.edit_user", user_id=user_id)

    page = partial(render, "administration/user_close.html", form=form, user=user, holds=held)
    return save_form(form, save, page, saved)


@room.post("/users/<uuid:user_id>/reopen", allow=ADMIN)
def reopen_user(user_id: UUID) -> Response:
    """Open a closed account again."""
    user = write(lambda db: operations.edit_user(db, user_id, None, {"active": True}))
    done(f"Đã mở lại tài khoản “{user.username}”.")
    return redirect_to("administration.edit_user", user_id=user_id)


STAYS = "Để lại: nằm với không ai, chuyên viên cùng cơ quan thấy ở đầu trang công việc"


def _values(form: UserForm) -> dict[str, Any]:
    return {
        "full_name": form.full_name.data.strip(),
        "title": (form.title.data or "").strip(),
        "agency_id": UUID(form.agency_id.data),
        "role": form.role.data,
        **({"position": form.position.data} if form.position.data else {}),
        "email": (form.email.data or "").strip(),
        "telephone": (form.telephone.data or "").strip(),
    }


def _offer_agencies(form: UserForm, present: UUID | None = None) -> None:
    found = units.serving(session(), clock.today())
    if present and present not in {agency.id for agency in found}:
        found.append(session().get_one(Agency, present))
    form.agency_id.choices = {"": "Chọn cơ quan", **{str(agency.id): agency.marked_name for agency in found}}


def _differences(form: UserForm, user: User) -> list[tuple[str, str, str]]:
    titles: dict[str, dict[Any, str]] = {
        "Cơ quan": form.agency_id.choices or {},
        "Vai trò": {role.value: title for role, title in ROLE_TITLES.items()},
    }
    return [
        (label, titles.get(label, {}).get(mine, mine), titles.get(label, {}).get(theirs, theirs))
        for label, mine, theirs in both_versions(form, user)
        if mine != theirs
    ]
