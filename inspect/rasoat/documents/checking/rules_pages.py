"""The pages of any paper: size, margins, letters, numbers (PL I, I); and the rows of its tables, which no line of the decree names."""

from rasoat.documents import row_gaps
from rasoat.documents.checking.judging import Judge, is_times
from rasoat.documents.checking.recognising import Paper, edges
from rasoat.documents.deviations import CENTRE_SLACK, PLACE_SLACK, SIZE_SLACK, mm
from rasoat.documents.early import ends_early
from rasoat.documents.measuring import MM, Line, Sheet


def judge(paper: Paper, to: Judge) -> None:
    """All rules of pages; those of margins are asked of each page."""
    begin = 1
    for end in (*paper.starts, len(paper.sheets) + 1):
        sheets = paper.sheets[begin - 1 : end - 1]
        _part(paper, sheets, to)
        begin = end
    _letters(paper, to)
    _rows(paper, to)


def _rows(paper: Paper, to: Judge) -> None:
    """The rows of all tables, of which the one with most room to spare is told."""
    worst = max(row_gaps.gaps(paper.sheets), key=lambda one: one.height, default=None)
    told = f"trống {worst.height:.0f} pt ở “{worst.text}”" if worst else "vừa với chữ"
    page = worst.page if worst else 1
    to.rule("hàng của bảng", "không có dòng trống", told, right=worst is None, page=page)


def _part(paper: Paper, sheets: list[Sheet], to: Judge) -> None:
    left, right, full = edges(sheets)
    for sheet in sheets:
        wide, high = sorted((sheet.width / MM, sheet.height / MM))
        fits = abs(wide - 210) < 1 and abs(high - 297) < 1
        to.rule("khổ giấy", "A4, 210 x 297 mm", f"{wide:.0f} x {high:.0f} mm", right=fits, page=sheet.number)
        if sheet.seen:
            _margins(sheet, to)
    first = sheets[0].number
    to.rule("lề trái", "30-35 mm", mm(left), right=_within(left, 30, 35), page=first)
    if full:
        away = sheets[0].width - right
        to.rule("lề phải", "15-20 mm", mm(away), right=_within(away, 15, 20), page=first)
    if len(sheets) > 1:
        left_over = min(sheet.height - max((g.bottom for g in sheet.seen), default=0.0) for sheet in sheets[:-1])
        fits = left_over <= (25 + PLACE_SLACK) * MM + 60 or _signature_took_the_rest(paper, sheets)
        to.rule("lề dưới", "trang đầy nhất cách mép dưới 20-25 mm", mm(left_over), right=fits, page=sheets[0].number)
    for number, sheet in enumerate(sheets, 1):
        _number((left + right) / 2, sheet, number, to)


def _signature_took_the_rest(paper: Paper, sheets: list[Sheet]) -> bool:
    """Whether the first of two pages is not full because what stays with the signature did not fit there."""
    level = [part for name, part in paper.parts.items() if name[:7] in ("quyền h", "chức vụ") or name == "Nơi nhận"]
    signs = [part for part in level if part.page == sheets[-1].number]
    if len(sheets) != 2 or not signs:
        return False
    return not ends_early(sheets[0], sheets[1], min(part.rows[0].line.baseline for part in signs))


def _within(points: float, low: float, high: float) -> bool:
    return low - PLACE_SLACK <= points / MM <= high + PLACE_SLACK


def _margins(sheet: Sheet, to: Judge) -> None:
    seen = sheet.seen
    ends = {
        "lề trái": (min(g.x0 for g in seen), 30, 297),
        "lề phải": (sheet.width - max(g.x1 for g in seen), 15, 297),
        "lề trên": (min(g.top for g in seen), 20, 25),
        "lề dưới": (sheet.height - max(g.bottom for g in seen), 20, 297),
    }
    for name, (points, low, high) in ends.items():
        asked = f"{low}-{high} mm" if high < 100 else f"ít nhất {low} mm"
        to.rule(name, asked, mm(points), right=_within(points, low, high), page=sheet.number)


def _number(middle: float, sheet: Sheet, number: int, to: Judge) -> None:
    if number == 1:
        seen = ", ".join(line.text for line in sheet.folios) or "không có"
        to.rule("số trang", "không có ở trang đầu", seen, right=not sheet.folios, page=sheet.number)
        return
    own = [line for line in sheet.folios if line.text == str(number)]
    fits = len(own) == 1 and len(sheet.folios) == 1 and _well_set(own[0], middle)
    told = ", ".join(
        f"“{line.text}” cỡ {line.glyphs[0].size:.1f}, cách mép trên {mm(line.baseline)}, mép trái {mm(line.centre)}"
        for line in sheet.folios
    )
    to.rule(
        "số trang", f"“{number}”, đứng, cỡ 13-14, giữa lề trên", told or "không thấy", right=fits, page=sheet.number
    )


def _well_set(line: Line, middle: float) -> bool:
    sized = all(13 - SIZE_SLACK <= g.size <= 14 + SIZE_SLACK for g in line.glyphs)
    upright = not any(g.bold or g.italic for g in line.glyphs)
    return sized and upright and line.baseline < 20 * MM and abs(line.centre - middle) < 2 * CENTRE_SLACK * MM


def _letters(paper: Paper, to: Judge) -> None:
    glyphs = [g for sheet in paper.sheets for g in sheet.seen if g.text.isalpha()]
    strange = next((g for g in glyphs if not is_times(g.family)), None)
    told = f"{strange.family} ở “{strange.text}”" if strange else "Times New Roman"
    to.rule("phông chữ", "Times New Roman", told, right=strange is None, page=strange.page if strange else 1)
    red = {id(g) for name in ("độ khẩn",) if name in paper.parts for g in paper.parts[name].glyphs}
    coloured = next((g for g in glyphs if not g.black and id(g) not in red), None)
    told = f"màu khác ở “{coloured.text}”" if coloured else "màu đen"
    to.rule("màu chữ", "màu đen", told, right=coloured is None, page=coloured.page if coloured else 1)
