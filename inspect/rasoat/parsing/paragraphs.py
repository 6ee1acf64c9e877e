"""Blocks of a text joined to paragraphs: lines that a program broke, and sentences that go on behind the notes of a page."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace

from rasoat.parsing.letters import SMALL
from rasoat.parsing.marks import NONE, Mark, mark_of
from rasoat.parsing.models import Block, Found, Place

_EMPHASIS = re.compile(r"(?<!\w)(\*{1,3}|_{2})(?=\S)|(?<=\S)(\*{1,3}|_{2})(?!\w)")
_HASHES = re.compile(r"^\s*#{1,6}\s+")
_ENDED = re.compile(r"[.;:!?…]\s*[”\"’)\]]?\s*[⁰¹²³⁴⁵⁶⁷⁸⁹]*\s*$|[./]{2}\s*$")
_HYPHEN = re.compile(r"[^\W_]-$")
"""A symbol that goes on in the next line, as in `KHLN-SLĐTBXH-`."""
_GOES_ON = re.compile(rf"^[{SMALL}]")
TERM_BREAKS = re.compile(r"(?:quý|tháng|ngày|năm|số|khoản|điểm|Điều|mục|Phần|từ|đến|trước)$")
"""A line that ends so goes on, whatever the next one begins with."""
_SENTENCE = 40
"""Letters from which on a paragraph without an end is taken for a sentence that breaks off, and not for a heading."""


@dataclass(frozen=True)
class Paragraph:
    """One paragraph: its mark, the text behind it, and the blocks it was joined from."""

    mark: Mark
    text: str
    blocks: tuple[Block, ...]

    @property
    def first(self) -> Block:
        """The block it begins with."""
        return self.blocks[0]

    @property
    def place(self) -> Place:
        """Where it stands."""
        return Place(self.first.start, self.blocks[-1].end, self.first.line, self.first.page)

    @property
    def whole(self) -> str:
        """Mark and text."""
        return f"{self.mark.written} {self.text}".strip()

    @property
    def ended(self) -> bool:
        """Whether its last sentence is finished."""
        return _ENDED.search(self.text) is not None

    def found(self) -> Found:
        """The paragraph as words and place."""
        return Found(self.whole, self.place)


def plain(text: str) -> str:
    """The words of a line without the signs of emphasis that some programs put around them."""
    return " ".join(_EMPHASIS.sub("", _HASHES.sub("", text)).split())


def paragraphs(blocks: Iterable[Block]) -> list[Paragraph]:
    """The paragraphs of blocks in their order. Rows of tables stay as they are."""
    known = [block for block in blocks if plain(block.text)]
    rows: list[Paragraph] = []
    for block in known:
        mark, text = mark_of(plain(block.text))
        over = bool(rows) and not rows[-1].blocks[-1].ends and _goes_over(rows[-1], plain(block.text))
        if rows and not block.cells and (over or _same(rows[-1], mark)):
            rows[-1] = _joined(rows[-1], block, plain(block.text) if over else text)
        else:
            rows.append(Paragraph(mark, text, (block,)))
    return _over_pages(rows)


def _goes_over(before: Paragraph, text: str) -> bool:
    """Whether a line that looks as if it began with a number goes on with a term of the line before: quý | II/2024."""
    return TERM_BREAKS.search(before.text) is not None and re.match(r"[IVX\d]", text) is not None


def _same(before: Paragraph, mark: Mark) -> bool:
    """Whether a line goes on with the paragraph of the line before, which no empty line ends."""
    last = before.blocks[-1]
    return not last.ends and not last.cells and mark == NONE


def _joined(before: Paragraph, block: Block, text: str) -> Paragraph:
    apart = "" if _HYPHEN.search(before.text) else " "
    return replace(before, text=f"{before.text}{apart}{text}".strip(), blocks=(*before.blocks, block))


def _over_pages(rows: list[Paragraph]) -> list[Paragraph]:
    """Sentences that break off at the end of a page and go on below its notes are joined again.

    A sentence that goes on before another note was broken off in the notes, any other in the text above them.
    """
    done: list[Paragraph] = []
    for at, row in enumerate(rows):
        next_is_note = at + 1 < len(rows) and rows[at + 1].mark.kind == "note"
        begun = _broken_off(done, of_notes=next_is_note) if _may_go_on(row) else None
        if begun is None:
            done.append(row)
        else:
            before = done[begun]
            done[begun] = replace(before, text=f"{before.text} {row.text}", blocks=(*before.blocks, *row.blocks))
    return done


def _may_go_on(row: Paragraph) -> bool:
    return row.mark == NONE and not row.first.cells and _GOES_ON.match(row.text) is not None


def _broken_off(done: list[Paragraph], *, of_notes: bool) -> int | None:
    """The paragraph of the same kind, note or text, that stands last, if its sentence is not finished."""
    notes = of_notes and any(row.mark.kind == "note" for row in done)
    for at in range(len(done) - 1, -1, -1):
        before = done[at]
        if (before.mark.kind == "note") is notes:
            return at if not before.ended and not before.first.cells and len(before.text) >= _SENTENCE else None
    return None
