"""A paper as data: what may be in it, how its number, day and digest read."""

import unicodedata
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from rasoat.documents.paper import BLANK, Appendix, Heading, Paper, Paragraph, Table, vietnamese_date
from rasoat.text import clean

from .samples import long, short


@pytest.mark.parametrize(
    ("day", "text"),
    [
        (date(2024, 1, 5), "Lạng Sơn, ngày 05 tháng 01 năm 2024"),
        (date(2024, 2, 29), "Lạng Sơn, ngày 29 tháng 02 năm 2024"),
        (date(2024, 3, 9), "Lạng Sơn, ngày 09 tháng 3 năm 2024"),
        (date(2024, 12, 10), "Lạng Sơn, ngày 10 tháng 12 năm 2024"),
        (None, f"Lạng Sơn, ngày{BLANK}tháng{BLANK}năm{BLANK}"),
    ],
)
def test_day_is_written_as_the_decree_says(day: date | None, text: str) -> None:
    assert vietnamese_date("Lạng Sơn", day) == text


@pytest.mark.parametrize(("number", "text"), [(7, "07"), (10, "10"), (105, "105"), (None, BLANK)])
def test_number_below_ten_takes_a_zero(number: int | None, text: str) -> None:
    assert short(number=number).number_text() == f"Số: {text}/TB-SLĐTBXH"


def test_a_paper_without_number_or_day_is_a_draft() -> None:
    assert not short().is_draft
    assert short(number=None).is_draft
    assert short(issued_on=None).is_draft


def test_digest_is_of_the_content_alone() -> None:
    paper = long()
    assert paper.digest() == Paper.model_validate_json(paper.model_dump_json()).digest()
    assert len(paper.digest()) == 64
    assert paper.digest() != long(number=106).digest()


def test_a_field_that_came_later_leaves_old_digests_as_they_were() -> None:
    # The digest that this paper had before there were appendices, other signers and other offices.
    assert short().digest() == "9e1b4d29f5fd9ba522c0f20eeb92d3b1c4987f3e9f9d39f73787dd215ea4455c"
    used = [
        short(decides="GIÁM ĐỐC SỞ Y TẾ"),
        short(minutes=True),
        short(circulation="LƯU HÀNH NỘI BỘ"),
        short(signing=short().signing.model_copy(update={"office": "PHÓ CHỦ TỊCH UBND TỈNH"})),
        short(appendices=(Appendix(title="Danh sách", blocks=(Paragraph(id="a", text="Một."),)),)),
    ]
    assert len({short().digest(), *(one.digest() for one in used)}) == 6


def test_both_normal_forms_give_one_digest() -> None:
    composed, decomposed = "Chi L\u0103ng", "Chi La\u0306ng"
    assert short(subject=composed).digest() == short(subject=decomposed).digest()


@given(st.text(min_size=1))
def test_no_text_holds_control_characters(text: str) -> None:
    try:
        block = Paragraph(id="p", text=text)
    except ValidationError:
        assert not clean(text).strip()
    else:
        assert not [c for c in block.text if unicodedata.category(c) in ("Cc", "Cs") and c not in "\n\t"]


def test_a_frozen_paper_cannot_change() -> None:
    with pytest.raises(ValidationError):
        short().number = 8  # type: ignore[misc]  # the refusal is what is tested


@pytest.mark.parametrize("key", ["", "có dấu", 'a"b', "x" * 101])
def test_block_ids_are_plain(key: str) -> None:
    with pytest.raises(ValidationError):
        Paragraph(id=key, text="a")


def test_two_blocks_cannot_share_an_id() -> None:
    with pytest.raises(ValidationError, match="trùng mã"):
        short(blocks=(Paragraph(id="a", text="1"), Heading(id="a", level=1, text="2")))


@pytest.mark.parametrize("changes", [{"rows": (("1",),)}, {"align": ("left",)}])
def test_a_table_is_rectangular(changes: dict[str, object]) -> None:
    with pytest.raises(ValidationError, match="2 cột"):
        Table.model_validate({"id": "t", "headers": ("a", "b"), "rows": (("1", "2"),)} | changes)


@pytest.mark.parametrize("changes", [{"number": 0}, {"issuer": ()}, {"subject": "  "}, {"symbol": ""}, {"unknown": 1}])
def test_nonsense_is_refused(changes: dict[str, object]) -> None:
    with pytest.raises(ValidationError):
        short(**changes)
