"""The content of any paper (PL I, II.6)."""

import re
from collections.abc import Iterator
from itertools import pairwise
from statistics import median

from rasoat.documents.checking import rules_bases
from rasoat.documents.checking.judging import Judge
from rasoat.documents.checking.paragraphs import Paragraph, told_of
from rasoat.documents.checking.recognising import Paper
from rasoat.documents.checking.rows import Row, rows_of
from rasoat.documents.deviations import PLACE_SLACK, SIZE_SLACK, mm
from rasoat.documents.layout_body import INDENTS_MM, SINGLE
from rasoat.documents.measuring import MM, Sheet

_SECTION = re.compile(r"^[IVXLC]+\. \S")
_ARTICLE = re.compile(r"^Điều \d+\.")
_POINT = re.compile(r"^([a-zđ]{1,2})\) \S")
_NOTES = re.compile(r"^Ghi chú$")


def judge(paper: Paper, to: Judge) -> None:
    """All rules of the content: of each the worst paragraph is told."""
    paragraphs = list(_paragraphs(paper))
    texts = [one for one in paragraphs if not _is_heading(one)]
    if not texts:
        to.rule("nội dung", "có lời văn", "không thấy", right=False)
        return
    _sizes(paragraphs, to)
    columns = _has_columns(paper)
    to.rule("nội dung", "một cột chữ giữa hai lề", "hai cột" if columns else "một cột", right=not columns)
    if columns:
        # Indents, edges and gaps of two columns would be told of lines that are none.
        return
    _indents(paper, paragraphs, to)
    _edges(paper, texts, to)
    _spacing(paragraphs, to)
    bases = rules_bases.of(paragraphs)
    _cuts(paragraphs, bases, to)
    rules_bases.judge(bases, to)


def _paragraphs(paper: Paper) -> Iterator[Paragraph]:
    """The paragraphs of the main text. What is centred, in a table or at the foot is none."""
    rows: list[Row] = []
    signed = paper.parts.get("Nơi nhận")
    for row in _content(paper):
        if signed is not None and (row.page, row.line.baseline) >= (signed.page, signed.top):
            continue
        if row.line.x0 - paper.left > 4 * MM and rows:
            yield Paragraph(rows)
            rows = []
        rows.append(row)
    if rows:
        yield Paragraph(rows)


def _content(paper: Paper) -> Iterator[Row]:
    begin = max((paper.parts[name].bottom for name in _ABOVE if name in paper.parts), default=0.0)
    last = (paper.starts or [len(paper.sheets) + 1])[0]
    taken = {id(g) for part in paper.parts.values() for g in part.glyphs}
    for sheet in paper.sheets[: last - 1]:
        # The last columns of a justified line stand wide apart: a line of the content is one row.
        for row in rows_of((g for g in sheet.glyphs if id(g) not in taken), column=1000):
            below = sheet.number > 1 or row.line.baseline > begin
            if _NOTES.match(row.text):
                return
            if below and not _in_table(sheet, row) and not _is_centred(paper, row):
                yield row


def _has_columns(paper: Paper) -> bool:
    """Whether a large part of the content's lines begin at the middle of the page."""
    rows = [side for row in _content(paper) for side in rows_of(row.glyphs)]
    right = [row for row in rows if row.line.x0 > paper.middle - 2 and _wide(row) > _COLUMN_MM * MM]
    return len(right) > _FEW_LINES and len(right) * 3 > len(rows)


def _wide(row: Row) -> float:
    return row.line.x1 - row.line.x0


_COLUMN_MM, _FEW_LINES = 40, 5
"""A column of text is wider and longer than that."""
_ABOVE = (
    "Quốc hiệu",
    "số, ký hiệu",
    "tên loại",
    "trích yếu",
    "trích yếu công văn",
    "Kính gửi",
    "nơi gửi",
    "độ khẩn",
    "dự thảo",
)


def _in_table(sheet: Sheet, row: Row) -> bool:
    """Whether it stands between two lines that begin and end at the same places."""
    over = [r for r in sheet.ruled if r.x0 <= row.line.x0 + 2 <= r.x1]
    above = {(round(r.x0), round(r.x1)) for r in over if r.y < row.line.baseline}
    return any((round(r.x0), round(r.x1)) in above for r in over if r.y > row.line.baseline)


def _is_centred(paper: Paper, row: Row) -> bool:
    aside = row.line.x0 - paper.left
    return aside > 16 * MM and abs(row.line.centre - paper.middle) < 6 * MM


