"""Who is silent in the middle of a body is not waited for; who is slow is."""

import socket
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from threading import Thread
from time import monotonic, sleep

import pytest

from rasoat.commands.silence import LEAST_RATE, SLOW, Silence
from rasoat.commands.sockets import own_sockets
from tests.serving.running import HALF, Running
from tests.tablets.served import PATIENCE_S

SENDERS = 200
LONG = b"a=" + b"b" * 20_000
HEAD = HALF.partition(b"Content-Length")[0] + b"Connection: close\r\nContent-Length: %d\r\n\r\n" % len(LONG)


def ended(connection: socket.socket) -> bool:
    """Whether the other side has ended it, after an answer or without one."""
    try:
        while connection.recv(4_096):
            pass
    except ConnectionError:
        return True
    except TimeoutError:
        return False
    return True


@pytest.mark.slow
def test_silent_senders_are_ended_and_slow_ones_are_answered(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("RASOAT_BODY_SILENCE_S", "4")
    running = Running(tmp_path / "data")
    answers: list[bytes] = []

    def slow(connection: socket.socket) -> None:
        for at in range(0, len(LONG), 1_000):
            connection.sendall(LONG[at : at + 1_000])
            # Longer than it takes to end the silent ones, and never silent for so long.
            sleep(0.4)
        answers.append(connection.recv(1_000).split(b"\r\n")[0])

    try:
        # They come first: an address has a share of places.
        threads = [Thread(target=slow, args=(connection,)) for connection in running.connect(*[HEAD] * 5)]
        for thread in threads:
            thread.start()
        silent = running.connect(*[HALF] * SENDERS)[5:]
        assert [ended(one) for one in silent] == [True] * SENDERS
        for thread in threads:
            thread.join(PATIENCE_S)
        # The form is without its token: the whole body was read, and judged.
        assert answers == [b"HTTP/1.1 400 Bad Request"] * 5
    finally:
        running.clear()


class Pair:
    """A connection that this process has accepted, and its other side."""

    def __init__(self, within: ExitStack) -> None:
        self.listening = within.enter_context(socket.create_server(("127.0.0.1", 0)))
        self.sender = within.enter_context(socket.create_connection(self.listening.getsockname(), PATIENCE_S))
        self.accepted = within.enter_context(self.listening.accept()[0])

    def say(self, what: bytes) -> None:
        """Send, until it is here."""
        self.sender.sendall(what)
        self.accepted.recv(len(what), socket.MSG_WAITALL)

    def is_open(self) -> bool:
        """Whether this side has not ended it."""
        self.sender.setblocking(False)
        try:
            return self.sender.recv(1) != b""
        except BlockingIOError:
            return True
        finally:
            self.sender.setblocking(True)


@pytest.fixture
def pair() -> Iterator[Pair]:
    with ExitStack() as within:
        yield Pair(within)


def test_nobody_is_ended_while_no_body_waits(pair: Pair) -> None:
    silence, now = Silence(60), monotonic()
    assert [silence.look(now + later) for later in (10, 80, 800)] == [0, 0, 0]
    with silence.taking("10.0.0.1"):
        assert [silence.look(now + later) for later in (10, 80, 800)] == [0, 0, 0]
    assert pair.is_open()


def test_silence_has_an_end(pair: Pair) -> None:
    silence = Silence(60)
    with silence.taking("127.0.0.1"):
        now = monotonic()
        assert [silence.look(now + later) for later in (10, 69)] == [0, 0]
        pair.say(b"a")
        assert [silence.look(now + later) for later in (70, 129)] == [0, 0]
        assert pair.is_open()
        assert silence.look(now + 130) == 1
    assert ended(pair.sender)


def test_one_byte_now_and_then_is_no_body(pair: Pair) -> None:
    silence, now, later = Silence(60), monotonic(), 0
    with silence.taking("127.0.0.1"):
        while not silence.look(now + 10 + later):
            pair.say(b"a")
            later += 30
    assert later == SLOW * 60


def test_a_slow_sender_is_alive(pair: Pair) -> None:
    silence, now = Silence(60), monotonic()
    with silence.taking("127.0.0.1"):
        for later in range(10, 3_600, 30):
            assert silence.look(now + later) == 0
            pair.say(b"a" * LEAST_RATE * 40)
    assert pair.is_open()


def test_an_answer_that_takes_long_is_waited_for(pair: Pair) -> None:
    silence, now = Silence(60), monotonic()
    with silence.taking("127.0.0.1"):
        with silence.working("127.0.0.1"):
            assert [silence.look(now + later) for later in (10, 80, 800)] == [0, 0, 0]
        assert silence.look(now + 801) == 1


def test_what_this_process_has_opened_itself_is_left_alone(pair: Pair) -> None:
    """Such as the connection to a database, at the address of a sender."""
    silence, now = Silence(60), monotonic()
    pair.listening.close()
    with silence.taking("127.0.0.1"):
        assert [silence.look(now + later) for later in (10, 80, 800)] == [0, 0, 0]


def test_looking_at_the_sockets_leaves_no_handle_open(pair: Pair) -> None:
    before = len(list(Path("/proc/self/fd").iterdir()))
    assert {pair.sender.getsockname(), pair.accepted.getsockname()} <= {one.getsockname() for one in own_sockets()}
    assert len(list(Path("/proc/self/fd").iterdir())) == before
