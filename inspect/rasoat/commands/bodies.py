"""Bodies of requests are taken in before a request is worked on, so that slow senders do not keep others waiting.

A web process has many threads (`TAKING`), which mostly wait: each takes in the body of one request. Only `WORKING`
requests are worked on at a time. Some of the threads are left for requests without a body, so that pages answer
whatever is sent to the others, and no address has more than its share.

A sender who is silent keeps a thread and its address's share for a minute (`silence`); one whose machine is gone is
noticed after a minute and a half.
"""

import errno
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from io import BytesIO
from tempfile import SpooledTemporaryFile
from threading import Lock, Semaphore
from typing import IO, Any

from rasoat.commands.silence import Silence
from rasoat.commands.sockets import notice_lost_senders
from rasoat.problems import Problem
from rasoat.web.guard import BODY_PROBLEM

Environ = dict[str, Any]
MILLION = 1_000_000
Application = Callable[[Environ, Callable[..., Any]], Iterable[bytes]]

TAKING = 224
"""Threads of a web process. One that waits costs next to nothing."""
BODIES = 192
"""Bodies that a web process takes in at a time."""
SHARE = 96
"""Of these, those from one address: more tablets than an office has behind one."""
WORKING = 16
"""Requests that are worked on at a time: fewer than the database connections that a web process may have."""
IN_MEMORY = MILLION
"""Bytes of a body that are kept in memory; a longer one is kept in a file that has no name."""
MOST_BYTES = 500 * MILLION
"""Of all bodies together that a web process has taken in and not worked on."""
PIECE = 4_096


class TakenIn:
    """The application behind bodies that are complete.

    `most` bytes of one body are taken in; the application refuses what is longer. A body that is not taken in is not
    read, and the application says why: it finds the Problem in the request's environment (`BODY_PROBLEM`). A sender may
    be silent for `silence_s` seconds.
    """

    def __init__(self, application: Application, most: int, share: int = SHARE, silence_s: float = 60) -> None:
        self._application = application
        self._silence = Silence(silence_s)
        self._most = most
        self._share = share
        self._lock = Lock()
        self._taking: Counter[str] = Counter()
        self._bytes = 0
        self._working = Semaphore(WORKING)
        self._first = True

    def __call__(self, environ: Environ, start_response: Callable[..., Any]) -> Iterable[bytes]:
        """Take in the body, then let the application answer."""
        if self._first:
            self._first = False
            notice_lost_senders()
            self._silence.start()
        length = _length(environ)
        if length == 0:
            return self._answer(environ, start_response)
        if length is not None and length > self._most:
            # The application sees this length and refuses the request; nothing needs to be read for that.
            environ["wsgi.input"] = BytesIO()
            return self._answer(environ, start_response)
        # It is closed before the answer is sent: no answer of this program reads the request while it is sent.
        with _spooled() as body, self._counted() as count:
            problem = self._take_in(environ, body, length, count)
            if problem:
                environ |= {BODY_PROBLEM: problem, "CONTENT_LENGTH": "0", "wsgi.input": BytesIO()}
            else:
                body.seek(0)
                environ["wsgi.input"] = body
            return self._answer(environ, start_response)

    def _answer(self, environ: Environ, start_response: Callable[..., Any]) -> Iterable[bytes]:
        # A file that is sent slowly is sent outside, by the thread alone.
        with self._silence.working(environ.get("REMOTE_ADDR", "")), self._working:
            return self._application(environ, start_response)

    def _take_in(
        self, environ: Environ, body: IO[bytes], length: int | None, count: Callable[[int], bool]
    ) -> Problem | None:
        """Read the whole body. Returns the Problem why it was not taken in; None when it was."""
        address = environ.get("REMOTE_ADDR", "")
        with self._place(address) as granted, self._silence.taking(address):
            if not granted:
                return Problem("server.receiving")
            taken = 0
            while piece := environ["wsgi.input"].read(PIECE):
                taken += len(piece)
                if taken > self._most:
                    return Problem("form.too_large", limit=self._most // MILLION)
                if not count(len(piece)):
                    return Problem("server.receiving")
                try:
                    body.write(piece)
                except OSError as error:
                    if error.errno not in (errno.ENOSPC, errno.EDQUOT):
                        raise
                    return Problem("server.disk")
        # The server ends a body whose sender went away as if it were complete.
        return Problem("request.bad") if length is not None and taken < length else None

    @contextmanager
    def _place(self, address: str) -> Iterator[bool]:
        with self._lock:
            granted = self._taking.total() < BODIES and self._taking[address] < self._share
            self._taking[address] += granted
        try:
            yield granted
        finally:
            with self._lock:
                self._taking[address] -= granted
                if not self._taking[address]:
                    del self._taking[address]

    @contextmanager
    def _counted(self) -> Iterator[Callable[[int], bool]]:
        """Counts bytes until the block ends; says whether all bodies together are within their limit."""
        mine = 0

        def count(more: int) -> bool:
            nonlocal mine
            with self._lock:
                mine += more
                self._bytes += more
                return self._bytes <= MOST_BYTES

        try:
            yield count
        finally:
            count(-mine)


@contextmanager
def _spooled() -> Iterator[IO[bytes]]:
    """A file for one body, gone when the block ends."""
    body: IO[bytes] = SpooledTemporaryFile(max_size=IN_MEMORY)  # noqa: SIM115 - closed below
    try:
        yield body
    finally:
        # On a full disk closing fails once more. The file is closed all the same, and nobody wants what was in it.
        with suppress(OSError):
            body.close()


def _length(environ: Environ) -> int | None:
    """How long the body is; None when the sender does not say."""
    told = environ.get("CONTENT_LENGTH", "")
    if told.isascii() and told.isdecimal():
        return int(told)
    return None if environ.get("HTTP_TRANSFER_ENCODING") else 0
