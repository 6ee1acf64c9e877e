"""The list of absences, taken out."""

from collections.abc import Iterator, Sequence

from rasoat.absences import views
from rasoat.accounts import queries as accounts
from rasoat.accounts.models import Absence
from rasoat.exporting.cells import Cell
from rasoat.exporting.registry import Listing, of_query, register_export
from rasoat.pages import session


def _cells(rows: Sequence[Absence]) -> Iterator[Sequence[Cell]]:
    people = accounts.names(session(), {one for row in rows for one in (row.account_id, row.stand_in_id)})
    for row in rows:
        away, other = people[row.account_id].full_name, people[row.stand_in_id].full_name
        yield away, row.first_day, row.last_day, other, views.state_of(row)[0]


register_export(
    Listing(
        "absences", "Vắng mặt, làm thay", "absences.index",
        ("Người vắng", "Từ ngày", "Đến hết ngày", "Người làm thay", "Tình trạng"),
        lambda: of_query(*views.in_order()), _cells, widths=(30, 12, 12, 30, 30),
    )
)  # fmt: skip
