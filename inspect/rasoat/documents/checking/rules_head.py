"""The head of any paper: boxes 1 to 5, 9a, 10, 11 and 13 of the diagram (PL I, II.1 to II.5, III)."""

import re

from rasoat.documents.checking.judging import Judge
from rasoat.documents.checking.kinds import KINDS, LETTER
from rasoat.documents.checking.recognising import Paper
from rasoat.documents.components import BODY, BODY_BOLD, BODY_ITALIC, COUNTRY, MOTTO, Style
from rasoat.documents.deviations import CENTRE_SLACK, PLACE_SLACK, mm
from rasoat.documents.layout_head import URGENT_HIGH_MM, URGENT_MM
from rasoat.documents.measuring import MM

_NUMBER = re.compile(r"^Số: ?(?P<number>\d*) ?/ ?(?P<symbol>\S+)$")
_SYMBOL = re.compile(r"^[A-ZĐƯƠÂÊÔĂ0-9]+[a-zđ]{0,2}[A-ZĐƯƠÂÊÔĂ0-9]*(-[A-ZĐƯƠÂÊÔĂa-zđ0-9]+)*$")
_DATE = re.compile(r"^(?P<place>[^,\d]+), ngày(?P<day>[\d\s….]*)tháng(?P<month>[\d\s….]*)năm(?P<year>[\d\s….]*)$")
_LEVEL = 3.0
"""Points: two parts whose letters have other sizes stand on one line when their baselines are so close."""
_ONE_DIGIT = re.compile(r"^[0-9]$")
_WRONG_MONTH = re.compile(r"^([12]|0[3-9])$")
_STYLES: dict[str, tuple[Style, bool | None]] = {
    "Quốc hiệu": (Style(12, 13, bold=True), True),
    "Tiêu ngữ": (Style(13, 14, bold=True), False),
    "cơ quan chủ quản": (Style(12, 13), True),
    "cơ quan ban hành": (Style(12, 13, bold=True), True),
    "số, ký hiệu": (Style(13, 13), None),
    "địa danh, thời gian": (BODY_ITALIC, False),
    "tên loại": (BODY_BOLD, True),
    "trích yếu": (BODY_BOLD, False),
    "trích yếu công văn": (Style(12, 13), False),
    "Kính gửi": (BODY, False),
    "độ khẩn": (BODY_BOLD, True),
    "phạm vi lưu hành": (BODY_BOLD, True),
}
_CENTRED_BELOW = (
    ("Tiêu ngữ", "Quốc hiệu"), ("cơ quan ban hành", "cơ quan chủ quản"), ("số, ký hiệu", "cơ quan ban hành"),
    ("địa danh, thời gian", "Quốc hiệu"), ("trích yếu công văn", "số, ký hiệu"),
)  # fmt: skip


def judge(paper: Paper, kind: str, to: Judge) -> None:
    """All rules of the first page's head."""
    _needed(paper, kind, to)
    for name, (style, upper) in _STYLES.items():
        if name in paper.parts:
            to.letters(name, paper.parts[name], style, upper=upper)
    _country(paper, to)
    for below, above in _CENTRED_BELOW:
        if below in paper.parts and above in paper.parts:
            away = paper.parts[below].centre - paper.parts[above].centre
            under = paper.parts[below].top > paper.parts[above].bottom
            fits = under and abs(away) <= CENTRE_SLACK * MM
            to.rule(below, f"dưới {above}, canh giữa", f"lệch {mm(away)}", right=fits)
    for name in ("tên loại", "trích yếu"):
        if name in paper.parts:
            away = paper.parts[name].centre - paper.middle
            to.rule(name, "canh giữa trang", f"lệch {mm(away)}", right=abs(away) <= 2 * CENTRE_SLACK * MM)
    _number_and_day(paper, to)
    _rules(paper, to)
    _boxes(paper, to)
    _addressed(paper, to)


def _needed(paper: Paper, kind: str, to: Judge) -> None:
    needed = ["Quốc hiệu", "Tiêu ngữ", "cơ quan ban hành", "số, ký hiệu"]
    title = paper.parts.get("tên loại")
    minutes = kind == "BB" or (title is not None and title.text.upper() == KINDS["BB"])
    needed += [] if minutes else ["địa danh, thời gian"]
    if kind == LETTER or (not kind and "trích yếu công văn" in paper.parts):
        needed.append("trích yếu công văn")
    else:
        needed += ["tên loại", "trích yếu"]
    for name in needed:
        there = name in paper.parts
        to.rule(name, "có ở trang đầu", f"“{paper.parts[name].text}”" if there else "không thấy", right=there)


def _country(paper: Paper, to: Judge) -> None:
    country, motto = paper.parts.get("Quốc hiệu"), paper.parts.get("Tiêu ngữ")
    if country is not None:
        text = country.text.upper().replace("HOÀ", "HÒA")
        to.rule(
            "Quốc hiệu",
            "đúng lời, một dòng",
            f"{len(country.rows)} dòng",
            right=text == COUNTRY and len(country.rows) == 1,
        )
        to.rule("Quốc hiệu", "phía trên, bên phải", mm(country.x0), right=country.x0 > paper.middle - 25 * MM)
        room = (14 if "phạm vi lưu hành" in paper.parts else 0) + 30
        to.rule("Quốc hiệu", "ở trên cùng", f"cách mép trên {mm(country.top)}", right=country.top < room * MM)
    if motto is not None:
        to.rule("Tiêu ngữ", f"“{MOTTO}”", f"“{motto.text}”", right=motto.text == MOTTO)
    if country is not None and motto is not None:
        gap = motto.top - country.top
        to.rule("Tiêu ngữ", "cách Quốc hiệu dòng đơn", f"{gap:.1f} pt", right=12 <= gap <= 24)


