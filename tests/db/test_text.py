"""Vietnamese text: one form, one folding, dictionary order."""

import sys
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


SHOWN_SIGNS = {"\u06dd", "\u070f", "\u08e2", *map(chr, [*range(0x600, 0x606), 0x890, 0x891, 0x110BD, 0x110CD])}
"""Signs before a number in other scripts: Unicode calls them format characters, but one sees them."""
HIEROGLYPHS = {*map(chr, range(0x13430, 0x13456))}
"""They place the hieroglyphs around them: nobody types them by accident."""


def test_no_character_that_nobody_sees_is_left() -> None:
    kept = [
        f"{ord(char):04x}"
        for char in map(chr, range(sys.maxunicode + 1))
        if unicodedata.category(char) in ("Cc", "Cf", "Cs") and char not in SHOWN_SIGNS | HIEROGLYPHS | {"\t", "\n"}
        if text.clean(char) not in ("", "\n")
    ]
    assert kept == []


@pytest.mark.parametrize("unseen", ["\u200b", "\u00ad", "\u034f", "\u3164", "\ufe0f", "\u202e", "\ufeff"])
def test_what_nobody_sees_changes_neither_search_nor_order(unseen: str) -> None:
    typed = unseen.join("Đồng Mỏ")
    assert text.fold(typed) == text.fold("Đồng Mỏ")
    assert text.sort_key(typed) == text.sort_key("Đồng Mỏ")


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


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("Thay biển cảnh báo", "Thay biển cảnh báo"),
        ("Thay biển cảnh báo!", "Thay biển cảnh …"),
        ("x" * 19, "x" * 16 + " …"),
    ],
)
def test_a_long_text_ends_with_a_whole_word(written: str, shown: str) -> None:
    assert text.shortened(written, 18) == shown
