"""What stands in the margins: the number of the page above, the agency's address at the foot of the first page."""

from typing import Any

from docx.parts.document import DocumentPart

from rasoat.documents.docx.package import fill
from rasoat.documents.docx.sections import Pages
from rasoat.documents.docx.xml import Element, element, field, paragraph, run
from rasoat.documents.paper import Paper


def margins(document: DocumentPart, paper: Paper) -> Pages:
    """Make the four parts; every section uses the same ones."""
    number = paragraph("Header", *field("PAGE", "2"))
    return Pages(
        number=_header(document, number),
        nothing=_header(document, paragraph("Header")),
        first_foot=_footer(document, _contact(paper.contact)),
        no_foot=_footer(document, paragraph("Space")),
    )


def _header(document: Any, content: Element) -> str:
    # python-docx gives these two methods no types.
    part, key = document.add_header_part()
    fill(part.element, [content])
    return str(key)


def _footer(document: Any, content: Element) -> str:
    part, key = document.add_footer_part()
    fill(part.element, [content])
    return str(key)


def _contact(words: str) -> Element:
    """The address under a line across the text (PL I, III.4)."""
    if not words:
        return paragraph("Space")
    line = element("w:pBdr", element("w:top", val="single", sz=6, space=1, color="auto"))
    return paragraph("Contact", run(words), properties=(line,))
