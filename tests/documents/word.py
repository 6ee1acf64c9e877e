"""Papers of each form as Word files, and how they are read back."""

import io
from typing import Any

import docx
from docx.document import Document
from docx.oxml import parse_xml
from docx.oxml.ns import qn

from rasoat.documents.docx.writing import paper_to_docx
from rasoat.documents.paper import Appendix, Article, Heading, Paper, Paragraph, Signing, Table

from .samples import LONG_WORDS, long, short, two_pages

DECISION = short(
    kind="QĐ",
    kind_title="QUYẾT ĐỊNH",
    decides="Giám đốc Sở Giả định",
    symbol="QĐ-SGD",
    lead=None,
    subject="Thành lập đoàn kiểm tra",
    blocks=tuple(Article(id=f"d{n}", text=f"Nội dung của điều thứ {n}.\nĐoạn hai.") for n in (1, 2, 3)),
    other_signers=(Signing(position="TRƯỞNG BAN", office="Phó Chủ tịch UBND tỉnh", name="Trần Thị Ví Dụ"),),
    appendices=(
        Appendix(
            title="Danh sách đoàn",
            blocks=(
                Heading(id="x1", level=1, text="Thành viên"),
                Paragraph(id="x2", text="Ba người[^1]", footnotes=("Ghi chú của phụ lục",)),
            ),
        ),
        Appendix(title="Bảng rộng", landscape=True, blocks=(Table(id="w", headers=("A", "B"), rows=(("1", "2"),)),)),
    ),
)
LETTER = short(
    kind="CV",
    kind_title="",
    symbol="SGD-PXH",
    subject="đôn đốc thực hiện kiến nghị",
    addressed_to=("UBND huyện Chi Lăng", "UBND huyện Mẫu Sơn (giả định)"),
    urgency="THƯỢNG KHẨN",
    circulation="LƯU HÀNH NỘI BỘ",
    drafter="PL.(300)",
    contact="Số 1 đường Giả Định, thành phố Lạng Sơn",
)
MINUTES = short(kind="BB", kind_title="BIÊN BẢN", minutes=True, symbol="BB-SGD", subject="Làm việc tại huyện")
PAPERS = {
    "short": short(),
    "long": long(),
    "two pages": two_pages(),
    "draft": short(number=None, issued_on=None),
    "letter": LETTER,
    "decision": DECISION,
    "minutes": MINUTES,
    "long words": short(**LONG_WORDS),
}


def opened(paper: Paper) -> Document:
    return docx.Document(io.BytesIO(paper_to_docx(paper)))


def part_of(document: Document, name: str) -> Any:
    """The root element of a part that belongs to the document."""
    part = next(one.target_part for one in document.part.rels.values() if one.reltype.endswith(f"/{name}"))
    return parse_xml(part.blob)


def styled(document: Document, style: str) -> list[str]:
    """The texts of all paragraphs of a style, also in tables."""
    return [
        text_of(one)
        for one in document.element.body.iter(qn("w:p"))
        if (name := one.find(f"{qn('w:pPr')}/{qn('w:pStyle')}")) is not None and name.get(qn("w:val")) == style
    ]


def text_of(element: Any) -> str:
    return "".join(one.text or "" for one in element.iter(qn("w:t")))


def value_of(element: Any, path: str, attribute: str = "w:val") -> str | None:
    found = element.find("/".join(qn(tag) for tag in path.split("/")))
    return None if found is None else found.get(qn(attribute))
