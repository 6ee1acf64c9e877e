"""The list of papers of before, and what they asked, taken out."""

from collections.abc import Iterator, Sequence

from rasoat.earlier import queries, views
from rasoat.earlier.models import STATES, TYPES, EarlierNotice
from rasoat.earlier.table import COLUMNS
from rasoat.exporting.cells import Cell
from rasoat.exporting.registry import Listing, of_query, register_export
from rasoat.pages import session
from rasoat.pages.case import state_of
from rasoat.recommendations.models import Obligation
from rasoat.units import queries as units


def _papers(rows: Sequence[EarlierNotice]) -> Iterator[Sequence[Cell]]:
    counts = queries.counts(session(), [row.id for row in rows])
    ids = {one for row in rows for one in (row.issuer_id, row.unit_id) if one}
    names = {key: agency.listed_name for key, agency in units.names(session(), ids).items()}
    for row in rows:
        count, settled = counts.get(row.id, (0, 0))
        issuer = names[row.issuer_id] if row.issuer_id else row.issuer_written
        unit = names[row.unit_id] if row.unit_id else ""
        yield (
            TYPES[row.type],
            row.reference,
            row.issued_on,
            row.subject,
            issuer,
            unit,
            count,
            settled,
            state_of(row).title,
        )


register_export(
    Listing(
        "earlier", "Văn bản trước khi dùng hệ thống", "earlier.index",
        ("Loại", "Số, ký hiệu", "Ngày ban hành", "Trích yếu", "Cơ quan ban hành", "Đơn vị được kiểm tra", "Số kiến nghị",
         "Đã xác nhận", "Trạng thái"),
        lambda: of_query(*views.in_order()), _papers, views.selects, widths=(12, 20, 12, 60, 30, 30),
    )
)  # fmt: skip


def _asked(rows: Sequence[Obligation]) -> Iterator[Sequence[Cell]]:
    """What papers of before asked, as the table has it from which they can be brought in again."""
    told = queries.told_of(session(), rows)
    ids = {row.addressee_id for row in rows} | {one for told_one in told.values() for one in told_one.agencies}
    names = {key: agency.name for key, agency in units.names(session(), ids).items()}
    for row in rows:
        one = told[row.id]
        notice, task = one.notice, one.task
        issuer = names[notice.issuer_id] if notice.issuer_id else ""
        unit = names[notice.unit_id] if notice.unit_id else ""
        yield (
            TYPES[notice.type], notice.reference, notice.issued_on, issuer, unit, notice.subject, notice.signer,
            names[task.addressee_id], row.source_text, row.measure, row.due_on, task.due_reason, STATES[one.state],
            one.said_on, one.said,
        )  # fmt: skip


register_export(
    Listing(
        "earlier_asked", "Kiến nghị trước khi dùng hệ thống", "earlier.index", tuple(one.title for one in COLUMNS),
        lambda: of_query(*views.asked_in_order()), _asked, widths=(12, 20, 12, 30, 30, 40, 20, 30, 60),
    )
)  # fmt: skip
