"""Checking what a person gives with an action."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from rasoat import dates, numbers, text
from rasoat.problems import Reason
from rasoat.procedures.definition import Need, Transition

MAX_TEXT = 20_000
FILES = "_files"
"""The files that operations give with an action: each has its SHA-256."""


def check(transition: Transition, given: dict[str, Any]) -> tuple[dict[str, Any], list[Reason]]:
    """The values in their own types (str, date, int, UUID), and every reason why some of them are refused.

    Values that the transition does not ask for are dropped, except keys that begin with "_", with which operations give
    data to their own effects.
    """
    clean: dict[str, Any] = {key: value for key, value in given.items() if key.startswith("_")}
    reasons: list[Reason] = []
    for need in transition.needs:
        raw = given.get(need.field)
        if raw is None or (isinstance(raw, str) and not raw.strip()):
            if need.required:
                reasons.append(Reason(need.field, f"Cần nhập: {need.label}."))
            continue
        try:
            clean[need.field] = _convert(need, raw)
        except ValueError as error:
            reasons.append(Reason(need.field, str(error)))
    return clean, reasons


def split(transition: Transition, clean: dict[str, Any]) -> tuple[dict[str, Any], dict[str, str]]:
    """(facts for the journal, words that are stored apart from it)."""
    facts: dict[str, Any] = {}
    texts: dict[str, str] = {}
    for need in transition.needs:
        if need.field not in clean:
            continue
        value = clean[need.field]
        if need.type in ("text", "long_text"):
            texts[need.field] = value
        else:
            facts[need.field] = value if isinstance(value, int | str) else str(value)
    # Of files that come with the action the journal keeps what they were, to the byte.
    if digests := [file.sha256 for file in clean.get(FILES) or []]:
        facts["files"] = digests
    return facts, texts


def _convert(need: Need, raw: Any) -> Any:
    if need.type in ("text", "long_text"):
        return _text(raw)
    if need.type == "choice":
        if raw not in need.choices:
            raise ValueError(f"Chọn một trong: {', '.join(need.choices.values())}.")
        return raw
    if need.type == "date":
        return _date(raw)
    if need.type == "agency":
        return _uuid(raw)
    return _number(raw)


def _text(raw: Any) -> str:
    if not isinstance(raw, str):
        raise ValueError("Cần nhập chữ.")
    if len(raw) > MAX_TEXT:
        raise ValueError(f"Quá dài: tối đa {MAX_TEXT} ký tự.")
    return text.clean(raw).strip()


def _date(raw: Any) -> date:
    if isinstance(raw, date) and not isinstance(raw, datetime):
        return dates.in_range(raw)
    found = dates.typed(str(raw))
    if found is None:
        raise ValueError(dates.EXAMPLE)
    return found


def _uuid(raw: Any) -> UUID:
    if isinstance(raw, UUID):
        return raw
    try:
        return UUID(str(raw))
    except ValueError:
        raise ValueError("Chọn một cơ quan trong danh sách.") from None


def _number(raw: Any) -> int:
    number = numbers.whole(str(raw))
    if number is None:
        raise ValueError("Cần số nguyên.")
    return number
