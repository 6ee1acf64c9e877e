"""The board of the follow-up and the final tables, taken out."""

from collections.abc import Iterator, Sequence

from rasoat import clock
from rasoat.exporting.cells import Cell
from rasoat.exporting.registry import Listing, of_query, of_rows, register_export
from rasoat.followup import queries, views
from rasoat.followup.queries import Line
from rasoat.inspections.exports import asked_inspection, asked_title
from rasoat.pages import actor, session
from rasoat.pages.case import state_of
from rasoat.plans.exports import asked_plan
from rasoat.recommendations.conditions import is_overdue
from rasoat.recommendations.models import ENDED, FORCES, PRIORITIES, VERDICTS, Obligation
from rasoat.recommendations.sources import source_of

_HEADS = (
    "Nội dung", "Yêu cầu", "Mức độ", "Mức ưu tiên", "Kết quả phải đạt", "Cuộc kiểm tra", "Đơn vị thực hiện",
    "Ngày ban hành", "Hạn",
    "Quá hạn (ngày)", "Tình trạng", "Xin gia hạn", "Báo cáo ngày", "Nội dung báo cáo", "Kết luận", "Xác minh ngày",
    "Thay đổi gần nhất",
)  # fmt: skip
_WIDTHS = (18, 60, 14, 12, 30, 30, 30, 12, 12, 12, 20, 12, 12, 40, 20, 12, 18)


def _cells(rows: Sequence[Obligation]) -> Iterator[Sequence[Cell]]:
    return (_line(line) for line in queries.lines(session(), rows))


def _line(line: Line) -> Sequence[Cell]:
    row, today = line.obligation, clock.today()
    late = (today - row.due_on).days if row.due_on and is_overdue(row, today) else None
    asked = source_of(row).name, row.source_text, FORCES[row.force], PRIORITIES[row.priority], row.measure
    of = line.inspection.title if line.inspection else "", line.addressee.listed_name
    state = state_of(row).title, "Đang xin" if row.extension_asked else ""
    answer = (line.answer.answered_on, line.answer.text) if line.answer else (None, "")
    verdict = "" if ENDED.of(row) else VERDICTS.get(row.verdict, "")
    seen = line.verification.verified_on if line.verification else None
    return *asked, *of, row.issued_on, row.due_on, late, *state, *answer, verdict, seen, row.last_event_at


def _of_inspection() -> list[Line]:
    return queries.table(session(), actor(), [asked_inspection().id])


def _of_plan() -> list[Line]:
    return queries.table(session(), actor(), [row.id for row in views.inspections_under(asked_plan().id)])


def _told_lines(rows: Sequence[Line]) -> Iterator[Sequence[Cell]]:
    return (_line(line) for line in rows)


register_export(
    Listing(
        "followup", "Theo dõi thực hiện", "followup.board", _HEADS, lambda: of_query(*views.in_order()), _cells,
        views.selects, asked_title, widths=_WIDTHS,
    ),
    Listing(
        "followup_table", "Bảng theo dõi thực hiện", "followup.table", _HEADS, lambda: of_rows(_of_inspection()),
        _told_lines, about=asked_title, widths=_WIDTHS,
    ),
    Listing(
        "followup_plan", "Bảng theo dõi theo kế hoạch", "followup.plan_table", _HEADS, lambda: of_rows(_of_plan()),
        _told_lines, about=lambda: asked_plan().title, widths=_WIDTHS,
    ),
)  # fmt: skip
