"""Bodies that come slowly, or never, keep nobody else waiting."""

import errno
import os
import socket
from collections.abc import Callable, Iterable, Iterator
from io import BytesIO
from pathlib import Path
from threading import Event, Thread
from typing import Any

import pytest

from rasoat.commands import bodies
from rasoat.commands.bodies import TakenIn
from rasoat.commands.sockets import notice_lost_senders
from rasoat.web.guard import BODY_PROBLEM
from tests.serving.running import HALF, Running
from tests.tablets.served import PATIENCE_S

Seen = list[dict[str, Any]]
SENDERS = 200


@pytest.fixture
def running(tmp_path: Path) -> Iterator[Running]:
    started = Running(tmp_path / "data")
    yield started
    started.clear()


def answered(server: Running, path: str, body: bytes = b"") -> bytes:
    """The first line of an answer on a connection of its own."""
    method = b"POST" if body else b"GET"
    with socket.create_connection(("127.0.0.1", server.port), PATIENCE_S) as connection:
        connection.sendall(
            b"%s %s HTTP/1.1\r\nHost: x\r\nConnection: close\r\nContent-Type: application/x-www-form-urlencoded\r\n"
            b"Content-Length: %d\r\n\r\n%s" % (method, path.encode(), len(body), body)
        )
        return connection.recv(1000).split(b"\r\n")[0]


@pytest.mark.slow
def test_two_hundred_slow_senders_keep_no_page_waiting(running: Running) -> None:
    running.connect(*[HALF] * SENDERS)
    for path in ("/healthz", "/sign-in", "/healthz"):
        assert answered(running, path) == b"HTTP/1.1 200 OK"


class Sender:
    """A body that comes when it is told to."""

    def __init__(self, *pieces: bytes) -> None:
        self.pieces = list(pieces)
        self.asked, self.goes_on = Event(), Event()

    def read(self, _size: int) -> bytes:
        self.asked.set()
        self.goes_on.wait(PATIENCE_S)
        return self.pieces.pop(0) if self.pieces else b""


def application(seen: Seen) -> Callable[..., Iterable[bytes]]:
    def answer(environ: dict[str, Any], _start: Callable[..., Any]) -> Iterable[bytes]:
        seen.append({"body": environ["wsgi.input"].read(), "problem": environ.get(BODY_PROBLEM)})
        return [b"ok"]

    return answer


def asked(body: Any, length: int | None, address: str = "10.0.0.1") -> dict[str, Any]:
    told = {"CONTENT_LENGTH": str(length)} if length is not None else {"HTTP_TRANSFER_ENCODING": "chunked"}
    return {"REMOTE_ADDR": address, "wsgi.input": body, **told}


def key(seen: Seen) -> str:
    return str(seen[-1]["problem"].key) if seen[-1]["problem"] else ""


def test_the_application_gets_the_whole_body() -> None:
    seen: Seen = []
    server = TakenIn(application(seen), 10 * bodies.IN_MEMORY)
    for length in (1, bodies.PIECE, bodies.PIECE + 1, bodies.IN_MEMORY + 1):
        assert server(asked(BytesIO(b"x" * length), length), lambda *_: None) == [b"ok"]
        assert (len(seen[-1]["body"]), key(seen)) == (length, "")
    server(asked(BytesIO(b"no length"), None), lambda *_: None)
    assert (seen[-1]["body"], key(seen)) == (b"no length", "")


@pytest.mark.parametrize(
    ("body", "length", "problem"),
    [(b"cut of", 7, "request.bad"), (b"x" * 101, None, "form.too_large")],
    ids=["cut off", "longer than it may be, without saying so"],
)
def test_a_body_that_is_not_whole_is_none(body: bytes, length: int | None, problem: str) -> None:
    seen: Seen = []
    TakenIn(application(seen), 100)(asked(BytesIO(body), length), lambda *_: None)
    assert (seen[-1]["body"], key(seen)) == (b"", problem)


def test_what_is_said_to_be_too_long_is_not_read() -> None:
    seen: Seen = []
    body = BytesIO(b"x" * 101)
    TakenIn(application(seen), 100)(asked(body, 101), lambda *_: None)
    assert (seen[-1]["body"], body.tell()) == (b"", 0)


def test_no_address_has_more_than_its_share(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bodies, "BODIES", 3)
    seen: Seen = []
    server = TakenIn(application(seen), 100, share=2)
    slow = [Sender(b"a"), Sender(b"b")]
    threads = [Thread(target=server, args=(asked(one, 1), lambda *_: None)) for one in slow]
    for thread, sender in zip(threads, slow, strict=True):
        thread.start()
        assert sender.asked.wait(PATIENCE_S)
    server(asked(BytesIO(b"c"), 1), lambda *_: None)
    assert key(seen) == "server.receiving"
    server(asked(BytesIO(b""), 0), lambda *_: None)
    assert key(seen) == "", "a request without a body is not counted"
    server(asked(BytesIO(b"d"), 1, "10.0.0.2"), lambda *_: None)
    assert (seen[-1]["body"], key(seen)) == (b"d", "")
    third = Sender(b"e")
    threads.append(Thread(target=server, args=(asked(third, 1, "10.0.0.2"), lambda *_: None)))
    threads[-1].start()
    assert third.asked.wait(PATIENCE_S)
    server(asked(BytesIO(b"f"), 1, "10.0.0.3"), lambda *_: None)
    assert key(seen) == "server.receiving", "all places are taken"
    for sender in (*slow, third):
        sender.goes_on.set()
    for thread in threads:
        thread.join(PATIENCE_S)
    server(asked(BytesIO(b"g"), 1), lambda *_: None)
    assert (seen[-1]["body"], key(seen)) == (b"g", "")


def test_all_bodies_together_have_a_limit(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bodies, "MOST_BYTES", 5)
    seen: Seen = []
    server = TakenIn(application(seen), 100)
    server(asked(BytesIO(b"123456"), 6), lambda *_: None)
    assert key(seen) == "server.receiving"
    server(asked(BytesIO(b"12345"), 5), lambda *_: None)
    assert (seen[-1]["body"], key(seen)) == (b"12345", "")


def test_a_full_disk_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    class Full(BytesIO):
        def write(self, _piece: Any) -> int:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(bodies, "SpooledTemporaryFile", lambda max_size: Full())
    seen: Seen = []
    TakenIn(application(seen), 100)(asked(BytesIO(b"x"), 1), lambda *_: None)
    assert key(seen) == "server.disk"


def test_what_a_listening_socket_accepts_notices_a_lost_sender() -> None:
    with socket.create_server(("127.0.0.1", 0)) as listening:
        notice_lost_senders()
        with socket.create_connection(listening.getsockname()), listening.accept()[0] as accepted:
            assert accepted.getsockopt(socket.SOL_SOCKET, socket.SO_KEEPALIVE)
            assert accepted.getsockopt(socket.IPPROTO_TCP, socket.TCP_KEEPIDLE) == 60
