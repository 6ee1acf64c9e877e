"""The head of a paper: who issued it, its number, place and day, what it is, what it is about, whom it addresses."""

import re
from typing import Final

from rasoat.documents.checking.kinds import KINDS, LETTER
from rasoat.parsing.figures import day_of
from rasoat.parsing.models import Block, Found, Paper, Place
from rasoat.parsing.paragraphs import plain
from rasoat.parsing.tree import is_capitals
from rasoat.text import fold

_FURNITURE: Final = re.compile(
    r"^(?:cong hoa xa hoi chu nghia viet nam|doc lap\s*[-–—]?\s*tu do\s*[-–—]?\s*hanh phuc|dang cong san viet nam|[-–—_=*\s.]+|[-–]?\s*\d{1,3}\s*[-–]?|trang \d+(?:/\d+)?|(?:hoa toc|thuong khan|khan|du thao))$"
)
_NUMBER = re.compile(
    r"^(?:Số\s*:\s*(?P<number>\d*)\s*(?:[/-]\s*(?P<symbol>[^\s,]+)?)?|Số\s+(?P<alone>\d*)\s*/\s*(?P<sign>[^\s,]+))\s*$"
)
_DAY = re.compile(
    r"^(?P<place>[^\d:]{2,60}?),?\s*ngày\s*(?P<d>\d{0,2})[\s.…]*tháng\s*(?P<m>\d{0,2})[\s.…]*năm\s*(?P<y>\d{4})\W*$",
    re.IGNORECASE,
)
_NAMES: Final = {fold(name): code for code, name in KINDS.items()} | {
    "ket luan": "KL",
    "thong bao ket luan": "TB",
    "ket luan kiem tra": "KL",
    "thong bao ket qua": "TB",
}
_PARENT = re.compile(r"^(?:UBND|ỦY BAN NHÂN DÂN|UỶ BAN NHÂN DÂN)\s+(?:TỈNH|THÀNH PHỐ|HUYỆN|XÃ|PHƯỜNG|THỊ)")
_SUBJECT_ENDS = re.compile(
    r"^(?:Thực hiện|Căn cứ|Ngày|Kính gửi|Trong|Sau khi|Theo|Qua|Từ ngày|Vừa qua|Hôm nay|Trên cơ sở|Để|Xét|Tiếp theo|Đoàn|Sở|Ban|UBND|Ủy ban|Thi hành)\s|^Kính gửi|^[IVX]{1,4}[.)]|^\d{1,2}[.)]|^Phần|^PHẦN|^A\."
)
_ABOUT = re.compile(r"^V/v\s*:?\s*|^Về việc\s+", re.IGNORECASE)
_ADDRESSED = re.compile(r"^Kính gửi\s*:?\s*", re.IGNORECASE)
_BRACKETS = re.compile(r"\s*\([^()]*\)\s*$")
_LONGEST_HEAD = 40
_LONGER = ("bien ban", "thong bao", "bao cao", "ket luan")
_LONGEST_KIND = 6
_LONGEST_SUBJECT = 5


def is_furniture(text: str) -> bool:
    """Whether a line says nothing: the country's name and motto, a rule, the number of a page, a mark of urgency."""
    return _FURNITURE.match(fold(text).strip()) is not None


def read_head(blocks: list[Block], paper: Paper) -> list[Block]:
    """Put the head's components into `paper`; the blocks behind the head are given back."""
    rest = list(blocks)
    before: list[Block] = []
    seen = 0
    while rest and seen < _LONGEST_HEAD:
        block = rest[0]
        text = plain(block.text)
        if not text:
            rest.pop(0)
            continue
        seen += 1
        if is_furniture(text):
            paper.furniture.append(found(block))
        elif not _component(text, rest, paper, before):
            break
        rest.pop(0)
    _issuer(before, paper)
    _symbol_of_kind(paper)
    return rest


def found(*blocks: Block, text: str = "") -> Found:
    """The words of blocks that follow each other."""
    words = text or " ".join(plain(block.text) for block in blocks)
    return Found(words, Place(blocks[0].start, blocks[-1].end, blocks[0].line, blocks[0].page))


