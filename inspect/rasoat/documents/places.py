"""Where something stands in a paper, as another paper cites it: "điểm b khoản 2 mục III", from the smallest part to the largest."""

from collections.abc import Iterator, Sequence

from rasoat.documents.flow import ordinals
from rasoat.documents.paper import Article, BaseBlock, Block, Bullets, Heading, Paragraph

_LEVELS = {1: "mục", 2: "khoản", 3: "điểm"}
_COUNTED = (
    "thứ nhất",
    "thứ hai",
    "thứ ba",
    "thứ tư",
    "thứ năm",
    "thứ sáu",
    "thứ bảy",
    "thứ tám",
    "thứ chín",
    "thứ mười",
)


def place(blocks: Sequence[Block], block_id: str, item: int | None = None) -> str:
    """The place of a block, or of one item of it (from 0); empty when the paper has no such block, or nothing that is numbered above it.

    Paragraphs and items are counted where several stand under one heading: "gạch đầu dòng thứ hai khoản 1".
    """
    at = next((at for at, one in enumerate(blocks) if one.id == block_id), None)
    if at is None:
        return ""
    numbers = ordinals(blocks)
    above = list(_above(blocks, at))
    named = [f"{_word(one)} {numbers[one.id].removeprefix('Điều ').rstrip('.)')}" for one in above]
    return " ".join([*_counted(blocks, at, item), *named]) if named else ""


def _word(block: BaseBlock) -> str:
    return _LEVELS[block.level] if isinstance(block, Heading) else "Điều"


def _above(blocks: Sequence[Block], at: int) -> Iterator[BaseBlock]:
    """The block itself where it is numbered, then each heading of a higher level above it."""
    level = 4
    for one in reversed(blocks[: at + 1]):
        if isinstance(one, Article):
            yield one
            return
        if isinstance(one, Heading) and one.level < level:
            level = one.level
            yield one


def _counted(blocks: Sequence[Block], at: int, item: int | None) -> list[str]:
    own = blocks[at]
    if isinstance(own, Bullets):
        return [f"gạch đầu dòng {_ordinal(item)}"] if item is not None and len(own.items) > 1 else []
    if not isinstance(own, Paragraph):
        return []
    first = max(place for place in range(at) if isinstance(blocks[place], Heading | Article)) + 1
    end = next((place for place in range(at, len(blocks)) if isinstance(blocks[place], Heading | Article)), len(blocks))
    together = [one for one in blocks[first:end] if isinstance(one, Paragraph)]
    return [f"đoạn {_ordinal(together.index(own))}"] if len(together) > 1 else []


def _ordinal(number: int) -> str:
    return _COUNTED[number] if number < len(_COUNTED) else f"thứ {number + 1}"
