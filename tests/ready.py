"""Servers that begin at once: a process that has loaded the program forks them, so that none loads it for itself.

Loading takes two seconds of a processor, compiling the templates that a test sees half of one, and the tests in browsers start dozens of servers. What they get is
`rasoat serve` in every other respect: its own process, environment and output. How the command itself starts is the
matter of tests/serving.
"""

import atexit
import json
import os
import signal
import socket
import subprocess
import sys
import traceback
from collections.abc import Mapping
from contextlib import suppress
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NoReturn

from flask import Flask
from jinja2 import FileSystemBytecodeCache

ROOT = Path(__file__).parents[1]
_LARGEST = 1 << 17
"""Bytes of the longest message: an environment and a path."""


class Running:
    """A server that was forked, as far as the tests ask for what `subprocess.Popen` has."""

    def __init__(self, line: socket.socket, pid: int) -> None:
        self._line = line
        self._code: int | None = None
        self.pid = pid

    def poll(self) -> int | None:
        """Its exit code; None while it runs."""
        return self._ended(0)

    def wait(self, timeout: float | None = None) -> int:
        """Its exit code, when it has ended. Raises TimeoutExpired."""
        code = self._ended(timeout)
        if code is None:
            raise subprocess.TimeoutExpired("serve", timeout or 0)
        return code

    def terminate(self) -> None:
        """Ask it to end."""
        os.kill(self.pid, signal.SIGTERM)

    def kill(self) -> None:
        """End it."""
        os.kill(self.pid, signal.SIGKILL)

    def end(self) -> None:
        """Ask it to end and wait until it has."""
        if self.poll() is None:
            self.terminate()
            self.wait(timeout=30)

    def _ended(self, within: float | None) -> int | None:
        if self._code is None:
            self._line.settimeout(within)
            try:
                self._code = int(self._line.recv(_LARGEST))
            except (TimeoutError, BlockingIOError):
                return None
            self._line.close()
        return self._code


def serve(environment: Mapping[str, str], log: Path) -> Running:
    """A new server with this environment, in a session of its own; what it says is added to `log`."""
    line, other = _pair()
    wanted = json.dumps({"environment": dict(environment), "log": str(log)}).encode()
    with other:
        socket.send_fds(_source(), [wanted], [other.fileno()])
    return Running(line, int(line.recv(_LARGEST)))


def _pair() -> tuple[socket.socket, socket.socket]:
    # What is sent at once is received at once.
    return socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)


@cache
def _source() -> socket.socket:
    """The line to this process's own source of servers, which ends with it."""
    ours, theirs = _pair()
    with theirs:
        command = [sys.executable, "-m", "tests.ready", str(theirs.fileno())]
        running = subprocess.Popen(command, cwd=ROOT, pass_fds=[theirs.fileno()], stdin=subprocess.DEVNULL)

    def end() -> None:
        ours.close()
        running.wait(timeout=30)

    atexit.register(end)
    return ours


def _load() -> None:
    from rasoat import rooms
    from rasoat.app import PAGES
    from rasoat.commands import server, web

    assert server
    assert web
    rooms.load()
    parts = [f"{room}.{part}" for room in rooms.ROOMS for part in ("views", "api", "exports")]
    for name in [*parts, *(f"web.{page}" for page in PAGES)]:
        rooms.module(f"rasoat.{name}")


def _answer(source: socket.socket) -> None:
    """Fork what is asked for, until nobody is left who could ask."""
    # How a server ended is told by the process that watches it; how that one ended nobody asks.
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)
    while (asked := socket.recv_fds(source, _LARGEST, 1))[0]:
        wanted, (line, *_), _, _ = asked
        if not os.fork():
            source.close()
            signal.signal(signal.SIGCHLD, signal.SIG_DFL)
            _watch(socket.socket(fileno=line), **json.loads(wanted))
        os.close(line)


def _watch(line: socket.socket, environment: dict[str, str], log: str) -> NoReturn:
    pid = os.fork()
    if not pid:
        line.close()
        become_server(environment, log)
    # Whoever started the server may be gone when it ends.
    with suppress(OSError):
        line.send(str(pid).encode())
        code = os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])
        line.send(str(code).encode())
    os._exit(0)


def become_server(environment: dict[str, str], log: str) -> NoReturn:
    """Serve in this process, which was forked for it, and end it here: what went on up the stack would remove the templates of
    the source, which lives on.
    """
    from rasoat.commands.processes import end_at_once

    code = 1
    try:
        _serve(environment, log)
    except SystemExit as end:
        code = end.code if isinstance(end.code, int) else 1
    except BaseException:
        traceback.print_exc()
    end_at_once(code)


def _serve(environment: dict[str, str], log: str) -> None:
    os.setsid()
    output = os.open(log, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o644)
    os.dup2(output, 1)
    os.dup2(output, 2)
    os.environ.clear()
    os.environ.update(environment)
    from rasoat.cli import main

    sys.argv = ["rasoat", "serve", "--no-work"]
    main()


if __name__ == "__main__":
    with TemporaryDirectory(prefix="rasoat-templates-") as folder:
        # A template is compiled for the first server that shows it.
        Flask.jinja_options = {"bytecode_cache": FileSystemBytecodeCache(folder)}
        _load()
        _answer(socket.socket(fileno=int(sys.argv[1])))
