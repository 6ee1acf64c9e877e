"""The list of papers and the outgoing register, taken out."""

from collections.abc import Iterator, Sequence

from rasoat.accounts import queries as accounts
from rasoat.documents.models import RegisterEntry
from rasoat.exporting.cells import Cell
from rasoat.exporting.registry import Listing, of_query, register_export
from rasoat.pages import actor, session
from rasoat.pages.case import state_of
from rasoat.papers import register_views, views
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
    """The ten columns of NĐ 30/2020, Phụ lục IV; who received it signs by hand."""
    gone = register_views.sent_of(rows)
    for row in rows:
        what = row.subject if row.kind_title == register_views.OUTSIDE else f"{row.kind_title}: {row.subject}"
        reference = f"{row.number:02d}/{row.symbol}"
        sent = gone.get(row.id)
        sending = (sent.copies, sent.first_on) if sent else ("", "")
        yield reference, row.dated, what, row.signer, row.recipients, row.archived_by, *sending, "", row.note


register_export(
    Listing(
        "papers", "Văn bản", "papers.index",
        ("Trích yếu", "Loại", "Số, ký hiệu", "Ngày ban hành", "Cơ quan ban hành", "Trạng thái", "Người soạn",
         "Người duyệt", "Thay đổi gần nhất"),
        lambda: of_query(*views.in_order()), _papers, views.selects, widths=(60, 24, 24, 12),
    ),
    Listing(
        "register", "Sổ đăng ký văn bản đi", "papers.register",
        ("Số, ký hiệu văn bản", "Ngày tháng văn bản", "Tên loại và trích yếu nội dung văn bản", "Người ký",
         "Nơi nhận văn bản", "Đơn vị, người nhận bản lưu", "Số lượng bản", "Ngày chuyển", "Ký nhận", "Ghi chú"),
        lambda: of_query(*register_views.in_order()), _lines, register_views.selects, widths=(20, 12, 60, 24, 40),
    ),
)  # fmt: skip
