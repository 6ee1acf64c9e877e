"""A paper as a Word file, read back: styles, lists, notes, sections, and what Word would refuse."""

import io
import re
import zipfile
from datetime import date
from itertools import pairwise
from typing import Any

import pytest
from docx.document import Document
from docx.oxml.ns import qn

from rasoat.documents.docx.writing import paper_to_docx
from rasoat.documents.flow import flow, letter
from rasoat.documents.paper import Article, Bullets, Heading, Paper, Paragraph, Signing, Table

from .samples import long, short, two_pages
from .word import DECISION, LETTER, MINUTES, PAPERS, opened, part_of, styled, text_of, value_of


@pytest.mark.parametrize("name", PAPERS)
def test_every_word_of_the_paper_is_there_in_its_order(name: str) -> None:
    paper, document = PAPERS[name], opened(PAPERS[name])
    pieces = [piece for group in flow(paper).groups for piece in group]
    wanted = []
    for piece in pieces:
        lines = [piece.line, *piece.head, *(cell for row in piece.rows for cell in row)]
        texts = ["".join(run.text for run in line) for line in lines]
        texts[0] = texts[0].removeprefix(piece.number).removeprefix("- ").strip()
        wanted += [text for text in texts if text]
    written = text_of(document.element.body)
    at = 0
    for text in wanted:
        at = written.find(text, at)
        assert at >= 0, text
        at += len(text)
    assert "Nơi nhận:" in written[at:]


@pytest.mark.parametrize("name", PAPERS)
def test_every_paragraph_has_a_style_that_the_file_defines(name: str) -> None:
    document = opened(PAPERS[name])
    known = {style.style_id for style in document.styles}
    named = {one.get(qn("w:val")) for part in _parts(document) for one in part.iter(qn("w:pStyle"), qn("w:rStyle"))}
    assert named <= known
    assert all(one.find(qn("w:pPr")) is not None for one in document.element.body.iter(qn("w:p")))


def _parts(document: Document) -> list[Any]:
    return [
        document.element,
        *(part_of(document, name) for name in ("footnotes", "numbering", "header", "footer", "styles")),
    ]


# What Nghị định 30/2020/NĐ-CP, Phụ lục I, V says of the letters of each component: smallest and largest size, bold, italic.
DECREE = {
    "Parent": (12, 13, False, False), "Issuer": (12, 13, True, False), "Country": (12, 13, True, False),
    "Motto": (13, 14, True, False), "Number": (13, 13, False, False), "PlaceAndDay": (13, 14, False, True),
    "About": (12, 13, False, False), "Title": (13, 14, True, False), "Subtitle": (13, 14, True, False),
    "To": (13, 14, False, False), "ToLabel": (13, 14, False, False), "ToLine": (13, 14, False, False),
    "Decides": (13, 14, True, False), "Basis": (13, 14, False, True), "Body": (13, 14, False, False),
    "Item": (13, 14, False, False), "Article": (13, 14, False, False), "Heading1": (13, 14, True, False),
    "Heading2": (13, 14, True, False), "Clause": (13, 14, False, False), "Heading3": (13, 14, False, False),
    "Stamp": (13, 14, True, False), "RecipientsLabel": (12, 12, True, True), "Recipient": (11, 11, False, False),
    "Capacity": (13, 14, True, False), "Signer": (13, 14, True, False), "Header": (13, 14, False, False),
    "Drafter": (11, 11, False, False), "Contact": (11, 12, False, False), "AppendixNumber": (14, 14, True, False),
    "AppendixTitle": (13, 14, True, False), "AppendixOf": (13, 14, False, True),
}  # fmt: skip


def test_styles_have_the_decrees_letters() -> None:
    styles = {style.style_id: style for style in opened(short()).styles}
    for name, (smallest, largest, bold, italic) in DECREE.items():
        font = styles[name].font
        assert smallest <= font.size.pt <= largest, name
        assert (bool(font.bold), bool(font.italic)) == (bold, italic), name
    defaults = part_of(opened(short()), "styles").find(qn("w:docDefaults"))
    assert {font.get(qn("w:ascii")) for font in defaults.iter(qn("w:rFonts"))} == {"Times New Roman"}
    assert {lang.get(qn("w:val")) for lang in defaults.iter(qn("w:lang"))} == {"vi-VN"}


def test_the_content_is_justified_indented_and_apart() -> None:
    styles = {style.style_id: style for style in opened(short()).styles}
    for name in ("Basis", "Body", "Item", "Article", "Heading1", "Heading2", "Clause", "Heading3"):
        layout = styles[name].paragraph_format
        assert layout.alignment == 3, name  # justified
        assert abs(layout.first_line_indent.mm - 12.7) < 0.1
        assert layout.space_before.pt >= 6
        assert 1 <= layout.line_spacing <= 1.5