def _number_and_day(paper: Paper, to: Judge) -> None:
    number, day = paper.parts.get("số, ký hiệu"), paper.parts.get("địa danh, thời gian")
    if number is not None:
        found = _NUMBER.match(number.text.replace("- ", "-"))
        told = f"“{number.text}”"
        to.rule("số, ký hiệu", "dạng “Số: 05/TB-…”, không cách chữ", told, right=found is not None)
        digits = found["number"] if found else ""
        to.rule("số, ký hiệu", "số nhỏ hơn 10 có số 0 phía trước", told, right=not digits or len(digits) > 1)
        symbol = found["symbol"] if found else ""
        to.rule("số, ký hiệu", "ký hiệu in hoa, gạch nối không cách chữ", told, right=bool(_SYMBOL.match(symbol)))
    if day is not None:
        found = _DATE.match(day.text)
        told = f"“{day.text}”"
        to.rule("địa danh, thời gian", "dạng “Địa danh, ngày 05 tháng 01 năm 2024”", told, right=found is not None)
        wrong = found is not None and not _two_digits(found["day"].strip(), found["month"].strip())
        to.rule("địa danh, thời gian", "ngày dưới 10, tháng 1 và 2 có số 0 phía trước", told, right=not wrong)
    if number is not None and day is not None:
        away = day.top - number.top
        to.rule("địa danh, thời gian", "cùng dòng với số", f"lệch {mm(away)}", right=abs(away) < _LEVEL)


def _two_digits(day: str, month: str) -> bool:
    return not _ONE_DIGIT.match(day) and not _WRONG_MONTH.match(month)


def _rules(paper: Paper, to: Judge) -> None:
    shares = {"Tiêu ngữ": (0.95, 1.05), "cơ quan ban hành": (0.31, 0.52), "trích yếu": (0.31, 0.52)}
    for name, (low, high) in shares.items():
        part = paper.parts.get(name)
        if part is None:
            continue
        under = [
            r for r in paper.sheets[0].ruled
            if 0 < r.y - part.bottom < 14 and abs((r.x0 + r.x1) / 2 - part.centre) < CENTRE_SLACK * MM
        ]  # fmt: skip
        share = max(((r.x1 - r.x0) / part.width for r in under), default=0.0)
        asked = "đường kẻ dưới dài bằng dòng chữ" if low > 0.9 else "đường kẻ dưới dài 1/3-1/2 dòng chữ, cân đối"
        to.rule(name, asked, f"{share:.0%}" if under else "không thấy", right=low <= share <= high)


def _boxes(paper: Paper, to: Judge) -> None:
    for name in ("độ khẩn", "phạm vi lưu hành"):
        part = paper.parts.get(name)
        if part is None:
            continue
        around = [
            r for r in paper.sheets[0].ruled if r.x0 <= part.x0 and r.x1 >= part.x1 and abs(r.y - part.top) < 9 * MM
        ]
        above, below = [r for r in around if r.y < part.top], [r for r in around if r.y > part.top]
        to.rule(
            name, "trong khung viền đơn", "có khung" if above and below else "không thấy", right=bool(above and below)
        )
        if name == "độ khẩn" and above and below:
            wide, high = (above[0].x1 - above[0].x0) / MM, (min(r.y for r in below) - max(r.y for r in above)) / MM
            asked = URGENT_MM[part.text.upper().replace("HOẢ", "HỎA")]
            fits = abs(wide - asked) <= PLACE_SLACK and abs(high - URGENT_HIGH_MM) <= PLACE_SLACK
            to.rule(name, f"khung {asked} x {URGENT_HIGH_MM} mm", f"{wide:.1f} x {high:.1f} mm", right=fits)
            red = all(g.red for g in part.glyphs)
            to.rule(name, "màu đỏ tươi", "đỏ" if red else "màu khác", right=red)


def _addressed(paper: Paper, to: Judge) -> None:
    label, lines = paper.parts.get("Kính gửi"), paper.parts.get("nơi gửi")
    if label is None:
        return
    to.rule(
        "Kính gửi", "sau “Kính gửi” có dấu hai chấm", f"“{label.text[:40]}”", right=label.text.startswith("Kính gửi:")
    )
    if lines is None:
        alone = label.text != "Kính gửi:"
        to.rule("nơi gửi", "một nơi thì cùng dòng, nhiều nơi thì gạch đầu dòng", f"“{label.text[:60]}”", right=alone)
        return
    to.letters("nơi gửi", lines, BODY)
    colon = label.x1 if label.text == "Kính gửi:" else label.x0 + 60
    dashes = [row for row in lines.rows if row.text.startswith("-")]
    away = [row.line.x0 - colon for row in dashes]
    fits = all(-5 * MM <= one <= 5 * MM for one in away) and max(away) - min(away) < PLACE_SLACK * MM
    to.rule("nơi gửi", "gạch đầu dòng thẳng hàng dưới dấu hai chấm", ", ".join(map(mm, away)), right=fits)
    ends = [row.text[-1] for row in lines.rows]
    closed = ends[-1] == "." and (len(dashes) < 2 or ";" in ends[:-1])
    to.rule("nơi gửi", "cuối dòng dấu chấm phẩy, dòng cuối dấu chấm", f"“{lines.rows[-1].text[-20:]}”", right=closed)
