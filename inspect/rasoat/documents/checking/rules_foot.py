"""Who signs and who receives in any paper (PL I, II.7 and II.9), its appendices, and what stands at the foot of the first page."""

import re

from rasoat.documents.checking.judging import Judge
from rasoat.documents.checking.recognising import Paper, edges
from rasoat.documents.checking.rows import Part, rows_of
from rasoat.documents.components import BODY_BOLD, BODY_ITALIC, Style
from rasoat.documents.deviations import CENTRE_SLACK, PLACE_SLACK, mm
from rasoat.documents.layout_breaks import LEAST_WITH_SIGNATURE
from rasoat.documents.layout_foot import SIGNATURE_ROOM_MM
from rasoat.documents.measuring import MM, lines_of

_LEVEL = 3.0
"""Points: two parts whose letters have other sizes stand on one line when their baselines are so close."""
_DEGREE = re.compile(r"^(GS|PGS|TS|ThS|Ths|BS|KS|CN|Tiến sĩ|Thạc sĩ|Bác sĩ|Ông|Bà)\b")
_LAST = re.compile(r"^- ?Lưu: ?[^.]+\.$")


def judge(paper: Paper, to: Judge) -> None:
    """All rules of the end of the main text, and of appendices."""
    label = paper.parts.get("Nơi nhận")
    to.rule("Nơi nhận", "có “Nơi nhận:”", label.text if label else "không thấy", right=label is not None)
    numbers = [name.rpartition(" ")[2] for name in paper.parts if name.startswith("chức vụ ")]
    to.rule("chức vụ", "có chức vụ người ký", f"{len(numbers)} người ký", right=bool(numbers))
    for number in numbers:
        _signer(paper, number, to)
    if label is not None:
        _recipients(paper, label, numbers, to)
    _alone(paper, numbers, to)
    for start in paper.starts:
        _appendix(paper, start, to)


def _signer(paper: Paper, number: str, to: Judge) -> None:
    capacity, position, name = (
        paper.parts.get(f"{one} {number}") for one in ("quyền hạn", "chức vụ", "họ tên người ký")
    )
    if position is None:
        return
    for key, part in (("quyền hạn", capacity), ("chức vụ", position)):
        if part is not None:
            to.letters(key, part, BODY_BOLD, upper=True)
    if capacity is not None:
        away = capacity.centre - position.centre
        fits = capacity.bottom < position.top and abs(away) <= CENTRE_SLACK * MM
        to.rule("quyền hạn", "trên chức vụ, canh giữa", f"lệch {mm(away)}", right=fits, page=position.page)
    alone = not any(one.startswith("chức vụ ") and one != f"chức vụ {number}" for one in paper.parts)
    if alone:
        right = position.centre > paper.middle
        to.rule("chức vụ", "ở nửa bên phải", mm(position.centre), right=right, page=position.page)
    if name is None:
        to.rule("họ tên người ký", "có họ tên dưới chức vụ", "không thấy", right=False, page=position.page)
        return
    to.letters("họ tên người ký", name, BODY_BOLD, upper=False)
    away, room = name.centre - position.centre, (min(g.top for g in name.glyphs) - position.bottom) / MM
    to.rule(
        "họ tên người ký",
        "canh giữa với chức vụ",
        f"lệch {mm(away)}",
        right=abs(away) <= CENTRE_SLACK * MM,
        page=name.page,
    )
    fits = room >= SIGNATURE_ROOM_MM
    to.rule("họ tên người ký", f"chừa ≥ {SIGNATURE_ROOM_MM:g} mm để ký", f"{room:.1f} mm", right=fits, page=name.page)
    titled = _DEGREE.match(name.text)
    to.rule("họ tên người ký", "không ghi học hàm, học vị", f"“{name.text}”", right=titled is None, page=name.page)


def _recipients(paper: Paper, label: Part, numbers: list[str], to: Judge) -> None:
    to.letters("Nơi nhận", label, Style(12, 12, bold=True, italic=True), upper=False)
    to.rule(
        "Nơi nhận",
        "sau “Nơi nhận” có dấu hai chấm",
        f"“{label.text}”",
        right=label.text == "Nơi nhận:",
        page=label.page,
    )
    aside = label.x0 - paper.left
    to.rule("Nơi nhận", "sát lề trái", mm(aside), right=aside <= PLACE_SLACK * MM, page=label.page)
    tops = [paper.parts.get(f"quyền hạn {one}", paper.parts[f"chức vụ {one}"]) for one in numbers]
    if len(tops) % 2:
        away = tops[0].top - label.top
        level = tops[0].page == label.page and abs(away) < _LEVEL
        to.rule("Nơi nhận", "ngang hàng quyền hạn, chức vụ người ký", f"lệch {mm(away)}", right=level, page=label.page)
    _listed(paper, label, to)


