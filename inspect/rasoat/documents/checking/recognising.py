"""Finds the components of a paper of which nothing is known but its pages."""

import re
from dataclasses import dataclass, field

from rasoat.documents.checking.kinds import KINDS
from rasoat.documents.checking.rows import Part, Row, block_below, found, rows_of
from rasoat.documents.layout_head import URGENT_MM
from rasoat.documents.measuring import MM, Sheet

_COUNTRY = re.compile("cộngh(òa|oà)xãhộichủnghĩaviệtnam")
_MOTTO = re.compile("độclập[-–—]?tựdo[-–—]?hạnhphúc")
_NUMBER = re.compile(r"^số\s*:?\s*\d*\s*/?\s*\S*", re.IGNORECASE)
_DATE = re.compile(
    r"^(?P<place>[^\d]{2,80}?)(?P<comma>,?)\s*ngày\s*(?P<day>\d*)\s*tháng\s*(?P<month>\d*)\s*năm\s*(?P<year>\d*)\W*$"
)
_APPENDIX = re.compile(r"^phụ lục(\s+[ivxlc\d]+)?$", re.IGNORECASE)
_PARENT = re.compile(r"^(UBND|BỘ|ỦY BAN NHÂN DÂN (TỈNH|THÀNH PHỐ)|TỈNH|THÀNH PHỐ)\b")
_OFFICE = re.compile(r"^(SỞ|BAN|CHI CỤC|TRUNG TÂM|VĂN PHÒNG|PHÒNG|TRƯỜNG|CỤC|VỤ|CÔNG AN|THANH TRA)\b")
CIRCULATION = ("XEM XONG TRẢ LẠI", "LƯU HÀNH NỘI BỘ")
_RIGHT = 45 * MM
"""From so far on, place and day may begin."""
_SAME_END = 3.0
"""Points between the ends of two full lines."""


@dataclass
class Paper:
    """What was found, by the names of the components; a component that is not there is missing in `parts`."""

    sheets: list[Sheet]
    parts: dict[str, Part] = field(default_factory=dict)
    rows: list[Row] = field(default_factory=list)
    """The first page's rows that are no component yet, then those of the other pages of the main text."""
    starts: list[int] = field(default_factory=list)
    """The pages on which appendices begin."""
    left: float = 0.0
    right: float = 0.0

    @property
    def middle(self) -> float:
        """Halfway between the edges of the text."""
        return (self.left + self.right) / 2

    def take(self, name: str, part: Part | None) -> None:
        """Give the rows of a part their name."""
        if part is None or not part.rows:
            return
        self.parts[name] = part
        taken = {id(g) for g in part.glyphs}
        self.rows = [row for row in self.rows if not taken & {id(g) for g in row.glyphs}]


def recognise(sheets: list[Sheet], kind: str = "") -> Paper:
    """The components of the pages. `kind` is the abbreviation of the paper's kind when it is known."""
    paper = Paper(sheets)
    paper.starts = [sheet.number for sheet in sheets[1:] if _begins_appendix(sheet)]
    last = (paper.starts or [len(sheets) + 1])[0] - 1
    paper.left, paper.right, _ = edges(sheets[:last])
    country, motto = (found(sheets[0].glyphs, one) for one in (_COUNTRY, _MOTTO))
    apart = {id(g) for part in (country, motto) if part for g in part.glyphs}
    first = rows_of(g for g in sheets[0].glyphs if id(g) not in apart)
    paper.rows = [*first, *(row for sheet in sheets[1:last] for row in rows_of(sheet.glyphs))]
    paper.take("Quốc hiệu", country)
    paper.take("Tiêu ngữ", motto)
    _head(paper)
    _title(paper, kind)
    _addressed(paper)
    return paper


def edges(sheets: list[Sheet]) -> tuple[float, float, bool]:
    """Left and right edge of the text of pages of one size, and whether lines are so full that the right one is known."""
    ruled = [r for sheet in sheets for r in sheet.ruled if r.x1 - r.x0 > 60 * MM]
    left = min([*(g.x0 for sheet in sheets for g in sheet.seen), *(r.x0 for r in ruled)], default=0.0)
    ends = [row.line.x1 for sheet in sheets for row in rows_of(sheet.glyphs)] + [r.x1 for r in ruled]
    last = max(ends, default=0.0)
    full = sum(last - end < _SAME_END for end in ends) > 1
    return left, last if full else sheets[0].width - 17.5 * MM, full


def _begins_appendix(sheet: Sheet) -> bool:
    rows = rows_of(sheet.glyphs)
    return bool(rows) and bool(_APPENDIX.match(rows[0].text)) and rows[0].line.x0 > 60 * MM