def test_mục_khoản_and_điều_are_words_own_numbers() -> None:
    document = opened(long())
    assert styled(document, "Heading1")[0] == "KẾT QUẢ KIỂM TRA"
    assert styled(document, "Heading2")[0] == "Công tác chỉ đạo"
    assert styled(opened(DECISION), "Article")[0] == "Nội dung của điều thứ 1."
    numbering = part_of(document, "numbering")
    texts = {
        value_of(level, "w:pStyle"): (value_of(level, "w:numFmt"), value_of(level, "w:lvlText"))
        for level in numbering.iter(qn("w:lvl"))
    }
    assert texts["Heading1"] == ("upperRoman", "%1.")
    assert texts["Heading2"] == ("decimal", "%2.")
    assert texts["Article"] == ("decimal", "Điều %1.")
    assert texts["Item"] == texts["Recipient"] == texts["ToLine"] == ("bullet", "-")


def test_điểm_are_text_since_word_does_not_know_the_vietnamese_letters() -> None:
    heads = tuple(Heading(id=f"h{n}", level=3, text="Việc") for n in range(6))
    assert styled(opened(short(blocks=heads)), "Heading3") == [f"{letter(n)}) Việc" for n in range(1, 7)]


def test_an_appendix_counts_from_one() -> None:
    document = opened(DECISION)
    inside = next(p for p in document.element.body.iter(qn("w:p")) if text_of(p) == "THÀNH VIÊN")
    number = value_of(inside, "w:pPr/w:numPr/w:numId")
    nums = {one.get(qn("w:numId")): one for one in part_of(document, "numbering").findall(qn("w:num"))}
    starts = nums[number].findall(f"{qn('w:lvlOverride')}/{qn('w:startOverride')}")
    assert [one.get(qn("w:val")) for one in starts] == ["1", "1"]


def test_notes_are_words_footnotes() -> None:
    block = Paragraph(id="a", text="Một[^1] hai[^2] ba[^1]", footnotes=("chú <b>A</b>", "chú B"))
    document = opened(short(blocks=(block, Paragraph(id="b", text="Cuối[^1]", footnotes=("chú C",)))))
    notes = {one.get(qn("w:id")): text_of(one).strip() for one in part_of(document, "footnotes")}
    assert {key: text for key, text in notes.items() if int(key) > 0} == {
        "1": "chú <b>A</b>",
        "2": "chú B",
        "3": "chú C",
    }
    marks = [one.get(qn("w:id")) for one in document.element.body.iter(qn("w:footnoteReference"))]
    assert marks == ["1", "2", "3"]
    again = [one.text.split() for one in document.element.body.iter(qn("w:instrText"))]
    assert again == [["NOTEREF", "_Note1", "\\f", "\\h"]]
    assert next(document.element.body.iter(qn("w:bookmarkStart"))).get(qn("w:name")) == "_Note1"
    package = zipfile.ZipFile(io.BytesIO(paper_to_docx(two_pages())))
    assert b"footnotes+xml" in package.read("[Content_Types].xml")
    assert b"relationships/footnotes" in package.read("word/_rels/document.xml.rels")


def test_notes_of_an_appendix_go_on_behind_those_of_the_paper() -> None:
    paper = DECISION.model_copy(update={"blocks": (Article(id="d", text="Một[^1]", footnotes=("của điều",)),)})
    notes = [text_of(one).strip() for one in part_of(opened(paper), "footnotes")]
    assert notes[-2:] == ["của điều", "Ghi chú của phụ lục"]


def test_pages_are_a4_with_the_decrees_margins_and_numbers_from_the_second_on() -> None:
    for section in opened(DECISION).sections:
        sides = sorted((round(section.page_width.mm), round(section.page_height.mm)))
        assert sides == [210, 297]
        assert 20 <= round(section.top_margin.mm) <= 25
        assert 20 <= round(section.bottom_margin.mm) <= 25
        assert 30 <= round(section.left_margin.mm) <= 35
        assert 15 <= round(section.right_margin.mm) <= 20
        assert section.different_first_page_header_footer
        assert "PAGE" in "".join(one.text for one in section.header.part.element.iter(qn("w:instrText")))
        assert not list(section.first_page_header.part.element.iter(qn("w:instrText")))
        assert section.header.paragraphs[0].style.style_id == "Header"
    assert [section.orientation for section in opened(DECISION).sections] == [0, 0, 1]
    starts = [value_of(one, "w:pgNumType", "w:start") for one in opened(DECISION).element.body.iter(qn("w:sectPr"))]
    assert starts == ["1", "1", "1"]


