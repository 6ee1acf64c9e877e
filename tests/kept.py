"""What tests would make anew each time and need not: compiled templates, and the engine of an address on PostgreSQL."""

from functools import cache

from jinja2 import BytecodeCache
from jinja2.bccache import Bucket
from sqlalchemy import Engine

from rasoat.db import database

_engine = database._engine


class Compiled(BytecodeCache):
    """Compiled templates, kept in memory; a template that changed is compiled again."""

    def __init__(self) -> None:
        self._known: dict[str, bytes] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        if bucket.key in self._known:
            bucket.bytecode_from_string(self._known[bucket.key])

    def dump_bytecode(self, bucket: Bucket) -> None:
        self._known[bucket.key] = bucket.bytecode_to_string()


@cache
def _same(url: str) -> Engine:
    return _engine(url)


def keep_engines() -> None:
    """One engine for an address on PostgreSQL: it remembers the statements it has compiled."""
    database._engine = lambda url: _engine(url) if url.startswith("sqlite") else _same(url)


def forget_connections(url: str) -> None:
    """The engine of an address begins again, without the connections it had."""
    _same(url).dispose()