def _head(paper: Paper) -> None:
    country = paper.parts.get("Quốc hiệu")
    border = country.x0 if country else paper.middle
    head = [row for row in paper.rows if row.page == 1]
    for row in head[:4]:
        if row.text.upper() in CIRCULATION:
            paper.take("phạm vi lưu hành", Part([row]))
    numbers = [row for row in head if _NUMBER.match(row.text) and row.line.centre < paper.middle]
    # The name of a team ends with the number of the decision that formed it, which is bold as all of the name.
    number = next((row for row in numbers if not row.bold), numbers[0] if numbers else None)
    if number is not None and (blank := _behind(head, number)):
        # The blank for a number that is not given yet parts the row.
        number = Row([*number.glyphs, *blank.glyphs])
    if number is not None:
        follows = [row for row in head if row.line.centre < border and row is not number]
        whole = block_below(
            follows, number, lambda row: number.text.endswith("-") and not row.text.startswith("V/v"), 1.4
        )
        paper.take("số, ký hiệu", Part(whole.rows[:2]))
    level = number.line.baseline if number else 60 * MM
    aside = [row for row in head if row.line.x0 > paper.left + _RIGHT and row.line.baseline < level + 30 * MM]
    days = rows_of((g for row in aside for g in row.glyphs), column=60)
    day = next((row for row in days if _DATE.match(row.text)), None)
    paper.take("địa danh, thời gian", Part([day]) if day else None)
    above = [row for row in paper.rows if row.page == 1 and row.line.baseline < level - 2 and row.line.centre < border]
    _agency(paper, above)
    _marks(paper)


def _behind(rows: list[Row], number: Row) -> Row | None:
    """The symbol, where it stands apart from "Số:"."""
    level = [row for row in rows if abs(row.line.baseline - number.line.baseline) < 1 and row.line.x0 > number.line.x1]
    return next((row for row in level if row.text.startswith("/")), None) if "/" not in number.text else None


def _agency(paper: Paper, rows: list[Row]) -> None:
    plain = 0
    while plain < len(rows) - 1 and not rows[plain].bold and rows[plain + 1 :]:
        plain += 1
    if plain == 0 and len(rows) > 1 and _PARENT.match(rows[0].text.upper()) and _OFFICE.match(rows[1].text.upper()):
        plain = 1
    if not any(row.bold for row in rows):
        plain = min(plain, 1)
    paper.take("cơ quan chủ quản", Part(rows[:plain]) if plain else None)
    paper.take("cơ quan ban hành", Part(rows[plain:]) if rows[plain:] else None)


def _marks(paper: Paper) -> None:
    for row in [row for row in paper.rows if row.page == 1]:
        if row.text.upper().replace("HOẢ", "HỎA") in URGENT_MM:
            paper.take("độ khẩn", Part([row]))
        elif row.text.upper() in CIRCULATION:
            paper.take("phạm vi lưu hành", Part([row]))
        elif row.text.upper() == "DỰ THẢO":
            paper.take("dự thảo", Part([row]))


def _title(paper: Paper, kind: str) -> None:
    first = [row for row in paper.rows if row.page == 1]
    number = paper.parts.get("số, ký hiệu")
    about = next((row for row in first if row.text.lower().startswith("v/v")), None)
    if about is not None and number is not None and about.line.baseline - number.bottom < 15 * MM:
        paper.take(
            "trích yếu công văn", block_below(first, about, lambda row: row.line.centre < paper.middle - 20 * MM, 1.5)
        )
        return
    below = [row for row in first if number is None or row.line.baseline > number.bottom]
    names = {KINDS[kind]} if kind in KINDS else set(KINDS.values())
    title = next((row for row in below if row.text.upper().replace("HOẢ", "HỎA") in names), None)
    title = title or next((row for row in below if _goes_on(paper, row, names)), None)
    if title is None:
        return
    paper.take("tên loại", Part([title]))
    ruled = [r.y for r in paper.sheets[0].ruled if r.y > title.line.baseline]
    end = min((y for y in ruled if y < title.line.baseline + 45 * MM), default=title.line.baseline + 6 * title.size)
    subject = [row for row in paper.rows if row.page == 1 and title.line.baseline + 1 < row.line.baseline < end]
    paper.take("trích yếu", Part(subject) if subject else None)


def _goes_on(paper: Paper, row: Row, names: set[str]) -> bool:
    """Whether it is a name that says more: "KẾ HOẠCH LIÊN TỊCH"."""
    alone = row.bold and row.upper and abs(row.line.centre - paper.middle) < 10 * MM
    return alone and any(row.text.startswith(f"{name} ") for name in names)


def _addressed(paper: Paper) -> None:
    first = [row for row in paper.rows if row.page == 1]
    label = next((row for row in first if row.text.lower().startswith("kính gửi")), None)
    if label is None:
        return
    dashes = [row for row in first if row.text.startswith("-") and row.line.baseline > label.line.baseline]
    close: list[Row] = []
    for row in dashes:
        last = close[-1] if close else label
        if row.line.baseline - last.line.baseline < 3 * label.size and row.line.x0 > label.line.x0:
            close.append(row)
    paper.take("Kính gửi", Part([label]))
    paper.take("nơi gửi", Part(close) if close else None)
