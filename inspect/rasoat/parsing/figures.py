"""Days by which something is due, and numbers of things, in the words of a paper."""

import calendar
import re
from datetime import date, timedelta
from typing import Final

from rasoat import dates, numbers
from rasoat.parsing.models import Count, Due

_DAY: Final = r"(?:\d{1,2}\s*(?:giờ|h)(?:\s*\d{1,2})?(?:\s*phút)?,?\s+)?(?:ngày\s+)?(?P<d>\d{1,2})\s*(?:/|-|\.|\s+tháng\s+)\s*(?P<m>\d{1,2})\s*(?:/|-|\.|\s+năm\s+)\s*(?P<y>\d{4})"
_BEFORE: Final = (
    r"(?:(?:xong\s+|hoàn\s+thành\s+)?trước\s+(?:hết\s+)?|(?:chậm|muộn)\s+nhất\s+(?:là\s+|vào\s+|đến\s+|trong\s+|trước\s+)?|đến\s+hết\s+|hết\s+|xong\s+(?:trong\s+|vào\s+|trước\s+)?"
    r"|hoàn\s+thành\s+(?:trong\s+|vào\s+|trước\s+)?|thời\s+(?:hạn|gian)\s*(?:hoàn\s+thành\s*|thực\s+hiện\s*)?(?:là\s*|:\s*|đến\s*|trước\s*)*|hạn(?:\s+(?:mới|cuối|chót))?\s*:?\s*|trong\s+|vào\s+|đến\s+)"
)
_FULL = re.compile(_BEFORE + _DAY, re.IGNORECASE)
_MONTH = re.compile(_BEFORE + r"(?:hết\s+)?tháng\s+(?P<m>\d{1,2})\s*(?:/|-|\s+năm\s+)\s*(?P<y>\d{4})", re.IGNORECASE)
_QUARTER = re.compile(
    _BEFORE + r"(?:hết\s+)?quý\s+(?P<q>IV|III|II|I|[1-4])\s*(?:/|-|,|\s+năm|\s)\s*(?P<y>\d{4})", re.IGNORECASE
)
_YEAR = re.compile(
    r"(?:trước\s+|đến\s+hết\s+|hết\s+|đến\s+|xong\s+trong\s+|hoàn\s+thành\s+(?:trong\s+)?|cuối\s+|trong\s+|kết\s+thúc\s+|hạn\s+)(?:cuối\s+)?năm\s+(?P<y>\d{4})",
    re.IGNORECASE,
)
_TERM = re.compile(
    r"(?:trong\s+(?:vòng\s+|thời\s+hạn\s+)?|chậm\s+nhất\s+(?:là\s+)?|sau\s+)(?P<n>\d{1,3})\s+(?P<what>ngày(?:\s+làm\s+việc)?|tháng|tuần)(?:,?\s+(?:kể\s+từ|tính\s+từ|sau\s+khi|từ)\s+(?P<from>[^,;.]{3,60}))?",
    re.IGNORECASE,
)
_PARTIAL = re.compile(
    _BEFORE
    + r"(?:ngày\s+\d{1,2}\s*[/-]\s*\d{1,2}(?!\s*[/-]\s*\d)|(?:hết\s+)?tháng\s+\d{1,2}|(?:hết\s+)?quý\s+(?:IV|III|II|I)\b)|ngay\s+sau\s+khi\s+[^,;.]{3,60}"
    r"|\d{1,2}\s+ngày\s+sau|trước\s+(?:mùa\s+[^,;.]{2,20}|năm\s+học[^,;.]{0,20}|kỳ\s+nghỉ[^,;.]{0,20}|khai\s+giảng[^,;.]{0,20})",
    re.IGNORECASE,
)
_QUARTERS: Final = {"I": 1, "II": 2, "III": 3, "IV": 4, "1": 1, "2": 2, "3": 3, "4": 4}
_COUNT = re.compile(
    r"(?<![\d/.,-])(?P<n>\d{1,3}(?:\.\d{3})+|\d{1,6})\s+(?P<unit>(?:biển|lớp|điểm|hộ|ngôi|nhà|trẻ|cháu|em|xã|phường|thôn|trường|buổi|phao|hồ|bể|công trình|hàng rào|rào chắn|cán bộ|người|suất|triệu|đồng|cuộc|hồ sơ|giếng|ao|cầu|áo phao|tủ|cơ sở|nhóm|mô hình|chỗ|phòng|lượt|phiếu|văn bản)(?:\s+[^\W\d_A-ZĐ]+){0,3})",
)
_UNIT_ENDS = re.compile(
    r"\s+(?:tại|có|trong|chưa|đã|trước|cho|ở|của|để|vào|theo|và|trên|với|do|còn|mới|được|từ|thuộc|là|nằm|xong|hoàn|bị|không)(?!\w)"
)
_DOCUMENT = re.compile(r"(?:số|Số)\s*\d*\s*/?[\w./-]*\s*,?\s*$")


