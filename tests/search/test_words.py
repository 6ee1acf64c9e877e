"""Texts become words in one way, for what is stored and for what is asked."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rasoat import text
from rasoat.db.base import folded


@pytest.mark.parametrize(
    ("written", "words"),
    [
        ("98/TB-SLĐTBXH", ["98", "tb", "sldtbxh"]),
        ("Xã Đồng Mỏ (cũ)", ["xa", "dong", "mo", "cu"]),
        ("hồ, ao; 12.5 ha", ["ho", "ao", "12", "5", "ha"]),
        ("Điểm\u200b nguy\u00a0hiểm_mới", ["diem", "nguy", "hiem", "moi"]),
        ("m² №7 “ngôi nhà”", ["m²", "7", "ngoi", "nha"]),
        (" –/% ", []),
        ("x" * 300, ["x" * text.LONGEST_WORD]),
    ],
)
def test_words_are_folded_and_apart_at_punctuation(written: str, words: list[str]) -> None:
    assert text.words(written) == words


def test_of_what_is_asked_each_word_counts_once_and_only_the_first_of_many() -> None:
    assert text.asked("Xã xã, XA/98") == ["xa", "98"]
    assert len(text.asked(" ".join(map(str, range(2_000))))) == text.MOST_ASKED


@pytest.mark.parametrize(("number", "typed"), [(None, ""), (2, "2 02"), (10, "10"), (198, "198")])
def test_a_number_below_ten_is_also_found_as_it_is_printed(number: int | None, typed: str) -> None:
    assert text.printed(number) == typed


@settings(derandomize=True, max_examples=200)
@given(st.text())
def test_what_is_stored_keeps_its_words(value: str) -> None:
    """The databases take them apart at spaces and nowhere else."""
    words = text.words(value)
    assert all(word.isalnum() and word == word.strip() for word in words)
    assert text.words(" ".join(words)) == words


def test_of_a_very_long_text_only_the_beginning_is_searched() -> None:
    """PostgreSQL refuses a row with more than a megabyte of words."""
    stored = folded([("\U00010400" * 99 + " ") * 4_000])["search_text"]
    assert len(stored.encode()) < 2**20
