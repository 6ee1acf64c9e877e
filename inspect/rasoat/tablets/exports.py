"""The list of tablets, taken out."""

from collections.abc import Iterator, Sequence

from rasoat.accounts import queries as accounts
from rasoat.exporting.cells import Cell
from rasoat.exporting.registry import Listing, of_query, register_export
from rasoat.pages import session
from rasoat.tablets import presenters, views
from rasoat.tablets.models import Tablet
from rasoat.units import queries as units


def _cells(rows: Sequence[Tablet]) -> Iterator[Sequence[Cell]]:
    owners = accounts.names(session(), {row.account_id for row in rows})
    agencies = units.names(session(), {owner.agency_id for owner in owners.values()})
    for row in rows:
        owner = owners[row.account_id]
        held = row.label, owner.full_name, agencies[owner.agency_id].listed_name, row.seen_at
        unsent = row.waiting_records, row.waiting_photos, presenters.clock_words(row)
        yield *held, presenters.state_of(row, owner).title, *unsent, row.cut_off_at, row.cut_off_reason


register_export(
    Listing(
        "tablets", "Máy tính bảng", "tablets.index",
        ("Máy", "Người dùng", "Cơ quan", "Liên hệ lần cuối", "Tình trạng", "Bản ghi chưa gửi", "Ảnh chưa gửi",
         "Đồng hồ", "Ngắt lúc", "Lý do ngắt"),
        lambda: of_query(*views.in_order()), _cells, views.selects,
    )
)  # fmt: skip
