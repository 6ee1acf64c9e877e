"""What a person gives with an action, and what is said when it cannot be taken."""

from datetime import date
from typing import Any
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rasoat.procedures.definition import Need, Transition
from rasoat.workflows import needs

AGENCY = UUID("01900000-0000-7000-8000-000000000001")


def asking(*wanted: Need) -> Transition:
    return Transition.model_validate(
        {"trigger": "t", "title": "Thử", "from": "a", "to": "b", "by": ["x"], "needs": [n.model_dump() for n in wanted]}
    )


def check(kind: str, raw: Any, **more: Any) -> Any:
    """The value, or the reasons."""
    transition = asking(Need(field="f", label="Mục", type=kind, **more))  # type: ignore[arg-type]  # each case is one of the types
    clean, reasons = needs.check(transition, {"f": raw})
    return [reason.message for reason in reasons] if reasons else clean.get("f")


@pytest.mark.parametrize(
    ("kind", "raw", "value"),
    [
        ("text", "  Do\u0302\u0300ng Mo\u0309 ", "Đồng Mỏ".replace("Đ", "D")),
        ("date", "2024-07-17", date(2024, 7, 17)),
        ("date", "17/7/2024", date(2024, 7, 17)),
        ("date", date(2024, 7, 17), date(2024, 7, 17)),
        ("number", "9.969", 9969),
        ("number", " 1.234.567 ", 1234567),
        ("number", "-5", -5),
        ("number", 0, 0),
        ("agency", str(AGENCY), AGENCY),
        ("agency", AGENCY, AGENCY),
    ],
)
def test_values_come_in_their_own_type(kind: str, raw: Any, value: Any) -> None:
    assert check(kind, raw) == value


FRACTION = "Cần số nguyên, không có phần lẻ. Ghi đủ các chữ số; dấu chấm chỉ cách từng ba chữ số, ví dụ 1.250."
DIGITS = "Cần số nguyên: chỉ ghi các chữ số 0 đến 9, ví dụ 9.969."


@pytest.mark.parametrize(
    ("kind", "raw", "said"),
    [
        ("date", "31/2/2024", "“31/2/2024” không phải là ngày có thật; ví dụ đúng: 17/7/2024."),
        ("date", "2024-02-30", "“2024-02-30” không phải là ngày có thật; ví dụ đúng: 17/7/2024."),
        ("date", "hôm nay", "Nhập ngày theo dạng ngày/tháng/năm, ví dụ 17/7/2024."),
        ("number", "1.5", FRACTION),
        ("number", "12.34", FRACTION),
        ("number", "1e3", DIGITS),
        ("number", "9" * 16, "Số quá lớn: nhiều nhất 1.000.000.000.000.000."),
        ("number", True, DIGITS),
        ("agency", "Sở GDĐT", "Chọn một cơ quan trong danh sách."),
        ("text", 5, "Cần nhập chữ."),
        ("text", "a" * 20_001, "Quá dài: tối đa 20000 ký tự."),
        ("text", "   ", "Cần nhập: Mục."),
        ("text", None, "Cần nhập: Mục."),
    ],
)
def test_what_cannot_be_taken_says_why(kind: str, raw: Any, said: str) -> None:
    assert check(kind, raw) == [said]


def test_a_choice_is_one_of_the_choices() -> None:
    choices = {"met": "Đã thực hiện", "not_met": "Chưa thực hiện"}
    assert check("choice", "met", choices=choices) == "met"
    assert check("choice", "maybe", choices=choices) == ["Chọn một trong: Đã thực hiện, Chưa thực hiện."]


def test_what_is_not_required_may_be_left_out() -> None:
    assert check("number", "", required=False) is None


def test_only_what_is_asked_for_passes_but_for_the_operations_own() -> None:
    clean, reasons = needs.check(asking(), {"status": "done", "_files": [1]})
    assert (clean, reasons) == ({"_files": [1]}, [])


def test_words_are_kept_apart_from_facts() -> None:
    transition = asking(
        Need(field="why", label="Lý do", type="long_text"),
        Need(field="on", label="Ngày", type="date"),
        Need(field="to", label="Cơ quan", type="agency"),
        Need(field="count", label="Số", type="number"),
    )
    clean, _ = needs.check(transition, {"why": "Mưa", "on": "17/7/2024", "to": str(AGENCY), "count": "3", "_x": "y"})
    facts, texts = needs.split(transition, clean)
    assert facts == {"on": "2024-07-17", "to": str(AGENCY), "count": 3}
    assert texts == {"why": "Mưa"}


@given(st.one_of(st.text(), st.integers(), st.none(), st.booleans(), st.lists(st.text())))
def test_nothing_that_is_given_breaks_it(raw: Any) -> None:
    for kind in ("text", "long_text", "date", "number", "agency"):
        found = check(kind, raw)
        if kind == "number" and isinstance(found, int):
            assert (
                str(found) == str(raw).strip().replace(".", "").lstrip("0") or int(str(raw).replace(".", "")) == found
            )
