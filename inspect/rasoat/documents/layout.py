"""Measures a finished PDF against the form of Nghị định 30/2020/NĐ-CP, Phụ lục I.

The paper says which texts must be there; the PDF says where they are and how they look. Every paper is measured before
it is issued (see `trial`), and by `rasoat documents check`. Lengths in the messages are millimetres, sizes points.
"""

import re
from collections.abc import Iterator
from itertools import chain

from rasoat.documents import layout_body, layout_breaks, layout_foot, layout_head, layout_notes, layout_pages
from rasoat.documents.components import FOOT, Component, components
from rasoat.documents.deviations import SIZE_SLACK, Deviation, Found, of
from rasoat.documents.finishing import has_tabs
from rasoat.documents.measuring import FAMILIES, Reader, Sheet, Span, read
from rasoat.documents.paper import Paper

__all__ = ["Deviation", "measure"]

# A number, a date or a share: a reader would take it for two if it were broken over two lines.
_FIGURE = re.compile(r"[0-9][0-9.,/:%-]*")


def measure(pdf: bytes, paper: Paper) -> list[Deviation]:
    """Every deviation of the file from the decree; the list is empty for a paper without faults."""
    sheets = read(pdf)
    out: list[Deviation] = []
    found = _find(sheets, paper, out)
    if has_tabs(pdf):
        out.append(Deviation("lớp chữ", "có dấu cách giữa các từ", "dấu cách là ký tự tab", 1))
    for number, (own, texts) in enumerate(_parts(sheets, found, paper)):
        out.extend(_part(number, own, texts, paper))
    out.extend(layout_notes.check(sheets, paper))
    # An engine that does not repeat heads also parts rows between two pages; their cells are then read in another order.
    parted = {one.block for one in out if one.expected == layout_breaks.REPEATED}
    return [one for one in out if one.component != "ô bảng" or one.block not in parted]


def _find(sheets: list[Sheet], paper: Paper, out: list[Deviation]) -> Found:
    """The place of each text. What is not there, or has other letters, is added to `out`."""
    content = Reader([g for sheet in sheets for g in sheet.glyphs])
    foot = Reader([g for sheet in sheets for g in sheet.foot])
    has_foot = any(sheet.foot for sheet in sheets)
    found: Found = []
    for component in components(paper):
        span = (foot if has_foot and component.kind == FOOT else content).find(component.text)
        if span is None:
            out.append(of(component, "có đủ lời", "không thấy trong tệp", 1))
        else:
            found.append((component, span))
            out.extend(_letters(component, span))
    return found


def _parts(sheets: list[Sheet], found: Found, paper: Paper) -> Iterator[tuple[list[Sheet], Found]]:
    """The pages and texts of the main text and of each appendix, which begins with its label."""
    begins = {component.part: span.page for component, span in reversed(found) if component.name == "số phụ lục"}
    ends = [begins.get(part, len(sheets) + 1) for part in range(1, len(paper.appendices) + 1)]
    first = 1
    for part, end in enumerate((*ends, len(sheets) + 1)):
        yield sheets[first - 1 : end - 1], [one for one in found if one[0].part == part]
        first = end


def _part(number: int, sheets: list[Sheet], found: Found, paper: Paper) -> Iterator[Deviation]:
    if not sheets:
        return
    edges = layout_pages.edges(sheets, found)
    landscape = number > 0 and paper.appendices[number - 1].landscape
    yield from layout_pages.check(sheets, found, edges, landscape=landscape)
    yield from layout_body.check(found, edges)
    yield from layout_breaks.check(sheets, found)
    if number == 0:
        named = _by_name(found)
        yield from chain(layout_head.check(sheets[0], named, found, edges), layout_foot.check(sheets, found, edges))
    else:
        yield from layout_head.appendix(found, edges, sheets[0].number)


def _by_name(found: Found) -> dict[str, Span]:
    """The first span of each name."""
    named: dict[str, Span] = {}
    for component, span in found:
        named.setdefault(component.name, span)
    return named


def _letters(component: Component, span: Span) -> Iterator[Deviation]:
    """Family, size, cut and word spaces of one component."""
    page = span.glyphs[0].page
    style = component.style
    low, high = style.smallest - SIZE_SLACK, style.largest + SIZE_SLACK
    wrong = [g.size for g in span.glyphs if not low <= g.size <= high]
    if wrong:
        yield of(component, f"cỡ chữ {style.smallest:g}-{style.largest:g}", f"{wrong[0]:.2f}", page)
    strange = [g for g in span.glyphs if g.family not in FAMILIES]
    if strange:
        yield of(component, "phông Times New Roman", f"{strange[0].family} ở “{strange[0].text}”", page)
    lead = sum(map(len, component.bold_lead.split()))
    if any(not g.bold for g in span.glyphs[:lead]):
        yield of(component, f"“{component.bold_lead}” đậm", "không đậm", page)
    if any((g.bold, g.italic) != (style.bold, style.italic) for g in span.glyphs[lead:]):
        yield of(component, f"đậm={style.bold}, nghiêng={style.italic}", span.glyphs[lead].font, page)
    if not all(g.red if style.red else g.black for g in span.glyphs):
        yield of(component, "màu đỏ" if style.red else "màu đen", "màu khác", page)
    if span.missing:
        yield of(component, "có dấu cách giữa các từ", span.missing[0], page)
    if component.name == "ô bảng" and _FIGURE.fullmatch(component.text) and len(span.lines) > 1:
        yield of(component, "số, ngày nằm trọn một dòng", f"bị ngắt thành {len(span.lines)} dòng", page)
