"""Paragraphs as a tree: what stands under which heading, by the marks of several levels."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from rasoat.parsing import agencies
from rasoat.parsing.marks import NONE
from rasoat.parsing.paragraphs import Paragraph

_SECTIONS = ("appendix", "part", "roman", "capital", "caps", "article")
"""Levels of sections. Which of them stands above which follows from which comes first."""
_LEAD = re.compile(r"(?:sau đây|như sau|dưới đây|cụ thể)\s*[:.]?\s*$|\bsau\s*:\s*$", re.IGNORECASE)
_OPENING = re.compile(r"^(?:Đối với|Đề nghị|Yêu cầu)\s+")
_ITEMS = ("dash", "plus", "letter", "bracket", "small_roman", "star", "named")
_DEEPEST = 20
"""Levels of a tree. No paper has half as many."""
_SHORT_SENTENCE = 25
_MOST_HEADING_WORDS = 60
CLOSING = re.compile(
    r"^(?:Trên đây|Với nội dung trên|Với các nội dung trên|Nhận được|Căn cứ nội dung|Yêu cầu (?:các )?(?:đơn vị|cơ quan|địa phương|đồng chí)|"
    r"Đề nghị (?:các )?(?:đơn vị|cơ quan|đồng chí|địa phương)|Giao (?:Văn phòng|Thanh tra)|Trong quá trình|Thông báo này|Quyết định này|"
    r"Quá trình|Kính đề nghị|Sở .{3,60} (?:đề nghị|yêu cầu) (?:các|UBND|đơn vị).{0,120}(?:nghiêm túc|khẩn trương|triển khai|thực hiện)[^:]*$)"
)
"""How the last sentences of a paper begin, which belong to no heading."""


@dataclass(eq=False)
class Node:
    """A paragraph and what stands under it; the root has no paragraph."""

    paragraph: Paragraph | None = None
    level: str = ""
    parent: "Node | None" = None
    children: list["Node"] = field(default_factory=list)

    @property
    def text(self) -> str:
        """Its words without the mark."""
        return self.paragraph.text if self.paragraph else ""

    def path(self) -> Iterator["Node"]:
        """The node, then those above it, without the root."""
        node: Node | None = self
        while node is not None and node.paragraph is not None:
            yield node
            node = node.parent

    def all(self) -> Iterator["Node"]:
        """The nodes below it in the order of the text."""
        for child in self.children:
            yield child
            yield from child.all()


def is_capitals(text: str) -> bool:
    """Whether a text is written in capital letters throughout."""
    letters = [c for c in text if c.isalpha()]
    return len(letters) >= 4 and sum(c.isupper() for c in letters) >= 0.9 * len(letters)


def tree(rows: Iterable[Paragraph]) -> Node:
    """The tree of the paragraphs of a paper's body."""
    root = Node()
    open_nodes = [root]
    ending = False
    for row in rows:
        level = _level(row)
        node = Node(row, level)
        ending = level == "text" and (ending or closes(row.text))
        if ending:
            # The last sentences stand under no heading, but a list may go on behind them, on the other side of the signature.
            node.parent = root
            root.children.append(node)
            continue
        _close(open_nodes, node)
        del open_nodes[_DEEPEST:]
        node.parent = open_nodes[-1]
        open_nodes[-1].children.append(node)
        if level not in ("text", "row"):
            open_nodes.append(node)
    return root


def closes(text: str) -> bool:
    """Whether a paragraph is one of the last sentences of a paper."""
    last = text.rstrip().endswith("./.") and len(text.split()) <= _SHORT_SENTENCE
    return last or CLOSING.match(text) is not None


def _level(row: Paragraph) -> str:
    if row.first.cells:
        return "row"
    if row.mark != NONE:
        return row.mark.level
    if is_capitals(row.text):
        return "caps"
    return "lead" if leads(row.text) else "text"


def leads(text: str) -> bool:
    """Whether a paragraph without a mark stands above what follows: it ends with a colon, or names whom the next ones address."""
    if len(text.split()) > _MOST_HEADING_WORDS and not text.rstrip().endswith(":"):
        return False
    if text.rstrip().endswith(":") or _LEAD.search(text):
        return True
    bare = re.sub(r"^Đối với\s+", "", text)
    return bare != text and agencies.name_at(bare) == bare.rstrip(" .,")


