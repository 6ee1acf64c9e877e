"""The ranking, taken out and printed: the same rows as its page, all of them."""

from collections.abc import Iterator, Sequence

from rasoat.documents.ledger import Column
from rasoat.exporting.cells import Cell
from rasoat.exporting.registry import Listing, Source, of_rows, register_export
from rasoat.numbers import as_number
from rasoat.pages import actor
from rasoat.ranking import views
from rasoat.ranking.queries import Ranked

COLUMNS = (
    Column("Thứ tự", 5),
    Column("Đơn vị", 20),
    Column("Điểm", 6),
    Column("Lý do", 33),
    Column("Nguy hiểm chưa hết", 7),
    Column("Nội dung quá hạn", 6),
    Column("Phải nhắc lại", 6),
    Column("Kiểm tra gần nhất", 8),
    Column("Lịch, kế hoạch", 9),
)
"""The list, also as it is printed: widths in percent of the sheet."""


def _source() -> Source:
    views.require_drafter()
    return of_rows(views.found())


def _cells(rows: Sequence[Ranked]) -> Iterator[Sequence[Cell]]:
    for row in rows:
        why = "; ".join(one.told for one in row.reasons) or views.NO_REASON
        counted = row.facts.dangers, row.facts.overdue, row.facts.repeated
        last = row.last.scheduled_on if row.last else None
        yield row.place, row.unit.listed_name, as_number(row.points), why, *counted, last, row.planned


register_export(
    Listing(
        "ranking", "Thứ tự nên kiểm tra", "ranking.index", tuple(one.title for one in COLUMNS), _source, _cells,
        views.selects, about=lambda: actor().agency_name, widths=(8, 40, 8, 80, 10, 10, 10, 14, 40), printed=COLUMNS,
    )
)  # fmt: skip
