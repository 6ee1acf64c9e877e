"""Column types for what the databases would lose: UTC times, texts in one normal form, stable JSON."""

import json
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

import orjson
from sqlalchemy import DateTime, Dialect
from sqlalchemy import Text as SqlText
from sqlalchemy.types import TypeDecorator

from rasoat import text


class UtcDateTime(TypeDecorator[datetime]):
    """A time with a zone, stored and returned in UTC (SQLite alone would return one without a zone)."""

    impl = DateTime(timezone=True)
    cache_ok = True
    python_type = datetime

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None or value.tzinfo is UTC:
            return value
        if value.tzinfo is None:
            raise ValueError("an instant without a time zone cannot be stored")
        return value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        return None if value is None else value.astimezone(UTC)

    # SQLite has no type for times. SQLAlchemy would parse and format each with its own code, several for each record.
    def bind_processor(self, dialect: Dialect) -> Callable[[datetime | None], Any] | None:
        if dialect.name != "sqlite":
            return super().bind_processor(dialect)

        def process(value: datetime | None) -> str | None:
            utc = self.process_bind_param(value, dialect)
            # The text without the +00:00 at its end.
            return None if utc is None else utc.isoformat(" ", "microseconds")[:26]

        return process

    def result_processor(self, dialect: Dialect, coltype: object) -> Callable[[Any], datetime | None] | None:
        if dialect.name != "sqlite":
            return super().result_processor(dialect, coltype)
        return lambda value: None if value is None else datetime.fromisoformat(value).replace(tzinfo=UTC)


class Text(TypeDecorator[str]):
    """Unicode text in its composed form (NFC): "Đồng Mỏ" typed on any keyboard is the same value."""

    impl = SqlText()
    cache_ok = True
    python_type = str

    def process_bind_param(self, value: str | None, dialect: Dialect) -> str | None:
        return None if value is None else text.nfc(value)


class Json(TypeDecorator[Any]):
    """A JSON document as canonical text (sorted keys, no spaces), the same bytes on both databases."""

    impl = SqlText()
    cache_ok = True

    def process_bind_param(self, value: Any, dialect: Dialect) -> str | None:
        return None if value is None else canonical(value)

    def process_result_value(self, value: str | None, dialect: Dialect) -> Any:
        return None if value is None else json.loads(value)


def _as_text(value: Any) -> str:
    if isinstance(value, UUID):
        return str(value)
    raise TypeError(f"{type(value).__name__} is nothing JSON can hold")


_ORDERED = orjson.OPT_SORT_KEYS | orjson.OPT_PASSTHROUGH_DATETIME | orjson.OPT_PASSTHROUGH_DATACLASS
# For values that orjson refuses: whole numbers of more than 64 bits, halves of surrogate pairs.
_encode = json.JSONEncoder(
    ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False, default=_as_text
).encode


def canonical(value: Any) -> str:
    """JSON text that is the same for the same value: sorted keys, no spaces, NFC, no escapes for letters, UUIDs as text.

    Raises TypeError or ValueError for what JSON cannot hold.
    """
    try:
        encoded = orjson.dumps(value, option=_ORDERED).decode()
    except orjson.JSONEncodeError:
        encoded = _encode(value)
    return text.nfc(encoded)
