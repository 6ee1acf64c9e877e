"""One answer: its JSON value is brought to normal form, or a Vietnamese sentence says what is expected.

A blank value (null, "", [], {}) is no answer, for every type. The rules are so simple that a few lines of JavaScript
apply them too; `answers` states all of them.
"""

import re
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from math import isfinite
from typing import Any

from rasoat import text
from rasoat.checklists.items import Item, ItemType, Question
from rasoat.numbers import (
    LARGEST,
    LARGEST_MEASURED,
    MOST_PLACES,
    NotANumber,
    as_number,
    clock_time,
    grouped,
    measured,
    whole,
)

Fault = tuple[str, str]

LONGEST = 4000
MOST_PHOTOS = 20
MOST_ROWS = 200
YES_NO_NA = {"yes": "Có", "no": "Không", "na": "Không áp dụng"}

_BLANK = " \t\n\u00a0"
_DATE = re.compile(r"(19|20|21)[0-9]{2}-[0-9]{2}-[0-9]{2}")
_REFERENCE = {
    "sha256": re.compile(r"[0-9a-f]{64}"),
    "attachment": re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}"),
}


class Wrong(Exception):
    """A value that the question does not accept: (place within the value, what is expected)."""

    def __init__(self, *faults: Fault) -> None:
        super().__init__(*faults)
        self.faults = faults


def is_blank(value: Any) -> bool:
    """Whether a JSON value is no answer at all."""
    # Most values are answers and need no further check.
    return not value and (value is None or value == "" or value == [] or value == {})


def normal(question: Question, value: Any) -> Any:
    """The normal form of a value; None for no answer. Raises Wrong."""
    return None if is_blank(value) else _READERS[question.type](question, value)


def plain_text(value: Any, longest: int = LONGEST) -> str | None:
    """The text cleaned (see `text.clean`), without blanks around it; None if nothing is left. Raises Wrong."""
    if not isinstance(value, str):
        raise Wrong(("", "Cần nhập bằng chữ."))
    result = text.clean(value).strip(_BLANK)
    if len(result) > longest:
        raise Wrong(("", f"Dài quá {longest} ký tự; viết gọn lại."))
    return result or None


def _text(question: Question, value: Any) -> str | None:
    return plain_text(value, question.max or LONGEST)


def _listed(question: Question, value: Any) -> str:
    if not isinstance(value, str) or value not in question.allowed:
        labels = [YES_NO_NA[v] for v in question.values()] if question.type == "yes_no_na" else _labels(question)
        raise Wrong(("", f"Chọn một trong: {', '.join(labels)}."))
    return value


def _labels(question: Question) -> list[str]:
    return [choice.label for choice in question.choices]


def _several(question: Question, value: Any) -> list[str]:
    known = question.values()
    if not isinstance(value, list) or not all(isinstance(one, str) and one in known for one in value):
        raise Wrong(("", f"Chọn một hay nhiều trong: {', '.join(_labels(question))}."))
    return [one for one in known if one in value]


def _typed(read: Callable[[str], Any], value: str) -> Any:
    # Fields of the desk and tablets with a script of any age send texts; all of them are read by the same functions.
    try:
        return read(value)
    except NotANumber as error:
        raise Wrong(("", str(error))) from None


def _number(question: Question, value: Any) -> int | None:
    what = "số tiền bằng đồng" if question.type == "money" else "số nguyên"
    if isinstance(value, str):
        value = _typed(lambda text: whole(text, what), value)
        if value is None:
            return None
    if isinstance(value, bool) or not isinstance(value, int):
        raise Wrong(("", f"Cần {what}, không có phần lẻ, ví dụ 9.969."))
    _within(question, value, LARGEST)
    return value


def _decimal(question: Question, value: Any) -> int | float | None:
    if isinstance(value, str):
        value = _typed(measured, value)
        if value is None:
            return None
    # A whole number may be so large that it is no float; its bounds refuse it.
    finite = isfinite(value) if isinstance(value, float) else isinstance(value, int) and not isinstance(value, bool)
    if not finite:
        raise Wrong(("", "Cần một số; phần lẻ ghi sau dấu phẩy, ví dụ 12,5."))
    _within(question, value, LARGEST_MEASURED)
    exact = Decimal(repr(value))
    if exact != round(exact, MOST_PLACES):
        raise Wrong(("", "Nhiều nhất ba chữ số sau dấu phẩy."))
    return as_number(exact)


def _within(question: Question, value: float, largest: int) -> None:
    least = 0 if question.min is None else question.min
    most = largest if question.max is None else question.max
    if value < least:
        raise Wrong(("", f"Không được nhỏ hơn {grouped(least)}."))
    if value > most:
        raise Wrong(("", f"Không được lớn hơn {grouped(most)}."))


