"""Cheap HTTP clients: prebuilt bytes over kept connections, all in one loop, since they share the cores with the server."""

import selectors
import socket
import time
from collections.abc import Sequence
from dataclasses import dataclass, field

PATIENCE_S = 60
"""No answer for so long ends the measurement."""


class Refused(Exception):
    """The server answered something else than 200 or 201; the message is its answer."""


@dataclass
class Run:
    """What one run took: seconds of wall time, of the clients' own processor time, and of each answer."""

    wall: float = 0.0
    own: float = 0.0
    answers: list[float] = field(default_factory=list)


def drive(port: int, lanes: Sequence[Sequence[bytes]]) -> Run:
    """Send each lane's requests one after the other, the lanes at the same time. Raises Refused."""
    run = Run()
    with selectors.DefaultSelector() as waiting:
        clients = [_Client(port, lane, run) for lane in lanes]
        for client in clients:
            waiting.register(client.socket, selectors.EVENT_READ, client)
        began, own = time.perf_counter(), time.process_time()
        left = sum(client.send() for client in clients)
        while left:
            ready = waiting.select(PATIENCE_S)
            if not ready:
                raise Refused(f"no answer for {PATIENCE_S} s")
            left -= sum(key.data.receive() for key, _ in ready)
        run.wall, run.own = time.perf_counter() - began, time.process_time() - own
        for client in clients:
            client.socket.close()
    return run


class _Client:
    """One connection, which sends at most one request at a time."""

    def __init__(self, port: int, requests: Sequence[bytes], run: Run) -> None:
        self.socket = socket.create_connection(("127.0.0.1", port), PATIENCE_S)
        self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self._requests = iter(requests)
        self._run = run
        self._got = b""
        self._sent_at = 0.0

    def send(self) -> bool:
        """Send the next request; False when there is none."""
        request = next(self._requests, None)
        if request is None:
            return False
        self._sent_at = time.perf_counter()
        self.socket.sendall(request)
        return True

    def receive(self) -> bool:
        """Read what has arrived. Returns True when this was the last answer."""
        piece = self.socket.recv(262_144)
        if not piece:
            raise Refused(f"the connection ended after {self._got[:200]!r}")
        self._got += piece
        if not _is_whole(self._got):
            return False
        self._run.answers.append(time.perf_counter() - self._sent_at)
        if self._got[9:12] not in (b"200", b"201"):
            raise Refused(self._got[:2000].decode(errors="replace"))
        self._got = b""
        return not self.send()


def _is_whole(answer: bytes) -> bool:
    head = answer.find(b"\r\n\r\n")
    if head < 0:
        return False
    start = answer.lower().find(b"content-length:", 0, head)
    if start < 0:
        raise Refused(f"an answer without its length: {answer[:head]!r}")
    return len(answer) >= head + 4 + int(answer[start + 15 : answer.find(b"\r\n", start)])
