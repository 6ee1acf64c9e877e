"""A paper as a Word file, for whoever goes on with it in Word or takes it where no PDF is taken.

It has the form of Nghị định 30/2020/NĐ-CP as the PDF has. It is made from the same data and stored nowhere: what is
issued is the PDF.
"""

from docx.document import Document

from rasoat.documents.docx import package, sections
from rasoat.documents.docx.appendices import appendix_flow, appendix_head
from rasoat.documents.docx.body import content
from rasoat.documents.docx.foot import foot
from rasoat.documents.docx.head import head
from rasoat.documents.docx.keeping import keep_with_next
from rasoat.documents.docx.margins import margins
from rasoat.documents.docx.notes import Notes
from rasoat.documents.docx.numbering import Numbering
from rasoat.documents.docx.sections import Pages, section
from rasoat.documents.docx.styles import styles
from rasoat.documents.docx.xml import Element, element
from rasoat.documents.flow import flow
from rasoat.documents.paper import Paper


def paper_to_docx(paper: Paper, *, stamped: bool = True) -> bytes:
    """The file. The same paper gives the same bytes. A draft is stamped as one unless it is printed to be signed (`stamped`)."""
    document = package.empty()
    notes, numbering = Notes(), Numbering()
    pages = margins(document.part, paper)
    blocks = _paper(paper, notes, numbering, stamped=stamped)
    for number in range(1, len(paper.appendices) + 1):
        blocks += _appendix(paper, number, pages, notes, numbering)
    blocks.append(_section(paper, len(paper.appendices), pages))
    package.fill(document.element.body, blocks)
    _parts(document, notes, numbering)
    package.describe(document, paper, stamped=stamped)
    return package.saved(document)


def _paper(paper: Paper, notes: Notes, numbering: Numbering, *, stamped: bool) -> list[Element]:
    room, inside = sections.room(), flow(paper)
    notes.begin(inside.notes)
    blocks = [*head(paper, room, stamped=stamped), *content(inside, notes, numbering, room)]
    keep_with_next(blocks)
    return [*blocks, *foot(paper, room)]


def _appendix(paper: Paper, number: int, pages: Pages, notes: Notes, numbering: Numbering) -> list[Element]:
    """The blocks of an appendix. The paragraph before it ends the section of what stands before."""
    appendix = paper.appendices[number - 1]
    inside = appendix_flow(paper, appendix)
    notes.begin(inside.notes)
    numbering.begin_appendix()
    end = element("w:p", element("w:pPr", element("w:pStyle", val="Space"), _section(paper, number - 1, pages)))
    room = sections.room(landscape=appendix.landscape)
    return [end, *appendix_head(paper, number), *content(inside, notes, numbering, room)]


def _section(paper: Paper, number: int, pages: Pages) -> Element:
    """The section of the paper (number 0) or of an appendix."""
    landscape = number > 0 and paper.appendices[number - 1].landscape
    return section(pages, appendix=number > 0, landscape=landscape)


def _parts(document: Document, notes: Notes, numbering: Numbering) -> None:
    package.fill(document.styles.element, styles())
    package.fill(document.part.numbering_part.element, numbering.xml())
    package.settings(document.part)
    notes.add_to(document.part)
