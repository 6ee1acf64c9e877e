"""A paper taken apart: head and foot, then the text by its headings."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Final

from rasoat.parsing import agencies, bases, headings, table_rows
from rasoat.parsing.asking import Asked, asked_in, asked_within
from rasoat.parsing.figures import counts_in, due_in
from rasoat.parsing.foot import read_foot, split_foot
from rasoat.parsing.head import found, is_furniture, read_head
from rasoat.parsing.headings import Mode
from rasoat.parsing.models import Block, Due, Finding, Paper, Proposal, Recommendation
from rasoat.parsing.paragraphs import Paragraph, paragraphs, plain
from rasoat.parsing.tree import CLOSING, Node, is_capitals, tree
from rasoat.text import fold

_FINDINGS: Final = ("situation", "strength", "shortcoming", "cause")
_REPLY = re.compile(r"^(?:Đối với|Về) (?:các )?(?:nội dung|đề xuất|kiến nghị|đề nghị)")
_LAST_CLAUSE = 220
_EVERYBODY = re.compile(r"^(?:cac (?:don vi|co quan|nganh|cap|dia phuong|so|thanh vien)|don vi|dia phuong)\b")
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
    _say_what_is_missing(paper)
    return paper


@dataclass
class _Reading:
    """Walks through the tree and puts each paragraph where it belongs."""

    paper: Paper
    begun: bool = False
    """Whether a heading was met: what stands before is the introduction."""
    columns: table_rows.Columns = field(default_factory=table_rows.Columns)
    last_row: Node | None = None

    def read(self, root: Node) -> None:
        for node in root.all():
            self._place(node)

    def _place(self, node: Node) -> None:
        paragraph = node.paragraph
        assert paragraph is not None
        mode = mode_at(node)
        if node.level == "row":
            self._row(node, mode)
        elif not self.begun and node.level in ("text", "lead", "dash") and _in_front(node):
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
        if node.parent is not None and node.parent.paragraph is None and CLOSING.match(paragraph.text):
            paper.closing.append(paragraph.found())
        elif _in_note(node) and mode != "proposal":
            paper.notes.append(paragraph.found())
        elif mode == "recommendation":
            paper.recommendations.append(self._recommendation(node, paragraph))
        elif mode == "reply" or (mode == "proposal" and _REPLY.match(paragraph.text)):
            paper.replies.append(paragraph.found())
        elif mode == "proposal":
            who = _addressee(node, self.paper)
            paper.proposals.append(Proposal(paragraph.text, paragraph.place, who))
        elif mode in _FINDINGS:
            paper.findings.append(Finding(paragraph.text, paragraph.place, mode, paragraph.mark.written, _above(node)))
        else:
            paper.unplaced.append(paragraph.found())

    def _recommendation(self, node: Node, paragraph: Paragraph) -> Recommendation:
        name = _addressee(node, self.paper)
        asked = asked_in(paragraph.text)
        text = (
            asked.rest if asked and asked.rest and paragraph.text[len(asked.name) :].startswith(":") else paragraph.text
        )
        due = due_in(paragraph.text, self.paper.day) or _due_above(node, self.paper)
        return Recommendation(
            text,
            paragraph.place,
            paragraph.mark.written,
            _above(node),
            name,
            agencies.single(name),
            due,
            counts_in(text),
        )

    def _row(self, node: Node, mode: Mode) -> None:
        """A row of a table. The first of a table names its columns."""
        paragraph = node.paragraph
        assert paragraph is not None
        cells = paragraph.first.cells
        if self.last_row is None or not _next_to(self.last_row, node) or table_rows.columns(cells).of_tasks:
            self.columns = table_rows.columns(cells)
            self.last_row = node
            self.paper.headings.append(paragraph.found())
            return
        self.last_row = node
        task = table_rows.cell(cells, self.columns.text)
        if not self.columns.of_tasks or not task:
            (self.paper.headings if len([one for one in cells if one.strip()]) == 1 else self.paper.unplaced).append(
                paragraph.found()
            )
            return
        name = table_rows.cell(cells, self.columns.addressee).strip(" .;") or _addressee(node, self.paper)
        written = table_rows.cell(cells, self.columns.due)
        due = due_in(f"hạn {written}", self.paper.day) if written else due_in(task, self.paper.day)
        due = Due(written, due.day if due else None) if written else due
        number = table_rows.cell(cells, self.columns.number)
        self.paper.recommendations.append(
            Recommendation(
                task, paragraph.place, number, _above(node), name, agencies.single(name), due, counts_in(task)
            )
        )


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
    for at, one in enumerate(node.path()):
        if at == 0 and not _announces(one):
            continue
        mode = headings.label_of(one.text) or headings.mode_of(_last_clause(one.text))
        if mode and (mode != "situation" or not _subject_below(one)):
            return mode
    return ""


def _announces(node: Node) -> bool:
    return bool(node.children) or node.text.rstrip().endswith(":")


def _subject_below(node: Node) -> bool:
    """Whether a heading that only names a subject stands below one that says more: its items are what that one says."""
    return any(
        headings.mode_of(_last_clause(one.text)) not in ("", "situation") for one in node.path() if one is not node
    )


def _last_clause(text: str) -> str:
    return text[-_LAST_CLAUSE:] if len(text) > _LAST_CLAUSE else text


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


def _in_note(node: Node) -> bool:
    return any(one.level == "note" for one in node.path())


def _above(node: Node) -> tuple[str, ...]:
    """The headings over a paragraph, the highest first."""
    return tuple(one.text for one in node.path() if one is not node)[::-1]


def _addressee(node: Node, paper: Paper) -> str:
    """Whom a paragraph asks: as itself says with a colon, as the nearest heading says, as its sentence says, or whom the letter addresses."""
    own = asked_in(_unlabelled(node.text))
    if own and (own.rest != _unlabelled(node.text) and _with_colon(_unlabelled(node.text), own)):
        return own.name
    everybody = ""
    for one in node.path():
        if one is node:
            continue
        above = asked_in(one.text) or (
            asked_within(_last_clause(one.text)) if _announces(one) or one.level == "lead" else None
        )
        if above and _EVERYBODY.match(fold(above.name)):
            everybody = everybody or above.name
        elif above:
            return above.name
    if own:
        return own.name
    if (name := agencies.name_at(_unlabelled(node.text))) and not is_capitals(name):
        return name
    if everybody:
        return everybody
    return "; ".join(one.text for one in paper.addressed_to)


def _with_colon(text: str, asked: Asked) -> bool:
    behind = text[text.find(asked.name) + len(asked.name) :].lstrip()
    return behind.startswith(":") or text.startswith(("Đối với", "đối với"))


def _unlabelled(text: str) -> str:
    return re.sub(r"^(?:Kiến nghị|Yêu cầu|Đề nghị|Biện pháp khắc phục|Nhiệm vụ)\s*:\s*", "", text)


def _due_above(node: Node, paper: Paper) -> Due | None:
    """The day that a heading sets for everything below it."""
    for one in node.path():
        if one is not node and _announces(one) and (due := due_in(one.text, paper.day)) and due.day is not None:
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
