"""Slips as they come out of the printer, measured in the PDF: eight on an A4 between the cutting lines, one on an A5."""

from datetime import UTC, datetime
from itertools import pairwise

import pytest

from rasoat.codes.slips import Slip, printed
from rasoat.documents.measuring import MM, lines_of, read
from rasoat.documents.pdf import PdfkitEngine, WeasyprintEngine
from rasoat.settings import Settings

UNTIL = datetime(2026, 3, 9, 5, 0, tzinfo=UTC)
ADDRESS = "https://rasoat.mot-tinh-co-ten-dai.example/activate"
USUAL = Slip("Nguyễn Văn Mẫu", "Ủy ban nhân dân xã Chi Lăng", "mau.nv", "ABCD-EFGH-JKMN-PQRS")
WIDEST = Slip(
    ("Nguyễn Hoàng Phương Trường " * 8)[:200],
    ("Phòng Văn hóa - Xã hội thuộc Ủy ban nhân dân xã " * 5)[:200],
    "w" * 100,
    "WWWW-WWWW-WWWW-WWWW",
)
ENGINES = [engine for engine in (PdfkitEngine(), WeasyprintEngine()) if engine.available()]


@pytest.fixture(params=ENGINES, ids=lambda engine: engine.name)
def sheets(request, tmp_path):
    settings = Settings(data_dir=tmp_path, pdf_engine=request.param.name)
    return lambda slips, layout: read(printed(slips, layout, ADDRESS, UNTIL, settings))


def seen(sheet):
    return [glyph for glyph in sheet.glyphs if not glyph.blank]


def text_of(sheet):
    return "".join(glyph.text for glyph in seen(sheet))


def test_eight_on_an_a4_each_within_its_cutting_lines(sheets):
    slips = [USUAL, WIDEST] * 4 + [USUAL]
    first, second = sheets(slips, "eight")
    assert (round(first.width / MM), round(first.height / MM)) == (210, 297)
    assert text_of(first).count("PHIẾUKÍCHHOẠT") == 8
    assert text_of(second).count("PHIẾUKÍCHHOẠT") == 1
    assert all("".join(words.split()) in text_of(second) for words in all_of_it(USUAL))
    cuts = sorted({round(line.y) for line in first.ruled})
    assert len(cuts) == 5
    assert all(195 < below - above < 215 for above, below in pairwise(cuts))
    middle = first.width / 2
    for line in lines_of(seen(first)):
        top, bottom = min(g.top for g in line.glyphs), max(g.bottom for g in line.glyphs)
        assert any(above <= top and bottom <= below for above, below in pairwise(cuts)), line.text
    for glyph in seen(first):
        assert glyph.x0 > 4 * MM
        assert glyph.x1 < middle or middle + 4 * MM < glyph.x0
        assert glyph.x1 < first.width - 4 * MM


def all_of_it(slip):
    """What somebody needs to activate the account."""
    return (*vars_of(slip), ADDRESS, "trước 12:00 ngày 09/03/2026", "ít nhất 10 ký tự", "hủy phiếu")


def vars_of(slip):
    return slip.full_name, slip.agency, slip.username, slip.code


def test_one_on_an_a5(sheets):
    pages = sheets([USUAL, WIDEST], "one")
    assert [(round(page.width / MM), round(page.height / MM)) for page in pages] == [(148, 210)] * 2
    assert all("".join(words.split()) in text_of(pages[0]) for words in all_of_it(USUAL))
    for page in pages:
        assert max(glyph.x1 for glyph in seen(page)) < page.width - 8 * MM
        assert max(glyph.bottom for glyph in seen(page)) < page.height - 8 * MM
    assert "w" * 100 in text_of(pages[1])
    assert WIDEST.code in text_of(pages[1])
