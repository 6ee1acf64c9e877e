"""Prints the tables of an engine that does not repeat their heads and cuts rows in half: each table is cut where a page ends.

How high rows are is read from the paper printed on one endless sheet; where a table begins, from the paper as it is
printed. From both follows which rows begin a page.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace

from rasoat.documents import ending
from rasoat.documents.components import components
from rasoat.documents.flow import Flow, Groups, Piece, flow
from rasoat.documents.measuring import MM, Reader, Sheet, Span, read
from rasoat.documents.paper import Paper
from rasoat.documents.settling import Settled

# Below the last baseline of a row: descent, edge, and what the engine keeps free before it moves a row. Above the first baseline of a head that begins a page: gap, edge, ascent.
_BELOW, _ABOVE = 26.0, 24.0
_MARGIN = 20 * MM
# So few rows stand above the signature when it does not fit below all of them.
_WITH_SIGNATURE = 3


@dataclass(frozen=True)
class _Heights:
    """Where the first and the last line of each row stand, the first one of the head, and the end of all text."""

    head: float
    rows: list[tuple[float, float]]
    end: float


def cut_tables(render: Callable[[Settled], bytes], endless: Callable[[], bytes], paper: Paper, part: int) -> bytes:
    """The printed part. `render` prints it as asked, `endless` on one sheet. A table that is the same as printed on one page stays whole."""
    groups = _groups(flow(paper), part)
    tables = [piece for group in groups for piece in group if piece.type == "table"]
    tall: list[Sheet] = []
    how = Settled()
    printed = render(how)
    for table in tables:
        sheets = read(printed)
        found = _cells(sheets, paper, part, table)
        pages = {line.page for span in found.values() for one in span for line in one.lines}
        if len(pages) < 2 and len(found) == len(table.rows) + 1:
            continue
        tall = tall or read(endless())
        heights = _heights(tall, _cells(tall, paper, part, table), table)
        if heights is None or -1 not in found:
            continue
        how = _turned(how, groups, table, _begins(heights, found[-1][0], sheets[0].height, _is_last(groups, table)))
        printed = render(how)
    return printed


def _groups(content: Flow, part: int) -> Groups:
    return content.appendices[part - 1].groups if part else content.groups


def _is_last(groups: Groups, table: Piece) -> bool:
    """Whether rows of the table go with the signature."""
    return any(piece is table for group in ending.split(groups)[1] for piece in group)


def _cells(sheets: list[Sheet], paper: Paper, part: int, table: Piece) -> dict[int, list[Span]]:
    """What was found of each row, and of the head (-1)."""
    reader = Reader([g for sheet in sheets for g in sheet.glyphs])
    filled = iter(
        [at for at, row in enumerate(table.rows) for cell in row if "".join(run.text for run in cell).strip()]
    )
    found: dict[int, list[Span]] = {}
    for component in components(paper):
        if component.part != part and component.part:
            continue
        span = reader.find(component.text)
        own = component.part == part and component.at == table.at
        row = -1 if component.name == "đầu bảng" else next(filled) if own and component.name == "ô bảng" else None
        if own and row is not None and span is not None:
            found.setdefault(row, []).append(span)
    return found


def _heights(sheets: list[Sheet], found: dict[int, list[Span]], table: Piece) -> _Heights | None:
    if len(sheets) != 1 or -1 not in found:
        return None
    lines = {at: [line.baseline for span in spans for line in span.lines] for at, spans in found.items()}
    rows: list[tuple[float, float]] = []
    for at in range(len(table.rows)):
        # A row without words is as high as a line.
        above = rows[-1][1] + 20 if rows else max(lines[-1]) + 20
        rows.append((min(lines[at]), max(lines[at])) if at in lines else (above, above))
    return _Heights(min(lines[-1]), rows, max(g.baseline for g in sheets[0].glyphs if not g.blank))


def _begins(heights: _Heights, head: Span, page: float, last: bool) -> list[int]:
    """The rows that begin a page; 0 when the table does."""
    room = page - _MARGIN - _BELOW
    below_head = heights.rows[0][0] - heights.head
    shift = head.lines[0].baseline - heights.head
    begins: list[int] = []
    for at, (first, end) in enumerate(heights.rows):
        if end + shift > room:
            begins.append(at)
            shift = _MARGIN + _ABOVE + below_head - first
    if last and heights.end + shift > room and len(heights.rows) > _WITH_SIGNATURE:
        after = begins[-1] if begins else 0
        begins.append(max(after + 1, len(heights.rows) - _WITH_SIGNATURE))
    return begins


def _turned(how: Settled, groups: Groups, table: Piece, begins: list[int]) -> Settled:
    """A table that begins a page brings the headings above it."""
    turned = how.turned
    if begins[:1] == [0]:
        pieces = [piece for group in groups for piece in group]
        at = table.at
        while at > 0 and pieces[at - 1].type == "heading":
            at -= 1
        if at < table.at:
            turned, begins = turned | {at}, begins[1:]
    return replace(how, turned=turned, rows={**how.rows, table.at: begins})
