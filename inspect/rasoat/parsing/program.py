"""Reads one file of unknown origin and takes it apart: a program of `confined.run`.

It gets a line with the media type, then the file, and answers JSON: either `refused` with a word, or a `Source`.
"""

import json
from typing import Final

from pydantic import TypeAdapter

from rasoat.files.confined import serve
from rasoat.parsing.models import Source
from rasoat.parsing.paper import take_apart
from rasoat.parsing.pdf_text import read_pdf
from rasoat.parsing.plain_text import blocks_of_text
from rasoat.parsing.word import read_word
from rasoat.text import clean

FEWEST_LETTERS = 60
"""A PDF with fewer is a scan."""
MOST_PAGES = 300
PDF: Final = "application/pdf"
TEXT: Final = "text/plain"
SOURCE: Final = TypeAdapter(Source)


def answer(data: bytes) -> bytes:
    """What was read."""
    kind, _, file = data.partition(b"\n")
    found = _read(kind.decode(), file)
    return json.dumps({"refused": found}).encode() if isinstance(found, str) else SOURCE.dump_json(found)


def _read(kind: str, data: bytes) -> Source | str:
    if kind == TEXT:
        text = clean(data.decode("utf-8-sig"))
        return Source(text, take_apart(blocks_of_text(text)))
    if kind == PDF:
        if why := _refused(data):
            return why
        written = read_pdf(data)
        if sum(c.isalpha() for c in written.text) < FEWEST_LETTERS:
            return "scan"
    else:
        written = read_word(data)
    return Source(written.text, take_apart(written.blocks))


def _refused(data: bytes) -> str:
    import pypdfium2
    from pypdfium2 import raw

    try:
        document = pypdfium2.PdfDocument(data)
        pages = len(document)
        document.close()
    except pypdfium2.PdfiumError as error:
        return "encrypted" if error.err_code == raw.FPDF_ERR_PASSWORD else "broken"
    if not pages:
        return "broken"
    return "" if pages <= MOST_PAGES else "long"


if __name__ == "__main__":
    serve(answer)
