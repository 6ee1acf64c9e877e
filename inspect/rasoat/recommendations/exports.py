"""The recommendations of one inspection, taken out: one row for each addressee."""

from collections.abc import Iterator, Sequence

from rasoat.exporting.cells import Cell
from rasoat.exporting.registry import Listing, of_rows, register_export
from rasoat.inspections.exports import asked_inspection, asked_title
from rasoat.pages import actor, session
from rasoat.pages.case import state_of
from rasoat.recommendations import queries
from rasoat.recommendations.models import ENDED, FORCES, PRIORITIES, VERDICTS
from rasoat.recommendations.queries import STATUSES, Told
from rasoat.units import queries as units


def _cells(rows: Sequence[Told]) -> Iterator[Sequence[Cell]]:
    agencies = units.names(session(), {one.addressee_id for row in rows for one in row.obligations})
    for row in rows:
        told = row.recommendation.ordinal, row.recommendation.text, STATUSES[row.status]
        if not row.obligations:
            yield *told, "", "", "", "", None, None, "", ""
        for one in row.obligations:
            verdict = "" if ENDED.of(one) else VERDICTS.get(one.verdict, "")
            asked = agencies[one.addressee_id].listed_name, FORCES[one.force], PRIORITIES[one.priority]
            yield *told, *asked, one.measure, one.issued_on, one.due_on, state_of(one).title, verdict


register_export(
    Listing(
        "recommendations", "Kiến nghị của cuộc kiểm tra", "recommendations.of_inspection",
        ("Số", "Kiến nghị", "Tình trạng chung", "Đơn vị thực hiện", "Mức độ", "Mức ưu tiên", "Kết quả phải đạt", "Ngày ban hành", "Hạn",
         "Tình trạng", "Kết luận"),
        lambda: of_rows(queries.recommendations_of(session(), asked_inspection().id, actor())), _cells,
        about=asked_title, widths=(6, 70, 18, 30, 14, 12, 30, 12, 12, 20, 20),
    )
)  # fmt: skip
