"""The processes of a server, and the parent process, which only starts them and receives the signals.

SIGINT, SIGTERM or SIGHUP ask the server to stop. The signals stay blocked and the parent fetches them one at a time, so
that none is lost and none interrupts anything, however early, late or often they come. The other processes are in
sessions of their own, where a terminal's Ctrl-C and the signals of make do not reach them. Each gets SIGTERM once, has
GRACE_S to finish what it has begun, and is then killed by the system. None of them outlives the parent.
"""

import ctypes
import os
import signal
import sys
import time
import traceback
from collections.abc import Callable
from functools import partial
from pathlib import Path
from types import TracebackType
from typing import NoReturn

import click

from rasoat.commands.outcome import exit_code

GRACE_S = 3.0
"""How long requests under way may take to finish after the server was asked to stop."""
PAUSE_S = 3.0
"""How long a process that ended by itself is waited with before it is begun again."""
_PR_SET_PDEATHSIG, _PR_SET_CHILD_SUBREAPER = 1, 36
"""From <linux/prctl.h>."""

Body = Callable[[], None]


class Stopped(Exception):
    """The server was asked to stop."""


class Processes:
    """The processes that were started here. None is left after the `with` block, which ends without an error when a
    stop was asked for.
    """

    def __init__(self) -> None:
        self._asking = {signal.SIGINT, signal.SIGTERM}
        # Under nohup the end of the terminal must not end the server.
        if signal.getsignal(signal.SIGHUP) != signal.SIG_IGN:
            self._asking.add(signal.SIGHUP)
        self._watched = self._asking | {signal.SIGCHLD}
        self._running: set[int] = set()

    def __enter__(self) -> "Processes":
        self._mask = signal.pthread_sigmask(signal.SIG_BLOCK, self._watched)
        # When one of the processes is killed, its children become children of this process, so that it can end them
        # too.
        _prctl(_PR_SET_CHILD_SUBREAPER, 1)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> bool:
        self._end()
        return kind is Stopped

    def complete(self, body: Body) -> None:
        """Run `body` in a process of its own and wait until it is done. Raises SystemExit when it fails, and Stopped."""
        pid = self._start(body)
        while (ended := self._next_end())[0] != pid:
            pass
        if ended[1]:
            raise SystemExit(ended[1])

    def serve(self, pages: Body, beside: Body | None) -> NoReturn:
        """Run both until Stopped is raised. When `beside` ends it is started again; when `pages` ends, SystemExit is
        raised.
        """
        serving = self._start(pages)
        helping = self._start(beside) if beside else None
        while (pid := self._next_end()[0]) != serving:
            if beside and pid == helping:
                click.echo("Rà Soát: phần việc nền dừng bất thường; đang khởi động lại.", err=True)
                helping = self._start(partial(_after_a_pause, beside))
        click.echo("Rà Soát: phần phục vụ trang dừng bất thường nên máy chủ dừng; lý do ở các dòng trên.", err=True)
        raise SystemExit(1)

    def _start(self, body: Body) -> int:
        sys.stdout.flush()
        sys.stderr.flush()
        parent = os.getpid()
        pid = os.fork()
        if pid:
            self._running.add(pid)
            return pid
        try:
            os.setsid()
            end_with(parent)
            signal.pthread_sigmask(signal.SIG_SETMASK, self._mask)
            _run(body)
        finally:
            os._exit(1)

    def _next_end(self) -> tuple[int, int]:
        """Wait until a process ends and return its id and exit code. Raises Stopped."""
        while True:
            pid, status = os.waitpid(-1, os.WNOHANG)
            # The process is forgotten, because the system may soon give its id to a process of somebody else.
            self._running.discard(pid)
            # Whoever signals all processes at once (as systemd does) has also signalled this one.
            if signal.sigtimedwait(self._asking, 0):
                raise Stopped
            if pid:
                return pid, 1 if os.waitstatus_to_exitcode(status) else 0
            if signal.sigwait(self._watched) in self._asking:
                raise Stopped

    def _end(self) -> None:
        for pid in self._running:
            os.kill(pid, signal.SIGTERM)
        end = time.monotonic() + GRACE_S
        while self._any_running() and (left := end - time.monotonic()) > 0:
            signal.sigtimedwait(self._watched, left)
        # End every child that is left, including those inherited from processes that ended; when one ends, its children
        # are inherited too.
        while children := _children():
            for pid in children:
                os.kill(pid, signal.SIGKILL)
            os.waitpid(-1, 0)

    def _any_running(self) -> bool:
        for pid in list(self._running):
            if os.waitpid(pid, os.WNOHANG)[0]:
                self._running.discard(pid)
        return bool(self._running)


def end_with(parent: int) -> None:
    """From now on the system kills this process when its parent, whose id is given, ends in any way."""
    _prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)
    if os.getppid() != parent:  # The parent ended before the line above.
        os.kill(os.getpid(), signal.SIGKILL)


def _run(body: Body) -> NoReturn:
    """Run `body` as a command is run, and then end this process."""
    code = 1
    try:
        code = exit_code(body)
    except SystemExit as error:
        code = error.code if isinstance(error.code, int) else 1
    except BaseException:
        traceback.print_exc()
    end_at_once(code)


def end_at_once(code: int) -> NoReturn:
    """End this process at once. The interpreter would first release all modules, which takes seconds on a busy
    machine.
    """
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(code)


def _after_a_pause(body: Body) -> None:
    time.sleep(PAUSE_S)
    body()


def _children() -> list[int]:
    me = os.getpid()
    return [int(pid) for pid in Path(f"/proc/{me}/task/{me}/children").read_text().split()]


def _prctl(option: int, value: int) -> None:
    if ctypes.CDLL(None, use_errno=True).prctl(option, value) != 0:
        raise OSError(ctypes.get_errno(), "prctl")
