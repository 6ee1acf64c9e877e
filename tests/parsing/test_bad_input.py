"""Papers that were made to hang or to break the reading, and files that are none."""

import io

import pytest

from rasoat.parsing import files
from rasoat.parsing.paper import take_apart
from rasoat.parsing.plain_text import blocks_of_text

LINES = [
    "Đề nghị " * 20_000,
    "Sở " * 20_000,
    ", và các " * 20_000,
    "a" * 100_000 + "(" * 20_000,
    "I. A\n" * 5_000,
    "1.1.1.1 A:\n" * 5_000,
    "| a | b |\n" * 5_000,
    "¹ A\n- b\n" * 2_000,
    "Nơi nhận:\n" * 2_000,
    "Số: /\nThông báo\n" * 2_000,
    "",
    "\n\n\n",
    "KT. GIÁM ĐỐC",
    "Nơi nhận:\nKT. GIÁM ĐỐC\n" + "AaBbCc" * 5_000 + "=",
    "hết quý İ/2025",
    "a\t" * 20_000,
]


@pytest.mark.parametrize("text", LINES, ids=lambda text: repr(text[:12]))
def test_no_text_breaks_the_reading(text: str) -> None:
    """None raises, and none is one that a pattern would try for hours."""
    take_apart(blocks_of_text(text))


def test_three_thousand_recommendations_are_all_found() -> None:
    items = "\n\n".join(f"- Cắm biển cảnh báo tại điểm số {at}, trước ngày 30/9/2025." for at in range(3_000))
    text = f"SỞ Y TẾ\nSố: 9/TB-SYT\n\nTHÔNG BÁO\nKết quả kiểm tra\n\nIII. KIẾN NGHỊ\n\n1. Đối với UBND xã Vân An\n\n{items}\n"
    found = take_apart(blocks_of_text(text)).recommendations
    assert len(found) == 3_000
    assert {one.addressees for one in found} == {("UBND xã Vân An",)}


def _empty_word() -> bytes:
    import docx

    written = io.BytesIO()
    docx.Document().save(written)
    return written.getvalue()


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (b"%PDF-1.4 nothing behind it", "Tệp hỏng"),
        (b"PK\x03\x04 nothing behind it", "Tệp hỏng"),
        (b"\xff\xfe\x00\x01", "Chỉ đọc được"),
        (b"\x89PNG\r\n\x1a\n", "Chỉ đọc được"),
    ],
    ids=["pdf", "docx", "no text", "picture"],
)
def test_what_is_no_paper_is_refused_in_a_sentence(data: bytes, says: str) -> None:
    with pytest.raises(files.Refused, match=says):
        files.read(data)


def test_a_word_file_without_text_says_what_is_missing() -> None:
    paper = files.read(_empty_word()).paper
    assert set(paper.missing) == {"issuer", "number", "day", "subject", "signer", "recipients", "recommendations"}
