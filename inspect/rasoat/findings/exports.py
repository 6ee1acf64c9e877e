"""Strengths and shortcomings, taken out."""

from collections.abc import Iterator, Sequence

from sqlmodel import col, select

from rasoat.checklists.extras import is_extra
from rasoat.db.reading import rows_by_id
from rasoat.exporting.cells import Cell
from rasoat.exporting.registry import Listing, Source, of_query, of_rows, register_export
from rasoat.findings import queries
from rasoat.findings.models import KINDS, STATUSES, VISIBILITIES, Finding
from rasoat.inspections import queries as inspections
from rasoat.inspections import views as inspection_views
from rasoat.inspections.exports import asked_inspection, asked_title
from rasoat.inspections.models import Inspection
from rasoat.pages import actor, session
from rasoat.pages.paging import By
from rasoat.visits.models import Response

_HEADS = (
    "Đơn vị", "Cuộc kiểm tra", "Loại", "Số", "Nội dung", "Tình trạng", "Mức công khai", "Mục của bảng kiểm",
    "Bảng kiểm", "Lý do không nhận", "Lý do không kiến nghị",
)  # fmt: skip
_WIDTHS = (30, 50, 16, 6, 80, 14, 20, 24, 24, 40, 40)


def _of_inspection() -> Source:
    return of_rows(queries.readable(session(), asked_inspection().id, actor()))


def _of_all() -> Source:
    """Those of the inspections that this person inspects, with the filters of their list."""
    query = select(Finding).join(Inspection, col(Inspection.id) == col(Finding.inspection_id))
    query = inspection_views.filtered(query.where(inspections.inspected_by(actor())))
    order = [By(col(Inspection.order_text)), By(col(Inspection.id)), By(col(Finding.kind), True)]
    return of_query(query, [*order, By(col(Finding.ordinal)), By(col(Finding.id))])


def _cells(rows: Sequence[Finding]) -> Iterator[Sequence[Cell]]:
    its = rows_by_id(session(), Inspection, (row.inspection_id for row in rows))
    responses = rows_by_id(session(), Response, (row.response_id for row in rows))
    for row in rows:
        response, of = responses.get(row.response_id) if row.response_id else None, its[row.inspection_id]
        said = KINDS[row.kind], row.ordinal, row.text, STATUSES[row.status], VISIBILITIES[row.visibility]
        why = row.rejected_reason, row.no_recommendation_reason
        # The id of an extra item tells people nothing.
        item = "Mục thêm" if is_extra(row.item) else row.item
        yield of.unit_name, of.title, *said, item, response.checklist if response else "", *why


register_export(
    Listing(
        "findings", "Ưu điểm, tồn tại của cuộc kiểm tra", "findings.of_inspection", _HEADS, _of_inspection, _cells,
        about=asked_title, widths=_WIDTHS,
    ),
    Listing(
        "findings_of_all", "Ưu điểm, tồn tại", "findings.results", _HEADS, _of_all, _cells, inspection_views.selects,
        widths=_WIDTHS,
    ),
)  # fmt: skip
