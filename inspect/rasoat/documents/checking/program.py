"""Measures one PDF of unknown origin: a program of `confined.run`.

It gets a line with the abbreviation of the kind, which may be empty, then the PDF, and answers JSON: either `refused` with a word, or
`pages` and `judged`.
"""

import json
from dataclasses import asdict

from rasoat.documents.checking import rules_body, rules_foot, rules_head, rules_pages, signing
from rasoat.documents.checking.judging import Judge, Judged
from rasoat.documents.checking.recognising import recognise
from rasoat.documents.measuring import Sheet, read
from rasoat.files.confined import serve

MOST_PAGES = 200
FEWEST_LETTERS = 60


def answer(data: bytes) -> bytes:
    """What was measured."""
    kind, _, pdf = data.partition(b"\n")
    return json.dumps(checked(pdf, kind.decode())).encode()


def checked(pdf: bytes, kind: str) -> dict[str, object]:
    """The same as plain data."""
    # PDFium is loaded only where a file is measured.
    import pypdfium2
    from pypdfium2 import raw

    try:
        document = pypdfium2.PdfDocument(pdf)
        pages = len(document)
        document.close()
    except pypdfium2.PdfiumError as error:
        return {"refused": "encrypted" if error.err_code == raw.FPDF_ERR_PASSWORD else "broken"}
    if not 0 < pages <= MOST_PAGES:
        return {"refused": "long", "pages": pages}
    sheets = read(pdf)
    if sum(len(sheet.seen) for sheet in sheets) < FEWEST_LETTERS:
        return {"refused": "no_text", "pages": pages}
    return {"pages": pages, "judged": [asdict(one) for one in judge(sheets, kind)]}


def judge(sheets: list[Sheet], kind: str = "") -> list[Judged]:
    """Every rule that was measured."""
    to = Judge()
    paper = recognise(sheets, kind)
    signing.find(paper)
    rules_pages.judge(paper, to)
    rules_head.judge(paper, kind, to)
    rules_body.judge(paper, to)
    rules_foot.judge(paper, to)
    return to.judged


if __name__ == "__main__":
    serve(answer)