def _time(question: Question, value: Any) -> str | None:
    if not isinstance(value, str):
        raise Wrong(("", "Nhập giờ theo dạng giờ:phút từ 0:00 đến 23:59, ví dụ 7:30."))
    found: str | None = _typed(clock_time, value)
    return found


def _date(question: Question, value: Any) -> str:
    if isinstance(value, str) and _DATE.fullmatch(value):
        try:
            return date.fromisoformat(value).isoformat()
        except ValueError as error:
            raise Wrong(("", f"{value[8:]}/{value[5:7]}/{value[:4]} không phải là ngày có thật.")) from error
    raise Wrong(("", "Nhập ngày theo dạng ngày/tháng/năm, ví dụ 17/7/2024."))


def _reference(value: Any) -> dict[str, str]:
    if isinstance(value, dict) and len(value) == 1:
        kind, key = next(iter(value.items()))
        pattern = _REFERENCE.get(kind)
        if pattern and isinstance(key, str) and pattern.fullmatch(key):
            return {kind: key}
    raise Wrong(("", "Ảnh hoặc tệp này chưa được gửi đúng; chọn lại."))


def _photos(question: Question, value: Any) -> list[dict[str, str]]:
    if not isinstance(value, list):
        raise Wrong(("", "Cần danh sách ảnh."))
    found: list[dict[str, str]] = []
    for entry in value:
        reference = _reference(entry)
        if reference not in found:
            found.append(reference)
    most = question.max or MOST_PHOTOS
    if len(found) > most:
        raise Wrong(("", f"Nhiều nhất {most} ảnh; bỏ bớt ảnh."))
    return found


def _signature(question: Question, value: Any) -> dict[str, str]:
    return _reference(value)


def _location(question: Question, value: Any) -> dict[str, int | float]:
    wrong = Wrong(("", "Cần vĩ độ từ -90 đến 90 và kinh độ từ -180 đến 180, ví dụ 21,6512 và 106,5743."))
    if not isinstance(value, dict) or not set(value) <= {"lat", "lon", "accuracy"}:
        raise wrong
    limits = {"lat": (-90, 90), "lon": (-180, 180), "accuracy": (0, 100_000)}
    result: dict[str, int | float] = {}
    for key, (least, most) in limits.items():
        number = value.get(key)
        if number is None and key == "accuracy":
            continue
        if isinstance(number, bool) or not isinstance(number, int | float) or not least <= number <= most:
            raise wrong
        result[key] = number
    return result


def _table(question: Question, value: Any) -> list[dict[str, Any]] | None:
    if not isinstance(question, Item) or not isinstance(value, list) or not all(isinstance(row, dict) for row in value):
        raise Wrong(("", "Cần bảng gồm các dòng."))
    faults: list[Fault] = []
    rows = [(index, row) for index, row in enumerate(value) if not all(is_blank(cell) for cell in row.values())]
    result = [_row(question, index, row, faults) for index, row in rows]
    result = [row for row in result if row]
    most = question.max or MOST_ROWS
    if len(result) > most:
        faults.append(("", f"Nhiều nhất {most} dòng; gộp hoặc bỏ bớt dòng."))
    if faults:
        raise Wrong(*faults)
    return result or None


def _row(table: Item, index: int, row: dict[str, Any], faults: list[Fault]) -> dict[str, Any]:
    result: dict[str, Any] = {}
    faults += [(f"{index}.{key}", "Bảng không có cột này.") for key in row if key not in table.column]
    started = len(faults)
    for column in table.columns:
        try:
            cell = normal(column, row.get(column.id))
        except Wrong as wrong:
            faults += [
                (f"{index}.{column.id}", f"Dòng {index + 1}, {column.label}: {what}") for _, what in wrong.faults
            ]
            continue
        if cell is not None:
            result[column.id] = cell
    if result and len(faults) == started:
        missing = [column for column in table.columns if column.required and column.id not in result]
        faults += [(f"{index}.{c.id}", f"Dòng {index + 1}, {c.label}: chưa nhập.") for c in missing]
    return result


_READERS: dict[ItemType, Callable[[Any, Any], Any]] = {
    "yes_no_na": _listed,
    "choice": _listed,
    "select_multiple": _several,
    "number": _number,
    "money": _number,
    "decimal": _decimal,
    "date": _date,
    "time": _time,
    "text": _text,
    "photo": _photos,
    "location": _location,
    "signature": _signature,
    "table": _table,
}
