"""The list of meetings, taken out."""

from collections.abc import Iterator, Sequence

from rasoat.exporting.cells import Cell
from rasoat.exporting.registry import Listing, of_query, register_export
from rasoat.meetings import views
from rasoat.meetings.models import Meeting
from rasoat.pages import session
from rasoat.pages.case import state_of
from rasoat.units import queries as units


def _cells(rows: Sequence[Meeting]) -> Iterator[Sequence[Cell]]:
    agencies = units.names(session(), {row.lead_agency_id for row in rows})
    for row in rows:
        lead, state = agencies[row.lead_agency_id].listed_name, state_of(row).title
        yield row.held_on, row.body_name, row.matter, row.chair_name, row.place, lead, state, row.last_event_at


register_export(
    Listing(
        "meetings", "Cuộc họp", "meetings.index",
        ("Ngày họp", "Ban, hội đồng, tổ", "Nội dung", "Người chủ trì", "Địa điểm", "Cơ quan thường trực", "Trạng thái",
         "Thay đổi gần nhất"),
        lambda: of_query(*views.in_order()), _cells, views.selects, widths=(12, 40, 60, 24, 30, 30, 24),
    ),
)  # fmt: skip