_LAST_BRACKETS = re.compile(r"\((?:[^()]*;\s*)?([^();]{4,40})\)\s*[.;]?\s*$")
"""A day in brackets at the end of a sentence, behind whom it names there."""


def _plain(text: str) -> Due | None:
    """A text that is a day and nothing else: `quý I/2026`, `chậm nhất ngày 20/12/2025`."""
    for pattern, day in _KNOWN:
        for said in (text, f"hạn {text}"):
            if (found := pattern.fullmatch(said.strip())) and day(found):
                return Due(_tidy(text), day(found))
    return None


_SINCE = re.compile(r"từ\s+(?:ngày\s+|tháng\s+|quý\s+|năm\s+)?[\dIVX/.\s-]*(?:và\s+)?$", re.IGNORECASE)
"""Before the end of a span of time, which is no day by which something is due."""
_BY = re.compile(r"trước|chậm\s+nhất|muộn\s+nhất|hoàn\s+thành|thời\s+hạn|hạn\s|xong|trong", re.IGNORECASE)


def due_for_all(heading: str, issued: date | None) -> Due | None:
    """The day that a heading sets for everything below it; None where it only tells of a day."""
    due = due_in(heading, issued)
    return due if due and due.day and _BY.match(due.text) else None


def due_in(text: str, issued: date | None) -> Due | None:
    """The day by which a text wants something done; None where it names none.

    A month, a quarter or a year ends with its last day. A term that runs from the paper's own day is counted from `issued`; any other
    term, and a day without its year, is given as written only.
    """
    found = [
        (one.start(), Due(_tidy(one.group()), day(one)))
        for pattern, day in _KNOWN
        for one in pattern.finditer(text)
        if not _SINCE.search(text[: one.start()])
    ]
    terms = [(one.start(), Due(_tidy(one.group()), _term(one, issued))) for one in _TERM.finditer(text)]
    partial = [(one.start(), Due(_tidy(one.group()), None)) for one in _PARTIAL.finditer(text)]
    if (last := _LAST_BRACKETS.search(text)) and (due := _plain(last[1])):
        found.append((last.start(), due))
    for kind in ([one for one in found if one[1].day], [one for one in terms if one[1].day], found, terms, partial):
        if kind:
            return min(kind, key=lambda one: one[0])[1]
    return None


def _tidy(text: str) -> str:
    return " ".join(text.split())


def _whole(found: re.Match[str]) -> date | None:
    return day_of(found["y"], found["m"], found["d"])


def day_of(year: str, month: str, day: str) -> date | None:
    """The day of three numbers as written; None where there is no such day."""
    try:
        return dates.typed(f"{day}/{month}/{year}")
    except dates.NotADate:
        return None


def _last(year: str, month: int) -> date | None:
    first = day_of(year, f"{month}", "1")
    return first and first.replace(day=calendar.monthrange(first.year, first.month)[1])


def _month(found: re.Match[str]) -> date | None:
    return _last(found["y"], numbers.plain(found["m"]) or 0)


def _quarter(found: re.Match[str]) -> date | None:
    quarter = _QUARTERS.get(found["q"].upper())
    return _last(found["y"], 3 * quarter) if quarter else None


def _year(found: re.Match[str]) -> date | None:
    return _last(found["y"], 12)


_KNOWN: Final = ((_FULL, _whole), (_MONTH, _month), (_QUARTER, _quarter), (_YEAR, _year))
_OWN_DAY = re.compile(
    r"ngày\s+(?:ký|ban\s+hành)|(?:ký|ban\s+hành)\s+(?:văn\s+bản|thông\s+báo|công\s+văn)", re.IGNORECASE
)


def _term(found: re.Match[str], issued: date | None) -> date | None:
    if issued is None or not found["from"] or not _OWN_DAY.search(found["from"]):
        return None
    many = numbers.plain(found["n"]) or 0
    what = found["what"].casefold()
    if what == "ngày":
        return issued + timedelta(days=many)
    return issued + timedelta(weeks=many) if what == "tuần" else None


def counts_in(text: str) -> tuple[Count, ...]:
    """The numbers of things that a text names."""
    found = []
    for one in _COUNT.finditer(text):
        number = numbers.plain(one["n"].replace(".", ""))
        if number is not None and not _DOCUMENT.search(text[: one.start()]):
            found.append(Count(number, _UNIT_ENDS.split(one["unit"])[0].strip()))
    return tuple(found)
