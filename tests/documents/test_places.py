"""Where a block stands in a paper, as another paper cites it."""

import pytest

from rasoat.documents.paper import Article, Block, Bullets, Heading, Paragraph
from rasoat.documents.places import place

BLOCKS: tuple[Block, ...] = (
    Paragraph(id="lead", text="Thực hiện Kế hoạch."),
    Heading(id="h1", level=1, text="Kết quả"),
    Paragraph(id="alone", text="Một đoạn."),
    Heading(id="h2", level=1, text="Kiến nghị"),
    Heading(id="h2.1", level=2, text="Ủy ban nhân dân huyện"),
    Paragraph(id="first", text="Cắm biển."),
    Paragraph(id="second", text="Dạy bơi."),
    Heading(id="h2.2", level=2, text="Phòng, ban"),
    Heading(id="h2.2.a", level=3, text="Phòng Giáo dục"),
    Paragraph(id="point", text="Dạy bơi."),
    Heading(id="h2.2.b", level=3, text="Phòng Y tế"),
    Bullets(id="items", items=("Một", "Hai", "Ba")),
)
DECISION: tuple[Block, ...] = (Article(id="one", text="Thành lập đoàn."), Article(id="two", text="Nhiệm vụ."))


@pytest.mark.parametrize(
    ("block", "item", "said"),
    [
        ("lead", None, ""),
        ("nowhere", None, ""),
        ("alone", None, "mục I"),
        ("h2", None, "mục II"),
        ("first", None, "đoạn thứ nhất khoản 1 mục II"),
        ("second", None, "đoạn thứ hai khoản 1 mục II"),
        ("point", None, "điểm a khoản 2 mục II"),
        ("items", None, "điểm b khoản 2 mục II"),
        ("items", 2, "gạch đầu dòng thứ ba điểm b khoản 2 mục II"),
    ],
)
def test_a_place_is_told_from_its_smallest_part(block: str, item: int | None, said: str) -> None:
    assert place(BLOCKS, block, item) == said


def test_a_place_in_a_decision_is_its_dieu() -> None:
    assert place(DECISION, "two") == "Điều 2"


def test_far_places_are_told_by_their_number() -> None:
    many = (Heading(id="h", level=1, text="Việc"), Bullets(id="b", items=tuple(f"Việc {n}" for n in range(12))))
    assert place(many, "b", 11) == "gạch đầu dòng thứ 12 mục I"
