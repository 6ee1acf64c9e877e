"""What became of the reports of one plan, taken out."""

from collections.abc import Iterator, Sequence

from rasoat import clock
from rasoat.exporting.cells import Cell
from rasoat.exporting.registry import Listing, of_query, register_export
from rasoat.owed.desk import queries, views
from rasoat.pages import session
from rasoat.plans.exports import asked_plan
from rasoat.recommendations.models import Obligation
from rasoat.units import queries as units


def _cells(rows: Sequence[Obligation]) -> Iterator[Sequence[Cell]]:
    agencies = units.names(session(), {row.addressee_id for row in rows})
    became = queries.standings(session(), rows, clock.today())
    reports = queries.reports_for(session(), rows)
    for row in rows:
        report = reports.get(row.id)
        came = (report.answered_on, report.paper) if report else (None, "")
        yield (
            row.source_text,
            agencies[row.addressee_id].listed_name,
            row.due_on,
            queries.STANDINGS[became[row.id]],
            *came,
        )


register_export(
    Listing(
        "owed_reports", "Chế độ báo cáo của kế hoạch", "owed.of_plan_page",
        ("Báo cáo", "Cơ quan", "Hạn", "Tình trạng", "Ngày báo cáo", "Văn bản"),
        lambda: of_query(*views.in_order(asked_plan().id)), _cells, lambda: views.selects(asked_plan().id),
        lambda: asked_plan().title, widths=(60, 36, 12, 22, 12, 50),
    ),
)  # fmt: skip
