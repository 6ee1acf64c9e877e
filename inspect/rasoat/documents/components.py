"""What Nghị định 30/2020/NĐ-CP, PL I prescribes for the letters of each component of a paper, as data."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from rasoat.documents.flow import Attached, Groups, Line, Notes, Piece, closed, flow
from rasoat.documents.paper import Paper, Signing

COUNTRY = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"
MOTTO = "Độc lập - Tự do - Hạnh phúc"


@dataclass(frozen=True, slots=True)
class Style:
    """A range of sizes in points, both ends included, and the cut of the letters."""

    smallest: float
    largest: float
    bold: bool = False
    italic: bool = False
    red: bool = False


CONTENT, FOOT = "content", "foot"


@dataclass(frozen=True, slots=True)
class Component:
    """A text that the paper must show, and how. `body` marks content: indented, justified, with gaps (II.6e).

    `block` is the id of the block it belongs to; empty for what stands around the content. `kind` tells content from what may
    stand at the foot of a page; `part` is the number of the appendix (0: the paper itself); `signer` counts those who sign,
    from 0; `bold_lead` are the letters with which the text begins and which are bold; `at` is the place of its piece in the text;
    `marked` is the text with the numbers of its notes, where it has any.
    """

    name: str
    text: str
    style: Style
    body: bool = False
    block: str = ""
    kind: str = ""
    part: int = 0
    signer: int = -1
    bold_lead: str = ""
    at: int = -1
    marked: str = ""

    @property
    def printed(self) -> str:
        """The text as a file has it, with the numbers of its notes."""
        return self.marked or self.text


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
        yield Component("nơi gửi", line if len(addressed) == 1 else f"- {line}", BODY)
    if paper.decides:
        yield Component("thẩm quyền ban hành", paper.decides.upper(), BODY_BOLD)
    for basis in content.bases:
        yield Component("căn cứ", basis, BODY_ITALIC, body=True, kind=CONTENT)
    if paper.lead:
        yield Component("mở đầu", paper.lead, BODY, body=True, kind=CONTENT)
    if paper.decides:
        yield Component("lời quyết định", "QUYẾT ĐỊNH:", BODY_BOLD, kind=CONTENT)
    yield from _text(content.groups, content.notes)
    yield from _foot(paper)
    if paper.contact:
        yield Component("địa chỉ", paper.contact, Style(11, 12), kind=FOOT)
    for part, one in enumerate(content.appendices, 1):
        for component in _appendix(one):
            yield replace(component, part=part)


def _text(groups: Groups, notes: Notes) -> Iterator[Component]:
    for group in groups:
        for piece in group:
            for component, line in _piece(piece):
                marked = "".join(f"{run.text}{run.note or ''}" for run in line)
                yield replace(component, kind=CONTENT, at=piece.at, marked=marked)
    for number, note in notes:
        yield Component(f"ghi chú {number}", note, NOTE, kind=FOOT)


def _appendix(one: Attached) -> Iterator[Component]:
    yield Component("số phụ lục", one.label, Style(14, 14, bold=True), kind=CONTENT)
    yield Component("tiêu đề phụ lục", one.title, BODY_BOLD, kind=CONTENT)
    yield Component("chỉ dẫn kèm theo", one.belongs, BODY_ITALIC, kind=CONTENT)
    yield from _text(one.groups, one.notes)


def _head(paper: Paper) -> Iterator[Component]:
    if paper.circulation:
        yield Component("phạm vi lưu hành", paper.circulation, BODY_BOLD)
    if paper.issuer_parent:
        yield Component("cơ quan chủ quản", paper.issuer_parent.upper(), Style(12, 13))
    yield Component("cơ quan ban hành", " ".join(paper.issuer).upper(), Style(12, 13, bold=True))
    yield Component("Quốc hiệu", COUNTRY, Style(12, 13, bold=True))
    yield Component("Tiêu ngữ", MOTTO, Style(13, 14, bold=True))
    yield Component("số, ký hiệu", paper.number_text(), Style(13, 13))
    if not paper.minutes:
        yield Component("địa danh, thời gian", paper.date_text(), BODY_ITALIC)
    if paper.is_letter:
        yield Component("trích yếu công văn", f"V/v {paper.subject}", Style(12, 13))
    if paper.urgency:
        yield Component("độ khẩn", paper.urgency, Style(13, 14, bold=True, red=True))
    if not paper.is_letter:
        yield Component("tên loại", paper.kind_title.upper(), BODY_BOLD)
        yield Component("trích yếu", paper.subject, BODY_BOLD)


def _piece(piece: Piece) -> Iterator[tuple[Component, Line]]:
    if piece.type == "table":
        lines = [("tên bảng", piece.line, BODY_ITALIC), *(("đầu bảng", cell, BODY_BOLD) for cell in piece.head)]
        lines += [("ô bảng", cell, BODY) for row in piece.rows for cell in row]
        for name, line, style in lines:
            if words := _words(line):
                yield Component(name, words, style, block=piece.id), line
    elif piece.type == "heading":
        style = BODY_BOLD if piece.titled else BODY
        yield Component("đề mục", _words(piece.line), style, body=True, block=piece.id), piece.line
    else:
        own = Component("nội dung", _words(piece.line), BODY, body=True, block=piece.id, bold_lead=piece.number)
        yield own, piece.line


def _words(line: Line) -> str:
    return "".join(run.text for run in line)


def _foot(paper: Paper) -> Iterator[Component]:
    pairs = [list(enumerate(paper.signers))[at : at + 2] for at in range(0, len(paper.signers), 2)]
    for pair in pairs:
        if len(pair) == 1:
            yield from _recipients(paper)
        for at, one in pair:
            yield from _titles(at, one)
        for at, one in pair:
            if one.name:
                yield Component("họ tên người ký", one.name, BODY_BOLD, signer=at)
    if len(paper.signers) % 2 == 0:
        yield from _recipients(paper)


def _titles(at: int, one: Signing) -> Iterator[Component]:
    for line in one.capacity_lines:
        yield Component("quyền hạn", line.upper(), BODY_BOLD, signer=at)
    yield Component("chức vụ", one.position.upper(), BODY_BOLD, signer=at)
    if one.office:
        yield Component("chức vụ khác", one.office.upper(), BODY_BOLD, signer=at)


def _recipients(paper: Paper) -> Iterator[Component]:
    yield Component("Nơi nhận", "Nơi nhận:", Style(12, 12, bold=True, italic=True))
    for line in closed((*paper.recipients, f"Lưu: {paper.archive}")):
        yield Component("danh sách nơi nhận", f"- {line}", Style(11, 11))
    if paper.drafter:
        yield Component("ký hiệu người soạn thảo", paper.drafter, Style(11, 11))
