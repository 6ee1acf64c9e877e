"""What a measured paper may have wrong, and how far it may be from what the decree says."""

from collections.abc import Iterator
from dataclasses import dataclass

from rasoat.documents.components import Component
from rasoat.documents.measuring import MM, Span

# How far a size may be outside the decree's range, in points; how far a thing may be from its place, in mm.
SIZE_SLACK = 0.3
PLACE_SLACK = 1.0
CENTRE_SLACK = 3.0

Found = list[tuple[Component, Span]]


@dataclass(frozen=True, slots=True)
class Deviation:
    """One place where a paper differs from the decree: the component, what is expected, what was found, on which page
    (from 1).

    `block` and `text` are the block's id and the words that deviate; both are empty when the deviation is not one of
    words. `certain` is False for a deviation that a correct paper may have too: it is reported, but no paper is refused
    because of it.
    """

    component: str
    expected: str
    found: str
    page: int
    block: str = ""
    text: str = ""
    certain: bool = True


def of(component: Component, expected: str, found: str, page: int) -> Deviation:
    """A deviation of the words of a component."""
    return Deviation(component.name, expected, found, page, component.block, component.text)


def mm(points: float) -> str:
    """A length as it is told."""
    return f"{points / MM:.1f} mm"


def within(name: str, points: float, low: float, high: float, page: int) -> Iterator[Deviation]:
    """A deviation when a length is not from `low` to `high` mm."""
    if not low - PLACE_SLACK / 2 <= points / MM <= high + PLACE_SLACK / 2:
        yield Deviation(name, f"{low:g}-{high:g} mm", mm(points), page)
