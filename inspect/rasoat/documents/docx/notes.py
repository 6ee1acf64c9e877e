"""The notes of a paper as Word's own footnotes, which Word numbers and prints at the foot of their page.

python-docx cannot make them: the part footnotes.xml, its relationship and its content type are added here.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field

from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import XmlPart
from docx.parts.document import DocumentPart

from rasoat.documents.docx.xml import Element, element, paragraph, run
from rasoat.documents.docx.xml import field as word_field
from rasoat.documents.flow import Line

_CONTENT_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml"
# Word draws the line above the notes from these two.
_SEPARATORS = (("separator", -1), ("continuationSeparator", 0))


@dataclass
class Notes:
    """The notes of one file: of the paper, then of each appendix."""

    _texts: list[str] = field(default_factory=list)

    def begin(self, notes: Iterable[tuple[int, str]]) -> None:
        """The notes of the part that is written from here on. Their numbers go on, as Word counts."""
        self._texts.extend(text for _, text in notes)

    def runs(self, line: Line) -> list[Element]:
        """A line of text with its marks: the first one of a note is its footnote, a later one refers to it."""
        made: list[Element] = []
        for one in line:
            if one.text:
                made.append(run(one.text))
            if one.note:
                made.extend(self._mark(one.note, first=one.anchor))
        return made

    def _mark(self, number: int, *, first: bool) -> list[Element]:
        raised, name = element("w:rStyle", val="FootnoteReference"), f"_Note{number}"
        if not first:
            return word_field(f"NOTEREF {name} \\f \\h", str(number), raised)
        mark = element("w:r", element("w:rPr", raised), element("w:footnoteReference", id=number))
        begin = element("w:bookmarkStart", id=number, name=name)
        return [begin, mark, element("w:bookmarkEnd", id=number)]

    def add_to(self, document: DocumentPart) -> None:
        """Put the part with the notes into the file."""
        whole = element("w:footnotes", *(_separator(*one) for one in _SEPARATORS))
        whole.extend(_note(number, text) for number, text in enumerate(self._texts, 1))
        part = XmlPart(PackURI("/word/footnotes.xml"), _CONTENT_TYPE, whole, document.package)
        document.relate_to(part, RELATIONSHIP_TYPE.FOOTNOTES)


def _separator(name: str, number: int) -> Element:
    drawn = element("w:p", element("w:r", element(f"w:{name}")))
    return element("w:footnote", drawn, type=name, id=number)


def _note(number: int, text: str) -> Element:
    mark = element("w:r", element("w:rPr", element("w:rStyle", val="FootnoteReference")), element("w:footnoteRef"))
    return element("w:footnote", paragraph("FootnoteText", mark, run(f" {text}")), id=number)
