"""The foot of a paper: who signed, in which capacity, and who receives it."""

import re
from typing import Final

from rasoat.parsing.head import found, is_furniture
from rasoat.parsing.letters import CAPITAL
from rasoat.parsing.models import Block, Paper, Place, Signer
from rasoat.parsing.paragraphs import plain
from rasoat.parsing.tree import is_capitals
from rasoat.text import fold

_RECIPIENTS = re.compile(r"^noi nhan\s*:?")
_CAPACITY: Final = re.compile(r"^(?:KT|TM|TL|TUQ|Q)\s*\.\s*")
_OFFICE: Final = re.compile(
    r"GIÁM ĐỐC|CHỦ TỊCH|TRƯỞNG|CHÁNH|BÍ THƯ|THỦ TƯỚNG|TỔNG|ỦY BAN NHÂN DÂN|UỶ BAN NHÂN DÂN|THƯỜNG TRỰC|PHÓ |ĐẠI DIỆN|THƯ KÝ|CHỦ TRÌ|CHỦ TỌA"
)
_NAME = re.compile(rf"^(?:(?:TS|ThS|BS|CN|PGS|GS)\.?\s+)*[{CAPITAL}]\w*(?:\s+[{CAPITAL}]\w*){{1,5}}$")
_DEGREE: Final = re.compile(
    r"^(?:Bác sĩ|Bác sỹ|Thạc sĩ|Tiến sĩ|Dược sĩ|Kỹ sư|Cử nhân|Đại tá|Thượng tá|Trung tá|Thiếu tá)(?:\s+[^,;:]{0,40})?$"
)
"""A degree or a rank on a line of its own above the name."""
_CHAIR: Final = re.compile(r"TRƯỞNG ĐOÀN|CHỦ TRÌ|CHỦ TỌA")
_LINE_OF_LIST = re.compile(r"^[-–+•]\s*")
_LONGEST_LINE = 30
_SIGNED = re.compile(r"^\(?(?:đã ký|ký tên|ký, đóng dấu|ký, ghi rõ họ tên)[^)]*\)?$", re.IGNORECASE)


def split_foot(blocks: list[Block]) -> tuple[list[Block], list[Block]]:
    """The blocks of the text, and those from the first line of the foot on: of the recipients, or of the signature."""
    for at, block in enumerate(blocks):
        text = plain(block.text)
        if _RECIPIENTS.match(fold(text)) or (_CAPACITY.match(text) and is_capitals(text) and at > len(blocks) // 3):
            return _with_office(blocks, at)
    last = max(len(blocks) - 8, 0)
    for at in range(last, len(blocks)):
        if _is_office(plain(blocks[at].text)):
            return blocks[:at], blocks[at:]
    return blocks, []


def _with_office(blocks: list[Block], at: int) -> tuple[list[Block], list[Block]]:
    """The signature may stand above the recipients."""
    while at and _is_signature(plain(blocks[at - 1].text)):
        at -= 1
    return blocks[:at], blocks[at:]


def _is_signature(text: str) -> bool:
    return (
        not text
        or _is_office(text)
        or (_NAME.match(text) is not None and not text.endswith((".", ";", ":")))
        or _SIGNED.match(text) is not None
    )


def _is_office(text: str) -> bool:
    return (
        is_capitals(text)
        and len(text.split()) <= 12
        and (_CAPACITY.match(text) is not None or _OFFICE.search(text) is not None)
    )


def read_foot(blocks: list[Block], paper: Paper) -> list[Block]:
    """Put recipients and signer into `paper`; what is none of them is given back as text that goes on behind the foot."""
    rest: list[Block] = []
    offices: list[Block] = []
    names: list[Block] = []
    listing = False
    for at, block in enumerate(blocks):
        text = plain(block.text)
        if not text:
            continue
        heading = _RECIPIENTS.match(fold(text))
        if rest:
            rest.append(block)
        elif heading:
            listing = True
            paper.furniture.append(found(block)) if len(fold(text)) <= heading.end() + 1 else paper.recipients.append(
                found(block)
            )
        elif is_furniture(text) or _SIGNED.match(text) or _DEGREE.match(text):
            paper.furniture.append(found(block))
        elif _is_office(text) or (
            offices and not names and is_capitals(text) and not _looks_like_name(text, blocks[at + 1 :])
        ):
            offices.append(block)
        elif listing and len(text.split()) <= _LONGEST_LINE and (_LINE_OF_LIST.match(text) or _continues(text)):
            paper.recipients.append(found(block))
            listing = "lưu" not in text.casefold()
        elif _NAME.match(text):
            names.append(block)
        else:
            rest.append(block)
    head = _head_of(offices, names)
    paper.furniture.extend(found(one) for one in names if one is not head)
    _sign(offices, head, paper)
    return rest


def _looks_like_name(text: str, after: list[Block]) -> bool:
    """A name in capital letters stands last."""
    later = any(_NAME.match(plain(one.text)) and not is_capitals(plain(one.text)) for one in after)
    return (
        not later
        and _NAME.match(text.title()) is not None
        and not _OFFICE.search(text)
        and 2 <= len(text.split()) <= 5
        and not any(is_capitals(plain(one.text)) for one in after[:2])
    )


def _continues(text: str) -> bool:
    return (text.endswith((";", ".", ":")) and not re.match(r"^\d", text)) or text.casefold().startswith("gửi bản")


def _head_of(offices: list[Block], names: list[Block]) -> Block | None:
    """Of several who signed side by side, the one below the head of the team or the chair; else the first."""
    lines = [plain(block.text) for block in offices]
    at = next((at for at, line in enumerate(lines) if _CHAIR.search(line)), 0)
    return names[at] if at < len(names) else names[0] if names else None


def _sign(offices: list[Block], name: Block | None, paper: Paper) -> None:
    if not offices and name is None:
        return
    lines = [plain(block.text) for block in offices]
    capacity = next((found_[0].strip() for line in lines if (found_ := _CAPACITY.match(line))), "")
    blocks = sorted([*offices, *([name] if name else [])], key=lambda block: block.start)
    place = Place(blocks[0].start, blocks[-1].end, blocks[0].line, blocks[0].page)
    paper.signer = Signer(capacity.replace(" ", ""), " / ".join(lines), plain(name.text) if name else "", place)
