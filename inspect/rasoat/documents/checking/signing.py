"""Finds who signs and who receives, at the end of the main text."""

import re

from rasoat.documents.checking.recognising import Paper
from rasoat.documents.checking.rows import Part, Row
from rasoat.documents.measuring import MM

_LABEL = re.compile(r"^nơi nhận\b", re.IGNORECASE)
_DRAFTER = re.compile(r"^[A-ZĐ]{1,8}\.?\s*\(\d+\)$")
_CAPACITY = re.compile(r"^(TM|KT|TL|TUQ|Q)\.")
_LEVEL = 3.0


def find(paper: Paper) -> None:
    """Name the recipients and each signer's lines: "quyền hạn 1", "chức vụ 1", "họ tên người ký 1", …"""
    label = next((row for row in reversed(paper.rows) if _LABEL.match(row.text)), None)
    if label is None:
        return
    page = [row for row in paper.rows if row.page == label.page]
    right = [row for row in page if row.line.centre > paper.middle and row.line.x0 > label.line.x1]
    level = [row for row in right if abs(row.line.baseline - label.line.baseline) < 15 * MM and _is_title(row)]
    if level:
        top = level[0].line.baseline - _LEVEL
        _signer(paper, 1, [row for row in right if row.line.baseline >= top])
    _side_by_side(paper, label, 2 if level else 1)
    paper.take("Nơi nhận", Part([label]))
    place = label.page, label.line.baseline
    # A long list goes on on the next page.
    below = [row for row in paper.rows if (row.page, row.line.baseline) > place and row.line.x0 < paper.middle]
    drafter = [row for row in below if _DRAFTER.match(row.text)]
    paper.take("ký hiệu người soạn thảo", Part(drafter[:1]) if drafter else None)
    listed = [row for row in below if row not in drafter[:1]]
    paper.take("danh sách nơi nhận", Part(listed) if listed else None)


def _side_by_side(paper: Paper, label: Row, number: int) -> None:
    """Rows of two signers above the recipients."""
    place = label.page, label.line.baseline - _LEVEL
    above = [row for row in paper.rows if (row.page, row.line.baseline) < place]
    columns: dict[int, list[Row]] = {-1: [], 1: []}
    for row in reversed(above):
        aside = row.line.centre - paper.middle
        if not row.bold or abs(aside) < 15 * MM or row.line.x1 - row.line.x0 > 85 * MM or row.line.x0 < paper.left + 4:
            break
        columns[1 if aside > 0 else -1].insert(0, row)
    if not columns[-1] or not columns[1]:
        return
    for rows in columns.values():
        for one in _each(rows):
            _signer(paper, number, one)
            number += 1


def _each(rows: list[Row]) -> list[list[Row]]:
    """The rows of each signer of a column: a name ends them."""
    each: list[list[Row]] = [[]]
    for row in rows:
        each[-1].append(row)
        if not row.upper:
            each.append([])
    return [one for one in each if one]


def _is_title(row: Row) -> bool:
    return row.upper or bool(_CAPACITY.match(row.text))


def _signer(paper: Paper, number: int, rows: list[Row]) -> None:
    names = [row for row in rows if not row.upper]
    titles = [row for row in rows if row.upper]
    if not titles:
        titles, names = rows[:-1], rows[-1:]
    last = max((row.line.baseline for row in titles), default=0.0)
    names = [row for row in names if row.line.baseline > last]
    capacity = [row for row in titles if _CAPACITY.match(row.text)]
    # Where several agencies sign, the name of each stands above the capacity.
    end = max((row.line.baseline for row in capacity), default=0.0)
    others = [row for row in titles if row not in capacity]
    position = [row for row in others if row.line.baseline > end] or others
    if not position and capacity and capacity[-1].text.startswith("Q."):
        # "Q." stands before the office of whoever acts as its head; the two are one line.
        capacity, position = capacity[:-1], capacity[-1:]
    paper.take(f"quyền hạn {number}", Part(capacity) if capacity else None)
    paper.take(f"chức vụ {number}", Part(position) if position else None)
    paper.take(f"họ tên người ký {number}", Part(names) if names else None)
