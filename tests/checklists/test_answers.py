"""What an answers document may hold."""

import json
import re
from typing import Any

import pytest
from hypothesis import given

from rasoat.checklists.answers import validate
from tests.checklists.samples import DEFINITION, anything, plausible

SHA = {"sha256": "0" * 64}
FULL = {"present": "yes", "legible": "yes"}


def check(**raw: Any) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for reason in validate(DEFINITION, "site", raw, partial=True).errors:
        found.setdefault(reason.field, []).append(reason.message)
    return found


@pytest.mark.parametrize(
    ("item", "value"),
    [
        ("present", "Yes"),
        ("present", True),
        ("owner", "district"),
        ("data", 5001),
        ("data", -1),
        ("data", "12.5"),
        ("data", 12.0),
        ("data", True),
        ("errors", 10**15 + 1),
        ("validate", "2024-02-30"),
        ("validate", "20240717"),
        ("validate", "17/7/2024"),
        ("validate", "٢٠٢٤-07-17"),
        ("why_not", 5),
        ("photo", SHA),
        ("photo", [{"sha256": "0" * 63}]),
        ("photo", [{"sha256": "0" * 64, "attachment": "0"}]),
        ("photo", [{"sha256": f"{n:064x}"} for n in range(4)]),
        ("signed", [SHA]),
        ("position", {"lat": 21.5}),
        ("position", {"lat": 91, "lon": 0}),
        ("position", {"lat": float("nan"), "lon": 0}),
        ("position", {"lat": True, "lon": 0}),
        ("position", {"lat": 1, "lon": 0, "name": "x"}),
        ("lines", {"meta": "x"}),
        ("lines", ["x"]),
        ("lines", [{"meta": str(n)} for n in range(5)]),
    ],
)
def test_a_wrong_value_is_refused_at_its_item(item: str, value: Any) -> None:
    shown = {**FULL, "legible": "no"} if item == "why_not" else FULL
    errors = check(**{**shown, item: value})
    assert list(errors) == [item]
    assert re.fullmatch(r"[A-ZĐẢ0-9].+\.", errors[item][0])


@pytest.mark.parametrize(
    "value",
    [10**400, -(10**400), 1e308, float("inf"), [10**400], {"lat": 10**400, "lon": 1}],
    ids=lambda v: repr(v)[:9],
)
def test_no_number_is_too_large_to_be_refused(value: Any) -> None:
    """A program may send any JSON, which has numbers of any length; each item says that it is wrong."""
    values = {
        item.id: [{column.id: value} for column in item.columns] or value for item in DEFINITION.section("site").items
    }
    shown = {"present": "yes", "legible": "no", "dangers": ["buoy"]}
    errors = check(**{**values, **shown})
    assert {field.partition(".")[0] for field in errors} == values.keys() - shown.keys()


def test_unknown_items_and_cells_are_named() -> None:
    errors = check(sign="yes", lines=[{}, {"meta": "x", "amount": "12.5"}, {"amount": 5}, {"meta": "x", "colour": 1}])
    assert set(errors) == {"sign", "lines.1.amount", "lines.2.meta", "lines.3.colour"}
    assert errors["lines.1.amount"] == [
        "Dòng 2, Số tiền: Cần số tiền bằng đồng, không có phần lẻ. "
        "Ghi đủ các chữ số; dấu chấm chỉ cách từng ba chữ số, ví dụ 1.250."
    ]


def test_a_number_that_comes_as_text_is_read_as_the_desk_reads_it() -> None:
    """An old tablet may send what was typed: `answers` are then the same as from the desk's form."""
    raw = {**FULL, "data": "１．２５０", "lines": [{"meta": "x", "amount": "1 250"}]}
    result = validate(DEFINITION, "site", raw, partial=False)
    assert not result.errors
    assert result.answers["data"] == 1250
    assert result.answers["lines"] == [{"meta": "x", "amount": 1250}]


@pytest.mark.parametrize("typed", ["12.5", "1,250", "1.250.50", "1e3", "٣", "12²", "9" * 30])
def test_what_may_be_a_fraction_is_stored_nowhere_and_drafts_nothing(typed: str) -> None:
    result = validate(DEFINITION, "site", {**FULL, "data": typed}, partial=True)
    assert "data" not in result.answers
    assert [reason.field for reason in result.errors] == ["data"]


def test_normal_form() -> None:
    raw = {
        **FULL,
        "owner": None,
        "why_not": " \u00a0",
        "photo": [SHA, SHA],
        "lines": [{}, {"meta": " e\u0302\u0301\r\nb "}, {"meta": ""}],
        "_notes": {"data": "", "present": " rõ "},
        "_explanations": {},
    }
    result = validate(DEFINITION, "site", raw, partial=False)
    assert result.ok
    assert result.answers == {**FULL, "photo": [SHA], "lines": [{"meta": "ế\nb"}], "_notes": {"present": "rõ"}}


def test_text_is_measured_in_characters_after_composing() -> None:
    shown = {"present": "yes", "legible": "no"}
    assert not check(**shown, why_not="e\u0302\u0301" * 40)
    assert check(**shown, why_not="ế" * 41)["why_not"] == ["Dài quá 40 ký tự; viết gọn lại."]
    assert not check(**shown, why_not="a\x00b\x0bc")
    assert not check(**shown, why_not="a\ud800b")


