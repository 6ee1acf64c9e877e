"""Who signs and who receives: the places of boxes 7 and 9b of the diagram (PL I, IV)."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import pairwise

from rasoat.documents.deviations import CENTRE_SLACK, PLACE_SLACK, Deviation, Found, mm
from rasoat.documents.layout_pages import Edges
from rasoat.documents.measuring import MM, Sheet, Span

SIGNATURE_ROOM_MM = 15.0


@dataclass
class _Block:
    """What is printed of one signer, from top to bottom; `name` is missing where nobody is known yet."""

    titles: list[Span] = field(default_factory=list)
    position: Span | None = None
    office: Span | None = None
    name: Span | None = None

    @property
    def first_title(self) -> Span | None:
        return self.titles[0] if self.titles else self.position

    @property
    def last_title(self) -> Span | None:
        return self.office or self.position


def check(sheets: list[Sheet], found: Found, sides: Edges) -> Iterator[Deviation]:
    """All signers, and the recipients in one row with the last of them, or below."""
    blocks = _blocks(found)
    label = next((span for component, span in found if component.name == "Nơi nhận"), None)
    for block in blocks:
        yield from _block(block)
    for at in range(0, len(blocks), 2):
        yield from _row(blocks[at : at + 2], sum(sides) / 2)
    if label is None or not blocks:
        return
    page = label.page
    if label.lines[0].x0 - sides[0] > PLACE_SLACK * MM:
        yield Deviation("Nơi nhận", "sát lề trái", mm(label.lines[0].x0 - sides[0]), page)
    top = blocks[-1].first_title
    if (
        top is not None
        and len(blocks) % 2
        and (top.page != page or abs(label.lines[0].baseline - top.lines[0].baseline) > 1.5)
    ):
        yield Deviation("Nơi nhận", "ngang hàng quyền hạn, chức vụ người ký", f"trang {page}", page)
    yield from _recipients(found, sides)


def _blocks(found: Found) -> list[_Block]:
    blocks: dict[int, _Block] = {}
    for component, span in found:
        if component.signer < 0:
            continue
        block = blocks.setdefault(component.signer, _Block())
        if component.name == "quyền hạn":
            block.titles.append(span)
        elif component.name == "chức vụ":
            block.position = span
        elif component.name == "chức vụ khác":
            block.office = span
        else:
            block.name = span
    return [blocks[at] for at in sorted(blocks)]


def _block(block: _Block) -> Iterator[Deviation]:
    position = block.position
    if position is None:
        return
    page = position.page
    lines = [*block.titles, position, *([block.office] if block.office else [])]
    for upper, lower in pairwise(lines):
        if upper.page != page or upper.lines[-1].baseline >= lower.lines[0].baseline:
            yield Deviation("quyền hạn", "mỗi dòng trên dòng sau, trên chức vụ", f"trang {upper.page}", page)
    named = [("quyền hạn", span) for span in block.titles] + [
        ("chức vụ khác", block.office),
        ("họ tên người ký", block.name),
    ]
    for key, span in named:
        if span is not None and abs(span.centre - position.centre) > CENTRE_SLACK * MM:
            yield Deviation(key, "canh giữa với chức vụ", f"lệch {mm(span.centre - position.centre)}", page)
    if block.name is not None and block.last_title is not None:
        room = (min(g.top for g in block.name.glyphs) - block.last_title.lines[-1].baseline) / MM
        if block.name.page != page or room < SIGNATURE_ROOM_MM:
            expected = f"cùng trang, dưới chức vụ, chừa ≥ {SIGNATURE_ROOM_MM:g} mm"
            yield Deviation("họ tên người ký", expected, f"{room:.1f} mm", page)


def _row(row: list[_Block], middle: float) -> Iterator[Deviation]:
    """One who signs alone, or last of an odd number, stands on the right; two stand side by side."""
    positions = [block.position for block in row if block.position is not None]
    if len(row) == 1 and positions and positions[0].centre < middle:
        yield Deviation("chức vụ", "ở nửa bên phải", mm(positions[0].centre), positions[0].page)
    if len(positions) == 2:
        left, right = positions
        tops = [top.lines[0].baseline for top in (block.first_title for block in row) if top is not None]
        level = max(tops) - min(tops) < 1.5
        if left.page != right.page or not left.centre < middle < right.centre or not level:
            yield Deviation("chức vụ", "hai người ký ngang hàng, cạnh nhau", mm(right.centre - left.centre), right.page)


def _recipients(found: Found, sides: Edges) -> Iterator[Deviation]:
    for component, span in found:
        if component.name == "danh sách nơi nhận" and span.lines[0].x0 - sides[0] > PLACE_SLACK * MM:
            away = mm(span.lines[0].x0 - sides[0])
            yield Deviation(component.name, "gạch đầu dòng sát lề trái", away, span.page, text=component.text)
