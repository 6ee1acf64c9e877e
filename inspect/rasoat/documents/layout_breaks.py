"""Where pages end: no heading at the foot of a page, no single line of a paragraph, the head of a table on each of its pages,
no signature without the text that it signs, and no more text with it than must be; and no empty line inside a row of a table.
"""

from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise

from rasoat.documents import row_gaps
from rasoat.documents.components import CONTENT, Component
from rasoat.documents.deviations import Deviation, Found, of
from rasoat.documents.early import ends_early
from rasoat.documents.measuring import Sheet, Span, is_mark, lines_of

_HEADS = ("đề mục", "tên bảng", "lời quyết định", "số phụ lục", "tiêu đề phụ lục")
_SIGNING = ("quyền hạn", "chức vụ")
LEAST_WITH_SIGNATURE = 2
TWO_LINES = "ít nhất hai dòng của một đoạn ở mỗi trang"
NO_GAP = "hàng vừa với chữ"
FULL = "lời văn đến cuối trang trước"
LOOKS = (TWO_LINES, NO_GAP, FULL)
"""What the decree does not ask for: another engine is tried, and no paper is refused."""
REPEATED = "lặp lại ở mỗi trang của bảng"


def check(sheets: list[Sheet], found: Found) -> Iterator[Deviation]:
    """All of the above for the pages of one part."""
    yield from _headings(found)
    for component, span in found:
        if component.body:
            yield from _single_lines(component, span)
    yield from _table_heads(sheets, found)
    for gap in row_gaps.gaps(sheets):
        told = f"khoảng trống {gap.height:.0f} pt"
        yield Deviation("hàng của bảng", NO_GAP, told, gap.page, text=gap.text, certain=False)
    begin = next((span for component, span in found if component.name in _SIGNING), None)
    if begin is not None and begin.page != sheets[0].number:
        yield from _signature(begin, found)
        yield from _early(begin, sheets)


def _headings(found: Found) -> Iterator[Deviation]:
    content = [one for one in found if one[0].kind == CONTENT]
    for (above, upper), (_, lower) in pairwise(content):
        if above.name in _HEADS and upper.lines[-1].page != lower.page:
            yield of(above, "cùng trang với phần bên dưới", "đứng một mình ở cuối trang", upper.page)


def _single_lines(component: Component, span: Span) -> Iterator[Deviation]:
    pages = [line.page for line in span.lines]
    if len(pages) < 3 or pages[0] == pages[-1]:
        return
    for page, where in ((pages[0], "cuối"), (pages[-1], "đầu")):
        if pages.count(page) < 2:
            one = of(component, TWO_LINES, f"một dòng lẻ ở {where} trang", page)
            yield replace(one, certain=False)


def _table_heads(sheets: list[Sheet], found: Found) -> Iterator[Deviation]:
    heads: dict[str, str] = {}
    pages: dict[str, set[int]] = {}
    for component, span in found:
        if component.name == "đầu bảng":
            heads[component.block] = heads.get(component.block, "") + "".join(component.text.split())
        if component.name in ("đầu bảng", "ô bảng"):
            pages.setdefault(component.block, set()).add(span.page)
    for block, head in heads.items():
        for sheet in sheets:
            if sheet.number in pages[block] and head not in _text(sheet):
                yield Deviation("đầu bảng", REPEATED, "không thấy", sheet.number, block, head)


def _text(sheet: Sheet) -> str:
    return "".join(g.text for g in sheet.glyphs if not g.blank and not is_mark(g))


def _signature(begin: Span, found: Found) -> Iterator[Deviation]:
    """At least two lines of text stand above the signature, on its page."""
    above = [g for component, span in found if component.kind != "" for g in span.glyphs if g.page == begin.page]
    lines = lines_of([g for g in above if g.baseline < begin.lines[0].baseline])
    if len(lines) < LEAST_WITH_SIGNATURE:
        expected = f"cùng trang với ít nhất {LEAST_WITH_SIGNATURE} dòng lời văn"
        yield Deviation(
            "chữ ký", expected, f"{len(lines)} dòng", begin.page, text="".join(g.text for g in begin.glyphs)
        )


def _early(begin: Span, sheets: list[Sheet]) -> Iterator[Deviation]:
    by_number = {sheet.number: sheet for sheet in sheets}
    before = by_number[begin.page - 1]
    if ends_early(before, by_number[begin.page], begin.lines[0].baseline):
        yield Deviation("trang trước chữ ký", FULL, "trang kết thúc sớm", before.number, certain=False)
