"""Whom a recommendation is for: as its own words say, as the headings above it say, or whom the paper addresses."""

import re
from collections.abc import Iterable
from itertools import islice
from typing import Final

from rasoat.parsing import agencies
from rasoat.parsing.asking import Asked, asked_in, asked_within
from rasoat.parsing.models import Paper
from rasoat.parsing.tree import Node, is_capitals
from rasoat.text import fold

_EVERYBODY: Final = re.compile(
    r"^(?:cac (?:don vi|co quan|nganh|cap|dia phuong|so|thanh vien)|don vi|dia phuong|quy (?:phong|don vi|co quan|so)|ubnd cac (?:xa|huyen|phuong)(?:, (?:xa|phuong|thi tran|dac khu|thi xa|thanh pho))*$|ubnd huyen$|uy ban nhan dan huyen$)\b"
)
_IN_BRACKETS: Final = re.compile(
    r"\((?P<name>(?:UBND|Ủy ban|Sở|Phòng|Công an|Trung tâm|Trường|Chủ|Đồn|Ban|Hội|Cơ sở|Đoàn|Chi cục|Trạm)[^();]{2,120}?)(?:\s+phối hợp[^();]*)?;[^();]*\)\s*[.;]?\s*$"
)
"""Whom a sentence names in brackets at its end, before the day by which it is due."""
_LABEL: Final = re.compile(
    r"^(?:Đoàn[^:.;]{0,40} |Tổ[^:.;]{0,30} )?(?:[Kk]iến nghị|[Yy]êu cầu|[Đđ]ề nghị|[Kk]huyến nghị|[Bb]iện pháp khắc phục|[Nn]hiệm vụ)\s*:\s*"
)
_LAST_CLAUSE: Final = 220
_LONGEST_NAME: Final = 25
_BEGINNING: Final = 200
_NEAR: Final = 60
"""Recommendations back to which a name that is cut short may refer."""


def unlabelled(text: str) -> str:
    """A text without the word before its colon that only says what it is."""
    return _LABEL.sub("", text)


def last_clause(text: str) -> str:
    """The end of a long sentence, which says what follows it."""
    return text[-_LAST_CLAUSE:] if len(text) > _LAST_CLAUSE else text


def addressee(node: Node, paper: Paper, text: str = "") -> str:
    """Whom a paragraph asks; empty where nothing says so. A name that is cut short is given as it is written in full elsewhere."""
    own_text = text or unlabelled(node.text)
    if named := _IN_BRACKETS.search(own_text):
        return named["name"].strip()
    own = asked_in(own_text)
    written = "; ".join(one.text for one in paper.addressed_to)
    if own and _with_colon(own_text, own):
        return _in_full(own.name, node, paper)
    bare = "" if own else agencies.name_at(own_text)
    called = bare or (own.name if own else "")
    if _EVERYBODY.match(fold(called)) and written:
        return written
    # “Giao phòng …” below the name of an agency is what that agency has to do.
    if own and agencies.is_specific(own.name) and (node.level == "text" or not own_text.startswith(("Giao", "giao"))):
        return _in_full(own.name, node, paper)
    if bare and not is_capitals(bare) and (node.level == "text" or agencies.is_specific(bare)):
        return _in_full(bare, node, paper)
    within = None if own or bare else asked_within(own_text[:_BEGINNING])
    if within and node.level == "text" and agencies.is_specific(within.name):
        return _in_full(within.name, node, paper)
    above, everybody = _above(node)
    if above:
        return _in_full(above, node, paper)
    if everybody and written:
        return written
    if own or (bare and not is_capitals(bare)):
        return _in_full(own.name if own else bare, node, paper)
    return written or everybody


def _with_colon(text: str, asked: Asked) -> bool:
    behind = text[text.find(asked.name) + len(asked.name) :].lstrip()
    return behind.startswith(":") or text.startswith(("Đối với", "đối với"))


def _above(node: Node) -> tuple[str, str]:
    """The nearest name in the headings above, and the nearest word for everybody."""
    everybody = ""
    for one in node.path():
        if one is node or (one is node.parent and _behind_a_list(node)):
            continue
        name = named_by(one)
        if name and _EVERYBODY.match(fold(name)):
            everybody = everybody or name
        elif name:
            return name, everybody
    return "", everybody


def _behind_a_list(node: Node) -> bool:
    """Whether a paragraph without a mark stands behind the items of a list: it is for all, not for whom the list's heading names."""
    if node.level != "text" or node.parent is None:
        return False
    before = node.parent.children[: node.parent.children.index(node)]
    return any(one.level in ("dash", "plus", "letter") for one in before)


def named_by(node: Node) -> str:
    """Whom a heading names, or the sentence that leads on to a list."""
    text = node.text
    asked = asked_in(text)
    short = text.rstrip(" :./").rstrip()
    if node.paragraph is not None and not node.paragraph.ended and len(text.split()) <= _LONGEST_NAME:
        bare = re.sub(r"^(?:Đối với|Riêng|Về phía|Trách nhiệm của|Nhiệm vụ của)\s+", "", short)
        if agencies.begins(bare) and not is_capitals(bare):
            return asked.name if asked and ":" in text else agencies.without_owner(re.split(r"\s*[:(]", bare)[0])
        if is_capitals(bare) and agencies.begins(bare.capitalize()):
            return re.split(r"\s*[:(]", bare)[0]
    if asked:
        return asked.name
    leads = node.children or node.level == "lead" or text.rstrip().endswith(":")
    within = asked_within(last_clause(text)) if leads else None
    return within.name if within else ""


def _in_full(name: str, node: Node, paper: Paper) -> str:
    """The full name of what is named by its first words only: “Trung tâm” below the heading of a centre is that centre."""
    short = fold(name)
    for known in _known(node, paper):
        if known and fold(known).startswith(f"{short} ") and len(agencies.single(known)) == 1:
            return known
    return name


def _known(node: Node, paper: Paper) -> Iterable[str]:
    for one in node.path():
        if one is not node and not one.text.rstrip().endswith(":"):
            yield named_by(one)
    if len(paper.addressed_to) == 1:
        yield paper.addressed_to[0].text
    yield from dict.fromkeys(found.addressee for found in islice(reversed(paper.recommendations), _NEAR))
