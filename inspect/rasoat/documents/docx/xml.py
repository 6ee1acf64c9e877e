"""WordprocessingML elements, made in one line each. Lengths in Word's files are twips, a twentieth of a point."""

import re

from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement as Element

__all__ = ["MM", "POINT", "Element", "element", "field", "line_break", "paragraph", "plain", "qn", "run", "twips"]

MM = 1440 / 25.4
"""Twips in a millimetre."""
POINT = 20
"""Twips in a point."""

# What XML 1.0 cannot hold, whatever it is escaped with. Most of it is cleaned away where a paper is made.
_FORBIDDEN = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def element(tag: str, *children: Element, **attributes: str | int) -> Element:
    """An element such as `element("w:spacing", before=120)`; every attribute is one of the namespace w."""
    made = OxmlElement(tag)
    for name, value in attributes.items():
        made.set(qn(f"w:{name}"), str(value))
    made.extend(children)
    return made


def _text(tag: str, text: str) -> Element:
    made = element(tag)
    made.text = plain(text)
    made.set(qn("xml:space"), "preserve")
    return made


def plain(text: str) -> str:
    """The text as an XML file may hold it, on one line: what was typed is never taken for markup."""
    return re.sub(r"\s*[\t\n\r]\s*", " ", _FORBIDDEN.sub("", text))


def twips(mm: float) -> int:
    """Millimetres as whole twips."""
    return round(mm * MM)


def run(text: str, *properties: Element) -> Element:
    """A stretch of text with the character properties that differ from those of its paragraph's style."""
    before = [element("w:rPr", *properties)] if properties else []
    return element("w:r", *before, _text("w:t", text))


def line_break() -> Element:
    """A new line in the same paragraph."""
    return element("w:r", element("w:br"))


def paragraph(style: str, *content: Element, properties: tuple[Element, ...] = ()) -> Element:
    """A paragraph of a style. `properties` differ from the style's, in the order of the schema."""
    return element("w:p", element("w:pPr", element("w:pStyle", val=style), *properties), *content)


def field(instruction: str, shown: str, *properties: Element) -> list[Element]:
    """A field that Word works out by itself; `shown` is what is read until then."""

    def part(*content: Element) -> Element:
        return element("w:r", *([element("w:rPr", *properties)] if properties else []), *content)

    return [
        part(element("w:fldChar", fldCharType="begin")),
        part(_text("w:instrText", f" {instruction} ")),
        part(element("w:fldChar", fldCharType="separate")),
        part(_text("w:t", shown)),
        part(element("w:fldChar", fldCharType="end")),
    ]