def test_a_full_document_asks_for_what_is_required_and_shown() -> None:
    empty = validate(DEFINITION, "site", {}, partial=False)
    assert empty.missing == ["present"]
    assert [reason.field for reason in empty.errors] == ["present"]
    assert validate(DEFINITION, "site", {}, partial=True).errors == []
    assert validate(DEFINITION, "site", {"present": "yes"}, partial=True).missing == ["legible"]


def test_a_hidden_answer_is_kept_if_well_formed_and_never_wrong() -> None:
    result = validate(DEFINITION, "site", {"present": "no", "legible": "no", "why_not": 5}, partial=False)
    assert result.ok
    assert result.hidden == {"legible", "why_not", "what_buoy"}
    assert result.answers == {"present": "no", "legible": "no"}


def test_remarks_are_text_about_something_that_exists() -> None:
    errors = check(_notes={"present": 5, "gone": "x"}, _explanations={"rest": "x"})
    assert set(errors) == {"_notes.present", "_notes.gone", "_explanations.rest"}
    assert set(check(_notes=False, _explanations="vì")) == {"_notes", "_explanations"}


def test_own_words_are_about_what_can_fail() -> None:
    words = {"present": {"shortcoming": " Không có biển. ", "recommendation": ""}, "legible": {"shortcoming": " "}}
    result = validate(DEFINITION, "site", {"present": "no", "_wordings": words}, partial=True)
    assert result.ok
    assert result.answers["_wordings"] == {"present": {"shortcoming": "Không có biển."}}
    wrong = {"data": {"shortcoming": "x"}, "present": {"title": "x", "shortcoming": 5}, "legible": "x"}
    fields = {"_wordings.data", "_wordings.present.title", "_wordings.present.shortcoming", "_wordings.legible"}
    assert set(check(_wordings=wrong)) == fields
    assert set(check(_wordings=["x"])) == {"_wordings"}


def test_no_object_is_an_error_of_the_whole() -> None:
    result = validate(DEFINITION, "site", [1], partial=True)
    assert [reason.field for reason in result.errors] == [""]


@given(anything)
def test_whatever_comes_the_normal_form_is_well_typed_and_stays(raw: Any) -> None:
    once = validate(DEFINITION, "site", raw, partial=False)
    for name, value in once.answers.items():
        assert _TYPED[name](value), (name, value)
    json.dumps(once.answers, ensure_ascii=False, allow_nan=False).encode()
    again = validate(DEFINITION, "site", once.answers, partial=True)
    assert again.answers == once.answers
    assert again.ok
    assert again.hidden == once.hidden


@given(plausible)
def test_hidden_items_are_never_missing_and_never_wrong(raw: dict[str, Any]) -> None:
    result = validate(DEFINITION, "site", {**raw, "present": "no"}, partial=False)
    assert {"legible", "why_not"} <= result.hidden
    assert result.ok
    assert result.missing == []


def _reference(value: Any) -> bool:
    return (
        isinstance(value, dict)
        and list(value) in (["sha256"], ["attachment"])
        and isinstance(next(iter(value.values())), str)
    )


def _listed(*allowed: str) -> Any:
    return lambda value: value in allowed


def _amount(value: Any) -> bool:
    return type(value) is int and 0 <= value <= 10**15


def _measured(value: Any) -> bool:
    whole = type(value) is int or (type(value) is float and not value.is_integer())
    return whole and 0 <= value <= 10**9 and round(value, 3) == value


def _written(value: Any) -> bool:
    return isinstance(value, str) and value == value.strip(" \t\n\u00a0") != "" and "\r" not in value


def _remarks(value: Any) -> bool:
    return isinstance(value, dict) and all(_written(remark) for remark in value.values())


_CELLS: dict[str, Any] = {
    "meta": _written,
    "amount": _amount,
    "day": lambda value: re.fullmatch(r"\d{4}-\d\d-\d\d", value),
    "paid": _listed("yes", "no", "na"),
    "kind": _listed("a", "b"),
    "wide": _measured,
    "since": lambda value: re.fullmatch(r"([01]\d|2[0-3]):[0-5]\d", value),
}
_TYPED: dict[str, Any] = {
    "present": _listed("yes", "no", "na"),
    "legible": _listed("yes", "no", "na"),
    "why_not": _written,
    "owner": _listed("commune", "private"),
    "dangers": lambda value: value and [one for one in ("rail", "sign", "buoy") if one in value] == value,
    "what_buoy": _written,
    "depth": lambda value: _measured(value) and value <= 500,
    "seen_at": _CELLS["since"],
    "data": lambda value: _amount(value) and value <= 5000,
    "errors": _amount,
    "validate": _CELLS["day"],
    "photo": lambda value: 1 <= len(value) <= 3 and all(_reference(one) for one in value),
    "position": lambda value: {"lat", "lon"} <= set(value) and all(type(n) in (int, float) for n in value.values()),
    "signed": _reference,
    "lines": lambda value: (
        1 <= len(value) <= 4
        and all("meta" in row and all(_CELLS[key](cell) for key, cell in row.items()) for row in value)
    ),
    "_explanations": _remarks,
    "_notes": _remarks,
    "_wordings": lambda value: value and all(words and _remarks(words) for words in value.values()),
}
