"""What an agency has to do, taken out: the same rows as its inbox, all of them."""

from collections.abc import Iterator, Sequence
from uuid import UUID

from rasoat import clock
from rasoat.db.reading import rows_by_id
from rasoat.exporting.cells import Cell
from rasoat.exporting.registry import Listing, of_rows, register_export
from rasoat.inspections.models import Inspection
from rasoat.pages import actor, session
from rasoat.pages.case import state_of
from rasoat.recommendations import queries
from rasoat.recommendations.models import FORCES, Obligation
from rasoat.recommendations.sources import source_of


def _cells(ids: Sequence[UUID]) -> Iterator[Sequence[Cell]]:
    found, today = rows_by_id(session(), Obligation, ids), clock.today()
    inspections = rows_by_id(session(), Inspection, (row.inspection_id for row in found.values()))
    for row in (found[one] for one in ids):
        of = inspections[row.inspection_id].title if row.inspection_id else ""
        late = (today - row.due_on).days if row.due_on and queries.is_overdue(row, today) else None
        asked = source_of(row).name, row.source_text, FORCES[row.force], row.measure, of
        yield *asked, row.issued_on, row.due_on, late, state_of(row).title, "Đang xin" if row.extension_asked else ""


register_export(
    Listing(
        "inbox", "Nội dung phải thực hiện", "obligations.inbox",
        ("Nội dung", "Yêu cầu", "Mức độ", "Kết quả phải đạt", "Cuộc kiểm tra", "Ngày ban hành", "Hạn", "Quá hạn (ngày)",
         "Tình trạng", "Xin gia hạn"),
        lambda: of_rows(queries.inbox(session(), actor())), _cells, widths=(18, 60, 14, 30, 50, 12, 12, 12),
    )
)  # fmt: skip
