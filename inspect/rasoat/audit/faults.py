"""What the verification finds."""

from collections.abc import Iterator
from dataclasses import dataclass

from sqlalchemy.exc import StatementError


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing that is not as the program left it."""

    name: str
    """What it concerns, as people know it."""
    why: str
    """What is wrong with it, in words for the administrator."""

    def __str__(self) -> str:
        return f"{self.name}: {self.why}"


UNREADABLE = (StatementError, ValueError, TypeError, LookupError, AttributeError, OverflowError, RecursionError)
"""What is raised for a value that the program cannot have written."""


def readable(name: str, part: Iterator[Fault]) -> Iterator[Fault]:
    """The faults of one part. When a value in it cannot even be read, this is a fault too and the other parts go on."""
    try:
        yield from part
    except UNREADABLE as error:
        yield Fault(name, f"có giá trị không đọc được, phần này chưa kiểm hết ({type(error).__name__})")
