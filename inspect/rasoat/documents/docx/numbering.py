"""The lists of a paper in Word: mục and khoản, điều, and dashes.

Word counts mục ("I."), khoản ("1.") and điều ("Điều 1.") as `flow` does, so they are real lists and stay right when
somebody moves a paragraph. Điểm are text: Word has no list of the Vietnamese letters, and its own would go on from d)
with e) where the decree wants đ).
"""

from collections.abc import Iterator
from dataclasses import dataclass, field

from rasoat.documents.docx.styles import ARTICLES, DASHES, FIRST_LINE, HEADINGS
from rasoat.documents.docx.xml import Element, element

# Of each list, its levels: the format of the number and the text around it.
_LISTS: dict[int, tuple[tuple[str, str, str], ...]] = {
    HEADINGS: (("upperRoman", "%1.", "Heading1"), ("decimal", "%2.", "Heading2")),
    ARTICLES: (("decimal", "Điều %1.", "Article"),),
    DASHES: (("bullet", "-", "Item"), ("bullet", "-", "ToLine"), ("bullet", "-", "Recipient")),
}


@dataclass
class Numbering:
    """The lists of one file. Each part of it, the paper and every appendix, counts from 1."""

    _parts: int = 0
    _restarted: list[Element] = field(default_factory=list)

    def begin_appendix(self) -> None:
        """From here on headings and điều are counted anew."""
        self._parts += 1
        for name in (HEADINGS, ARTICLES):
            overrides = [
                element("w:lvlOverride", element("w:startOverride", val=1), ilvl=level)
                for level in range(len(_LISTS[name]))
            ]
            self._restarted.append(
                element("w:num", element("w:abstractNumId", val=name), *overrides, numId=self._number(name))
            )

    def counted(self, name: int, level: int, *, owns_level: bool = True) -> tuple[Element, ...]:
        """What a counted paragraph says beside its style: its own list in an appendix, and its level where that is
        another style's (`owns_level`); otherwise nothing.
        """
        if not self._parts and owns_level:
            return ()
        number = element("w:numPr", element("w:ilvl", val=level), element("w:numId", val=self._number(name)))
        # LibreOffice takes the place of a number that a paragraph names itself from there, not from the style.
        return (number, element("w:ind", left=0, firstLine=FIRST_LINE))

    def _number(self, name: int) -> int:
        return name + 10 * self._parts

    def xml(self) -> Iterator[Element]:
        """The content of numbering.xml."""
        for name, levels in _LISTS.items():
            inside = [_level(at, *level) for at, level in enumerate(levels)]
            kind = "multilevel" if len(levels) > 1 else "singleLevel"
            yield element("w:abstractNum", element("w:multiLevelType", val=kind), *inside, abstractNumId=name)
        for name in _LISTS:
            yield element("w:num", element("w:abstractNumId", val=name), numId=name)
        yield from self._restarted


def _level(at: int, number: str, text: str, style: str) -> Element:
    bold = [element("w:rPr", element("w:b"))] if style == "Article" else []
    return element(
        "w:lvl",
        element("w:start", val=1),
        element("w:numFmt", val=number),
        element("w:pStyle", val=style),
        element("w:suff", val="space"),
        element("w:lvlText", val=text),
        element("w:lvlJc", val="left"),
        *bold,
        ilvl=at,
    )
