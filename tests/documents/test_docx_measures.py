"""Lines, columns and titles of a Word file: their lengths, worked out from the widths of the letters."""

import pytest
from docx.document import Document
from docx.oxml.ns import qn
from PIL import ImageFont

from rasoat.documents.components import MOTTO
from rasoat.documents.docx import sections
from rasoat.documents.docx.tables import column_widths
from rasoat.documents.docx.widths import balanced, lines, width
from rasoat.documents.flow import flow
from rasoat.documents.paper import Heading, Paper, Signing, Table

from .samples import long, short
from .word import DECISION, opened, text_of, value_of


def _rule_after(document: Document, style: str) -> float:
    """The length in points of the line under the paragraph of a style, as its indents leave it in its cell or page."""
    above = next(p for p in document.element.body.iter(qn("w:p")) if value_of(p, "w:pPr/w:pStyle") == style)
    rule = above.getnext()
    assert rule.find(f"{qn('w:pPr')}/{qn('w:pBdr')}/{qn('w:top')}") is not None
    cell = rule.getparent().find(f"{qn('w:tcPr')}/{qn('w:tcW')}")
    room = int(cell.get(qn("w:w"))) if cell is not None else sections.room()
    edges = [int(value_of(rule, "w:pPr/w:ind", f"w:{side}") or 0) for side in ("left", "right")]
    return (room - sum(edges)) / 20


@pytest.mark.parametrize("paper", [short(), long(), DECISION, short(issuer=("SỞ GIẢ ĐỊNH",), subject="Kiểm tra")])
def test_lines_are_as_long_as_the_decree_says(paper: Paper) -> None:
    document = opened(paper)
    bold = ImageFont.truetype("LiberationSerif-Bold.ttf", 1000)

    def length(text: str, size: float) -> float:
        return bold.getlength(text) * size / 1000

    assert abs(_rule_after(document, "Motto") / length(MOTTO, 13) - 1) < 0.02
    issuer = max(length(line, 12) for line in paper.issuer)
    assert 1 / 3 <= _rule_after(document, "Issuer") / issuer <= 1 / 2
    subject = [*lines(paper.subject, 14, balanced(paper.subject, 14, sections.room() / 20 - 2 * 28.35))]
    assert 1 / 3 <= _rule_after(document, "Subtitle") / max(subject) <= 1 / 2


def test_widths_are_those_of_the_font() -> None:
    bold = ImageFont.truetype("LiberationSerif-Bold.ttf", 1000)
    for text in (
        "Độc lập - Tự do - Hạnh phúc",
        "ƯỚC MƠ được thưởng ờ ở ữ ự",
        "SỞ LAO ĐỘNG - THƯƠNG BINH VÀ XÃ HỘI",
        "0123/45: (a)",
    ):
        assert abs(width(text, 1000) / bold.getlength(text, features=["-kern"]) - 1) < 0.01, text


def test_lines_of_a_title_are_about_equally_long() -> None:
    text = "Kết quả kiểm tra, giám sát tình hình thực hiện các chương trình bảo vệ, chăm sóc trẻ em"
    room = 400.0
    before, after = list(lines(text, 14, room)), list(lines(text, 14, balanced(text, 14, room)))
    assert len(before) == len(after) == 2
    assert max(after) - min(after) < max(before) - min(before)
    assert balanced("Kiểm tra", 14, room) < 80


def _columns(*cells: str) -> list[int]:
    table = Table(id="t", headers=cells, rows=(cells,))
    return column_widths(flow(short(blocks=(table,))).groups[0][0], 9000)


def test_columns_are_as_wide_as_their_words_and_equal_when_these_do_not_fit() -> None:
    number, words, date_column = _columns(
        "1", "Nội dung kiến nghị dài hơn các cột khác nhiều lần, viết thành câu", "17/7/2024"
    )
    assert number < date_column < words
    assert date_column / 20 > width("17/7/2024", 13) + 8
    assert number + words + date_column == 9000
    crowded = _columns(*("nghiêng-ngả-nghĩa" for _ in range(15)))
    assert max(crowded) - min(crowded) <= 1 * len(crowded)
    assert sum(crowded) == 9000


def test_only_the_first_page_shows_the_address() -> None:
    paper = DECISION.model_copy(update={"contact": "Số 1 đường Giả Định"})
    first, *others = opened(paper).sections
    assert text_of(first.first_page_footer.part.element) == "Số 1 đường Giả Định"
    assert {text_of(one.part.element) for one in (first.footer, *(x.first_page_footer for x in others))} == {""}


def test_signers_stay_together() -> None:
    paper = short(other_signers=(Signing(position="GIÁM ĐỐC", name="Một Hai"),) * 3)
    first, second, receiving = list(opened(paper).element.body.iter(qn("w:tbl")))[2:]
    free = [
        [p for p in one.iter(qn("w:p")) if p.find(f"{qn('w:pPr')}/{qn('w:keepNext')}") is None]
        for one in (first, second)
    ]
    assert [text_of(p) for p in free[0]] == []
    assert free[1]
    assert "Nơi nhận:" in text_of(receiving)


def test_a_row_of_many_letters_may_be_one_line() -> None:
    table = Table(id="t", headers=tuple("ABCD"), rows=(("bốn mươi chữ trong một ô của bảng này đây",) * 4,) * 5)
    rows = list(opened(short(blocks=(table,))).element.body.iter(qn("w:tbl")))[1].findall(qn("w:tr"))
    assert [bool(list(row.iter(qn("w:keepNext")))) for row in rows] == [False, False, False, False, True, True]


def test_a_khoản_without_a_title_is_counted_with_the_others() -> None:
    clause = Heading(id="c", level=2, text="Một câu.", titled=False)
    document = opened(DECISION.model_copy(update={"blocks": (clause,)}))
    number = next(p for p in document.element.body.iter(qn("w:p")) if text_of(p).startswith("Một câu"))
    assert (value_of(number, "w:pPr/w:numPr/w:ilvl"), value_of(number, "w:pPr/w:numPr/w:numId")) == ("1", "1")
    inside = next(p for p in document.element.body.iter(qn("w:p")) if text_of(p) == "THÀNH VIÊN")
    assert abs(int(value_of(inside, "w:pPr/w:ind", "w:firstLine") or 0) / 56.7 - 12.7) < 0.1