def _component(text: str, rest: list[Block], paper: Paper, before: list[Block]) -> bool:
    """Take the first block as a component; False where the head ends before it."""
    block = rest[0]
    if number := _NUMBER.match(text):
        if paper.number is not None:
            return False
        paper.number = found(block, text=text)
        paper.symbol = (number["symbol"] or number["sign"] or "").rstrip(".,;")
        return True
    if day := _DAY.match(text):
        paper.day_written = found(block)
        paper.day = day_of(day["y"], day["m"], day["d"])
        return True
    if (code := _kind_named(text)) and is_capitals(text):
        paper.kind = code
        paper.furniture.append(found(block))
        _subject(rest, paper)
        return True
    if about := _ABOUT.match(text):
        if paper.subject is None and (not paper.kind or paper.kind == LETTER):
            paper.kind = LETTER
            _take_subject(rest, paper, skip=about.end())
            return True
        return False
    if addressed := _ADDRESSED.match(text):
        _addressed(rest, paper, addressed.end())
        return True
    if paper.kind or paper.addressed_to or (paper.number and not is_capitals(text)):
        return False
    if is_capitals(text) or (len(text.split()) <= 12 and not text.endswith((".", ";", ":"))):
        before.append(block)
        return True
    return False


def _kind_named(text: str) -> str:
    """The kind whose name a line is, or begins with: “BIÊN BẢN KIỂM TRA” is minutes."""
    words = fold(text).strip()
    first = " ".join(words.split()[:2])
    return _NAMES.get(words) or (_NAMES[first] if first in _LONGER and len(words.split()) <= _LONGEST_KIND else "")


def _subject(rest: list[Block], paper: Paper) -> None:
    """The subject below the kind's name: up to a line that begins the text."""
    taken: list[Block] = []
    for block in rest[1:]:
        text = plain(block.text)
        if not text:
            if taken and not block.text:
                break
            continue
        if is_furniture(text) or _SUBJECT_ENDS.match(text) or len(taken) == _LONGEST_SUBJECT:
            break
        taken.append(block)
        if block.ends or text.endswith((".", ":", ";")):
            break
    if taken:
        paper.subject = found(*taken)
        for block in taken:
            rest.remove(block)


def _take_subject(rest: list[Block], paper: Paper, skip: int) -> None:
    taken = [rest[0]]
    for block in rest[1:_LONGEST_SUBJECT]:
        text = plain(block.text)
        if (
            taken[-1].ends
            or not text
            or _SUBJECT_ENDS.match(text)
            or is_furniture(text)
            or _DAY.match(text)
            or is_capitals(text)
        ):
            break
        taken.append(block)
    words = " ".join(plain(block.text) for block in taken)
    paper.subject = found(*taken, text=words[skip:])
    for block in taken[1:]:
        rest.remove(block)


def _addressed(rest: list[Block], paper: Paper, skip: int) -> None:
    """Whom a letter addresses: behind the colon, or in the lines below it that begin with a dash."""
    first = plain(rest[0].text)[skip:].strip(" .;")
    if not first:
        paper.furniture.append(found(rest[0]))
    names = [(rest[0], one.strip()) for one in first.split(";") if one.strip()]
    while len(rest) > 1 and (text := plain(rest[1].text)).startswith(("-", "–", "+", "•")):
        names.append((rest.pop(1), text.lstrip("-–+• ").strip(" .;")))
    paper.addressed_to.extend(found(block, text=_BRACKETS.sub("", name)) for block, name in names)


def _issuer(before: list[Block], paper: Paper) -> None:
    """The last of the names above the number; the agency above it stands over it."""
    lines = [block for block in before if is_capitals(plain(block.text))] or before
    if not lines:
        return
    start = len(lines) - 1
    while start and not _begins_name(plain(lines[start].text)):
        start -= 1
    paper.issuer = found(*lines[start:])
    for block in before:
        if block not in lines[start:]:
            paper.furniture.append(found(block))


def _begins_name(text: str) -> bool:
    return (
        re.match(
            r"(?:SỞ|BAN|ỦY BAN|UỶ BAN|UBND|ĐOÀN|BỘ|HỘI|CÔNG AN|CHI CỤC|TRUNG TÂM|PHÒNG|VĂN PHÒNG|TỈNH|THANH TRA|CỤC|TỔ)\b",
            text.upper(),
        )
        is not None
    )


def _symbol_of_kind(paper: Paper) -> None:
    """Without a name of its own the kind is what the symbol says."""
    if not paper.kind and paper.symbol:
        code = re.split(r"[-/]", paper.symbol)[0].upper()
        paper.kind = code if code in KINDS else LETTER
