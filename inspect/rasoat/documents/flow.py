"""A paper's blocks in reading order, with everything that follows from the order: numbers, notes, closing marks.

The template prints a Flow and decides nothing. Notes are numbered through the whole paper, appendices included, and each
stands at the foot of the page where its mark is. That nothing was added below a signature is held by the digest of the
whole paper, notes included, and not by the place of the notes. Only where no engine can print at the foot (see `pdf.suited`)
they stand together, under the heading "Ghi chú", after the content and above the signature.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from rasoat.documents import high_rows
from rasoat.documents.high_rows import LONG_WORD, Line, Run
from rasoat.documents.paper import Alignment, Article, Block, Bullets, Heading, Paper, Paragraph, Table

# The order of điểm: the Vietnamese letters without tone or second sign, as the law's own texts number them.
LETTERS = "abcdđeghiklmnopqrstuvxy"
__all__ = [
    "LONG_WORD",
    "Attached",
    "Flow",
    "Groups",
    "Line",
    "Notes",
    "Piece",
    "Run",
    "closed",
    "flow",
    "letter",
    "roman",
]
_ROMAN = ((100, "C"), (90, "XC"), (50, "L"), (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"))
_MARK = re.compile(r"\[\^(\d{1,3})\]")


@dataclass(frozen=True, slots=True)
class Piece:
    """One heading, paragraph, item or table, of the block named `id`.

    `first` marks the first piece of its block. Text kinds have `line`; a table has `line` as its caption. `number` is the
    ordinal with which the line of a heading or điều begins ("I.", "a)", "Điều 1."), for what counts by itself, as Word. `at` is its place among the pieces of its text, from 0.
    A row that could be higher than a page is several of `rows`; `goes_on` are those that go on with the row above.
    `turned` begins a new page.
    """

    id: str
    type: str
    line: Line
    first: bool = True
    level: int = 0
    titled: bool = True
    head: list[Line] = field(default_factory=list)
    rows: list[list[Line]] = field(default_factory=list)
    align: tuple[Alignment, ...] = ()
    number: str = ""
    at: int = -1
    goes_on: frozenset[int] = frozenset()
    turned: bool = False

    @property
    def crowded(self) -> bool:
        """Whether the columns of a table are too narrow for their longest words. Words are then broken, which looks
        bad.
        """
        return high_rows.is_crowded(self.head, self.rows)


Groups = list[list[Piece]]
"""Each group is a run of headings, or one other piece."""
Notes = list[tuple[int, str]]
"""Number and text."""


@dataclass(frozen=True, slots=True)
class Attached:
    """One appendix, ready to print: "Phụ lục I", its title in upper case, the words that say to which paper it belongs."""

    label: str
    title: str
    belongs: str
    groups: Groups
    notes: Notes
    landscape: bool = False


@dataclass(frozen=True, slots=True)
class Flow:
    """The content of a paper, ready to print. `notes` are those of the main text."""

    bases: list[str]
    groups: Groups
    notes: Notes
    appendices: list[Attached] = field(default_factory=list)


def roman(number: int) -> str:
    """The upper-case Roman numeral of a number from 1."""
    out = ""
    for value, letters in _ROMAN:
        count, number = divmod(number, value)
        out += letters * count
    return out


def letter(number: int) -> str:
    """The letter of the điểm with this number; after the 23rd the letters double: aa, bb."""
    turn, place = divmod(number - 1, len(LETTERS))
    return LETTERS[place] * (turn + 1)


def closed(lines: tuple[str, ...], *, last: str = ".") -> list[str]:
    """The lines, each ending in ";" and the last one in `last`, whatever people typed."""
    bare = [line.rstrip(" ;.") for line in lines]
    return [line + (last if at == len(bare) - 1 else ";") for at, line in enumerate(bare)]


def flow(paper: Paper) -> Flow:
    """Number the paper's headings and notes, and end its content with "./."."""
    notes: Notes = []
    groups = _groups(paper.blocks, notes, end_mark=True)
    main = len(notes)
    return Flow(closed(paper.legal_bases), groups, notes[:main], list(_appendices(paper, notes)))


def _appendices(paper: Paper, notes: Notes) -> Iterator[Attached]:
    for number, one in enumerate(paper.appendices, 1):
        before = len(notes)
        label = f"Phụ lục {roman(number)}" if len(paper.appendices) > 1 else "Phụ lục"
        groups = _groups(one.blocks, notes, end_mark=False)
        yield Attached(label, one.title.upper(), paper.as_enclosed(), groups, notes[before:], one.landscape)


