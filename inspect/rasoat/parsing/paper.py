"""A paper taken apart: head and foot, then the text by its headings."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Final

from rasoat.documents.checking.kinds import LETTER
from rasoat.parsing import addressees, agencies, bases, headings, table_rows
from rasoat.parsing.addressees import last_clause, unlabelled
from rasoat.parsing.asking import asked_in, asked_within
from rasoat.parsing.figures import counts_in, day_of, due_for_all, due_in
from rasoat.parsing.foot import read_foot, split_foot
from rasoat.parsing.head import found, is_furniture, read_head
from rasoat.parsing.headings import Mode
from rasoat.parsing.models import Block, Due, Finding, Paper, Proposal, Recommendation
from rasoat.parsing.paragraphs import Paragraph, paragraphs, plain
from rasoat.parsing.tree import Node, closes, tree
from rasoat.text import fold

_FINDINGS: Final = ("situation", "strength", "shortcoming", "cause")
_REPLY = re.compile(r"^(?:Đối với|Về) (?:các )?(?:nội dung|đề xuất|kiến nghị|đề nghị)")
_ANOTHER = re.compile(r"(?<=[.;])\s+(?=(?:Giao|Đề nghị|Yêu cầu)\s+(?:cho\s+)?[A-ZĐỦỸ])")
_HELD = re.compile(r"ngày\s+(?P<d>\d{1,2})\s*(?:/|\s+tháng\s+)\s*(?P<m>\d{1,2})\s*(?:/|\s+năm\s+)\s*(?P<y>\d{4})")
_REQUEST = re.compile(
    r"^(?:Đồng thời, |Ngoài ra, |Riêng [^.;:]{3,60} )?(?:đề nghị|yêu cầu|giao)\s(?!nâng|tăng)", re.IGNORECASE
)
_MUST = re.compile(r"\s*(?:phải|có trách nhiệm|cần|khẩn trương)\s")
_BEGINNING = 200
"""Letters in which a paragraph that asks says whom."""
_LONGEST_HEADING = 30


def take_apart(blocks: Iterable[Block]) -> Paper:
    """The records of a paper, each with its place. No sentence is lost: what belongs to no part stands in `unplaced`."""
    paper = Paper()
    body = read_head(list(blocks), paper)
    text, foot = split_foot(body)
    text = [*text, *read_foot(foot, paper)]
    for block in [block for block in text if is_furniture(plain(block.text))]:
        if plain(block.text):
            paper.furniture.append(found(block))
        text.remove(block)
    root = tree(paragraphs(text))
    _Reading(paper).read(root)
    _day_of_minutes(paper)
    _say_what_is_missing(paper)
    return paper


def _day_of_minutes(paper: Paper) -> None:
    """Minutes have no line of place and day: they begin with the day on which they were taken."""
    begun = next((_HELD.search(one.text) for one in paper.introduction if _HELD.search(one.text)), None)
    if paper.day is None and paper.day_written is None and paper.kind == "BB" and begun:
        paper.day = day_of(begun["y"], begun["m"], begun["d"])


@dataclass
class _Reading:
    """Walks through the tree and puts each paragraph where it belongs."""

    paper: Paper
    begun: bool = False
    """Whether a heading was met: what stands before is the introduction."""
    columns: table_rows.Columns = field(default_factory=table_rows.Columns)
    last_row: Node | None = None
    owner: str = ""
    """Whom the rows of a table name last."""

    def read(self, root: Node) -> None:
        for node in root.all():
            self._place(node)

    def _place(self, node: Node) -> None:
        paragraph = node.paragraph
        assert paragraph is not None
        mode = mode_at(node)
        if node.level == "row":
            self._row(node)
        elif (
            not self.begun and node.level in ("text", "lead", "dash") and _in_front(node) and not _asks(paragraph.text)
        ):
            self.paper.introduction.append(paragraph.found())
            self.paper.bases.extend(bases.cited(paragraph))
            self.begun = node.level == "lead"
        elif is_heading(node, mode):
            self.begun = True
            self.paper.headings.append(paragraph.found())
        else:
            self._content(node, paragraph, mode)

    def _content(self, node: Node, paragraph: Paragraph, mode: Mode) -> None:
        paper = self.paper
        if node.parent is not None and node.parent.paragraph is None and closes(paragraph.text):
            asked, due = asked_in(paragraph.text), due_in(paragraph.text, paper.day)
            if asked and agencies.is_specific(asked.name) and due and due.day:
                paper.recommendations.extend(self._recommendations(node, paragraph))
            else:
                paper.closing.append(paragraph.found())
        elif _within(node, "appendix") or (_within(node, "note") and mode != "proposal"):
            paper.notes.append(paragraph.found())
        elif mode == "recommendation" and self._promises(node, paragraph.text):
            paper.replies.append(paragraph.found())
        elif mode == "recommendation":
            paper.recommendations.extend(self._recommendations(node, paragraph))
        elif mode == "reply" or (mode == "proposal" and _REPLY.match(paragraph.text)):
            paper.replies.append(paragraph.found())
        elif mode == "proposal":
            who = addressees.addressee(node, self.paper)
            paper.proposals.append(Proposal(paragraph.text, paragraph.place, who))
        elif not mode and self.paper.kind == LETTER and _asks(paragraph.text):
            paper.recommendations.extend(self._recommendations(node, paragraph))
        elif mode in _FINDINGS:
            paper.findings.append(Finding(paragraph.text, paragraph.place, mode, paragraph.mark.written, _above(node)))
        else:
            paper.unplaced.append(paragraph.found())

    def _promises(self, node: Node, text: str) -> bool:
        """Whether the issuer says what itself will do."""
        if " sẽ " not in text:
            return False
        issuer = fold(self.paper.issuer.text) if self.paper.issuer else ""
        own = node.level == "text" and (fold(text).startswith(issuer) if issuer else text.startswith("Sở "))
        return own or _REPLY.match(text) is not None or text.startswith("Sở sẽ")

    def _recommendations(self, node: Node, paragraph: Paragraph) -> Iterator[Recommendation]:
        """What a paragraph asks: a further sentence that names somebody by itself asks by itself."""
        for text in _ANOTHER.split(unlabelled(paragraph.text)):
            name = addressees.addressee(node, self.paper, text)
            asked = asked_in(text)
            words = asked.rest if asked and asked.rest and text[len(asked.name) :].startswith(":") else text
            due = due_in(text, self.paper.day) or _due_above(node, self.paper)
            yield Recommendation(
                words, paragraph.place, paragraph.mark.written, _above(node), name, agencies.single(name), due, counts_in(words)
            )  # fmt: skip

    def _row(self, node: Node) -> None:
        """A row of a table. The first of a table names its columns; a row with a name alone stands over those below it."""
        paragraph = node.paragraph
        assert paragraph is not None
        cells = paragraph.first.cells
        if self.last_row is None or not _next_to(self.last_row, node) or table_rows.columns(cells).begin_a_table:
            self.columns, self.owner = table_rows.columns(cells), ""
            self.last_row = node
            self.paper.headings.append(paragraph.found())
            return
        self.last_row = node
        over = table_rows.group(cells)
        if over and self.columns.of_tasks:
            self.owner = over if agencies.begins(over) else self.owner
            self.paper.headings.append(paragraph.found())
        elif self.columns.of_tasks and table_rows.cell(cells, self.columns.text):
            self.paper.recommendations.append(self._task(node, cells))
        else:
            self.paper.unplaced.append(paragraph.found())

    def _task(self, node: Node, cells: tuple[str, ...]) -> Recommendation:
        """One row of a table of tasks. A cell without a name means the name above it."""
        assert node.paragraph is not None
        task = table_rows.cell(cells, self.columns.text)
        written = table_rows.cell(cells, self.columns.addressee).strip(" .;")
        self.owner = written or self.owner
        name = self.owner or addressees.addressee(node, self.paper, task)
        until = table_rows.cell(cells, self.columns.due)
        due = due_in(f"hạn {until}", self.paper.day) if until else due_in(task, self.paper.day)
        due = Due(until, due.day if due else None) if until else due
        number = table_rows.cell(cells, self.columns.number)
        return Recommendation(
            task, node.paragraph.place, number, _above(node), name, agencies.single(name), due, counts_in(task)
        )


def _asks(text: str) -> bool:
    """Whether a paragraph of a letter that no heading announces asks for something."""
    if _REQUEST.search(text) or asked_within(text[:_BEGINNING]):
        return True
    name = agencies.name_at(text)
    return bool(name) and _MUST.match(text[len(name) :]) is not None


def _in_front(node: Node) -> bool:
    """Whether a paragraph stands before everything that is numbered."""
    return node.parent is not None and (
        node.parent.paragraph is None or (node.parent.level == "lead" and node.level == "text")
    )


def _next_to(before: Node, node: Node) -> bool:
    if before.parent is not node.parent or before.parent is None:
        return False
    rows = before.parent.children
    return all(one.level == "row" for one in rows[rows.index(before) : rows.index(node)])


def mode_at(node: Node) -> Mode:
    """What the nearest heading above announces, or the label at the paragraph's own beginning."""
    if label := headings.label_of(node.text):
        return label
    if node.level == "named":
        return "recommendation"
    for at, one in enumerate(node.path()):
        if at == 0 and not _announces(one):
            continue
        mode = headings.label_of(one.text) or headings.mode_of(last_clause(one.text))
        if mode and (mode != "situation" or not _subject_below(one)):
            return mode
    return ""


