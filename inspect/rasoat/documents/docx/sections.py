"""Sections: the paper and each appendix, with their sheets, margins and page numbers (PL I, I)."""

from dataclasses import dataclass

from rasoat.documents.docx.xml import Element, element, qn, twips

# Millimetres. The number of the page stands in the upper margin; what stands at the foot pushes the text up.
TOP, BOTTOM, LEFT, RIGHT = 20, 20, 30, 17
_NUMBER_AT = 9
_SHORT, _LONG = 210, 297


@dataclass(frozen=True, slots=True)
class Pages:
    """The ids of the parts that stand in the margins: the number of the page, nothing, the foot of the first page."""

    number: str
    nothing: str
    first_foot: str
    no_foot: str


def room(*, landscape: bool = False) -> int:
    """The width of the text in twips."""
    return twips(_LONG if landscape else _SHORT) - twips(LEFT) - twips(RIGHT)


def section(pages: Pages, *, appendix: bool = False, landscape: bool = False) -> Element:
    """The properties of a section that begins on a page of its own. Its pages are counted from 1, the first one shows
    no number.
    """
    wide, high = (_LONG, _SHORT) if landscape else (_SHORT, _LONG)
    turned = {"orient": "landscape"} if landscape else {}
    return element(
        "w:sectPr",
        _part("w:headerReference", "default", pages.number),
        _part("w:headerReference", "first", pages.nothing),
        _part("w:footerReference", "default", pages.no_foot),
        _part("w:footerReference", "first", pages.no_foot if appendix else pages.first_foot),
        element("w:type", val="nextPage"),
        element("w:pgSz", w=twips(wide), h=twips(high), **turned),
        element(
            "w:pgMar",
            top=twips(TOP),
            right=twips(RIGHT),
            bottom=twips(BOTTOM),
            left=twips(LEFT),
            header=twips(_NUMBER_AT),
            footer=twips(BOTTOM),
            gutter=0,
        ),
        element("w:pgNumType", start=1),
        element("w:titlePg"),
    )


def _part(tag: str, kind: str, part: str) -> Element:
    made = element(tag, type=kind)
    made.set(qn("r:id"), part)
    return made
