"""What Nghị định 30/2020/NĐ-CP, PL I prescribes for the letters of each component of a paper, as data."""

from collections.abc import Iterator
from dataclasses import dataclass

from rasoat.documents.flow import Line, Piece, closed, flow
from rasoat.documents.paper import Paper

COUNTRY = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"
MOTTO = "Độc lập - Tự do - Hạnh phúc"


@dataclass(frozen=True, slots=True)
class Style:
    """A range of sizes in points, both ends included, and the cut of the letters."""

    smallest: float
    largest: float
    bold: bool = False
    italic: bool = False


@dataclass(frozen=True, slots=True)
class Component:
    """A text that the paper must show, and how. `body` marks content: indented, justified, with gaps (II.6e).

    `block` is the id of the block it belongs to; empty for what stands around the content.
    """

    name: str
    text: str
    style: Style
    body: bool = False
    block: str = ""


BODY = Style(13, 14)
BODY_BOLD = Style(13, 14, bold=True)
BODY_ITALIC = Style(13, 14, italic=True)
# The decree says nothing about notes; they must be legible and no larger than the text.
NOTE = Style(11, 14)


def components(paper: Paper) -> Iterator[Component]:
    """Every text of the paper in the order of the diagram (PL I, IV)."""
    yield from _head(paper)
    content = flow(paper)
    addressed = paper.addressed_to if len(paper.addressed_to) == 1 else closed(paper.addressed_to)
    if addressed:
        yield Component("Kính gửi", "Kính gửi:", BODY)
    for line in addressed:
        yield Component("nơi gửi", line, BODY)
    for basis in content.bases:
        yield Component("căn cứ", basis, BODY_ITALIC, body=True)
    if paper.lead:
        yield Component("mở đầu", paper.lead, BODY, body=True)
    for group in content.groups:
        for piece in group:
            yield from _piece(piece)
    for number, note in content.notes:
        yield Component(f"ghi chú {number}", note, NOTE)
    yield from _foot(paper)


def _head(paper: Paper) -> Iterator[Component]:
    if paper.issuer_parent:
        yield Component("cơ quan chủ quản", paper.issuer_parent.upper(), Style(12, 13))
    yield Component("cơ quan ban hành", " ".join(paper.issuer).upper(), Style(12, 13, bold=True))
    yield Component("Quốc hiệu", COUNTRY, Style(12, 13, bold=True))
    yield Component("Tiêu ngữ", MOTTO, Style(13, 14, bold=True))
    yield Component("số, ký hiệu", paper.number_text(), Style(13, 13))
    yield Component("địa danh, thời gian", paper.date_text(), BODY_ITALIC)
    if paper.is_letter:
        yield Component("trích yếu công văn", f"V/v {paper.subject}", Style(12, 13))
    else:
        yield Component("tên loại", paper.kind_title.upper(), BODY_BOLD)
        yield Component("trích yếu", paper.subject, BODY_BOLD)


def _piece(piece: Piece) -> Iterator[Component]:
    if piece.type == "table":
        if piece.line:
            yield Component("tên bảng", _words(piece.line), BODY_ITALIC, block=piece.id)
        for cell in filter(None, map(_words, piece.head)):
            yield Component("đầu bảng", cell, BODY_BOLD, block=piece.id)
        for cell in filter(None, (_words(cell) for row in piece.rows for cell in row)):
            yield Component("ô bảng", cell, BODY, block=piece.id)
    elif piece.type == "heading":
        style = BODY_BOLD if piece.titled else BODY
        yield Component("đề mục", _words(piece.line), style, body=True, block=piece.id)
    else:
        yield Component("nội dung", _words(piece.line), BODY, body=True, block=piece.id)


def _words(line: Line) -> str:
    return "".join(f"{run.text}{run.note or ''}" for run in line)


def _foot(paper: Paper) -> Iterator[Component]:
    yield Component("Nơi nhận", "Nơi nhận:", Style(12, 12, bold=True, italic=True))
    for line in closed((*paper.recipients, f"Lưu: {paper.archive}")):
        yield Component("danh sách nơi nhận", f"- {line}", Style(11, 11))
    for line in paper.signing.capacity_lines:
        yield Component("quyền hạn", line.upper(), BODY_BOLD)
    yield Component("chức vụ", paper.signing.position.upper(), BODY_BOLD)
    if paper.signing.name:
        yield Component("họ tên người ký", paper.signing.name, BODY_BOLD)
