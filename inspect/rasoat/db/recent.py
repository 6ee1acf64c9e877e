"""Caches of what was read a moment ago, for what each request asks: whose token it is, and what the example's date is.

A value is kept for a second or two at most, and never after a commit of this process that changed its tables. A commit
of another process is noticed only when the value is too old; what may not be late is checked again in the transaction
that writes.
"""

import threading
import time
from collections.abc import Callable, Hashable
from contextlib import suppress
from typing import Any, Generic, TypeVar

from cachetools import TTLCache
from sqlalchemy import event
from sqlalchemy.orm import object_session
from sqlmodel import SQLModel

V = TypeVar("V")


class Watch:
    """Counts the commits of this process that changed rows of some tables. It is made once for a module, never in a
    call.
    """

    def __init__(self, *models: type[SQLModel]) -> None:
        self.commits = 0
        for model in models:
            for moment in ("after_insert", "after_update", "after_delete"):
                event.listen(model, moment, self._touched)

    def _touched(self, _mapper: Any, _connection: Any, row: Any) -> None:
        session = object_session(row)
        if session is not None:
            event.listen(session, "after_commit", self._committed, once=True)

    def _committed(self, _session: Any) -> None:
        self.commits += 1


def _seconds() -> float:
    return time.monotonic()


class Recent(Generic[V]):
    """Values by key. A value is at most `seconds` old when it is returned, and at most `most` of them are kept."""

    def __init__(
        self, watch: Watch, seconds: float, most: int = 4096, timer: Callable[[], float] | None = None
    ) -> None:
        self._watch = watch
        self._kept: TTLCache[tuple[int, Hashable], V] = TTLCache(most, seconds, timer or _seconds)
        self._lock = threading.Lock()

    def __len__(self) -> int:
        return len(self._kept)

    def get(self, key: Hashable, read: Callable[[], V]) -> V:
        """The value kept for `key`, or else what `read` returns now. When `read` raises, nothing is kept."""
        # The commits are counted before reading, so that a commit during the reading makes this value stale at once.
        now = (self._watch.commits, key)
        with self._lock, suppress(KeyError):
            return self._kept[now]
        value = read()
        with self._lock:
            self._kept[now] = value
        return value