def _close(open_nodes: list[Node], node: Node) -> None:
    """Leave open only what the node stands under."""
    if node.level in _SECTIONS:
        same = [at for at, one in enumerate(open_nodes) if one.level == node.level]
        if same or node.level == "appendix":
            del open_nodes[same[0] if same else 1 :]
        while len(open_nodes) > 1 and open_nodes[-1].level not in _SECTIONS:
            open_nodes.pop()
        return
    notes = [at for at, one in enumerate(open_nodes) if one.level == "note"]
    if notes and (node.level == "note" or not _goes_on(open_nodes[notes[0]])):
        del open_nodes[notes[0] :]
    if node.level == "note":
        return
    if node.level in ("text", "row", "lead"):
        _close_list(open_nodes, node)
        return
    at = _beside(open_nodes, node)
    if at is not None:
        del open_nodes[at:]


def _goes_on(note: Node) -> bool:
    """Whether a list stands in a note: the note begins with a dash, or is a heading."""
    return note.text.startswith(("-", "–")) or (note.paragraph is not None and not note.paragraph.ended)


def _close_list(open_nodes: list[Node], node: Node) -> None:
    """A paragraph without a mark ends the lists before it: it stands under the last heading, beside its items.

    A text goes on with an item that is numbered; a line that leads on stands beside the last one that did.
    """
    while len(open_nodes) > 1 and open_nodes[-1].level in (*_ITEMS, "note"):
        open_nodes.pop()
    if node.level == "lead":
        leads_open = [at for at, one in enumerate(open_nodes) if one.level == "lead"]
        if leads_open and not _heads(open_nodes[-1]):
            del open_nodes[leads_open[-1] :]
        elif open_nodes[-1].level == "lead" and (open_nodes[-1].children or _both_name(open_nodes[-1], node)):
            open_nodes.pop()


def _both_name(before: Node, node: Node) -> bool:
    return all(agencies.begins(_OPENING.sub("", one.text)) for one in (before, node))


def _heads(node: Node) -> bool:
    """Whether a numbered paragraph is a heading: it has no finished sentence, or ends with a colon."""
    return node.paragraph is not None and (not node.paragraph.ended or node.text.rstrip().endswith(":"))


def _beside(open_nodes: list[Node], node: Node) -> int | None:
    """The place of the open node beside which this one stands; None where it goes below the deepest one.

    A number that goes back begins a list of its own, unless an outer list goes on with it.
    """
    assert node.paragraph is not None
    mark = node.paragraph.mark
    same = [at for at, one in enumerate(open_nodes) if one.level == node.level]
    if not same:
        return _below(open_nodes, node)
    if not mark.number or mark.kind in ("dash", "plus"):
        return same[-1]
    for at in reversed(same):
        one = open_nodes[at].paragraph
        if one is not None and mark.number == one.mark.number + 1 and mark.above == one.mark.above:
            return at
    last = open_nodes[same[-1]].paragraph
    begins_again = mark.number == 1 and not _heads(open_nodes[same[-1]])
    if last is not None and (mark.number > last.mark.number or mark.above != last.mark.above or begins_again):
        return same[-1]
    while open_nodes[-1].level in _ITEMS and node.level not in _ITEMS:
        open_nodes.pop()
    return None


def _below(open_nodes: list[Node], node: Node) -> int | None:
    """A number of a level that is not open stands above dashes and letters, and below what leads to it."""
    order = (
        "decimal0",
        "decimal1",
        "decimal2",
        "decimal3",
        "ordinal",
        "named",
        "star",
        "letter",
        "bracket",
        "small_roman",
        "dash",
        "plus",
    )
    if node.level not in order:
        return None
    rank = order.index(node.level)
    for at, one in enumerate(open_nodes):
        if one.level in order and order.index(one.level) > rank and not _leads_to(one):
            return at
    return None


def _leads_to(node: Node) -> bool:
    return node.text.rstrip().endswith(":")
