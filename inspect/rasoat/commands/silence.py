"""Ends the connections of senders who have begun a body and say nothing more.

The server offers no way to stop waiting for them, and does not tell which connection a request came by. The system
knows how many bytes each connection has received and delivered. So, while a body is being taken in that does not end,
the connections of its sender's address are watched: one on which nothing comes for the time that is allowed, or hardly
anything for four times as long, and nothing is delivered either, is shut down. The server then finds the body broken
off. A connection whose request is worked on for long is silent too: while one of an address is, none of its is ended.
"""

import os
import socket
import struct
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from ipaddress import IPv6Address, ip_address
from threading import Event, Lock, Thread
from time import monotonic

from rasoat.commands.sockets import listens, own_sockets

LEAST_RATE = 20
"""Bytes in a second that a living sender brings at least. The slowest telephone networks bring a hundred times that."""
SLOW = 4
"""How many times as long as wholly silent a sender may be slower than that."""
# In Linux's `struct tcp_info`, behind what never changes: tcpi_bytes_acked and tcpi_bytes_received.
_COUNTS = struct.Struct("@QQ")
_COUNTS_AT = 120
_Requests = dict[object, tuple[str, float]]


@dataclass(slots=True)
class _Watched:
    """A connection: what it has delivered, what it had received when it was seen first or delivered last, and since
    when; what it has received by now, and since when nothing more.
    """

    delivered: int
    received: int
    since: float
    latest: int
    silent_since: float


class Silence:
    """Who is silent in one web process, for `seconds` at most."""

    def __init__(self, seconds: float) -> None:
        self._seconds = seconds
        self._pause = min(5.0, seconds / 4)
        self._lock = Lock()
        self._taking: _Requests = {}
        self._working: _Requests = {}
        self._watched: dict[tuple[int, object], _Watched] = {}

    def start(self) -> None:
        """Look from now on, in a thread that ends with the process."""
        Thread(target=self._go_on, name="silent senders", daemon=True).start()

    @contextmanager
    def taking(self, address: str) -> Iterator[None]:
        """While a body is taken in from an address."""
        with self._during(self._taking, address):
            yield

    @contextmanager
    def working(self, address: str) -> Iterator[None]:
        """While a request from an address is worked on."""
        with self._during(self._working, address):
            yield

    @contextmanager
    def _during(self, requests: _Requests, address: str) -> Iterator[None]:
        key = object()
        with self._lock:
            requests[key] = (address, monotonic())
        try:
            yield
        finally:
            with self._lock:
                del requests[key]

    def _go_on(self) -> None:
        pause = Event()
        while not pause.wait(self._pause):
            # A process that may open no more files has other worries, and may have fewer of them the next time.
            with suppress(OSError):
                self.look(monotonic())

    def look(self, now: float) -> int:
        """End the connections of those who are silent at the moment `now`, in seconds. Returns how many."""
        slow = self._since(self._taking, now - self._pause)
        if not slow:
            self._watched.clear()
            return 0
        busy = self._since(self._working, now - self._seconds / 2)
        seen: dict[tuple[int, object], _Watched] = {}
        ended = 0
        for connection, key, address in _connections():
            if address not in slow:
                continue
            with suppress(OSError):
                seen[key] = self._look_at(connection, self._watched.get(key), now)
                if self._is_over(seen[key], now) and address not in busy:
                    connection.shutdown(socket.SHUT_RDWR)
                    ended += 1
        self._watched = seen
        return ended

    def _since(self, requests: _Requests, moment: float) -> set[str]:
        """The addresses that have a request begun before a moment."""
        with self._lock:
            return {_plain(address) for address, begun in requests.values() if begun <= moment}

    def _look_at(self, connection: socket.socket, known: _Watched | None, now: float) -> _Watched:
        info = connection.getsockopt(socket.IPPROTO_TCP, socket.TCP_INFO, _COUNTS_AT + _COUNTS.size)
        delivered, received = _COUNTS.unpack_from(info, _COUNTS_AT)
        enough = LEAST_RATE * SLOW * self._seconds
        if known is None or delivered != known.delivered or received - known.received >= enough:
            return _Watched(delivered, received, now, received, now)
        if received != known.latest:
            known.latest, known.silent_since = received, now
        return known

    def _is_over(self, watched: _Watched, now: float) -> bool:
        return now - watched.silent_since >= self._seconds or now - watched.since >= SLOW * self._seconds


def _plain(address: str) -> str:
    """One way of writing an address: a socket of both kinds has IPv4 addresses as IPv6 ones."""
    try:
        found = ip_address(address.partition("%")[0])
    except ValueError:
        return address
    return str((isinstance(found, IPv6Address) and found.ipv4_mapped) or found)


def _connections() -> Iterator[tuple[socket.socket, tuple[int, object], str]]:
    """The connections that this process has accepted, each with what it is known by as long as it lasts and its other
    side's address. Those that it has opened itself, as to a database, are not at a port at which it listens.
    """
    ports = {one.getsockname()[1] for one in own_sockets() if listens(one)}
    for one in own_sockets():
        with suppress(OSError):
            peer = one.getpeername()
            if one.getsockname()[1] in ports:
                yield one, (os.fstat(one.fileno()).st_ino, peer), _plain(peer[0])
