"""Measures a finished PDF against the form of Nghị định 30/2020/NĐ-CP, Phụ lục I.

The paper says which texts must be there; the PDF says where they are and how they look. Every paper is measured before
it is issued (see `trial`), and by `rasoat documents check`. Lengths in the messages are millimetres, sizes points.
"""

import itertools
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import pairwise
from statistics import median

from rasoat.documents.components import Component, components
from rasoat.documents.finishing import has_tabs
from rasoat.documents.measuring import FAMILIES, MM, Line, Reader, Sheet, Span, read
from rasoat.documents.paper import Paper

# How far a size may be outside the decree's range, in points; how far a thing may be from its place, in mm.
SIZE_SLACK = 0.3
PLACE_SLACK = 1.0
CENTRE_SLACK = 3.0
# Single spacing of Times New Roman, in ems.
SINGLE = 1.15
INDENTS_MM = (10.0, 12.7)
SIGNATURE_ROOM_MM = 15.0

# A number, a date or a share: a reader would take it for two if it were broken over two lines.
_FIGURE = re.compile(r"[0-9][0-9.,/:%-]*")

Found = list[tuple[Component, Span]]


@dataclass(frozen=True, slots=True)
class Deviation:
    """One place where a paper differs from the decree: the component, what is expected, what was found, on which page
    (from 1).

    `block` and `text` are the block's id and the words that deviate; both are empty when the deviation is not one of
    words. `certain` is False for a deviation that a correct paper may have too: it is reported, but no paper is refused
    because of it.
    """

    component: str
    expected: str
    found: str
    page: int
    block: str = ""
    text: str = ""
    certain: bool = True


def measure(pdf: bytes, paper: Paper) -> list[Deviation]:
    """Every deviation of the file from the decree; the list is empty for a paper without faults."""
    sheets = read(pdf)
    reader = Reader(sheets)
    found: Found = []
    out: list[Deviation] = []
    for component in components(paper):
        span = reader.find(component.text)
        if span is None:
            out.append(_of(component, "có đủ lời", "không thấy trong tệp", 1))
        else:
            found.append((component, span))
            out.extend(_letters(component, span))
    if has_tabs(pdf):
        out.append(Deviation("lớp chữ", "có dấu cách giữa các từ", "dấu cách là ký tự tab", 1))
    edges = _edges(sheets, found)
    for check in (_pages(sheets), _margins(sheets, found), _numbers(sheets, edges), _body(found, edges)):
        out.extend(check)
    named = _by_name(found)
    for part in (_head(named, edges), _rules(sheets[0], named), _foot(named, edges, found)):
        out.extend(part)
    return out


def _of(component: Component, expected: str, found: str, page: int) -> Deviation:
    return Deviation(component.name, expected, found, page, component.block, component.text)


def _by_name(found: Found) -> dict[str, Span]:
    """The first span of each name."""
    named: dict[str, Span] = {}
    for component, span in found:
        named.setdefault(component.name, span)
    return named


def _mm(points: float) -> str:
    return f"{points / MM:.1f} mm"


def _letters(component: Component, span: Span) -> Iterator[Deviation]:
    """Family, size, cut and word spaces of one component."""
    page = span.glyphs[0].page
    style = component.style
    low, high = style.smallest - SIZE_SLACK, style.largest + SIZE_SLACK
    wrong = [g.size for g in span.glyphs if not low <= g.size <= high]
    if wrong:
        yield _of(component, f"cỡ chữ {style.smallest:g}-{style.largest:g}", f"{wrong[0]:.2f}", page)
    strange = [g for g in span.glyphs if g.family not in FAMILIES]
    if strange:
        yield _of(component, "phông Times New Roman", f"{strange[0].family} ở “{strange[0].text}”", page)
    if any((g.bold, g.italic) != (style.bold, style.italic) for g in span.glyphs):
        yield _of(component, f"đậm={style.bold}, nghiêng={style.italic}", span.glyphs[0].font, page)
    if not all(g.black for g in span.glyphs):
        yield _of(component, "màu đen", "màu khác", page)
    if span.missing:
        yield _of(component, "có dấu cách giữa các từ", span.missing[0], page)
    if component.name == "ô bảng" and _FIGURE.fullmatch(component.text) and len(span.lines) > 1:
        yield _of(component, "số, ngày nằm trọn một dòng", f"bị ngắt thành {len(span.lines)} dòng", page)


