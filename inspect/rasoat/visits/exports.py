"""What was answered in checklists, taken out: one row for each site (or the unit) and each question asked there."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, cast

from flask import request
from sqlmodel import col, func, select
from sqlmodel.sql.expression import SelectOfScalar

from rasoat.accounts import queries as accounts
from rasoat.checklists.answers import NOTES
from rasoat.checklists.definition import Scope
from rasoat.checklists.evaluate import evaluate
from rasoat.checklists.items import NUMBERS, Item
from rasoat.db.reading import rows_by_id
from rasoat.exporting.cells import Cell
from rasoat.exporting.registry import Listing, Source, of_query, register_export
from rasoat.inspections import queries as inspections
from rasoat.inspections import views as inspection_views
from rasoat.inspections.exports import asked_inspection, asked_title
from rasoat.inspections.models import SITE_KINDS, Inspection, Site
from rasoat.pages import actor, session
from rasoat.pages.paging import By
from rasoat.visits import presenters, queries
from rasoat.visits.models import Response, Visit

_HEADS = (
    "Đơn vị", "Cuộc kiểm tra", "Buổi", "Ngày", "Bảng kiểm", "Bản", "Điểm kiểm tra", "Loại điểm", "Mã mục", "Mục",
    "Trả lời", "Số", "Đánh giá", "Ghi chú", "Mức công khai", "Người ghi", "Lúc ghi",
)  # fmt: skip
_WIDTHS = (30, 40, 6, 12, 30, 10, 30, 20, 20, 60, 40, 12, 12, 40, 16, 24, 18)
_LEVELS = {"public": "Công khai", "internal": "Nội bộ", "child": "Liên quan trẻ em, gia đình"}
_AT_ONCE = 50
"""Responses that are in memory at the same time: each becomes some dozens of rows."""
_ORDER = [By(col(Inspection.order_text)), By(col(Inspection.id)), By(col(Visit.ordinal)), By(col(Response.id))]


def _of_inspection() -> Source:
    inspection = queries.require_readable(session(), asked_inspection().id, actor())
    query = _joined().where(Response.inspection_id == inspection.id)
    return _asked_items(query)


def _of_checklist() -> Source:
    """The results of one checklist in the inspections that this person inspects, with the filters of their list."""
    of = Response.checklist == request.args.get("checklist", "")
    query = inspection_views.filtered(_joined().where(of, inspections.inspected_by(actor())))
    return _asked_items(query)


def _asked_items(query: SelectOfScalar[Response]) -> Source:
    """Responses, of which each becomes as many rows as its checklist has items, or less where some are not asked."""

    def count(most: int) -> int:
        by_section = (col(Response.checklist), col(Response.checklist_version), col(Response.scope))
        grouped = query.order_by(None).with_only_columns(*by_section, func.count()).group_by(*by_section)
        counts = session().connection().execute(grouped).all()
        bodies = queries.definitions_by_version(session(), {(name, number) for name, number, _, _ in counts})
        items = (
            len(bodies[name, number].section(cast(Scope, scope)).items) * rows for name, number, scope, rows in counts
        )
        return min(sum(items), most + 1)

    return Source(count, of_query(query, _ORDER, _AT_ONCE).portions)


def _joined() -> SelectOfScalar[Response]:
    visited = select(Response).join(Visit, col(Visit.id) == col(Response.visit_id))
    return visited.join(Inspection, col(Inspection.id) == col(Response.inspection_id))


def _cells(rows: Sequence[Response]) -> Iterator[Sequence[Cell]]:
    db = session()
    its = rows_by_id(db, Inspection, (row.inspection_id for row in rows))
    visits = rows_by_id(db, Visit, (row.visit_id for row in rows))
    sites = rows_by_id(db, Site, (row.site_id for row in rows))
    definitions = queries.definitions_of(db, rows)
    people = accounts.full_names(db, {row.saved_by for row in rows})
    for row in rows:
        inspection, visit, definition = (
            its[row.inspection_id],
            visits[row.visit_id],
            definitions[queries.version_of(row)],
        )
        site = sites.get(row.site_id) if row.site_id else None
        place = (site.name, SITE_KINDS[site.kind]) if site else ("Đơn vị được kiểm tra", "")
        when = inspection.unit_name, inspection.title, visit.ordinal, visit.happens_on
        before = *when, definition.title, definition.version_title, *place
        result = evaluate(definition, cast(Scope, row.scope), row.answers)
        notes = row.answers.get(NOTES, {})
        for item in definition.section(cast(Scope, row.scope)).items:
            if item.id not in result.hidden:
                told = _answer(item, row.answers, failed=item.id in result.failed)
                yield (
                    *before,
                    *told,
                    notes.get(item.id, ""),
                    _LEVELS[item.visibility],
                    people[row.saved_by],
                    row.saved_at,
                )


def _answer(item: Item, answers: Mapping[str, Any], *, failed: bool) -> Sequence[Cell]:
    """The question and its answer in words; a number also as a number."""
    value = answers.get(item.id)
    words = "" if value is None else presenters.in_words(item, value)
    number = value if item.type in NUMBERS and isinstance(value, int | float) else None
    return item.id, item.label, words, number, "Chưa đạt" if failed else ""


def _selects() -> list[dict[str, Any]]:
    titles = queries.checklist_titles(session())
    checklist = {"name": "checklist", "label": "Bảng kiểm", "value": "", "options": list(titles.items())}
    return [checklist, *inspection_views.selects()]


register_export(
    Listing(
        "results", "Kết quả bảng kiểm của cuộc kiểm tra", "visits.of_inspection", _HEADS, _of_inspection, _cells,
        about=asked_title, widths=_WIDTHS,
    ),
    Listing("results_of", "Kết quả bảng kiểm", "findings.results", _HEADS, _of_checklist, _cells, _selects, widths=_WIDTHS),
)  # fmt: skip
