"""What is found in a paper. Each record says where it stands in the text that was read."""

from dataclasses import dataclass, field
from datetime import date
from typing import Literal

FindingKind = Literal["situation", "strength", "shortcoming", "cause"]


@dataclass(frozen=True)
class Place:
    """Where something stands: characters of the text from `start` up to `end`, the line (from 1), and the page where one is known.

    A paragraph that goes over to another page has several spans; `start` is the first one's.
    """

    start: int
    end: int
    line: int
    page: int | None = None


@dataclass(frozen=True)
class Block:
    """A piece of the text between two ends of lines or cells: a line, a paragraph of Word, or one row of a table."""

    text: str
    start: int
    end: int
    line: int
    page: int | None = None
    cells: tuple[str, ...] = ()
    ends: bool = False
    """Whether nothing goes on behind it: Word's paragraphs and lines before an empty line do end."""


@dataclass(frozen=True)
class Found:
    """Words of the paper and their place."""

    text: str
    place: Place


@dataclass(frozen=True)
class Due:
    """By when something is to be done: as it is written, and as a date where the words give one."""

    text: str
    day: date | None


@dataclass(frozen=True)
class Count:
    """A number of things in a text: `46 biển cảnh báo` is 46 of `biển cảnh báo`."""

    number: int
    unit: str


@dataclass(frozen=True)
class Recommendation:
    """One thing that is asked, and of whom. `addressees` are the agencies named in `addressee`, each for itself."""

    text: str
    place: Place
    number: str
    headings: tuple[str, ...]
    addressee: str
    addressees: tuple[str, ...]
    due: Due | None = None
    counts: tuple[Count, ...] = ()


@dataclass(frozen=True)
class Finding:
    """Something that was found."""

    text: str
    place: Place
    kind: FindingKind
    number: str
    headings: tuple[str, ...]


@dataclass(frozen=True)
class Proposal:
    """What the unit asks of others, upward where `addressee` says of whom."""

    text: str
    place: Place
    addressee: str


@dataclass(frozen=True)
class Basis:
    """A paper that this one cites: its kind, what stands between kind and number, number and day as written."""

    kind: str
    about: str
    number: str
    day: date | None
    place: Place


@dataclass(frozen=True)
class Signer:
    """Who signed: the lines of capacity and office, and the name."""

    capacity: str
    office: str
    name: str
    place: Place


@dataclass
class Paper:
    """One paper. What it does not say is empty and stands in `missing`; what was not placed stands in `unplaced`."""

    kind: str = ""
    issuer: Found | None = None
    number: Found | None = None
    symbol: str = ""
    day: date | None = None
    day_written: Found | None = None
    subject: Found | None = None
    addressed_to: list[Found] = field(default_factory=list)
    bases: list[Basis] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    recommendations: list[Recommendation] = field(default_factory=list)
    proposals: list[Proposal] = field(default_factory=list)
    replies: list[Found] = field(default_factory=list)
    notes: list[Found] = field(default_factory=list)
    headings: list[Found] = field(default_factory=list)
    introduction: list[Found] = field(default_factory=list)
    closing: list[Found] = field(default_factory=list)
    signer: Signer | None = None
    recipients: list[Found] = field(default_factory=list)
    furniture: list[Found] = field(default_factory=list)
    """Lines that every paper has: the country's name and motto, page numbers."""
    unplaced: list[Found] = field(default_factory=list)
    missing: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class Source:
    """The text of a file, and the paper that was found in it."""

    text: str
    paper: Paper
