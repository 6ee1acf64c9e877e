"""Who may read an answer, and who may read a sentence that names answers.

The rule: a sentence is as guarded as the most guarded answer it names. A figure is as guarded as the most guarded answer
it is worked out from.
"""

from collections.abc import Iterable, Iterator
from enum import IntEnum, auto

from rasoat.checklists.crosscheck import BRACES
from rasoat.checklists.definition import Section
from rasoat.checklists.items import Visibility


class Level(IntEnum):
    """The levels of visibility, the least guarded first. Definitions and tables hold their names."""

    public = auto()
    """Everybody may read it: it may stand in a published paper."""
    internal = auto()
    """The inspecting side only."""
    child = auto()
    """It tells of a child or a family: the inspecting side only, and never in a paper that is published."""


def most_guarded(levels: Iterable[str]) -> Visibility:
    """The most guarded of these levels; public when there are none. Raises KeyError for a name that is not a level."""
    found = max((Level[level] for level in levels), default=Level.public)
    return _NAMES[found]


_NAMES: dict[Level, Visibility] = {Level.public: "public", Level.internal: "internal", Level.child: "child"}


def of_names(section: Section, names: Iterable[str]) -> Visibility:
    """The level of a text about these items and figures. A column of a table ("lines.amount") has the level of its
    table; a name that is neither an item nor a figure ("unit", a number) does not raise the level."""
    return most_guarded(_levels(section, names))


def of_sentences(section: Section, sentences: Iterable[str]) -> Visibility:
    """The level of sentences that name items and figures in braces."""
    return of_names(section, (name for sentence in sentences for name in BRACES.findall(sentence)))


def _levels(section: Section, names: Iterable[str]) -> Iterator[str]:
    figures = {figure.id: figure for figure in section.figures}
    for name in names:
        if name in figures:
            yield from _levels(section, [str(term) for term in (*figures[name].plus, *figures[name].minus)])
        elif (item := section.item.get(name.partition(".")[0])) is not None:
            yield item.visibility
