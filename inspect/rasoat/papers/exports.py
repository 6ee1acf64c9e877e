"""The list of papers and the outgoing register, taken out."""

from collections.abc import Iterator, Sequence

from rasoat.accounts import queries as accounts
from rasoat.documents.models import RegisterEntry
from rasoat.exporting.cells import Cell
from rasoat.exporting.registry import Listing, of_query, register_export
from rasoat.pages import actor, session
from rasoat.pages.case import state_of
from rasoat.papers import register_lines, register_views, views
from rasoat.papers.models import PaperCase
from rasoat.papers.registry import kind_of
from rasoat.units import queries as units


def _papers(rows: Sequence[PaperCase]) -> Iterator[Sequence[Cell]]:
    agencies = units.names(session(), {row.lead_agency_id for row in rows})
    people = accounts.full_names(session(), {one for row in rows for one in (row.drafted_by, row.approved_by) if one})
    for row in rows:
        # Who drafted and approved a paper is told inside the house.
        who = (row.drafted_by, row.approved_by) if not actor().is_authority else (None, None)
        names = [people.get(one, "") if one else "" for one in who]
        issuer, state = agencies[row.lead_agency_id].listed_name, state_of(row).title
        yield row.subject, kind_of(row).label, row.reference, row.issued_on, issuer, state, *names, row.last_event_at


def _lines(rows: Sequence[RegisterEntry]) -> Iterator[Sequence[Cell]]:
    return register_lines.lines(session(), rows)


register_export(
    Listing(
        "papers", "Văn bản", "papers.index",
        ("Trích yếu", "Loại", "Số, ký hiệu", "Ngày ban hành", "Cơ quan ban hành", "Trạng thái", "Người soạn",
         "Người duyệt", "Thay đổi gần nhất"),
        lambda: of_query(*views.in_order()), _papers, views.selects, widths=(60, 24, 24, 12),
    ),
    Listing(
        "register", register_lines.TITLE, "papers.register", tuple(one.title for one in register_lines.COLUMNS),
        lambda: of_query(*register_views.in_order()), _lines, register_views.selects, register_views.whose,
        widths=(20, 12, 60, 24, 40), printed=register_lines.COLUMNS,
    ),
)  # fmt: skip