def _edges(sheets: list[Sheet], found: Found) -> tuple[float, float]:
    """Left and right edge of the text, in points. When no line is full, the right edge is the middle of its allowed
    range.
    """
    left = min((g.x0 for sheet in sheets for g in sheet.glyphs if not g.blank), default=0.0)
    full = [line.x1 for component, span in found if component.body for line in span.lines[:-1]]
    return left, max(full) if full else sheets[0].width - 17.5 * MM


def _pages(sheets: list[Sheet]) -> Iterator[Deviation]:
    for sheet in sheets:
        if abs(sheet.width - 210 * MM) > 1 or abs(sheet.height - 297 * MM) > 1:
            size = f"{_mm(sheet.width)} x {_mm(sheet.height)}"
            yield Deviation("khổ giấy", "A4, 210 x 297 mm", size, sheet.number)


def _margins(sheets: list[Sheet], found: Found) -> Iterator[Deviation]:
    """Margins (PL I, I.3). The foot of a page may stay empty, so the bottom margin is measured on the fullest page."""
    left, right = _edges(sheets, found)
    yield from _range("lề trái", left, 30, 35, 1)
    yield from _range("lề phải", sheets[0].width - right, 15, 20, 1)
    bottoms = []
    for sheet in sheets:
        seen = [g for g in sheet.glyphs if not g.blank]
        yield from _range("lề trên", min((g.top for g in seen), default=0.0), 20, 25, sheet.number)
        bottoms.append(sheet.height - max((g.bottom for g in seen), default=0.0))
        yield from _range("lề dưới", bottoms[-1], 20, 297, sheet.number)
        widest = max((g.x1 for g in seen), default=0.0)
        yield from _range("lề phải", sheet.width - widest, 15, 210, sheet.number)
    if len(sheets) > 1:
        # A page counts as full up to the line that no longer fitted.
        for one in _range("lề dưới", min(bottoms[:-1]), 20, 25 + 14 * 1.5 / MM, 1):
            # A group that must stay together (the signature and its last paragraph, a row) may leave more of a page
            # empty.
            yield replace(one, certain=False)


def _range(name: str, points: float, low: float, high: float, page: int) -> Iterator[Deviation]:
    if not low - PLACE_SLACK / 2 <= points / MM <= high + PLACE_SLACK / 2:
        yield Deviation(name, f"{low:g}-{high:g} mm", _mm(points), page)


def _numbers(sheets: list[Sheet], edges: tuple[float, float]) -> Iterator[Deviation]:
    """PL I, I.7: centred in the top margin from the second page, upright, 13-14."""
    for line in sheets[0].folios:
        yield Deviation("số trang", "không có ở trang đầu", line.text, 1)
    for sheet in sheets[1:]:
        right = [line for line in sheet.folios if line.text == str(sheet.number) and _well_set(line, edges)]
        if len(right) != 1 or len(sheet.folios) != 1:
            seen = ", ".join(f"“{line.text}” cách trên {_mm(line.baseline)}" for line in sheet.folios)
            expected = f"“{sheet.number}”, đứng, cỡ 13-14, giữa lề trên"
            yield Deviation("số trang", expected, seen or "không thấy", sheet.number)


def _well_set(line: Line, edges: tuple[float, float]) -> bool:
    sized = all(13 - SIZE_SLACK <= g.size <= 14 + SIZE_SLACK and g.family in FAMILIES for g in line.glyphs)
    upright = not any(g.bold or g.italic for g in line.glyphs)
    return sized and upright and line.baseline < 20 * MM and abs(line.centre - sum(edges) / 2) < CENTRE_SLACK * MM


