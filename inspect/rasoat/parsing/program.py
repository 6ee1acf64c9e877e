"""Reads one file of unknown origin: a program of `confined.run`.

It gets a line with the media type, then the file, and answers JSON: either `refused` with a word, or `text` and `blocks`.
"""

import json
from dataclasses import asdict

from rasoat.files.confined import serve
from rasoat.parsing.pdf_text import read_pdf
from rasoat.parsing.word import read_word

FEWEST_LETTERS = 60
"""A PDF with fewer is a scan."""
MOST_PAGES = 300


def answer(data: bytes) -> bytes:
    """What was read."""
    kind, _, file = data.partition(b"\n")
    return json.dumps(_read(kind.decode(), file)).encode()


def _read(kind: str, data: bytes) -> dict[str, object]:
    if kind == "application/pdf":
        if why := _refused(data):
            return {"refused": why}
        written = read_pdf(data)
        if sum(c.isalpha() for c in written.text) < FEWEST_LETTERS:
            return {"refused": "scan"}
    else:
        written = read_word(data)
    return {"text": written.text, "blocks": [asdict(block) for block in written.blocks]}


def _refused(data: bytes) -> str:
    import pypdfium2
    from pypdfium2 import raw

    try:
        document = pypdfium2.PdfDocument(data)
        pages = len(document)
        document.close()
    except pypdfium2.PdfiumError as error:
        return "encrypted" if error.err_code == raw.FPDF_ERR_PASSWORD else "broken"
    return "" if 0 < pages <= MOST_PAGES else "long"


if __name__ == "__main__":
    serve(answer)
