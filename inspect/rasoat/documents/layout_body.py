"""The content: first-line indent, both edges even, line spacing, gaps between paragraphs (PL I, II.6e)."""

from collections.abc import Iterator
from itertools import pairwise
from statistics import median

from rasoat.documents.deviations import PLACE_SLACK, SIZE_SLACK, Deviation, Found, mm, of
from rasoat.documents.layout_pages import Edges
from rasoat.documents.measuring import MM

# Single spacing of Times New Roman, in ems.
SINGLE = 1.15
INDENTS_MM = (10.0, 12.7)


def check(found: Found, sides: Edges) -> Iterator[Deviation]:
    """Every text that is content."""
    spans = [(component, span) for component, span in found if component.body]
    pitches = [b.baseline - a.baseline for _, span in spans for a, b in pairwise(span.lines) if a.page == b.page]
    pitch = median(pitches) if pitches else None
    for component, span in spans:
        first = span.lines[0]
        indent = (first.x0 - sides[0]) / MM
        if min(abs(indent - asked) for asked in INDENTS_MM) > PLACE_SLACK:
            yield of(component, "lùi đầu dòng 10 hoặc 12,7 mm", f"{indent:.1f} mm", first.page)
        for line in span.lines[:-1]:
            # A line with one piece of a word has no space that could be widened.
            if line.is_spaced and abs(line.x1 - sides[1]) > PLACE_SLACK * MM:
                yield of(component, "canh đều hai lề", mm(sides[1] - line.x1), line.page)
                break
    if pitch is not None:
        size = spans[0][1].glyphs[0].size
        if not SINGLE * size - SIZE_SLACK <= pitch <= 1.5 * SINGLE * size + SIZE_SLACK:
            page = spans[0][1].page
            yield Deviation("nội dung", "giãn dòng từ dòng đơn đến 1,5 dòng", f"{pitch / size:.2f} lần cỡ chữ", page)
        yield from _gaps(found, pitch)


def _gaps(found: Found, pitch: float) -> Iterator[Deviation]:
    for (above, upper), (below, lower) in pairwise(found):
        end, start = upper.lines[-1], lower.lines[0]
        gap = start.baseline - end.baseline - pitch
        if above.body and below.body and end.page == start.page and gap < 6 - SIZE_SLACK:
            yield of(below, "cách đoạn trên ít nhất 6 pt", f"{gap:.1f} pt", start.page)