def _announces(node: Node) -> bool:
    return bool(node.children) or node.text.rstrip().endswith(":")


def _subject_below(node: Node) -> bool:
    """Whether a heading that only names a subject stands below one that says more: its items are what that one says."""
    return any(
        headings.mode_of(last_clause(one.text)) not in ("", "situation") for one in node.path() if one is not node
    )


def is_heading(node: Node, mode: Mode) -> bool:
    """Whether a paragraph only stands above others."""
    paragraph = node.paragraph
    assert paragraph is not None
    text = paragraph.text.rstrip()
    if node.level in ("caps", "part", "roman", "capital") and (node.children or not paragraph.ended):
        return True
    if text.endswith(":"):
        return bool(node.children) or node.level != "note"
    asked = asked_in(text)
    if asked and asked.whole and not asked.rest:
        return True
    short = mode in ("", *_FINDINGS) and len(text.split()) <= _LONGEST_HEADING and node.level.startswith("decimal")
    return (
        bool(node.children)
        and (short or not paragraph.ended)
        and node.level not in ("dash", "plus", "note")
        and _only_children(node)
    )


def _only_children(node: Node) -> bool:
    return any(child.level != "note" for child in node.children)


def _within(node: Node, level: str) -> bool:
    return any(one.level == level for one in node.path())


def _above(node: Node) -> tuple[str, ...]:
    """The headings over a paragraph, the highest first."""
    return tuple(one.text for one in node.path() if one is not node)[::-1]


def _only_heads(node: Node) -> bool:
    """Whether a paragraph is no sentence of its own."""
    return node.paragraph is not None and (not node.paragraph.ended or node.text.rstrip().endswith(":"))


def _due_above(node: Node, paper: Paper) -> Due | None:
    """The day that a heading sets for everything below it."""
    for one in node.path():
        if one is not node and _only_heads(one) and (due := due_for_all(last_clause(one.text), paper.day)):
            return due
    return None


def _say_what_is_missing(paper: Paper) -> None:
    known = {
        "issuer": paper.issuer, "number": paper.number and re.search(r"\d+\s*[/-]", paper.number.text), "day": paper.day,
        "subject": paper.subject, "signer": paper.signer and paper.signer.name, "recipients": paper.recipients,
        "recommendations": paper.recommendations,
    }  # fmt: skip
    paper.missing = [name for name, value in known.items() if not value]
    paper.missing += [f"addressee:{one.place.line}" for one in paper.recommendations if not one.addressee]
