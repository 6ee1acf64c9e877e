"""How pages show values: dates, numbers and money as they are written in Vietnam."""

from datetime import date, datetime

from babel.numbers import format_decimal
from flask import Flask

from rasoat import clock
from rasoat.checklists.definition import version_title
from rasoat.db.counting import count_text
from rasoat.papers.citing import inside
from rasoat.recommendations.due import SOON_DAYS


def vn_date(value: date | None) -> str:
    """17/07/2024; empty for none."""
    return clock.date_text(value) if value else ""


WEEKDAYS = ("Thứ hai", "Thứ ba", "Thứ tư", "Thứ năm", "Thứ sáu", "Thứ bảy", "Chủ nhật")


def vn_weekday(value: date) -> str:
    """The name of the day of the week."""
    return WEEKDAYS[value.weekday()]


def vn_time(value: datetime | None) -> str:
    """09:05 ngày 17/07/2024 on a clock in Vietnam; empty for none."""
    return clock.time_text(value) if value else ""


def vn_number(value: float | None) -> str:
    """10.099; empty for none."""
    return format_decimal(value, locale="vi") if value is not None else ""


def vn_money(value: int | None) -> str:
    """12.000.000 đồng; empty for none."""
    return f"{vn_number(value)} đồng" if value is not None else ""


def due_text(due_on: date | None, today: date | None = None) -> str:
    """A due date with its distance: "Hạn 05/08/2024, còn 3 ngày", "Quá hạn 3 ngày (05/08/2024)"."""
    if due_on is None:
        return "Chưa có hạn"
    left = (due_on - (today or clock.today())).days
    if left < 0:
        return f"Quá hạn {-left} ngày ({vn_date(due_on)})"
    if left == 0:
        return f"Hạn hôm nay ({vn_date(due_on)})"
    return f"Hạn {vn_date(due_on)}, còn {left} ngày"


def due_tone(due_on: date | None, today: date | None = None) -> str:
    """The tone of a due date for its chip: overdue, soon, ok, or neutral without one."""
    if due_on is None:
        return "neutral"
    left = (due_on - (today or clock.today())).days
    return "overdue" if left < 0 else "soon" if left <= SOON_DAYS else "ok"


def counted(count: int) -> str:
    """A number of things that were perhaps not counted to their end: 12, Hơn 1.000 (see db/counting.py)."""
    return count_text(count)


def file_size(size: int) -> str:
    """1,2 MB."""
    if size < 1_000_000:
        return f"{vn_number(max(1, round(size / 1000)))} kB"
    return f"{vn_number(round(size / 1_000_000, 1))} MB"


def init(app: Flask) -> None:
    """Register them as filters of the templates."""
    for function in (
        vn_date, vn_weekday, vn_time, vn_number, vn_money, due_text, due_tone, counted, file_size, version_title,
        inside,
    ):  # fmt: skip
        app.jinja_env.filters[function.__name__] = function
