"""The signing block never stands alone on a page: at least two lines of the content go with it."""

from collections.abc import Iterator, Sequence

from rasoat.documents.docx.xml import Element, element, qn

LINES = 2
# No line of a paper holds more letters, so that a paragraph that is longer has two of them.
_LINE = 95


def keep_with_next(blocks: Sequence[Element]) -> None:
    """Let the last two lines of these paragraphs and tables stand on the page of what follows them.

    Of a long paragraph Word moves only its last two lines, since it leaves no single one behind.
    """
    missing = LINES
    for part in _from_the_end(blocks):
        keep(part)
        missing -= _lines(part)
        if missing <= 0:
            return


def _from_the_end(blocks: Sequence[Element]) -> Iterator[Element]:
    """Paragraphs and the rows of tables, the last one first."""
    for block in reversed(blocks):
        if block.tag == qn("w:tbl"):
            yield from reversed(block.findall(qn("w:tr")))
        else:
            yield block


def keep(part: Element) -> None:
    """Let each paragraph of a part stand on the page of what follows it."""
    for paragraph in part.iter(qn("w:p")):
        properties = paragraph.find(qn("w:pPr"))
        if properties.find(qn("w:keepNext")) is None:
            properties.insert(1, element("w:keepNext"))


def _lines(part: Element) -> int:
    letters = sum(len(text.text or "") for text in part.iter(qn("w:t")))
    return 0 if not letters else 1 if letters <= _LINE or part.tag == qn("w:tr") else LINES
