"""Long words in print: a symbol breaks behind its hyphens, anything else between any two letters."""

import re

import pytest

from rasoat.documents.render import breakable


@pytest.mark.parametrize(
    ("word", "pieces"),
    [
        ("99/KHLN-SLĐTBXH-GDĐT-VHTTDL-ĐTNCSCM", ["99/KHLN-", "SLĐTBXH-", "GDĐT-", "VHTTDL-", "ĐTNCSCM"]),
        ("a" * 25, ["a"] * 25),
        ("b-" + "a" * 25, ["b", "-", *"a" * 25]),
        ("1040/SLĐTBXH-PXH", ["1040/SLĐTBXH-PXH"]),
    ],
)
def test_where_a_word_may_break(word: str, pieces: list[str]) -> None:
    printed = str(breakable(f"số {word} ngày"))
    assert re.split("<wbr>", printed.removeprefix("số ").removesuffix(" ngày")) == pieces


def test_what_people_type_stays_text_in_every_piece() -> None:
    assert "<b" not in str(breakable("<b>aaaaaaaaaa-bbbbbbbbbb-<b>"))
