"""The styles of a paper in Word: one for each component, with the size and cut of Nghị định 30/2020/NĐ-CP, Phụ lục I.

Whoever goes on with the file changes a style and with it all of its paragraphs. Mục, khoản and điểm are Word's own
headings, so that its outline shows them.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

from rasoat.documents.docx.xml import POINT, Element, element, twips

FONT = "Times New Roman"
SPACING = 264
"""Line spacing of the content, in 240ths of a single line; the decree wants 240 to 360."""
GAP = 6 * POINT
FIRST_LINE = twips(12.7)
LETTER_GAP = 6 * POINT
# "Kính gửi" begins here; the dashes of several addressees stand under the colon behind it.
TO_LEFT, TO_COLON, TO_TEXT = twips(25), 1010, 175


@dataclass(frozen=True, slots=True)
class Style:
    """A paragraph style. `size` is in points; lengths are twips; `level` is the outline level of a heading, from 0.

    `list_level` names a level of the list of numbers (see `numbering`) in which its paragraphs are counted.
    """

    id: str
    name: str
    size: float
    bold: bool = False
    italic: bool = False
    align: str = "center"
    before: int = 0
    after: int = 0
    line: int = 240
    first: int = 0
    left: int = 0
    hanging: int = 0
    keep: bool = False
    level: int | None = None
    numbered: tuple[int, int] | None = None
    based_on: str = "Normal"


# The lists of numbers: of headings, of điều, of dashes.
HEADINGS, ARTICLES, DASHES = 1, 2, 3


_CONTENT = Style("", "", 14, align="both", before=GAP, line=SPACING, first=FIRST_LINE)


def _content(style_id: str, name: str, bold: bool = False, italic: bool = False, **counted: Any) -> Style:
    """A style of the content: justified, indented, with gaps (PL I, II.6e)."""
    return replace(_CONTENT, id=style_id, name=name, bold=bold, italic=italic, **counted)


STYLES = (
    Style("Parent", "Cơ quan chủ quản", 12),
    Style("Issuer", "Cơ quan ban hành", 12, bold=True),
    Style("Country", "Quốc hiệu", 12, bold=True),
    Style("Motto", "Tiêu ngữ", 13, bold=True),
    Style("Rule", "Đường kẻ", 2, keep=True),
    Style("Number", "Số, ký hiệu", 13, before=GAP),
    Style("PlaceAndDay", "Địa danh, thời gian", 13, italic=True, before=GAP),
    Style("About", "Trích yếu công văn", 12, before=LETTER_GAP),
    Style("Stamp", "Dấu chỉ mức độ", 13, bold=True),
    Style("Title", "Title", 14, bold=True, before=14 * POINT, keep=True),
    Style("Subtitle", "Subtitle", 14, bold=True, left=twips(10), keep=True),
    Style("To", "Kính gửi", 14, before=2 * GAP, after=GAP),
    Style("ToLabel", "Kính gửi nhiều nơi", 14, align="left", before=2 * GAP, left=TO_LEFT, keep=True),
    Style("ToLine", "Nơi gửi", 14, align="left", left=TO_LEFT + TO_COLON + TO_TEXT, hanging=TO_TEXT, numbered=(DASHES, 1)),
    Style("Decides", "Thẩm quyền ban hành", 14, bold=True, before=2 * GAP, after=GAP, keep=True),
    _content("Basis", "Căn cứ", italic=True),
    _content("Body", "Nội dung"),
    _content("Item", "Ý gạch đầu dòng", numbered=(DASHES, 0)),
    _content("Article", "Điều", numbered=(ARTICLES, 0)),
    _content("Heading1", "heading 1", bold=True, keep=True, level=0, numbered=(HEADINGS, 0)),
    _content("Heading2", "heading 2", bold=True, keep=True, level=1, numbered=(HEADINGS, 1)),
    _content("Clause", "Khoản không có tiêu đề", keep=True, numbered=(HEADINGS, 1)),
    _content("Heading3", "heading 3", keep=True, level=2),
    Style("Caption", "caption", 14, italic=True, before=GAP, keep=True),
    Style("TableHead", "Đầu bảng", 13, bold=True, keep=True),
    Style("TableCell", "Ô bảng", 13, align="left"),
    Style("Space", "Khoảng cách", 1, keep=False),
    Style("RecipientsLabel", "Nơi nhận", 12, bold=True, italic=True, align="left", before=36, keep=True),
    Style("Recipient", "Danh sách nơi nhận", 11, align="left", numbered=(DASHES, 2)),
    Style("Drafter", "Ký hiệu người soạn", 11, align="left", before=GAP),
    Style("Capacity", "Quyền hạn, chức vụ", 14, bold=True, keep=True),
    Style("Signer", "Họ tên người ký", 14, bold=True),
    Style("Header", "header", 14),
    Style("Contact", "Địa chỉ liên hệ", 11),
    Style("AppendixNumber", "Phụ lục", 14, bold=True, keep=True, level=0),
    Style("AppendixTitle", "Tên phụ lục", 14, bold=True, keep=True),
    Style("AppendixOf", "Kèm theo văn bản", 14, italic=True, after=GAP, keep=True),
    Style("FootnoteText", "footnote text", 12, align="both", before=2 * POINT),
)  # fmt: skip


def styles() -> Iterator[Element]:
    """The content of styles.xml."""
    yield element("w:docDefaults", element("w:rPrDefault", _letters()), element("w:pPrDefault"))
    yield element(
        "w:style", element("w:name", val="Normal"), element("w:qFormat"), type="paragraph", default=1, styleId="Normal"
    )
    yield element(
        "w:style",
        element("w:name", val="Default Paragraph Font"),
        element("w:uiPriority", val=1),
        type="character",
        default=1,
        styleId="DefaultParagraphFont",
    )
    yield from map(_paragraph_style, STYLES)
    yield element(
        "w:style",
        element("w:name", val="footnote reference"),
        element("w:rPr", element("w:vertAlign", val="superscript")),
        type="character",
        styleId="FootnoteReference",
    )
    yield _table_style()


def _letters() -> Element:
    return element(
        "w:rPr",
        element("w:rFonts", ascii=FONT, hAnsi=FONT, eastAsia=FONT, cs=FONT),
        element("w:sz", val=28),
        element("w:szCs", val=28),
        element("w:lang", val="vi-VN", eastAsia="vi-VN", bidi="ar-SA"),
    )


def _paragraph_style(style: Style) -> Element:
    custom = {} if style.id in _BUILT_IN else {"customStyle": 1}
    return element(
        "w:style",
        element("w:name", val=style.name),
        element("w:basedOn", val=style.based_on),
        element("w:qFormat"),
        element("w:pPr", *_layout(style)),
        element("w:rPr", *_cut(style)),
        type="paragraph",
        styleId=style.id,
        **custom,
    )


_BUILT_IN = ("Title", "Subtitle", "Heading1", "Heading2", "Heading3", "Caption", "Header", "FootnoteText")


def _layout(style: Style) -> Iterator[Element]:
    """The paragraph properties, in the order of the schema."""
    if style.keep:
        yield element("w:keepNext")
    yield element("w:widowControl")
    if style.numbered:
        number, level = style.numbered
        yield element("w:numPr", element("w:ilvl", val=level), element("w:numId", val=number))
    rule: dict[str, str | int] = (
        {"line": 40, "lineRule": "exact"} if style.size < 11 else {"line": style.line, "lineRule": "auto"}
    )
    yield element("w:spacing", before=style.before, after=style.after, **rule)
    edge = {"right": style.left} if style.align == "center" else {}
    indent = {"hanging": style.hanging} if style.hanging else {"firstLine": style.first}
    yield element("w:ind", left=style.left, **edge, **indent)
    yield element("w:jc", val=style.align)
    if style.level is not None:
        yield element("w:outlineLvl", val=style.level)


def _cut(style: Style) -> Iterator[Element]:
    if style.bold:
        yield element("w:b")
    if style.italic:
        yield element("w:i")
    half_points = round(style.size * 2)
    yield element("w:sz", val=half_points)
    yield element("w:szCs", val=half_points)


def _table_style() -> Element:
    """Ruled tables; those that only lay out have no style."""
    edges = ("top", "left", "bottom", "right", "insideH", "insideV")
    borders = [element(f"w:{edge}", val="single", sz=4, space=0, color="auto") for edge in edges]
    return element(
        "w:style",
        element("w:name", val="Table Grid"),
        element("w:tblPr", element("w:tblBorders", *borders)),
        type="table",
        styleId="TableGrid",
    )
