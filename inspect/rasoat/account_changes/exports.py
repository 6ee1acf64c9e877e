"""The list of changes that a second person confirms, taken out."""

from collections.abc import Iterator, Sequence

from rasoat.account_changes import views
from rasoat.account_changes.models import KINDS, AccountChange
from rasoat.accounts import queries as accounts
from rasoat.exporting.cells import Cell
from rasoat.exporting.registry import Listing, of_query, register_export
from rasoat.pages import session
from rasoat.pages.case import state_of


def _cells(rows: Sequence[AccountChange]) -> Iterator[Sequence[Cell]]:
    people = accounts.names(session(), {one for row in rows for one in (row.account_id, row.asked_by)})
    for row in rows:
        owner, asker = people[row.account_id], people[row.asked_by].full_name
        yield KINDS[row.kind], owner.full_name, owner.username, asker, row.created_at, state_of(row).title


register_export(
    Listing(
        "account_changes", "Thay đổi tài khoản", "account_changes.index",
        ("Thay đổi", "Tài khoản của", "Tên đăng nhập", "Người yêu cầu", "Lúc", "Trạng thái"),
        lambda: of_query(*views.in_order()), _cells,
    )
)  # fmt: skip
