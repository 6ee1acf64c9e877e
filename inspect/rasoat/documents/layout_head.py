"""The head of the first page: the places of boxes 1 to 5, 9a, 10 and 11 of the diagram (PL I, IV), and the lines under them."""

from collections.abc import Iterator

from rasoat.documents.deviations import CENTRE_SLACK, PLACE_SLACK, Deviation, Found, mm
from rasoat.documents.layout_pages import Edges
from rasoat.documents.measuring import MM, Sheet, Span

URGENT_MM = {"KHẨN": 20, "THƯỢNG KHẨN": 40, "HỎA TỐC": 30}
URGENT_HIGH_MM = 8
_ON_FIRST = (
    "cơ quan chủ quản", "cơ quan ban hành", "Quốc hiệu", "Tiêu ngữ", "số, ký hiệu", "địa danh, thời gian",
    "trích yếu công văn", "tên loại", "trích yếu", "độ khẩn", "phạm vi lưu hành", "địa chỉ", "Kính gửi",
)  # fmt: skip
_STACKED = (
    ("cơ quan chủ quản", "cơ quan ban hành"),
    ("cơ quan ban hành", "số, ký hiệu"),
    ("số, ký hiệu", "trích yếu công văn"),
    ("Quốc hiệu", "Tiêu ngữ"),
    ("Tiêu ngữ", "địa danh, thời gian"),
    ("tên loại", "trích yếu"),
)
_CENTRED = ("tên loại", "trích yếu", "thẩm quyền ban hành", "lời quyết định")


def check(sheet: Sheet, named: dict[str, Span], found: Found, sides: Edges) -> Iterator[Deviation]:
    """The first page's head."""
    middle = sum(sides) / 2
    for name, span in named.items():
        if name in _ON_FIRST and span.page != sheet.number:
            yield Deviation(name, "ở trang đầu", f"trang {span.page}", span.page)
    yield from _country(named, middle)
    for above, below in _STACKED:
        if above in named and below in named:
            yield from _stacked(above, named[above], below, named[below])
    if "số, ký hiệu" in named and "địa danh, thời gian" in named:
        number, day = (named[name].lines[0] for name in ("số, ký hiệu", "địa danh, thời gian"))
        if abs(number.baseline - day.baseline) > 1:
            yield Deviation("địa danh, thời gian", "cùng dòng với số", f"lệch {mm(day.baseline - number.baseline)}", 1)
    yield from _centred(_CENTRED, found, middle)
    yield from _rules(sheet, named)
    yield from _boxes(sheet, found)
    yield from _addressed(named, found)
    yield from _contact(sheet, named.get("địa chỉ"), sides)


def appendix(found: Found, sides: Edges, page: int) -> Iterator[Deviation]:
    """The head of an appendix: its three lines in the middle, on its first page (PL I, III.1)."""
    names = ("số phụ lục", "tiêu đề phụ lục", "chỉ dẫn kèm theo")
    yield from _centred(names, found, sum(sides) / 2)
    for component, span in found:
        if component.name in names and span.page != page:
            yield Deviation(component.name, f"ở trang {page}", f"trang {span.page}", span.page, text=component.text)


def _centred(names: tuple[str, ...], found: Found, middle: float) -> Iterator[Deviation]:
    for component, span in found:
        if component.name in names and abs(span.centre - middle) > CENTRE_SLACK * MM:
            yield Deviation(component.name, "canh giữa", f"lệch {mm(span.centre - middle)}", span.page)


def _country(named: dict[str, Span], middle: float) -> Iterator[Deviation]:
    country = named.get("Quốc hiệu")
    if country is None:
        return
    if len(country.lines) > 1 or country.lines[0].x0 < middle - 20 * MM:
        yield Deviation("Quốc hiệu", "một dòng, phía trên bên phải", f"{len(country.lines)} dòng", 1)
    # The box that says who may read the paper stands above the country's name (box 11).
    box = named.get("phạm vi lưu hành")
    above = 14 * MM if box is not None and box.lines[0].baseline < country.lines[0].baseline else 0
    if country.lines[0].baseline - 25 * MM > 12 + above:
        yield Deviation("Quốc hiệu", "ở trên cùng", f"cách mép trên {mm(country.lines[0].baseline)}", 1)


def _stacked(above: str, upper: Span, below: str, lower: Span) -> Iterator[Deviation]:
    if lower.lines[0].baseline <= upper.lines[-1].baseline:
        yield Deviation(below, f"ở dưới {above}", "ở trên hoặc ngang hàng", lower.page)
    if abs(upper.centre - lower.centre) > CENTRE_SLACK * MM:
        yield Deviation(below, f"canh giữa dưới {above}", f"lệch {mm(lower.centre - upper.centre)}", 1)


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


def _boxes(sheet: Sheet, found: Found) -> Iterator[Deviation]:
    """The boxes of urgency, of the size of their stamps, and of circulation (PL I, III.2)."""
    for component, span in found:
        if component.name not in ("độ khẩn", "phạm vi lưu hành"):
            continue
        line = span.lines[0]
        round_it = [
            r for r in sheet.ruled if r.x0 <= line.x0 and r.x1 >= line.x1 and r.x1 - r.x0 < line.x1 - line.x0 + 30 * MM
        ]
        above = [r for r in round_it if 0 < line.baseline - r.y < 9 * MM]
        below = [r for r in round_it if 0 < r.y - line.baseline < 9 * MM]
        if not above or not below:
            yield Deviation(component.name, "trong khung viền đơn", "không thấy khung", sheet.number)
        elif component.text in URGENT_MM:
            wide = above[0].x1 - above[0].x0
            high = min(r.y for r in below) - max(r.y for r in above)
            asked = URGENT_MM[component.text]
            if abs(wide / MM - asked) > PLACE_SLACK or abs(high / MM - URGENT_HIGH_MM) > PLACE_SLACK:
                expected = f"khung {asked} x {URGENT_HIGH_MM} mm"
                yield Deviation(component.name, expected, f"{mm(wide)} x {mm(high)}", sheet.number)


def _addressed(named: dict[str, Span], found: Found) -> Iterator[Deviation]:
    """Kính gửi: one addressee on the same line; of several each on a line of its own, all dashes under the colon (II.9d)."""
    label = named.get("Kính gửi")
    lines = [span.lines[0] for component, span in found if component.name == "nơi gửi"]
    if label is None or not lines:
        return
    own = label.lines[0]
    if len(lines) == 1 and abs(lines[0].baseline - own.baseline) > 1:
        yield Deviation("nơi gửi", "cùng dòng với “Kính gửi:”", "ở dòng khác", own.page)
    if len(lines) > 1:
        for line in lines:
            aside = line.x0 - own.x1
            if line.baseline - own.baseline < 1 or not -5 * MM <= aside <= 5 * MM:
                yield Deviation("nơi gửi", "dòng riêng, gạch đầu dòng dưới dấu hai chấm", mm(aside), line.page)


def _contact(sheet: Sheet, span: Span | None, sides: Edges) -> Iterator[Deviation]:
    """The line of address stands at the foot of the first page, below a line across the text (PL I, III.4)."""
    if span is None:
        return
    above = [
        r
        for r in sheet.ruled
        if r.x1 - r.x0 > (sides[1] - sides[0]) * 0.97 and 0 < span.lines[0].baseline - r.y < 10 * MM
    ]
    if not above or sheet.height - span.lines[-1].baseline > 35 * MM:
        yield Deviation(
            "địa chỉ", "cuối trang đầu, dưới đường kẻ hết chiều ngang", mm(span.lines[0].baseline), span.page
        )