def _is_heading(one: Paragraph) -> bool:
    return len(one.rows) == 1 and (one.rows[0].bold or bool(_POINT.match(one.text)))


def _sizes(paragraphs: list[Paragraph], to: Judge) -> None:
    sizes = [(g.size, one) for one in paragraphs for row in one.rows for g in row.glyphs]
    low, high = min(sizes, key=lambda pair: pair[0]), max(sizes, key=lambda pair: pair[0])
    wrong = low if low[0] < 13 - SIZE_SLACK else high
    fits = low[0] >= 13 - SIZE_SLACK and high[0] <= 14 + SIZE_SLACK
    to.rule(
        "nội dung",
        "cỡ chữ 13-14",
        told_of(f"{low[0]:.1f}-{high[0]:.1f}", wrong[1], fits),
        right=fits,
        page=wrong[1].page,
    )


def _indents(paper: Paper, paragraphs: list[Paragraph], to: Judge) -> None:
    wrong = next((one for one in paragraphs if not _indented(paper, one)), None)
    aside = (wrong or paragraphs[0]).rows[0].line.x0 - paper.left
    told = told_of(mm(aside), wrong, wrong is None)
    to.rule("nội dung", "lùi đầu dòng 10 hoặc 12,7 mm", told, right=wrong is None, page=(wrong or paragraphs[0]).page)


def _indented(paper: Paper, one: Paragraph) -> bool:
    aside = (one.rows[0].line.x0 - paper.left) / MM
    return min(abs(aside - asked) for asked in INDENTS_MM) <= PLACE_SLACK


def _edges(paper: Paper, texts: list[Paragraph], to: Judge) -> None:
    full = [(row, one) for one in texts for row in one.rows[:-1] if row.line.is_spaced]
    short = [(row, one) for row, one in full if abs(row.line.x1 - paper.right) > 1.5 * PLACE_SLACK * MM]
    # One line that somebody ended by hand is no ragged edge.
    fits = len(short) * 10 <= len(full)
    told = told_of(f"{len(short)} trong {len(full)} dòng không tới lề phải", short[0][1] if short else None, fits)
    to.rule("nội dung", "canh đều cả hai lề", told, right=fits, page=short[0][1].page if short else 1)


def _spacing(paragraphs: list[Paragraph], to: Judge) -> None:
    within = [
        b.line.baseline - a.line.baseline for one in paragraphs for a, b in pairwise(one.rows) if a.page == b.page
    ]
    if not within:
        return
    pitch, size = median(within), paragraphs[0].rows[0].size
    fits = SINGLE * size - SIZE_SLACK <= pitch <= 1.5 * SINGLE * size + SIZE_SLACK
    to.rule("nội dung", "giãn dòng từ dòng đơn đến 1,5 dòng", f"{pitch / (SINGLE * size):.2f} dòng", right=fits)
    gaps = [
        (b.rows[0].line.baseline - a.rows[-1].line.baseline - pitch, b)
        for a, b in pairwise(paragraphs)
        if a.rows[-1].page == b.page
    ]
    if gaps:
        least, one = min(gaps, key=lambda pair: pair[0])
        fits = least >= 6 - SIZE_SLACK
        to.rule(
            "nội dung",
            "các đoạn cách nhau ít nhất 6 pt",
            told_of(f"{least:.1f} pt", one, fits),
            right=fits,
            page=one.page,
        )


def _cuts(paragraphs: list[Paragraph], bases: list[Paragraph], to: Judge) -> None:
    for name, rule, pattern, wrong in (
        ("mục", "“I. …” in hoa, đậm", _SECTION, lambda row: not (row.bold and row.upper)),
        ("điểm", "“a) …” chữ đứng, không đậm", _POINT, lambda row: row.bold or row.italic),
        ("điều", "“Điều 1.” đứng, đậm", _ARTICLE, lambda row: not all(g.bold for g in row.glyphs[:5])),
    ):
        own = [one for one in paragraphs if pattern.match(one.text)]
        bad = next((one for one in own if wrong(one.rows[0])), None)
        if own:
            to.rule(
                name,
                rule,
                told_of("đúng" if bad is None else "khác", bad, bad is None),
                right=bad is None,
                page=(bad or own[0]).page,
            )
    plain = [one for one in paragraphs if one not in bases]
    slanted = next((one for one in plain if one.rows[0].italic), None)
    told = told_of("chữ đứng" if slanted is None else "chữ nghiêng", slanted, slanted is None)
    to.rule("nội dung", "kiểu chữ đứng", told, right=slanted is None, page=(slanted or paragraphs[0]).page)
