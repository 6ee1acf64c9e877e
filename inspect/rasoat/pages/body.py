"""Reading what a program sends: it is limited, must be of the right kind, and becomes a model, with complaints that
people understand.
"""

import json
from typing import Any, TypeVar

from flask import request
from pydantic import BaseModel, ConfigDict, ValidationError, field_validator
from pydantic_core import ErrorDetails
from werkzeug.exceptions import RequestEntityTooLarge

from rasoat import text
from rasoat.problems import Problem, Reason

M = TypeVar("M", bound=BaseModel)

LIMIT = 1_048_576
"""Bytes a body may have unless its route says otherwise."""
MOST_REASONS = 50
_PIECE = 65_536
_RAW = "application/octet-stream"


class Body(BaseModel):
    """Base of what programs send: unknown names are refused, numbers are finite, texts are cleaned."""

    model_config = ConfigDict(extra="forbid", allow_inf_nan=False)

    @field_validator("*")
    @classmethod
    def _clean(cls, value: Any) -> Any:
        return text.clean(value) if isinstance(value, str) else value


def raw(limit: int) -> bytes:
    """The bytes of an `application/octet-stream` request, at most `limit` of them.

    Raises Problem `request.kind`, `request.bad` when the sender broke off, and `form.too_large`. Never more than the
    limit is in memory.
    """
    if request.mimetype != _RAW:
        raise Problem("request.kind", kind=_RAW)
    return _bytes(limit)


def parsed(model: type[M], limit: int) -> M:
    """The JSON body as a model.

    Raises the Problems of `raw`, `request.not_json`, and `request.invalid` with a reason for each field.
    """
    if request.mimetype != "application/json":
        raise Problem("request.kind", kind="application/json")
    return read(model, _bytes(limit))


def read(model: type[M], data: bytes) -> M:
    """Read JSON text from any source as a model. Raises Problem `request.not_json`, `request.invalid`."""
    _refuse_what_json_cannot_say(data)
    try:
        return model.model_validate_json(data)
    except ValidationError as error:
        faults = error.errors(include_url=False, include_input=False)
        if faults[0]["type"] == "json_invalid":
            raise Problem("request.not_json") from None
        raise invalid(error) from None


def invalid(error: ValidationError) -> Problem:
    """Problem `request.invalid` with a reason for each field."""
    faults = error.errors(include_url=False, include_input=False)
    reasons = [Reason(".".join(str(part) for part in f["loc"]), _says(f)) for f in faults[:MOST_REASONS]]
    return Problem("request.invalid", reasons=reasons)


def _bytes(limit: int) -> bytes:
    request.max_content_length = limit
    try:
        data = request.get_data(cache=False)
        if request.content_length is None and len(data) >= limit:
            # A body without a stated length is cut at the limit without an error; the next read shows whether there was
            # more.
            request.stream.read(1)
    except RequestEntityTooLarge:
        raise Problem("form.too_large", limit=limit // 1_000_000) from None
    if len(data) < (request.content_length or 0):
        # The sender broke off, so the body is not what it meant to send.
        raise Problem("request.bad")
    return data


def pour_away(most: int) -> None:
    """Read and drop the rest of a refused request's body, at most `most` bytes.

    Most programs read the answer only after they have sent everything; if the connection is closed before, they get no
    answer.
    """
    stream = request.environ["wsgi.input"]
    left = most if request.content_length is None else min(most, request.content_length)
    while left > 0:
        piece = len(stream.read(min(_PIECE, left)))
        left = left - piece if piece else 0


def _refuse_what_json_cannot_say(data: bytes) -> None:
    # PostgreSQL cannot store a NUL in a text, and NaN would be returned as something that is not JSON.
    if b"\\u0000" in data or b"NaN" in data or b"Infinity" in data:
        try:
            found = json.loads(data, parse_constant=_no_number)
        except (ValueError, RecursionError):
            raise Problem("request.not_json") from None
        if _holds_nul(found):
            raise Problem("request.not_json")


def _no_number(name: str) -> None:
    raise ValueError(name)


def _holds_nul(value: Any) -> bool:
    if isinstance(value, str):
        return "\0" in value
    if isinstance(value, dict):
        return any(_holds_nul(part) for pair in value.items() for part in pair)
    return isinstance(value, list) and any(_holds_nul(part) for part in value)


_SAYS = {
    "missing": "Thiếu mục này.",
    "extra_forbidden": "Không có mục nào tên như vậy.",
    "string_type": "Phải là chữ.",
    "string_too_long": "Quá dài: tối đa {max_length} ký tự.",
    "string_too_short": "Quá ngắn: ít nhất {min_length} ký tự.",
    "int_type": "Phải là số nguyên.",
    "int_parsing": "Phải là số nguyên.",
    "int_from_float": "Phải là số nguyên.",
    "float_type": "Phải là số.",
    "float_parsing": "Phải là số.",
    "finite_number": "Phải là số.",
    "bool_type": "Phải là đúng hoặc sai.",
    "bool_parsing": "Phải là đúng hoặc sai.",
    "dict_type": "Phải là một nhóm mục có tên.",
    "model_type": "Phải là một nhóm mục có tên.",
    "list_type": "Phải là một danh sách.",
    "too_long": "Quá nhiều: tối đa {max_length}.",
    "too_short": "Quá ít: cần ít nhất {min_length}.",
    "greater_than": "Phải lớn hơn {gt}.",
    "greater_than_equal": "Phải từ {ge} trở lên.",
    "less_than": "Phải nhỏ hơn {lt}.",
    "less_than_equal": "Không được quá {le}.",
    "literal_error": "Phải là một trong: {expected}.",
    "enum": "Phải là một trong: {expected}.",
    "uuid_type": "Không phải là mã hợp lệ.",
    "uuid_parsing": "Không phải là mã hợp lệ.",
    "uuid_version": "Không phải là mã hợp lệ.",
    "timezone_aware": "Thời điểm phải kèm múi giờ.",
}


def _says(fault: ErrorDetails) -> str:
    kind = fault["type"]
    if kind.startswith(("datetime", "date")):
        return "Không phải là thời điểm đọc được."
    context: dict[str, Any] = fault.get("ctx", {})
    return _SAYS.get(kind, "Giá trị không đúng dạng.").format(**context)