def _body(found: Found, edges: tuple[float, float]) -> Iterator[Deviation]:
    """PL I, II.6e: first-line indent, both edges even, line spacing, gaps between paragraphs."""
    spans = [(component, span) for component, span in found if component.body]
    pitches = [b.baseline - a.baseline for _, span in spans for a, b in pairwise(span.lines) if a.page == b.page]
    pitch = median(pitches) if pitches else None
    for component, span in spans:
        first = span.lines[0]
        indent = (first.x0 - edges[0]) / MM
        if min(abs(indent - asked) for asked in INDENTS_MM) > PLACE_SLACK:
            yield _of(component, "lùi đầu dòng 10 hoặc 12,7 mm", f"{indent:.1f} mm", first.page)
        for line in span.lines[:-1]:
            # A line with one piece of a word has no space that could be widened.
            if line.is_spaced and abs(line.x1 - edges[1]) > PLACE_SLACK * MM:
                yield _of(component, "canh đều hai lề", _mm(edges[1] - line.x1), line.page)
                break
    if pitch is not None:
        size = spans[0][1].glyphs[0].size
        if not SINGLE * size - SIZE_SLACK <= pitch <= 1.5 * SINGLE * size + SIZE_SLACK:
            yield Deviation("nội dung", "giãn dòng từ dòng đơn đến 1,5 dòng", f"{pitch / size:.2f} lần cỡ chữ", 1)
        yield from _gaps(found, pitch)


def _gaps(found: Found, pitch: float) -> Iterator[Deviation]:
    for (above, upper), (below, lower) in pairwise(found):
        end, start = upper.lines[-1], lower.lines[0]
        gap = start.baseline - end.baseline - pitch
        if above.body and below.body and end.page == start.page and gap < 6 - SIZE_SLACK:
            yield _of(below, "cách đoạn trên ít nhất 6 pt", f"{gap:.1f} pt", start.page)


def _head(named: dict[str, Span], edges: tuple[float, float]) -> Iterator[Deviation]:
    """The places of boxes 1 to 5 of the diagram."""
    middle = sum(edges) / 2
    for name, span in named.items():
        if name in _ON_FIRST and span.glyphs[0].page != 1:
            yield Deviation(name, "ở trang đầu", f"trang {span.glyphs[0].page}", span.glyphs[0].page)
    yield from _country(named, middle)
    for above, below in _STACKED:
        if above in named and below in named:
            yield from _stacked(above, named[above], below, named[below])
    if "số, ký hiệu" in named and "địa danh, thời gian" in named:
        number, day = (named[name].lines[0] for name in ("số, ký hiệu", "địa danh, thời gian"))
        if abs(number.baseline - day.baseline) > 1:
            yield Deviation("địa danh, thời gian", "cùng dòng với số", f"lệch {_mm(day.baseline - number.baseline)}", 1)
    for name in ("tên loại", "trích yếu"):
        if name in named and abs(named[name].centre - middle) > CENTRE_SLACK * MM:
            yield Deviation(name, "canh giữa", f"lệch {_mm(named[name].centre - middle)}", 1)


def _country(named: dict[str, Span], middle: float) -> Iterator[Deviation]:
    country = named.get("Quốc hiệu")
    if country and (len(country.lines) > 1 or country.lines[0].x0 < middle - 20 * MM):
        yield Deviation("Quốc hiệu", "một dòng, phía trên bên phải", f"{len(country.lines)} dòng", 1)
    if country and country.lines[0].baseline - 25 * MM > 12:
        yield Deviation("Quốc hiệu", "ở trên cùng", f"cách mép trên {_mm(country.lines[0].baseline)}", 1)


_ON_FIRST = (
    "cơ quan chủ quản", "cơ quan ban hành", "Quốc hiệu", "Tiêu ngữ", "số, ký hiệu", "địa danh, thời gian",
    "trích yếu công văn", "tên loại", "trích yếu",
)  # fmt: skip
_STACKED = (
    ("cơ quan chủ quản", "cơ quan ban hành"),
    ("cơ quan ban hành", "số, ký hiệu"),
    ("số, ký hiệu", "trích yếu công văn"),
    ("Quốc hiệu", "Tiêu ngữ"),
    ("Tiêu ngữ", "địa danh, thời gian"),
    ("tên loại", "trích yếu"),
)