def test_tables_repeat_their_head_and_keep_their_rows_whole() -> None:
    document = opened(long())
    ruled = [
        one for one in document.element.body.iter(qn("w:tbl")) if value_of(one, "w:tblPr/w:tblStyle") == "TableGrid"
    ]
    for table in ruled:
        first, *others = table.findall(qn("w:tr"))
        assert first.find(f"{qn('w:trPr')}/{qn('w:tblHeader')}") is not None
        assert all(row.find(f"{qn('w:trPr')}/{qn('w:cantSplit')}") is not None for row in (first, *others))
        columns = [int(one.get(qn("w:w"))) for one in table.find(qn("w:tblGrid"))]
        assert abs(sum(columns) - (210 - 30 - 17) * 56.7) < 5
    assert len(ruled) == 1


def test_at_least_two_lines_go_with_the_signature() -> None:
    blocks = (Paragraph(id="a", text="Một dòng."), Paragraph(id="b", text="Dòng cuối."))
    kept = [
        text_of(p)
        for p in opened(short(blocks=blocks)).element.body
        if p.find(f"{qn('w:pPr')}/{qn('w:keepNext')}") is not None
    ]
    assert kept[-3:] == ["Một dòng.", "Dòng cuối./.", ""]
    alone = Paragraph(id="c", text="Một đoạn dài hơn một dòng chữ. " * 5)
    document = opened(short(blocks=(Paragraph(id="a", text="Một dòng."), alone)))
    free = next(p for p in document.element.body if text_of(p) == "Một dòng.")
    assert free.find(f"{qn('w:pPr')}/{qn('w:keepNext')}") is None
    signing = list(document.element.body.iter(qn("w:tbl")))[-1]
    assert all(row.find(f"{qn('w:trPr')}/{qn('w:cantSplit')}") is not None for row in signing.findall(qn("w:tr")))


def test_a_table_at_the_end_lets_two_rows_go_with_the_signature() -> None:
    table = Table(id="t", headers=("A",), rows=tuple((str(n),) for n in range(9)))
    document = opened(short(blocks=(table,)))
    rows = list(document.element.body.iter(qn("w:tbl")))[1].findall(qn("w:tr"))
    kept = [text_of(row) for row in rows if list(row.iter(qn("w:keepNext")))]
    assert kept == ["7", "8"]


def test_the_head_says_what_the_paper_says() -> None:
    draft = opened(short(number=None, issued_on=None))
    assert styled(draft, "Stamp") == ["DỰ THẢO"]
    assert styled(opened(short()), "Stamp") == []
    letter_file = opened(LETTER)
    assert styled(letter_file, "Stamp") == ["LƯU HÀNH NỘI BỘ", "THƯỢNG KHẨN"]
    assert styled(letter_file, "About")[0] == "V/v đôn đốc thực hiện kiến nghị"
    assert styled(letter_file, "ToLine") == ["UBND huyện Chi Lăng;", "UBND huyện Mẫu Sơn (giả định)."]
    assert styled(letter_file, "Recipient")[0] == "Như trên;"
    assert styled(letter_file, "Drafter") == ["PL.(300)"]
    assert text_of(letter_file.sections[0].first_page_footer.part.element) == "Số 1 đường Giả Định, thành phố Lạng Sơn"
    assert styled(opened(MINUTES), "PlaceAndDay") == [""]
    assert styled(opened(DECISION), "Decides") == ["GIÁM ĐỐC SỞ GIẢ ĐỊNH", "QUYẾT ĐỊNH:"]


def test_several_signers_stand_side_by_side() -> None:
    signing, receiving = _cells(DECISION)
    assert signing[0] == ["KT. GIÁM ĐỐC\nPHÓ GIÁM ĐỐC", "TRƯỞNG BAN\nPHÓ CHỦ TỊCH UBND TỈNH"]
    assert signing[1] == ["Nguyễn Văn Mẫu", "Trần Thị Ví Dụ"]
    assert receiving[0][0].startswith("Nơi nhận:")


def test_the_last_of_three_signers_stands_beside_the_recipients() -> None:
    signing, last = _cells(DECISION.model_copy(update={"other_signers": DECISION.other_signers * 2}))
    assert signing[1] == ["Nguyễn Văn Mẫu", "Trần Thị Ví Dụ"]
    assert last[0][0].startswith("Nơi nhận:")
    assert last[0][1] == "TRƯỞNG BAN\nPHÓ CHỦ TỊCH UBND TỈNH\n\nTrần Thị Ví Dụ"


def _cells(paper: Paper) -> list[list[list[str]]]:
    """What stands in the tables below the content, by row."""
    document = opened(paper.model_copy(update={"appendices": ()}))
    return [[[cell.text.strip() for cell in row.cells] for row in table.rows] for table in document.tables[1:]]


