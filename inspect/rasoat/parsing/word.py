"""A DOCX as text: its paragraphs with the numbers that Word counts, its tables, its notes behind the paragraph that cites them."""

import io
import re
from collections.abc import Iterator
from typing import Any, Final

from rasoat import numbers
from rasoat.parsing.table_rows import columns
from rasoat.parsing.written import Written
from rasoat.text import fold

_SUPERSCRIPT: Final = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
_LAYOUT = re.compile(
    r"doc lap|viet nam|^so\s*:|noi nhan|giam doc|chu tich|ngay .* thang .* nam|truong doan|truong ban|kinh gui"
)
_ROMAN: Final = ((10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"))
_MOST_SIDE_BY_SIDE = 3
"""Columns of a head or a foot."""
_MOST_COLUMNS = 60
_PLAIN_CONTAINERS: Final = ("sdt", "sdtContent", "customXml", "smartTag", "ins", "moveTo")
"""What Word puts around paragraphs, tables, rows and cells without changing what they say."""
_FALLBACK: Final = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"


def read_word(data: bytes) -> Written:
    """The text of a DOCX. Raises what python-docx raises for a broken file."""
    import docx

    document = docx.Document(io.BytesIO(data))
    written = Written()
    reader = _Reader(document)
    for element in _inside(document.element.body, "p", "tbl"):
        if element.tag == _w("p"):
            written.add_all(reader.paragraph(element))
        else:
            _table(element, reader, written)
    return written


def _inside(element: Any, *names: str) -> Iterator[Any]:
    """The children with these names, also those inside content controls and insertions."""
    wanted, through = {_w(name) for name in names}, {_w(name) for name in _PLAIN_CONTAINERS}
    for child in element.iterchildren():
        if child.tag in wanted:
            yield child
        elif child.tag in through:
            yield from _inside(child, *names)


def _walk(element: Any, *leave_out: str) -> Iterator[Any]:
    """What stands inside an element, in order: without what was moved away, what is there a second time for older programs, and `leave_out`."""
    for child in element.iterchildren():
        if child.tag in (_FALLBACK, _w("moveFrom"), *leave_out):
            continue
        yield child
        yield from _walk(child, *leave_out)


def _w(name: str) -> str:
    return f"{{http://schemas.openxmlformats.org/wordprocessingml/2006/main}}{name}"


def _table(element: Any, reader: "_Reader", written: Written) -> None:
    """A table that only places the head or the foot is read column by column, any other row by row."""
    rows = [[lines for cell in _inside(row, "tc") for lines in _cell(cell, reader)] for row in _inside(element, "tr")]
    plain = fold(" \n".join(line for row in rows for cell in row for line in cell))
    first = tuple(" ".join(cell) for cell in rows[0]) if rows else ()
    if len(rows) <= 6 and len(first) <= _MOST_SIDE_BY_SIDE and not columns(first).of_tasks and _LAYOUT.search(plain):
        for at in range(max(map(len, rows), default=0)):
            for row in rows:
                written.add_all(row[at] if at < len(row) else [])
        return
    for row in rows:
        written.add_row([" ".join(cell) for cell in row])


def _cell(cell: Any, reader: "_Reader") -> Iterator[list[str]]:
    """The lines of a cell, and nothing for each further column over which it goes."""
    yield [
        line
        for element in _walk(cell, _w("txbxContent"))
        if element.tag == _w("p")
        for line in reader.paragraph(element)
    ]
    span = cell.find(f"{_w('tcPr')}/{_w('gridSpan')}")
    for _ in range(1, numbers.plain(span.get(_w("val")), most=_MOST_COLUMNS) or 1 if span is not None else 1):
        yield []


class _Reader:
    """Reads paragraphs, counting as Word does."""

    def __init__(self, document: Any) -> None:
        self._levels = _levels(document)
        self._styles = _numbered_styles(document)
        self._counts: dict[tuple[str, int], int] = {}
        self._notes = _notes(document)

    def paragraph(self, element: Any) -> Iterator[str]:
        """The paragraph's text, then the notes that it cites."""
        words, cited = "", []
        for one in _walk(element, _w("txbxContent")):
            if one.tag == _w("t"):
                words += one.text or ""
            elif one.tag == _w("noBreakHyphen"):
                words += "-"
            elif one.tag in (_w("tab"), _w("br"), _w("cr")) and one.getparent().tag == _w("r"):
                words += " "
            elif one.tag in (_w("footnoteReference"), _w("endnoteReference")):
                cited.append((one.tag, one.get(_w("id"))))
                words += f"{len(cited) + self._counts.get(('note', 0), 0)}".translate(_SUPERSCRIPT)
        if words.strip():
            yield f"{self._number(element)}{words}".strip()
        for box in (one for one in _walk(element) if one.tag == _w("txbxContent")):
            for inner in _inside(box, "p"):
                yield from self.paragraph(inner)
        for note in cited:
            self._counts["note", 0] = self._counts.get(("note", 0), 0) + 1
            yield from self._note(note, self._counts["note", 0])

    def _note(self, note: tuple[str, str], number: int) -> Iterator[str]:
        for at, words in enumerate(self._notes.get(note, [])):
            yield f"{f'{number}'.translate(_SUPERSCRIPT)} {words}" if at == 0 else words

    def _number(self, element: Any) -> str:
        """The number that Word prints before the paragraph, or the dash."""
        found = element.find(f"{_w('pPr')}/{_w('numPr')}")
        if found is None:
            style = element.find(f"{_w('pPr')}/{_w('pStyle')}")
            number, level = self._styles.get(style.get(_w("val")) if style is not None else "", ("", 0))
        else:
            number, level = _value(found, "numId"), numbers.plain(_value(found, "ilvl")) or 0
        known = self._levels.get(number)
        if not known or level not in known:
            return ""
        start, kind, pattern = known[level]
        self._counts[number, level] = self._counts.get((number, level), start - 1) + 1
        for deeper in [key for key in self._counts if key[0] == number and key[1] > level]:
            del self._counts[deeper]
        if kind == "bullet":
            return "- "
        if kind == "none":
            return ""
        return f"{re.sub('%([1-9])', lambda part: self._counted(number, (numbers.plain(part[1]) or 1) - 1, known), pattern)} "

    def _counted(self, number: str, level: int, known: dict[int, tuple[int, str, str]]) -> str:
        start, kind, _ = known.get(level, (1, "decimal", ""))
        count = self._counts.get((number, level), start)
        if kind in ("upperRoman", "lowerRoman"):
            return _roman(count) if kind == "upperRoman" else _roman(count).lower()
        if kind in ("lowerLetter", "upperLetter"):
            letter = chr(ord("a") + (count - 1) % 26)
            return letter if kind == "lowerLetter" else letter.upper()
        return f"{count:02d}" if kind == "decimalZero" else f"{count}"


def _roman(number: int) -> str:
    words = ""
    for size, letters in _ROMAN:
        while number >= size:
            words, number = words + letters, number - size
    return words


def _value(element: Any, name: str) -> str:
    found = element.find(_w(name))
    return (found.get(_w("val")) or "") if found is not None else ""


def _numbering(document: Any) -> Any:
    from docx.opc.constants import RELATIONSHIP_TYPE

    for relation in document.part.rels.values():
        if relation.reltype == RELATIONSHIP_TYPE.NUMBERING:
            return relation.target_part.element
    return None


def _levels(document: Any) -> dict[str, dict[int, tuple[int, str, str]]]:
    """Of each list of the file and each of its levels: with what it starts, how it counts, how the number is written."""
    root = _numbering(document)
    if root is None:
        return {}
    abstract = {one.get(_w("abstractNumId")): _level_of(one) for one in root.iterchildren(_w("abstractNum"))}
    return {
        one.get(_w("numId")): abstract.get(_value(one, "abstractNumId"), {}) for one in root.iterchildren(_w("num"))
    }


def _level_of(abstract: Any) -> dict[int, tuple[int, str, str]]:
    found = {}
    for level in abstract.iterchildren(_w("lvl")):
        start = numbers.plain(_value(level, "start"))
        found[numbers.plain(level.get(_w("ilvl"))) or 0] = (
            1 if start is None else start,
            _value(level, "numFmt") or "decimal",
            _value(level, "lvlText"),
        )
    return found


def _numbered_styles(document: Any) -> dict[str, tuple[str, int]]:
    found = {}
    for style in document.styles.element.iterchildren(_w("style")):
        number = style.find(f"{_w('pPr')}/{_w('numPr')}")
        if number is not None and _value(number, "numId"):
            found[style.get(_w("styleId"))] = (_value(number, "numId"), numbers.plain(_value(number, "ilvl")) or 0)
    return found


def _notes(document: Any) -> dict[tuple[str, str], list[str]]:
    """The paragraphs of each note at the foot of a page or at the end, by the tag that cites it and its id."""
    from docx.opc.constants import RELATIONSHIP_TYPE
    from docx.oxml import parse_xml

    kinds = {RELATIONSHIP_TYPE.FOOTNOTES: "footnote", RELATIONSHIP_TYPE.ENDNOTES: "endnote"}
    found = {}
    for relation in document.part.rels.values():
        if kind := kinds.get(relation.reltype):
            # python-docx keeps these parts as bytes; its own parser resolves no entities.
            root = parse_xml(relation.target_part.blob)
            for one in root.iterchildren(_w(kind)):
                found[_w(f"{kind}Reference"), one.get(_w("id"))] = _words(one)
    return found


def _words(note: Any) -> list[str]:
    rows = ["".join(one.text or "" for one in row.iter(_w("t"))).strip() for row in note.iter(_w("p"))]
    return [row for row in rows if row]
