"""What was read a moment ago, for what each request asks: who holds a token, which date the example plays on.

A copy lives for a second or two at most, and not past a commit of this process that touched its tables. Another
process's commit is seen when the copy is too old: what must not wait for that is checked again in its transaction.
"""

import time
from collections.abc import Callable, Hashable
from typing import Any, Generic, TypeVar

from sqlalchemy import event
from sqlalchemy.orm import object_session
from sqlmodel import SQLModel

V = TypeVar("V")


class Watch:
    """Counts the commits of this process that changed rows of some tables. Made once for a module, never in a call."""

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


class Recent(Generic[V]):
    """Values by key, each kept for at most `seconds`; the oldest way to be wrong is that long."""

    def __init__(self, watch: Watch, seconds: float, most: int = 4096) -> None:
        self._watch = watch
        self._seconds = seconds
        self._most = most
        self._kept: dict[Hashable, tuple[int, float, V]] = {}

    def get(self, key: Hashable, read: Callable[[], V]) -> V:
        """The value kept for `key`, or what `read` gives now; what `read` raises is not kept."""
        now = time.monotonic()
        # Taken before reading: a commit that comes in between makes this copy stale at once.
        commits = self._watch.commits
        known = self._kept.get(key)
        if known is not None and known[0] == commits and now - known[1] < self._seconds:
            return known[2]
        value = read()
        if len(self._kept) >= self._most:
            self._kept.clear()
        self._kept[key] = (commits, now, value)
        return value
