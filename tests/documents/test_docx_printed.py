"""Word files, printed by LibreOffice and measured like every other paper."""

from itertools import pairwise
from pathlib import Path

import pytest

from rasoat.documents.docx.writing import paper_to_docx
from rasoat.documents.measuring import read
from rasoat.documents.paper import Paragraph, Table

from .forms import Form, pairwise_forms
from .libreoffice import deviations, printed
from .samples import short
from .test_docx import PAPERS

pytestmark = pytest.mark.long

# A word that is longer than a line begins a new one, in LibreOffice and in Word: what stood before it is spread or short.
MOVED = "canh đều hai lề"


def test_word_files_print_in_the_decrees_form(tmp_path: Path) -> None:
    files = printed({name: paper_to_docx(paper) for name, paper in PAPERS.items()}, tmp_path)
    found = {name: deviations(files[name], paper) for name, paper in PAPERS.items()}
    found["long words"] = [one for one in found["long words"] if one.expected != MOVED]
    assert {name: wrong for name, wrong in found.items() if wrong} == {}


_SENTENCE = "Ủy ban nhân dân huyện đã ban hành văn bản và bố trí kinh phí cho công tác trẻ em. "
_END = Paragraph(id="z", text=_SENTENCE * 2)
LARGE = {
    "paragraph of twenty pages": (Paragraph(id="p", text=_SENTENCE * 800), _END),
    "table of 400 rows": (
        Table(
            id="t", headers=("STT", "Đơn vị", "Hạn"), rows=tuple((f"{n}.", "UBND xã", "1/9/2024") for n in range(400))
        ),
        _END,
    ),
    "table of 15 columns": (Table(id="t", headers=tuple("ABCDEGHIKLMNOPQ"), rows=(("12",) * 15,) * 60), _END),
}


def test_large_papers_print_in_the_decrees_form(tmp_path: Path) -> None:
    papers = {name: short(blocks=blocks) for name, blocks in LARGE.items()}
    files = printed({name: paper_to_docx(paper) for name, paper in papers.items()}, tmp_path)
    found = {name: deviations(files[name], paper) for name, paper in papers.items()}
    assert {name: wrong for name, wrong in found.items() if wrong} == {}
    pages = len(read(files["paragraph of twenty pages"]))
    assert pages >= 20


def test_every_form_prints_in_the_decrees_form(tmp_path: Path) -> None:
    forms = pairwise_forms()
    files = printed({str(at): paper_to_docx(form.paper) for at, form in enumerate(forms)}, tmp_path)
    found = {str(form): deviations(files[str(at)], form.paper) for at, form in enumerate(forms)}
    assert {form: wrong for form, wrong in found.items() if wrong} == {}
    for at, form in enumerate(forms):
        _pages(files[str(at)], form)


def _pages(pdf: bytes, form: Form) -> None:
    """Each part counts its pages from 1 and shows no number on its first one; a wide appendix lies on its side."""
    sheets = read(pdf)
    numbers = ["".join(line.text for line in sheet.folios) for sheet in sheets]
    parts = 1 + len(form.paper.appendices)
    assert numbers.count("") == parts, (str(form), numbers)
    for before, after in pairwise(numbers):
        assert after in ("", str(int(before or "1") + 1)), (str(form), numbers)
    lying = [sheet.number for sheet in sheets if sheet.width > sheet.height]
    assert bool(lying) is (form.values["appendices"] == "two"), str(form)
