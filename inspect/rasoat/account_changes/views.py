"""Pages of the changes that a second person confirms."""

from datetime import date
from typing import Any
from uuid import UUID

from sqlmodel import col, select
from sqlmodel.sql.expression import SelectOfScalar

from rasoat import clock
from rasoat.account_changes import queries
from rasoat.account_changes.models import KINDS, AccountChange
from rasoat.accounts import queries as accounts
from rasoat.accounts.actor import ROLE_TITLES
from rasoat.accounts.models import User
from rasoat.accounts.positions import POSITIONS
from rasoat.pages import SIGNED_IN, Room, actor, case_panel, paginate, render, session
from rasoat.pages.case import state_of
from rasoat.pages.paging import By
from rasoat.units import queries as units
from rasoat.units.models import Agency
from rasoat.workflows import CaseRef

room = Room("account_changes", __name__, url_prefix="/account-changes")


@room.get("/", allow=SIGNED_IN)
def index() -> str:
    """List the changes that this person may see, those that wait first."""
    page = paginate(*in_order())
    return render(
        "account_changes/index.html",
        page=page,
        kinds=KINDS,
        people=accounts.names(session(), {one for row in page.items for one in (row.account_id, row.asked_by)}),
        states={row.id: state_of(row) for row in page.items},
    )


def in_order() -> tuple[SelectOfScalar[AccountChange], list[By]]:
    """The changes that this person may see, and their order."""
    query = select(AccountChange).where(queries.visible_to(actor()))
    return query, [By(col(AccountChange.open), True), By(col(AccountChange.id), True)]


@room.get("/<uuid:change_id>", allow=SIGNED_IN)
def show(change_id: UUID) -> str:
    """Show one change: what it would do, and who may confirm it."""
    row = queries.require_visible(session(), change_id, actor())
    owner = session().get_one(User, row.account_id)
    named = {"agency_id": row.agency_id, "account_id": row.account_id, "asked_by": row.asked_by}
    return render(
        "account_changes/show.html",
        change=row,
        kind=KINDS[row.kind],
        owner=owner,
        agency=units.agency(session(), row.agency_id),
        asker=session().get_one(User, row.asked_by),
        changes=_changes(row, owner),
        seconds=queries.seconds(session(), **named),
        ready_days=queries.READY.days,
        panel=case_panel(CaseRef("account_change", row.id)),
    )


def _changes(row: AccountChange, owner: User) -> list[tuple[str, str, str]]:
    """(what, as it is, as it would be) of an edit."""
    if row.kind in ("signing", "signing_end"):
        told = [(_GIVEN[name], _told(name, row.changes[name])) for name in _GIVEN if row.changes[name]]
        return [(title, value, "") if row.kind == "signing_end" else (title, "", value) for title, value in told]
    titles = {"position": "Vị trí khi ký", "role": "Vai trò", "agency_id": "Cơ quan", "email": "Thư điện tử"}
    return [
        (titles[name], _shown(name, getattr(owner, name)), _shown(name, value)) for name, value in row.changes.items()
    ]


_GIVEN = {
    "capacity": "Ký",
    "head_title": "Thay cho",
    "act": "Căn cứ",
    "act_day": "Ngày của căn cứ",
    "kinds_told": "Loại văn bản",
    "valid_from": "Từ ngày",
    "valid_to": "Đến hết ngày",
}


def _told(name: str, value: Any) -> str:
    if name in ("act_day", "valid_from", "valid_to"):
        return clock.date_text(date.fromisoformat(value))
    return ", ".join(value) if name == "kinds_told" else str(value)


def _shown(name: str, value: Any) -> str:
    if name == "position":
        return POSITIONS.get(str(value), "theo vai trò và chức vụ")
    if name == "role":
        return str({role.value: title for role, title in ROLE_TITLES.items()}.get(value, value))
    if name == "agency_id":
        return session().get_one(Agency, UUID(str(value))).name
    return str(value) or "(không có)"
