"""Which passages of a paper stand in a signed PDF: a program of `confined.run`.

It gets a line of JSON with the passages, then the PDF, and answers JSON: see `comparing.judge`.
"""

import json
import re
import unicodedata
from bisect import bisect_left
from collections import Counter

from rasoat.files.confined import serve

_WORD = re.compile(r"\w+")
_PAGE_NUMBER = re.compile(r"\s*\d*\s*")
# From this share of a page on, a picture is the scan of the page.
_WHOLE_PAGE = 0.6
_CHANCE = 4


def found_in(data: bytes) -> bytes:
    """What of the passages was found."""
    line, _, pdf = data.partition(b"\n")
    texts = [_plain(one) for one in json.loads(line)]
    pages, pictures = _pages(pdf)
    read = _plain("\n".join(pages))
    sheets = [_packed(_plain(page)) for page in pages]
    missing = [text for text in texts if not _stands(_packed(text), sheets)]
    own, letters = sum(len(_packed(text)) for text in texts), sum(map(len, sheets))
    words, there = Counter(_WORD.findall(" ".join(texts).lower())), Counter(_WORD.findall(read.lower()))
    share = (words & there).total() / max(words.total(), 1)
    answer = {
        "missing": missing,
        "more": max(letters - own, 0),
        "letters": letters,
        "share": share,
        "pictures": pictures,
    }
    return json.dumps(answer).encode()


def _stands(wanted: str, sheets: list[str]) -> bool:
    """Whether a passage stands on one page, or goes over from one page to the next."""
    return any(wanted in sheet for sheet in sheets) or any(
        _goes_over(wanted, sheets[at:]) for at in range(len(sheets) - 1)
    )


def _goes_over(wanted: str, sheets: list[str]) -> bool:
    """Whether the passage begins on the first of the pages and its rest stands on those after it. Notes at the foot of a
    page may stand between both.
    """
    if len(sheets) == 1 or wanted in sheets[0]:
        return wanted in sheets[0]
    begun = bisect_left(range(1, len(wanted)), True, key=lambda length: wanted[:length] not in sheets[0])
    # The page may happen to go on with the letters that the next page begins with.
    return any(_goes_over(wanted[length:], sheets[1:]) for length in range(begun, max(begun - _CHANCE, 0), -1))


def _pages(pdf: bytes) -> tuple[list[str], bool]:
    """The text of each page without the number at its top, and whether every page is covered by a picture."""
    import pypdfium2
    from pypdfium2 import raw

    document = pypdfium2.PdfDocument(pdf)
    texts, covered = [], []
    for page in document:
        lines = page.get_textpage().get_text_bounded().splitlines()
        while lines and _PAGE_NUMBER.fullmatch(lines[0]):
            lines.pop(0)
        texts.append("\n".join(lines))
        area = page.get_width() * page.get_height()
        boxes = [one.get_bounds() for one in page.get_objects(filter=[raw.FPDF_PAGEOBJ_IMAGE])]
        covered.append(any((right - left) * (top - low) >= _WHOLE_PAGE * area for left, low, right, top in boxes))
    return texts, bool(covered) and all(covered)


def _plain(text: str) -> str:
    return unicodedata.normalize("NFC", text)


def _packed(text: str) -> str:
    """Its letters and digits alone: line ends, hyphens and spaces fall differently in every file."""
    return "".join(_WORD.findall(text)).lower()


if __name__ == "__main__":
    serve(found_in)
