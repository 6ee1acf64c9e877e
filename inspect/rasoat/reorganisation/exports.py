"""What is still open with ended agencies, taken out."""

from collections.abc import Iterator, Sequence

from rasoat import clock
from rasoat.accounts.actor import Role
from rasoat.exporting.cells import Cell
from rasoat.exporting.registry import Listing, of_rows, register_export
from rasoat.pages import actor, session
from rasoat.reorganisation import queries
from rasoat.reorganisation.queries import OpenWith


def _cells(rows: Sequence[OpenWith]) -> Iterator[Sequence[Cell]]:
    # Accounts are told to those who keep them.
    administrator = actor().role == Role.ADMINISTRATOR
    for row in rows:
        accounts = row.accounts if administrator else None
        yield row.agency.name, row.agency.valid_to, row.agency.ended_by, row.obligations, row.inspections, accounts


register_export(
    Listing(
        "ended_agencies", "Việc còn mở ở cơ quan đã kết thúc", "reorganisation.ended",
        ("Cơ quan", "Ngày cuối cùng", "Văn bản kết thúc", "Nội dung phải thực hiện", "Cuộc kiểm tra", "Tài khoản đang dùng"),
        lambda: of_rows(queries.open_with_ended(session(), actor(), clock.today())), _cells, widths=(60, 14, 40, 14, 14, 14),
    )
)  # fmt: skip