def _stacked(above: str, upper: Span, below: str, lower: Span) -> Iterator[Deviation]:
    if lower.lines[0].baseline <= upper.lines[-1].baseline:
        yield Deviation(below, f"ở dưới {above}", "ở trên hoặc ngang hàng", lower.glyphs[0].page)
    if abs(upper.centre - lower.centre) > CENTRE_SLACK * MM:
        yield Deviation(below, f"canh giữa dưới {above}", f"lệch {_mm(lower.centre - upper.centre)}", 1)


def _rules(sheet: Sheet, named: dict[str, Span]) -> Iterator[Deviation]:
    """The lines under motto (as long as it), issuer and subject (a third to a half of it)."""
    shares = {"Tiêu ngữ": (0.97, 1.03), "cơ quan ban hành": (1 / 3, 1 / 2), "trích yếu": (1 / 3, 1 / 2)}
    for name, (low, high) in shares.items():
        span = named.get(name)
        if span is None:
            continue
        base = span.lines[-1].baseline
        under = [
            r for r in sheet.ruled if 0 < r.y - base < 14 and abs((r.x0 + r.x1) / 2 - span.centre) < CENTRE_SLACK * MM
        ]
        share = max(((r.x1 - r.x0) / span.width for r in under), default=0.0)
        if not low - 0.01 <= share <= high + 0.01:
            found = f"{share:.0%} dòng chữ" if under else "không thấy"
            yield Deviation(f"đường kẻ dưới {name}", f"{low:.0%}-{high:.0%} độ dài dòng chữ", found, 1)


def _capacity(above: list[Span], position: Span, page: int) -> Iterator[Deviation]:
    """The lines of the signer's capacity stand one above the other, all of them above the position (PL I, II.7b)."""
    for upper, lower in itertools.pairwise([*above, position]):
        if upper.glyphs[0].page != page or upper.lines[-1].baseline >= lower.lines[0].baseline:
            yield Deviation("quyền hạn", "mỗi dòng trên dòng sau, trên chức vụ", f"trang {upper.glyphs[0].page}", page)


def _foot(named: dict[str, Span], edges: tuple[float, float], found: Found) -> Iterator[Deviation]:
    """The places of boxes 7 and 9b: one row, recipients at the left edge, the signer's column in the right half."""
    label, position, name = (named.get(key) for key in ("Nơi nhận", "chức vụ", "họ tên người ký"))
    top = named.get("quyền hạn", position)
    if label is None or position is None or top is None:
        return
    page = label.glyphs[0].page
    if top.glyphs[0].page != page or abs(label.lines[0].baseline - top.lines[0].baseline) > 1.5:
        yield Deviation("Nơi nhận", "ngang hàng quyền hạn, chức vụ người ký", f"trang {page}", page)
    if label.lines[0].x0 - edges[0] > PLACE_SLACK * MM:
        yield Deviation("Nơi nhận", "sát lề trái", _mm(label.lines[0].x0 - edges[0]), page)
    if position.centre < sum(edges) / 2:
        yield Deviation("chức vụ", "ở nửa bên phải", _mm(position.centre), page)
    above = [span for component, span in found if component.name == "quyền hạn"]
    yield from _capacity(above, position, page)
    for key, span in (*(("quyền hạn", span) for span in above), ("họ tên người ký", name)):
        if span is not None and abs(span.centre - position.centre) > CENTRE_SLACK * MM:
            yield Deviation(key, "canh giữa với chức vụ", f"lệch {_mm(span.centre - position.centre)}", page)
    if name is not None:
        room = (min(g.top for g in name.glyphs) - position.lines[-1].baseline) / MM
        if name.glyphs[0].page != page or room < SIGNATURE_ROOM_MM:
            yield Deviation(
                "họ tên người ký", f"cùng trang, dưới chức vụ, chừa ≥ {SIGNATURE_ROOM_MM:g} mm", f"{room:.1f} mm", page
            )
