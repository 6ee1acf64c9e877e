"""What an agency has to do, taken out: the same rows as its inbox, all of them."""

from collections.abc import Iterator, Sequence
from uuid import UUID

from rasoat import clock
from rasoat.db.reading import rows_by_id
from rasoat.documents.ledger import Column
from rasoat.exporting.cells import Cell
from rasoat.exporting.registry import Listing, of_rows, register_export
from rasoat.inspections.models import Inspection
from rasoat.pages import actor, session
from rasoat.pages.case import state_of
from rasoat.recommendations import queries
from rasoat.recommendations.conditions import is_overdue
from rasoat.recommendations.models import FORCES, PRIORITIES, Obligation
from rasoat.recommendations.sources import source_of

COLUMNS = (
    Column("Nội dung", 8),
    Column("Yêu cầu", 21),
    Column("Mức độ", 7),
    Column("Mức ưu tiên", 6),
    Column("Kết quả phải đạt", 12),
    Column("Cuộc kiểm tra", 13),
    Column("Ngày ban hành", 7),
    Column("Hạn", 7),
    Column("Quá hạn (ngày)", 5),
    Column("Tình trạng", 8),
    Column("Xin gia hạn", 6),
)
"""The list, also as it is printed: widths in percent of the sheet."""


def _cells(ids: Sequence[UUID]) -> Iterator[Sequence[Cell]]:
    found, today = rows_by_id(session(), Obligation, ids), clock.today()
    inspections = rows_by_id(session(), Inspection, (row.inspection_id for row in found.values()))
    for row in (found[one] for one in ids):
        of = inspections[row.inspection_id].title if row.inspection_id else ""
        late = (today - row.due_on).days if row.due_on and is_overdue(row, today) else None
        asked = source_of(row).name, row.source_text, FORCES[row.force], PRIORITIES[row.priority], row.measure, of
        yield *asked, row.issued_on, row.due_on, late, state_of(row).title, "Đang xin" if row.extension_asked else ""


register_export(
    Listing(
        "inbox", "Nội dung phải thực hiện", "obligations.inbox",
        tuple(one.title for one in COLUMNS),
        lambda: of_rows(queries.inbox(session(), actor())), _cells, widths=(18, 60, 14, 12, 30, 50, 12, 12, 12), about=lambda: actor().agency_name, printed=COLUMNS,
    )
)  # fmt: skip
