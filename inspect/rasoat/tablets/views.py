"""Pages of the tablets: the list, cutting off a lost one, letting in one that was found."""

from typing import Any
from uuid import UUID

from flask import request, url_for
from sqlmodel import Session, col
from sqlmodel.sql.expression import SelectOfScalar
from werkzeug.wrappers import Response

from rasoat.accounts import queries as accounts
from rasoat.accounts.models import User
from rasoat.pages import (
    ADMIN,
    OFFICE,
    Room,
    actor,
    done,
    paginate,
    redirect_to,
    render,
    save_form,
    search,
    session,
    write,
)
from rasoat.pages.forms import Form, put_reasons
from rasoat.pages.lists import ordered, sort_link
from rasoat.pages.paging import By
from rasoat.problems import Problem
from rasoat.tablets import operations, presenters, queries
from rasoat.tablets.forms import CutOffForm, LabelForm, ReconnectForm
from rasoat.tablets.models import Tablet
from rasoat.units import queries as units

room = Room("tablets", __name__, url_prefix="/tablets")
KEEPERS = (OFFICE or frozenset()) | (ADMIN or frozenset())
"""Everybody who may hold a tablet, and the administrators; which ones one sees is decided in `queries.visible_to`."""
_SORTS = {"seen": col(Tablet.seen_at), "owner": col(User.order_text)}
_STATES = [
    ("", "Tất cả"),
    ("used", "Không bị ngắt"),
    ("waiting", "Còn việc chưa gửi"),
    ("cut_off", "Đã ngắt"),
]


@room.get("/", allow=KEEPERS)
def index() -> str:
    """List the person's own tablets and those the person manages; ?q= searches the names of their people without
    accents.
    """
    page = paginate(*in_order())
    owners = accounts.names(session(), {tablet.account_id for tablet in page.items})
    return render(
        "tablets/index.html",
        page=page,
        owners=owners,
        agencies=units.names(session(), {owner.agency_id for owner in owners.values()}),
        states={tablet.id: presenters.state_of(tablet, owners[tablet.account_id]) for tablet in page.items},
        managed=queries.managed_among(session(), actor(), {tablet.id for tablet in page.items}),
        presenters=presenters,
        select=selects()[0],
        heads={name: sort_link(name, "-seen") for name in _SORTS},
        filtered=bool(request.args.get("q") or request.args.get("state")),
    )


def in_order() -> tuple[SelectOfScalar[Tablet], list[By]]:
    """The tablets of the list, and their order, as the request asks for them."""
    found = queries.listed(actor(), search(User), request.args.get("state", ""))
    return found, ordered(_SORTS, "-seen", col(Tablet.id))


def selects() -> list[dict[str, Any]]:
    """The filter above the list."""
    return [{"name": "state", "label": "Tình trạng", "options": _STATES}]


@room.form("/<uuid:tablet_id>/cut-off", allow=KEEPERS)
def cut_off(tablet_id: UUID) -> Any:
    """Say what cutting off does, ask for the reason, and cut the tablet off."""
    tablet = queries.require_visible(session(), tablet_id, actor())
    form, person = CutOffForm(), actor()
    if form.validate_on_submit():
        try:
            write(lambda db: operations.cut_off(db, person, tablet_id, form.reason.data))
        except Problem as problem:
            put_reasons(form, problem)
        else:
            done(f"Đã ngắt “{tablet.label}”. Máy sẽ tự khóa khi liên hệ với hệ thống lần tới.")
            return redirect_to("tablets.index")
    return _page("tablets/cut_off.html", tablet, form)


@room.form("/<uuid:tablet_id>/reconnect", allow=KEEPERS)
def reconnect(tablet_id: UUID) -> Any:
    """Say what letting in again does, and do it."""
    tablet = queries.require_managed(session(), tablet_id, actor())
    form, person = ReconnectForm(), actor()
    if form.validate_on_submit():
        write(lambda db: operations.reconnect(db, person, tablet_id))
        done(f"“{tablet.label}” được dùng lại. Người dùng máy cần đăng nhập lại trên máy để mở khóa.")
        return redirect_to("tablets.index")
    return _page("tablets/reconnect.html", tablet, form)


@room.form("/<uuid:tablet_id>/label", allow=KEEPERS)
def rename(tablet_id: UUID) -> Any:
    """Give a tablet a name that people recognise."""
    tablet = queries.require_visible(session(), tablet_id, actor())
    form, person = LabelForm(obj=tablet), actor()

    def save(db: Session) -> None:
        operations.rename(db, person, tablet_id, form.label.data, form.seen_version)

    def saved(_: None) -> Response:
        done("Đã lưu tên gọi của máy.")
        return redirect_to("tablets.index")

    return save_form(
        form, save, lambda **more: _page("tablets/rename.html", tablet, form, **more)[0], saved, row=tablet
    )


def _page(template: str, tablet: Tablet, form: Form, **more: Any) -> tuple[str, int]:
    owner = session().get_one(User, tablet.account_id)
    keeper = session().get(User, tablet.cut_off_by) if tablet.cut_off_by else None
    page = render(
        template,
        form=form,
        tablet=tablet,
        owner=owner,
        agency=units.agency(session(), owner.agency_id),
        keeper=keeper,
        state=presenters.state_of(tablet, owner),
        waiting=presenters.waiting_words(tablet),
        own=owner.id == actor().user_id,
        back_url=url_for("tablets.index"),
        **more,
    )
    return page, 422 if form.errors else 200
