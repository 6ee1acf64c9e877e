"""Vietnamese text: one form, one folding, dictionary order."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rasoat import text

VIETNAMESE = st.text(
    "aàảãáạăằẳẵắặâầẩẫấậbcdđeèẻẽéẹêềểễếệghiìỉĩíịklmnoòỏõóọôồổỗốộơờởỡớợpqrstuùủũúụưừửữứựvxyỳỷỹýỵ AĐÊÔƠƯ0123456789",
    max_size=12,
)


@pytest.mark.parametrize(
    ("written", "folded"),
    [
        ("Đồng Mỏ", "dong mo"),
        ("ĐỒNG MỎ", "dong mo"),
        ("  Chi\u00a0 Lăng ", "chi lang"),
        ("Ủy ban nhân dân", "uy ban nhan dan"),
        ("KHLN-SLĐTBXH", "khln-sldtbxh"),
        ("", ""),
    ],
)
def test_folding(written: str, folded: str) -> None:
    assert text.fold(written) == folded


@given(VIETNAMESE)
def test_folding_does_not_see_form_case_or_marks(value: str) -> None:
    folded = text.fold(value)
    assert folded == text.fold(unicodedata.normalize("NFD", value)) == text.fold(value.upper()) == text.fold(folded)
    assert folded.isascii()


@given(st.text())
def test_any_text_can_be_folded_and_ordered(value: str) -> None:
    text.fold(value)
    assert text.sort_key(value) == text.sort_key(unicodedata.normalize("NFD", value))
    assert text.nfc(text.nfc(value)) == text.nfc(value)


def test_order_is_that_of_the_dictionary() -> None:
    words = [
        "ma",
        "mà",
        "mả",
        "mã",
        "má",
        "mạ",
        "mac",
        "măm",
        "mâm",
        "na",
        "da",
        "đa",
        "ê",
        "e",
        "ơ",
        "o",
        "ô",
        "u",
        "ư",
    ]
    expected = [
        "da",
        "đa",
        "e",
        "ê",
        "ma",
        "mà",
        "mả",
        "mã",
        "má",
        "mạ",
        "mac",
        "măm",
        "mâm",
        "na",
        "o",
        "ô",
        "ơ",
        "u",
        "ư",
    ]
    assert sorted(words, key=text.sort_key) == expected


def test_shorter_words_come_first() -> None:
    assert sorted(["Hòa Bình", "Hòa", "Hòa An", "Hoàng"], key=text.sort_key) == ["Hòa", "Hòa An", "Hòa Bình", "Hoàng"]
