"""A signed file is compared with the paper that went to be signed."""

import io

import pytest
from PIL import Image

from rasoat.documents import pdf
from rasoat.documents.paper import Paper, Paragraph
from rasoat.papers import comparing
from rasoat.papers.comparing import GUESSED, NO_LETTERS, SAME
from rasoat.problems import Problem
from tests.documents.samples import long


@pytest.fixture(scope="module")
def paper() -> Paper:
    return long(number=None, issued_on=None)


@pytest.mark.parametrize("engine", pdf.usable(), ids=lambda engine: engine.name)
def test_the_signed_file_of_either_engine_is_the_same_with_number_and_day_filled_in(
    paper: Paper, engine: pdf.PdfEngine
) -> None:
    assert comparing.compare(paper, pdf.paper_to_pdf(long(), engine)) == comparing.Comparison(SAME)


def test_one_changed_letter_is_named_with_its_passage(paper: Paper) -> None:
    at = next(i for i, block in enumerate(paper.blocks) if isinstance(block, Paragraph))
    old = paper.blocks[at]
    assert isinstance(old, Paragraph)
    changed = old.model_copy(update={"text": old.text.replace("a", "o", 1)})
    other = paper.model_copy(update={"blocks": (*paper.blocks[:at], changed, *paper.blocks[at + 1 :])})
    found = comparing.compare(paper, pdf.paper_to_pdf(other, pdf.usable()[0]))
    assert found.reasons[0].startswith(f"Tệp không có đúng đoạn: “{old.text[:60]}")


def test_a_passage_that_came_to_it_is_refused(paper: Paper) -> None:
    more = Paragraph(id="more", text="Giao thêm một việc khác cho huyện. " * 15)
    other = paper.model_copy(update={"blocks": (more, *paper.blocks)})
    found = comparing.compare(paper, pdf.paper_to_pdf(other, pdf.usable()[0]))
    assert found.reasons[0] == "Tệp có thêm nội dung ngoài bản trình ký."


def test_a_scan_without_letters_is_left_to_the_clerk_s_eyes(paper: Paper) -> None:
    scan = io.BytesIO()
    Image.new("L", (1240, 1754), 255).save(scan, "PDF", resolution=150)
    assert comparing.compare(paper, scan.getvalue()) == comparing.Comparison(NO_LETTERS)


@pytest.mark.parametrize(
    ("seen", "kept", "why"),
    [
        ({"missing": ["Một"], "share": 0.93, "pictures": True}, GUESSED, ""),
        ({"missing": ["Một"], "share": 0.4, "pictures": True}, SAME, "văn bản khác"),
        ({"missing": [], "more": 401, "pictures": True}, GUESSED, ""),
        ({"missing": [], "more": 400}, SAME, ""),
        ({"missing": [], "more": 401}, SAME, "thêm nội dung"),
        ({"letters": 79, "missing": ["Một"]}, SAME, "không có chữ và không có hình"),
    ],
)
def test_what_speaks_against_a_file(seen: dict[str, object], kept: str, why: str) -> None:
    found = comparing.judge(**{"missing": [], "more": 0, "letters": 900, "share": 1.0, "pictures": False, **seen})
    assert found.kept == kept
    assert why in " ".join(found.reasons)
    assert bool(why) == bool(found.reasons)


def test_a_file_that_cannot_be_read_is_one_refusal(paper: Paper) -> None:
    with pytest.raises(Problem) as refused:
        comparing.compare(paper, b"%PDF-1.7 not one")
    assert refused.value.key == "file.unreadable"
