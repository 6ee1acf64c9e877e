"""The pages of a paper or of one appendix: size, margins, numbers (Nghị định 30/2020/NĐ-CP, PL I, I)."""

from collections.abc import Iterator
from dataclasses import replace

from rasoat.documents.deviations import CENTRE_SLACK, SIZE_SLACK, Deviation, Found, mm, within
from rasoat.documents.measuring import FAMILIES, MM, Line, Sheet

Edges = tuple[float, float]
"""Left and right edge of the text, in points."""


def edges(sheets: list[Sheet], found: Found) -> Edges:
    """The edges of the text. When no line is full, the right edge is the middle of its allowed range."""
    ends = [g.x0 for sheet in sheets for g in sheet.seen] + [line.x0 for sheet in sheets for line in sheet.ruled]
    left = min(ends, default=0.0)
    full = [line.x1 for component, span in found if component.body for line in span.lines[:-1]]
    return left, max(full) if full else sheets[0].width - 17.5 * MM


def check(sheets: list[Sheet], found: Found, sides: Edges, *, landscape: bool) -> Iterator[Deviation]:
    """Size, margins and numbers of the pages, of which the first one has no number."""
    yield from _sizes(sheets, landscape=landscape)
    yield from _margins(sheets, sides)
    yield from _numbers(sheets, sides)


def _sizes(sheets: list[Sheet], *, landscape: bool) -> Iterator[Deviation]:
    wide, high = (297, 210) if landscape else (210, 297)
    for sheet in sheets:
        if abs(sheet.width - wide * MM) > 1 or abs(sheet.height - high * MM) > 1:
            yield Deviation(
                "khổ giấy", f"A4, {wide} x {high} mm", f"{mm(sheet.width)} x {mm(sheet.height)}", sheet.number
            )


def _margins(sheets: list[Sheet], sides: Edges) -> Iterator[Deviation]:
    """Margins (PL I, I.3). The foot of a page may stay empty, so the bottom margin is measured on the fullest page."""
    left, right = sides
    first = sheets[0].number
    yield from within("lề trái", left, 30, 35, first)
    yield from within("lề phải", sheets[0].width - right, 15, 20, first)
    bottoms = []
    for sheet in sheets:
        seen = sheet.seen
        yield from within("lề trên", min((g.top for g in seen), default=0.0), 20, 25, sheet.number)
        bottoms.append(sheet.height - max((g.bottom for g in seen), default=0.0))
        yield from within("lề dưới", bottoms[-1], 20, 297, sheet.number)
        widest = max((g.x1 for g in seen), default=0.0)
        yield from within("lề phải", sheet.width - widest, 15, 297, sheet.number)
    if len(sheets) > 1:
        # A page counts as full up to the line that no longer fitted.
        for one in within("lề dưới", min(bottoms[:-1]), 20, 25 + 14 * 1.5 / MM, first):
            # A group that must stay together (the signature and its last paragraph, a row) may leave more of a page
            # empty.
            yield replace(one, certain=False)


def _numbers(sheets: list[Sheet], sides: Edges) -> Iterator[Deviation]:
    """PL I, I.7: centred in the top margin from the second page, upright, 13-14."""
    for line in sheets[0].folios:
        yield Deviation("số trang", "không có ở trang đầu", line.text, sheets[0].number)
    for number, sheet in enumerate(sheets[1:], 2):
        right = [line for line in sheet.folios if line.text == str(number) and _well_set(line, sides)]
        if len(right) != 1 or len(sheet.folios) != 1:
            seen = ", ".join(f"“{line.text}” cách trên {mm(line.baseline)}" for line in sheet.folios)
            yield Deviation("số trang", f"“{number}”, đứng, cỡ 13-14, giữa lề trên", seen or "không thấy", sheet.number)


def _well_set(line: Line, sides: Edges) -> bool:
    sized = all(13 - SIZE_SLACK <= g.size <= 14 + SIZE_SLACK and g.family in FAMILIES for g in line.glyphs)
    upright = not any(g.bold or g.italic for g in line.glyphs)
    return sized and upright and line.baseline < 20 * MM and abs(line.centre - sum(sides) / 2) < CENTRE_SLACK * MM
