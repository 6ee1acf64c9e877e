"""A paragraph of a paper of which nothing is known, and how a sentence names it."""

from dataclasses import dataclass

from rasoat.documents.checking.rows import Row


@dataclass(frozen=True)
class Paragraph:
    """The rows from one first-line indent to the next."""

    rows: list[Row]

    @property
    def text(self) -> str:
        """Its words."""
        return " ".join(row.text for row in self.rows)

    @property
    def page(self) -> int:
        """Its first page."""
        return self.rows[0].page


def told_of(found: str, one: Paragraph | None, fits: bool) -> str:
    """What was found, with the beginning of the paragraph where it is wrong."""
    return found if fits or one is None else f"{found} ở “{one.text[:50]}”"
