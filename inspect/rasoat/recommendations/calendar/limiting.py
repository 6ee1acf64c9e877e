"""How often feeds are fetched from one address: a calendar program asks a few times a day, whoever tries addresses much
oftener. Each process counts by itself and forgets when it ends.
"""

from collections import OrderedDict, deque
from threading import Lock

KNOWN = 10_000
"""Addresses that are remembered; the one that asked longest ago is forgotten first."""


class Limit:
    """At most `most` in `seconds` from one address."""

    def __init__(self, most: int, seconds: float) -> None:
        self._most, self._seconds = most, seconds
        self._asked: OrderedDict[str, deque[float]] = OrderedDict()
        self._lock = Lock()

    def passes(self, address: str, now: float) -> bool:
        """Whether one more is let through; it is counted then. `now` is in seconds, of a clock that never goes back."""
        with self._lock:
            times = self._asked.setdefault(address, deque())
            self._asked.move_to_end(address)
            while len(self._asked) > KNOWN:
                self._asked.popitem(last=False)
            while times and times[0] <= now - self._seconds:
                times.popleft()
            if len(times) >= self._most:
                return False
            times.append(now)
            return True