def _groups(blocks: Sequence[Block], notes: Notes, *, end_mark: bool) -> Groups:
    """Put headings that follow each other into one group, so that the style can keep them on the page of what follows."""
    numbers = ordinals(blocks)
    pieces: list[Piece] = []
    for block in blocks:
        final = end_mark and block is blocks[-1]
        pieces.extend(_pieces(block, numbers.get(block.id, ""), notes, end_mark=final))
    groups: Groups = []
    for piece in (replace(one, at=at) for at, one in enumerate(pieces)):
        if groups and piece.type == "heading" and groups[-1][-1].type == "heading":
            groups[-1].append(piece)
        else:
            groups.append([piece])
    return groups


def ordinals(blocks: Sequence[Block]) -> dict[str, str]:
    """The ordinal of each heading and điều with its sign, by block id. A heading of a higher level restarts the numbers
    below it; điều are counted through the whole text.
    """
    counts = [0, 0, 0]
    articles = 0
    numbers = {}
    for block in blocks:
        if isinstance(block, Article):
            articles += 1
            numbers[block.id] = f"Điều {articles}."
        if isinstance(block, Heading):
            counts[block.level - 1] += 1
            counts[block.level :] = [0] * (3 - block.level)
            count = counts[block.level - 1]
            numbers[block.id] = (f"{roman(count)}.", f"{count}.", f"{letter(count)})")[block.level - 1]
    return numbers


def _pieces(block: Block, number: str, notes: Notes, *, end_mark: bool) -> list[Piece]:
    hang = _Notes(block, notes)
    if isinstance(block, Table):
        return [_table(block, hang)]
    texts = _texts(block, number)
    if end_mark and not isinstance(block, Heading):
        texts[-1] = texts[-1].removesuffix("./.").rstrip(" ;.") + "./."
    lines = [hang.runs(one) for one in texts]
    lines[-1].extend(hang.rest())
    if isinstance(block, Heading):
        titled = block.titled and block.level < 3
        return [Piece(block.id, "heading", lines[0], level=block.level, titled=titled, number=number)]
    kind = "item" if isinstance(block, Bullets) else "paragraph"
    return [Piece(block.id, kind, line, first=at == 0, number="" if at else number) for at, line in enumerate(lines)]


def _table(block: Table, hang: "_Notes") -> Piece:
    caption = hang.runs(block.caption)
    head = [hang.runs(header) for header in block.headers]
    rows = [[hang.runs(cell) for cell in row] for row in block.rows]
    (caption if caption else head[-1]).extend(hang.rest())
    left: Alignment = "left"
    align = block.align or (left,) * len(block.headers)
    parted, goes_on = high_rows.part(head, rows)
    return Piece(block.id, "table", caption, head=head, rows=parted, align=align, goes_on=goes_on)


def _texts(block: Heading | Paragraph | Bullets | Article, number: str) -> list[str]:
    if isinstance(block, Bullets):
        return [f"- {item}" for item in block.items]
    if isinstance(block, Paragraph):
        return [line.strip() for line in block.text.split("\n") if line.strip()]
    if isinstance(block, Article):
        first, *more = [line.strip() for line in block.text.split("\n") if line.strip()]
        return [f"{number} {first}", *more]
    return [f"{number} {block.text.upper() if block.level == 1 else block.text}"]


class _Notes:
    """Places the notes of one block: each gets its number where the reader meets it first."""

    def __init__(self, block: Block, notes: Notes) -> None:
        self._texts = block.footnotes
        self._notes = notes
        self._given: dict[int, int] = {}

    def runs(self, source: str) -> Line:
        """The text cut at its marks."""
        line: Line = []
        start = 0
        for mark in _MARK.finditer(source):
            own = int(mark[1])
            if 1 <= own <= len(self._texts):
                line.append(self._hang(source[start : mark.start()], own))
                start = mark.end()
        if source[start:]:
            line.append(Run(source[start:]))
        return line

    def rest(self) -> Iterator[Run]:
        """The notes to which no mark refers."""
        for own in range(1, len(self._texts) + 1):
            if own not in self._given:
                yield self._hang("", own)

    def _hang(self, before: str, own: int) -> Run:
        first = own not in self._given
        if first:
            self._given[own] = len(self._notes) + 1
            self._notes.append((self._given[own], self._texts[own - 1]))
        return Run(before, self._given[own], first)
