"""The lists of the administrator's pages, taken out. Units, agencies and accounts come out in the form in which they are
brought in, with further columns behind it: what was taken out and is brought in again changes nothing.
"""

from collections.abc import Callable, Iterator, Sequence
from typing import Any

from rasoat.accounts import second_factor
from rasoat.accounts.models import User
from rasoat.exporting.cells import Cell
from rasoat.exporting.registry import Listing, Selects, Source, of_query, of_rows, register_export
from rasoat.importing.registry import kinds
from rasoat.outbox.models import OutboxItem
from rasoat.pages import session
from rasoat.web.administration import agencies, units, users
from rasoat.web.today.system import FAILED_ORDER, KINDS, failed

More = Callable[[Sequence[Any]], Iterator[Sequence[Cell]]]
"""What stands behind the columns that are brought in."""


def _nothing(rows: Sequence[Any]) -> Iterator[Sequence[Cell]]:
    return (() for _ in rows)


def _of_accounts(rows: Sequence[User]) -> Iterator[Sequence[Cell]]:
    with_factor = second_factor.among(session(), [user.id for user in rows])
    for user in rows:
        yield "Đang dùng" if user.active else "Đã khóa", "Đã bật" if user.id in with_factor else "Chưa bật"


def _of_outbox(rows: Sequence[OutboxItem]) -> Iterator[Sequence[Cell]]:
    for item in rows:
        state = "Đã thôi thử" if item.is_given_up else "Sẽ thử lại"
        yield KINDS.get(item.kind, item.kind), item.created_at, item.error, item.attempts, state, item.not_before


def _as_brought(
    name: str,
    page: str,
    source: Callable[[], Source],
    selects: Selects,
    heads: Sequence[str] = (),
    more: More = _nothing,
) -> Listing:
    def cells(rows: Sequence[Any]) -> Iterator[Sequence[Cell]]:
        for own, behind in zip(kinds()[name].as_brought(session(), rows), more(rows), strict=True):
            yield *own, *behind

    titles = [column.title for column in kinds()[name].columns]
    return Listing(name, kinds()[name].title, page, (*titles, *heads), source, cells, selects)


register_export(
    _as_brought("units", "administration.administrative_units", lambda: of_query(*units.in_order()), units.selects),
    _as_brought(
        "agencies",
        "administration.agencies",
        lambda: of_rows([agency for _, agency in agencies.in_order()]),
        agencies.selects,
    ),
    _as_brought(
        "accounts",
        "administration.users",
        lambda: of_query(*users.in_order()),
        users.selects,
        ("Tình trạng", "Xác thực hai bước"),
        _of_accounts,
    ),
    Listing(
        "outbox",
        "Việc gửi ra ngoài bị hỏng",
        "administration.outbox",
        ("Việc", "Từ lúc", "Lỗi lần cuối", "Số lần đã thử", "Tình trạng", "Thử lại lúc"),
        lambda: of_query(failed(), FAILED_ORDER),
        _of_outbox,
    ),
)
