"""A paper as a Word file, for whoever goes on with it in Word or takes it where no PDF is taken.

It has the form of Nghị định 30/2020/NĐ-CP as the PDF has. It is made from the same data and stored nowhere: what is
issued is the PDF.
"""

from docx.document import Document

from rasoat.documents.docx import package, sections
from rasoat.documents.docx.appendices import appendix_head
from rasoat.documents.docx.body import content
from rasoat.documents.docx.foot import foot
from rasoat.documents.docx.head import head
from rasoat.documents.docx.keeping import keep_with_next
from rasoat.documents.docx.margins import margins
from rasoat.documents.docx.notes import Notes
from rasoat.documents.docx.numbering import Numbering
from rasoat.documents.docx.sections import section
from rasoat.documents.docx.styles import styles
from rasoat.documents.docx.xml import Element, element
from rasoat.documents.flow import Attached, Flow, flow
from rasoat.documents.paper import Paper


def paper_to_docx(paper: Paper, *, stamped: bool = True) -> bytes:
    """The file. The same paper gives the same bytes. A draft is stamped as one unless it is printed to be signed (`stamped`)."""
    document = package.empty()
    notes, numbering = Notes(), Numbering()
    pages = margins(document.part, paper)
    inside = flow(paper)
    blocks, last = _paper(paper, inside, notes, numbering, stamped=stamped), section(pages)
    for appendix in inside.appendices:
        # The properties of a section stand in its last paragraph, those of the last one at the end.
        blocks.append(element("w:p", element("w:pPr", element("w:pStyle", val="Space"), last)))
        blocks += _appendix(appendix, notes, numbering)
        last = section(pages, appendix=True, landscape=appendix.landscape)
    package.fill(document.element.body, [*blocks, last])
    _parts(document, notes, numbering)
    package.describe(document, paper, stamped=stamped)
    return package.saved(document)


def _paper(paper: Paper, inside: Flow, notes: Notes, numbering: Numbering, *, stamped: bool) -> list[Element]:
    room = sections.room()
    notes.begin(inside.notes)
    blocks = [*head(paper, room, stamped=stamped), *content(inside.groups, notes, numbering, room)]
    keep_with_next(blocks)
    return [*blocks, *foot(paper, room)]


def _appendix(appendix: Attached, notes: Notes, numbering: Numbering) -> list[Element]:
    notes.begin(appendix.notes)
    numbering.begin_appendix()
    room = sections.room(landscape=appendix.landscape)
    return [*appendix_head(appendix), *content(appendix.groups, notes, numbering, room)]


def _parts(document: Document, notes: Notes, numbering: Numbering) -> None:
    package.fill(document.styles.element, styles())
    package.fill(document.part.numbering_part.element, numbering.xml())
    package.settings(document.part)
    notes.add_to(document.part)