def _listed(paper: Paper, label: Part, to: Judge) -> None:
    listed = paper.parts.get("danh sách nơi nhận")
    if listed is None:
        to.rule("danh sách nơi nhận", "có nơi nhận dưới “Nơi nhận:”", "không thấy", right=False, page=label.page)
        return
    to.letters("danh sách nơi nhận", listed, Style(11, 11))
    dashes = [row for row in listed.rows if row.text.startswith("-")]
    fits = bool(dashes) and all(row.line.x0 - paper.left <= PLACE_SLACK * MM for row in dashes)
    to.rule(
        "danh sách nơi nhận",
        "mỗi nơi một dòng, gạch đầu dòng sát lề trái",
        f"{len(dashes)} nơi",
        right=fits,
        page=label.page,
    )
    last = " ".join(row.text for row in listed.rows[listed.rows.index(dashes[-1]) :]) if dashes else listed.text
    to.rule(
        "danh sách nơi nhận",
        "dòng cuối “- Lưu: VT, …” có dấu chấm",
        f"“{last}”",
        right=bool(_LAST.match(last)),
        page=label.page,
    )
    drafter = paper.parts.get("ký hiệu người soạn thảo")
    if drafter is not None:
        to.letters("ký hiệu người soạn thảo", drafter, Style(11, 11))


def _alone(paper: Paper, numbers: list[str], to: Judge) -> None:
    if not numbers:
        return
    top = min(
        (paper.parts.get(f"quyền hạn {n}", paper.parts[f"chức vụ {n}"]) for n in numbers),
        key=lambda part: (part.page, part.top),
    )
    if top.page == 1:
        return
    sheet = paper.sheets[top.page - 1]
    above = lines_of([g for g in sheet.glyphs if not g.blank and g.baseline < top.top - 2])
    fits = len(above) >= LEAST_WITH_SIGNATURE
    to.rule(
        "chữ ký",
        f"cùng trang với ít nhất {LEAST_WITH_SIGNATURE} dòng lời văn",
        f"{len(above)} dòng",
        right=fits,
        page=top.page,
    )


def _appendix(paper: Paper, start: int, to: Judge) -> None:
    rows = rows_of(paper.sheets[start - 1].glyphs)
    label, rest = Part(rows[:1]), rows[1:]
    to.letters("số phụ lục", label, Style(14, 14, bold=True), upper=False)
    several = len(paper.starts) > 1
    numbered = bool(re.search(r"[IVXLC]+$", label.text.removeprefix("Phụ lục")))
    to.rule(
        "số phụ lục",
        "từ hai phụ lục trở lên đánh số La Mã",
        f"“{label.text}”",
        right=numbered or not several,
        page=start,
    )
    belongs = next((row for row in rest[:10] if row.text.lower().startswith("(kèm theo")), None)
    title = rest[: rest.index(belongs)] if belongs else [row for row in rest[:3] if row.bold and row.upper]
    if title:
        to.letters("tiêu đề phụ lục", Part(title), BODY_BOLD, upper=True)
    to.rule(
        "chỉ dẫn kèm theo",
        "“(Kèm theo … số … ngày … của …)” dưới tên phụ lục",
        belongs.text if belongs else "không thấy",
        right=belongs is not None,
        page=start,
    )
    if belongs is not None:
        to.letters("chỉ dẫn kèm theo", Part([belongs]), BODY_ITALIC)
    end = next((one for one in paper.starts if one > start), len(paper.sheets) + 1)
    left, right, _ = edges(paper.sheets[start - 1 : end - 1])
    middle = (left + right) / 2
    for name, part in (("số phụ lục", label), ("tiêu đề phụ lục", Part(title) if title else None)):
        if part is not None:
            away = part.centre - middle
            to.rule(name, "canh giữa", f"lệch {mm(away)}", right=abs(away) <= 2 * CENTRE_SLACK * MM, page=start)
