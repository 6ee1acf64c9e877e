"""Computes the place of everything in a workflow's picture. Units are px at 100 %; the picture can be read at a width
of 360 px.

Each state is a card, in the order of the file: its title, then one line for each way out. A line runs from the way out
along a lane to the title it leads to: forward on the right, backward on the left. Ways to the same state share one
lane, so that a picture has no more lanes than states, and no line ever crosses a text.
"""

from dataclasses import dataclass

from rasoat.procedures.definition import Transition, Workflow

CARD_WIDTH = 244
HEAD = 30
LINE = 17
FONT = 12.5
SMALL = 11
GAP = 22
PAD = 8
LANE = 8
MARGIN = 10


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle, given by its upper left corner."""

    x: float
    y: float
    width: float
    height: float

    @property
    def right(self) -> float:
        return self.x + self.width

    @property
    def bottom(self) -> float:
        return self.y + self.height

    @property
    def middle(self) -> float:
        return self.y + self.height / 2


@dataclass(frozen=True, slots=True)
class Words:
    """Lines of text; (x, y) is the baseline of the first, `anchor` as in SVG."""

    x: float
    y: float
    lines: list[str]
    anchor: str = "start"
    size: float = FONT


@dataclass(frozen=True, slots=True)
class Card:
    """One state: the whole card, the box with its title, its ways out and the actions that do not leave it."""

    state: str
    box: Box
    head: Box
    title: Words
    ways: list[tuple[Transition, Words]]
    notes: list[Words]


@dataclass(slots=True)
class Lane:
    """All ways on one side that lead to one state: they run from the heights `starts` to the height `end`."""

    target: str
    forward: bool
    starts: list[float]
    end: float
    number: int = 0

    @property
    def span(self) -> tuple[float, float]:
        """The heights of its upper and lower end."""
        heights = [*self.starts, self.end]
        return min(heights), max(heights)


@dataclass(frozen=True, slots=True)
class Diagram:
    """The finished layout."""

    width: float
    height: float
    cards: dict[str, Card]
    lanes: list[Lane]
    left: float


def lay_out(workflow: Workflow) -> Diagram:
    """Compute the places of states, texts and lines."""
    order = {name: index for index, name in enumerate(workflow.states)}
    cards: dict[str, Card] = {}
    top: float = GAP
    for name in workflow.states:
        cards[name] = _card(workflow, name, top, order)
        top = cards[name].box.bottom + GAP
    lanes = _lanes(cards, order)
    counts = {
        side: max((lane.number + 1 for lane in lanes if lane.forward is side), default=0) for side in (True, False)
    }
    left = MARGIN + LANE * (counts[False] + 1)
    return Diagram(left + CARD_WIDTH + LANE * (counts[True] + 1) + MARGIN, top, cards, lanes, left)


def text_width(text: str, size: float) -> float:
    """The approximate width of a text in a common sans serif; it is rather too large than too small."""
    return (
        sum(0.3 if c in " ,.;:il|'()" else 0.9 if c in "mwMW%" else 0.75 if c.isupper() else 0.58 for c in text) * size
    )


def wrap(text: str, width: float, size: float) -> list[str]:
    """Break a text between words so that each line fits; a word that is too long is not broken."""
    lines: list[str] = []
    for word in text.split():
        joined = f"{lines[-1]} {word}" if lines else word
        if lines and text_width(joined, size) <= width:
            lines[-1] = joined
        else:
            lines.append(word)
    return lines


def _card(workflow: Workflow, state: str, top: float, order: dict[str, int]) -> Card:
    title = wrap(workflow.states[state].title, CARD_WIDTH - 44, FONT)
    head = Box(0, top, CARD_WIDTH, HEAD + LINE * (len(title) - 1))
    y = head.bottom + PAD / 2
    ways: list[tuple[Transition, Words]] = []
    for transition in workflow.leaving(state):
        if transition.to not in ("=", state):
            forward = order[transition.to] > order[state]
            lines = wrap(transition.title, CARD_WIDTH - 2 * PAD, FONT)
            x, anchor = (CARD_WIDTH - PAD, "end") if forward else (PAD, "start")
            ways.append((transition, Words(x, y + LINE - 4, lines, anchor)))
            y += LINE * len(lines) + 3
    staying = [t.title for t in workflow.leaving(state) if t.to in ("=", state)]
    notes = []
    for title_of_note in staying:
        lines = wrap(f"↻ {title_of_note}", CARD_WIDTH - 2 * PAD, SMALL)
        notes.append(Words(CARD_WIDTH / 2, y + LINE - 5, lines, "middle", SMALL))
        y += (LINE - 2) * len(lines)
    bottom = y + PAD / 2 if ways or notes else head.bottom
    first = head.middle - LINE * (len(title) - 1) / 2 + FONT * 0.36
    words = Words(CARD_WIDTH / 2, first, title, "middle")
    return Card(state, Box(0, top, CARD_WIDTH, bottom - top), head, words, ways, notes)


def _lanes(cards: dict[str, Card], order: dict[str, int]) -> list[Lane]:
    found: dict[tuple[str, bool], Lane] = {}
    for card in cards.values():
        for transition, words in card.ways:
            forward = order[transition.to] > order[card.state]
            lane = found.setdefault(
                (transition.to, forward), Lane(transition.to, forward, [], cards[transition.to].head.middle)
            )
            lane.starts.append(words.y - 4)
    lanes = sorted(found.values(), key=lambda lane: lane.span[1] - lane.span[0])
    for index, lane in enumerate(lanes):
        # Each run takes the lane closest to the cards that is free, which means that no run in it overlaps.
        taken = {other.number for other in lanes[:index] if other.forward is lane.forward and _overlap(lane, other)}
        lane.number = next(number for number in range(len(lanes)) if number not in taken)
    return lanes


def _overlap(one: Lane, other: Lane) -> bool:
    return one.span[0] <= other.span[1] + LINE and other.span[0] <= one.span[1] + LINE
