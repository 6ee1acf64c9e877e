"""Brings every note to the foot of the page where its mark is.

WeasyPrint moves a note that does not fit to the next page as a whole, away from its mark. Two things help: a long note is
printed line by line, its first line with its mark and as many others as fit; and a paragraph of which only two lines stand at
the end of a page begins the next one, with its note. What helps is found by looking at what was printed.
"""

from collections.abc import Callable
from dataclasses import dataclass, field, replace

from rasoat.documents.components import components
from rasoat.documents.finishing import named_pages
from rasoat.documents.flow import Notes, flow
from rasoat.documents.measuring import Reader, Sheet, read
from rasoat.documents.notes import marked
from rasoat.documents.paper import Paper

MARK, NOTE = "paper-mark-", "paper-note-"
"""Where marks and notes are, in the names of a printed PDF; their number follows."""
MOST_ROUNDS = 12
_ONE_LINE = 80
"""So many letters fit in one line of a note for certain; a shorter note moves with its mark."""


@dataclass(frozen=True)
class Settled:
    """How a part of a paper is to be printed: the lines of long notes by their number, the pieces that begin a page (their
    `at`), and of tables the rows that begin a page (see `cutting`).
    """

    cut: dict[int, list[str]] = field(default_factory=dict)
    turned: frozenset[int] = frozenset()
    rows: dict[int, list[int]] = field(default_factory=dict)


def settle(render: Callable[[Settled], bytes], paper: Paper, part: int) -> bytes:
    """The printed part with every note at its place, or with as many as can be brought there."""
    how = Settled()
    printed = render(how)
    for _ in range(MOST_ROUNDS):
        page = _first_page_with_a_note_away(printed) or _first_page_with_a_note_mixed_up(printed, how)
        if page is None:
            break
        better = _better(how, read(printed), paper, part, page)
        if better == how:
            break
        how = better
        printed = render(how)
    return printed


def _first_page_with_a_note_away(printed: bytes) -> int | None:
    """The page, from 1, of the first mark whose note begins on another page."""
    pages = named_pages(printed)
    away = [
        page
        for name, page in pages.items()
        if name.startswith(MARK) and pages.get(NOTE + name.removeprefix(MARK), page) != page
    ]
    return min(away, default=None)


def _first_page_with_a_note_mixed_up(printed: bytes, how: Settled) -> int | None:
    """The page with the mark of a long note whose lines do not follow each other: WeasyPrint may put off the lines that it takes back
    behind those that it put off before.
    """
    if not how.cut:
        return None
    sheets = read(printed)
    foot = Reader([g for sheet in sheets for g in sheet.foot])
    pages = marked(sheets)
    mixed = [number for number, lines in how.cut.items() if foot.find("".join(lines)) is None]
    return min((pages[number] for number in mixed if number in pages), default=None)


def _better(how: Settled, sheets: list[Sheet], paper: Paper, part: int, page: int) -> Settled:
    content = flow(paper)
    own = content.appendices[part - 1].notes if part else content.notes
    long = [(number, text) for number, text in own if len(text) > _ONE_LINE]
    if long and not how.cut:
        return replace(how, cut=_lines(long, Reader([g for sheet in sheets for g in sheet.foot])))
    return replace(how, turned=how.turned | _last_to_begin(sheets, paper, part, page))


def _last_to_begin(sheets: list[Sheet], paper: Paper, part: int, page: int) -> set[int]:
    """The last piece that begins on the page, with the headings above it; nothing when it is the page's first one."""
    reader = Reader([g for sheet in sheets for g in sheet.glyphs])
    begins: dict[int, int] = {}
    headings = set()
    for component in components(paper):
        span = reader.find(component.text) if component.part == part else None
        if span is not None and component.at >= 0:
            begins.setdefault(component.at, span.page)
            if component.name == "đề mục":
                headings.add(component.at)
    here = sorted(at for at, where in begins.items() if where == page)
    while len(here) > 1 and here[-2] in headings:
        here.pop()
    return set(here[-1:]) if len(here) > 1 or page == 1 else set()


def _lines(notes: Notes, reader: Reader) -> dict[int, list[str]]:
    found = {}
    for number, text in notes:
        span = reader.find(text)
        if span is not None and len(span.lines) > 1:
            found[number] = _divided(text, [len(line.text) for line in span.lines])
    return found


def _divided(text: str, lengths: list[int]) -> list[str]:
    """The text in parts with so many letters each, spaces not counted."""
    parts, at = [], 0
    for length in lengths[:-1]:
        end, left = at, length
        while left and end < len(text):
            left -= not text[end].isspace()
            end += 1
        parts.append(text[at:end].strip())
        at = end
    return [*parts, text[at:].strip()]
