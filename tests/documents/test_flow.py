"""What follows from the order of the blocks: numbers, notes, closing marks."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rasoat.documents.flow import LETTERS, Piece, closed, flow, letter, roman
from rasoat.documents.paper import Article, Bullets, Heading, Paragraph, Table

from .samples import short


def _pieces(*blocks: object) -> list[Piece]:
    return [piece for group in flow(short(blocks=blocks)).groups for piece in group]


def _texts(*blocks: object) -> list[str]:
    return ["".join(run.text for run in piece.line) for piece in _pieces(*blocks)]


def _heads(levels: list[int]) -> list[Heading]:
    return [Heading.model_validate({"id": f"h{at}", "level": level, "text": "Mục"}) for at, level in enumerate(levels)]


def test_headings_are_numbered_by_level_and_order() -> None:
    numbers = [text.split()[0] for text in _texts(*_heads([1, 2, 3, 3, 2, 3, 1, 2, 1]))]
    assert numbers == ["I.", "1.", "a)", "b)", "2.", "a)", "II.", "1.", "III."]


def test_level_one_is_upper_case() -> None:
    assert _texts(Heading(id="a", level=1, text="Đánh giá chung"))[0] == "I. ĐÁNH GIÁ CHUNG"


def test_a_piece_knows_the_number_with_which_its_line_begins() -> None:
    article = Article(id="d", text="Thành lập đoàn.\nĐoạn thứ hai.")
    pieces = _pieces(*_heads([1, 2, 3]), article, Paragraph(id="p", text="1. Chữ của người soạn"))
    assert [piece.number for piece in pieces] == ["I.", "1.", "a)", "Điều 1.", "", ""]
    assert all(piece.line[0].text.startswith(f"{piece.number} ") for piece in pieces if piece.number)


def test_points_follow_the_vietnamese_alphabet() -> None:
    assert [letter(n) for n in (1, 4, 5, 6, 7, 8, 9, 10)] == ["a", "d", "đ", "e", "g", "h", "i", "k"]
    assert letter(len(LETTERS)) == "y"
    assert letter(len(LETTERS) + 2) == "bb"


@pytest.mark.parametrize(("number", "text"), [(1, "I"), (4, "IV"), (9, "IX"), (14, "XIV"), (40, "XL"), (99, "XCIX")])
def test_roman(number: int, text: str) -> None:
    assert roman(number) == text


@given(st.lists(st.sampled_from([1, 2, 3]), min_size=1, max_size=40))
def test_no_heading_repeats_a_number_under_the_same_parent(levels: list[int]) -> None:
    path: list[str] = ["", "", ""]
    seen = set()
    for level, text in zip(levels, _texts(*_heads(levels)), strict=True):
        path[level - 1 :] = [text.split()[0], *[""] * (3 - level)]
        assert tuple(path) not in seen
        seen.add(tuple(path))


def test_notes_are_numbered_through_the_paper() -> None:
    content = flow(
        short(
            blocks=(
                Paragraph(id="a", text="Một[^2] hai[^1] ba", footnotes=("chú A1", "chú A2", "chú A3")),
                Table(id="t", caption="Bảng", headers=("x",), rows=(("ô[^1]",),), footnotes=("chú T1",)),
                Bullets(id="b", items=("x", "y"), footnotes=("chú B1",)),
            )
        )
    )
    assert content.notes == [(1, "chú A2"), (2, "chú A1"), (3, "chú A3"), (4, "chú T1"), (5, "chú B1")]
    assert [run.note for run in content.groups[0][0].line] == [1, 2, 0, 3]
    assert content.groups[1][0].rows[0][0][0].note == 4
    assert [run.note for run in content.groups[3][0].line] == [0, 5]


def test_a_second_mark_repeats_the_number_but_not_the_anchor() -> None:
    runs = _pieces(Paragraph(id="a", text="x[^1] y[^1]", footnotes=("n",)))[0].line
    assert [(run.note, run.anchor) for run in runs if run.note] == [(1, True), (1, False)]


def test_a_mark_without_a_note_is_plain_text() -> None:
    assert _texts(Paragraph(id="a", text="xem [^3] và [^0]")) == ["xem [^3] và [^0]./."]


def test_the_content_ends_once_whatever_was_typed() -> None:
    for typed in ("Hết", "Hết.", "Hết./.", "Hết ;"):
        assert _texts(Paragraph(id="a", text=typed)) == ["Hết./."]
    assert _texts(Bullets(id="b", items=("một;", "hai;"))) == ["- một;", "- hai./."]


def test_lists_close_with_semicolons_and_a_full_stop() -> None:
    assert closed(("a", "b;", "c.")) == ["a;", "b;", "c."]
    assert closed(()) == []


def test_a_line_break_begins_a_new_paragraph_of_the_same_block() -> None:
    pieces = _pieces(Paragraph(id="a", text="một\n\nhai"), Paragraph(id="b", text="ba"))
    assert [(piece.id, piece.first) for piece in pieces] == [("a", True), ("a", False), ("b", True)]


def test_headings_in_a_row_are_one_group() -> None:
    groups = flow(
        short(blocks=(*_heads([1, 2]), Paragraph(id="p", text="x"), *[Heading(id="z", level=1, text="y")]))
    ).groups
    assert [len(group) for group in groups] == [2, 1, 1]