def test_an_appendix_says_to_which_paper_it_belongs() -> None:
    document = opened(DECISION)
    assert styled(document, "AppendixNumber") == ["Phụ lục I", "Phụ lục II"]
    assert styled(document, "AppendixTitle") == ["DANH SÁCH ĐOÀN", "BẢNG RỘNG"]
    assert styled(document, "AppendixOf")[0].startswith(
        "(Kèm theo Quyết định số 07/QĐ-SGD ngày 12 tháng 7 năm 2024 của "
    )


HOSTILE = "<script>alert(1)</script> & ]]> </w:t> {{ 7*7 }} \ufffe\uffff\t\x0b☠ chữ"


def test_hostile_text_is_text() -> None:
    paper = short(
        subject=HOSTILE,
        lead=HOSTILE,
        symbol="A<b>&\ufffe",
        contact=HOSTILE,
        recipients=(HOSTILE,),
        signing=Signing(position=HOSTILE, name=HOSTILE),
        blocks=(
            Heading(id="h", level=2, text=HOSTILE),
            Paragraph(id="p", text=HOSTILE, footnotes=(HOSTILE,)),
            Bullets(id="b", items=(HOSTILE,)),
            Table(id="t", caption=HOSTILE, headers=(HOSTILE,), rows=((HOSTILE,),)),
        ),
    )
    document = opened(paper)
    assert sum(text.count("<script>alert(1)</script> & ]]> </w:t>") for text in styled(document, "Body")) == 2
    assert not re.search("[\ufffe\uffff\t\n]", text_of(document.element.body))
    assert "☠" in text_of(part_of(document, "footnotes"))


def test_the_same_paper_gives_the_same_bytes_and_names_nobody() -> None:
    first, second = paper_to_docx(long()), paper_to_docx(long())
    assert first == second
    about = opened(short()).core_properties
    assert (about.author, about.last_modified_by, about.comments) == ("", "", "")
    assert about.language == "vi-VN"
    assert about.title.startswith("07/TB-SLĐTBXH Lịch kiểm tra")
    assert about.created.date() == date(2024, 7, 12)
    assert about.content_status == "Bản Word, không phải bản đã ban hành"
    assert opened(short(number=None, issued_on=None)).core_properties.content_status == "DỰ THẢO"
    package = zipfile.ZipFile(io.BytesIO(first))
    assert {one.date_time[0] for one in package.infolist()} == {1980}
    names = package.namelist()
    assert not [name for name in names if "thumbnail" in name or "app.xml" in name or "custom" in name]


# The order of the schema of WordprocessingML: Word calls a file broken in which elements stand in another one.
ORDER = {
    "w:pPr": "pStyle keepNext keepLines widowControl numPr pBdr spacing ind jc outlineLvl rPr sectPr",
    "w:rPr": "rStyle rFonts b i color sz szCs vertAlign lang",
    "w:tblPr": "tblStyle tblW jc tblInd tblBorders tblLayout tblCellMar",
    "w:tcPr": "tcW tcBorders vAlign",
    "w:sectPr": "headerReference footerReference type pgSz pgMar pgNumType titlePg",
    "w:lvl": "start numFmt pStyle suff lvlText lvlJc rPr",
    "w:numbering": "abstractNum num",
    "w:style": "name basedOn uiPriority qFormat pPr rPr tblPr",
    "w:settings": "defaultTabStop characterSpacingControl footnotePr compat themeFontLang",
    "w:tcBorders": "top left bottom right",
}


@pytest.mark.parametrize("name", PAPERS)
def test_elements_stand_in_the_order_of_the_schema(name: str) -> None:
    document = opened(PAPERS[name])
    for part in (*_parts(document), document.settings.element):
        for tag, order in ORDER.items():
            for one in (part, *part.iter(qn(tag))):
                if one.tag == qn(tag):
                    places = [order.split().index(child.tag.split("}")[1]) for child in one]
                    assert places == sorted(places), (tag, one.xml)
        assert all(cell[-1].tag == qn("w:p") for cell in part.iter(qn("w:tc"))), "a cell ends with a paragraph"
    body = list(document.element.body)
    assert not [1 for one, two in pairwise(body) if one.tag == two.tag == qn("w:tbl")]
    assert body[-1].tag == qn("w:sectPr")


def test_a_large_table_and_a_long_paragraph_are_written_at_once() -> None:
    table = Table(id="t", headers=tuple("ABCDEFGHIJKLMNO"), rows=((("một hai ba"),) * 15,) * 400)
    paper = short(blocks=(table, Paragraph(id="p", text="Một đoạn rất dài. " * 4000)))
    assert len(opened(paper).tables[1].rows) == 401
