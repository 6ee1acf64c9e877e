"""The text of a file as it is shown beside what was found in it, and the blocks it consists of."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from rasoat.parsing.models import Block
from rasoat.text import one_line


@dataclass
class Written:
    """The text of a file and its blocks. Each block is a line of the text: what is cited by its place can be shown there."""

    lines: list[str] = field(default_factory=list)
    blocks: list[Block] = field(default_factory=list)
    length: int = 0

    @property
    def text(self) -> str:
        """All lines."""
        return "\n".join(self.lines)

    def add(self, words: str, *, page: int | None = None, ends: bool = False) -> None:
        """Another line."""
        self._add(" ".join(one_line(words).split()), page, (), ends)

    def add_row(self, cells: Sequence[str], *, page: int | None = None) -> None:
        """Another row of a table."""
        plain = tuple(" ".join(one_line(cell).split()) for cell in cells)
        self._add(" | ".join(plain), page, plain, ends=True)

    def _add(self, words: str, page: int | None, cells: tuple[str, ...], ends: bool) -> None:
        if not words.strip(" |"):
            return
        start = self.length
        self.lines.append(words)
        self.length += len(words) + 1
        self.blocks.append(Block(words, start, start + len(words), len(self.lines), page, cells, ends))

    def add_all(self, words: Iterable[str], *, page: int | None = None) -> None:
        """Lines of which each is a paragraph."""
        for one in words:
            self.add(one, page=page, ends=True)
