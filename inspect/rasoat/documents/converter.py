"""Conversions in a process that is kept for the next one: starting an interpreter and importing an engine takes longer than
printing. A conversion that hangs is ended with its whole process group.
"""

import atexit
import json
import os
import signal
import subprocess
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from tempfile import TemporaryFile
from threading import Event, Lock, Timer
from typing import Any

_CONVERT = Path(__file__).with_name("convert.py")
FONTS = Path(__file__).with_name("fonts.conf")
IDLE_S = 120.0
"""For so long a process is kept that has nothing to do: it holds some 100 MB."""
MOST_RUNS = 50
"""After so many conversions a process is not kept: WeasyPrint's libraries keep some 0.3 MB of each paper of five pages for ever."""


class ConversionError(Exception):
    """A conversion that failed, with the reason in words."""


class Converter:
    """One process of `python`, which does one conversion after the other."""

    def __init__(self, python: str) -> None:
        self.runs = 0
        self._said = TemporaryFile()  # noqa: SIM115 - closed when the process ends
        self._process = subprocess.Popen(  # noqa: S603 - a fixed program; the paper goes in by standard input
            [python, "-I", str(_CONVERT)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=self._said,
            env=os.environ | {"FONTCONFIG_FILE": str(FONTS), "QT_QPA_PLATFORM": "offscreen"},
            start_new_session=True,
        )

    def convert(self, request: Mapping[str, object], timeout_s: float) -> bytes:
        """The PDF. Raises ConversionError; whoever gets it ends the process."""
        self.runs += 1
        too_late = Event()

        def stop() -> None:
            # Who reads from it finds that nothing comes any more.
            too_late.set()
            self._kill()

        timer = Timer(timeout_s, stop)
        timer.start()
        try:
            state, answer = self._ask(json.dumps(request).encode())
        except (OSError, ValueError):
            state, answer = b"", b""
        finally:
            timer.cancel()
        if state == b"done" and answer.startswith(b"%PDF"):
            return answer
        why = (
            f"quá {timeout_s:g} giây chưa xong"
            if too_late.is_set()
            else self._why(answer if state == b"failed" else b"")
        )
        raise ConversionError(why)

    def _ask(self, said: bytes) -> tuple[bytes, bytes]:
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.write(b"%d\n" % len(said) + said)
        self._process.stdin.flush()
        state, _, size = self._process.stdout.readline().partition(b" ")
        return state, self._process.stdout.read(int(size))

    def _why(self, answer: bytes) -> str:
        self._said.seek(0)
        told = (answer or self._said.read()).decode(errors="replace").strip().splitlines()
        return told[-1] if told else "không rõ lý do"

    def _kill(self) -> None:
        # It is its group's first one, and no other process gets its number before `wait` has asked for it.
        if self.lives():
            with suppress(ProcessLookupError):
                os.killpg(self._process.pid, signal.SIGKILL)

    def lives(self) -> bool:
        """Whether the process still runs."""
        return self._process.poll() is None

    def end(self) -> None:
        """End it with all that it started."""
        self._kill()
        for pipe in (self._process.stdin, self._process.stdout, self._said):
            with suppress(OSError):
                assert pipe is not None
                pipe.close()
        self._process.wait()


class _Kept:
    """The processes that have nothing to do. This process alone uses them: a fork begins without any."""

    def __init__(self) -> None:
        self.begin_anew()

    def begin_anew(self) -> None:
        """Know of none: after a fork they are the other process's."""
        self._lock = Lock()
        self._idle: dict[str, tuple[Converter, Timer]] = {}

    def take(self, python: str) -> Converter:
        """A kept one, or a new one."""
        with self._lock:
            found = self._idle.pop(python, None)
        if found is None:
            return Converter(python)
        found[1].cancel()
        if found[0].lives():
            return found[0]
        found[0].end()
        return Converter(python)

    def give_back(self, python: str, converter: Converter) -> None:
        """Keep it for a while, unless there is one already."""
        timer = Timer(IDLE_S, self._forget, (python, converter))
        timer.daemon = True
        with self._lock:
            keeps = python not in self._idle and converter.runs < MOST_RUNS
            if keeps:
                self._idle[python] = converter, timer
                timer.start()
        if not keeps:
            converter.end()

    def _forget(self, python: str, converter: Converter) -> None:
        with self._lock:
            found = self._idle.get(python)
            if found is None or found[0] is not converter:
                return
            del self._idle[python]
        converter.end()

    def end(self) -> None:
        """End all that have nothing to do."""
        with self._lock:
            found, self._idle = list(self._idle.values()), {}
        for converter, timer in found:
            timer.cancel()
            converter.end()


_kept = _Kept()
os.register_at_fork(after_in_child=_kept.begin_anew)
atexit.register(_kept.end)


def convert(python: str, request: Mapping[str, Any], timeout_s: float) -> bytes:
    """The PDF of one request (see `convert.py`), by the interpreter `python`. Raises ConversionError."""
    converter = _kept.take(python)
    try:
        done = converter.convert(request, timeout_s)
    except BaseException:
        # Nobody waits for its answer any more, and whoever asks next must not get it.
        converter.end()
        raise
    _kept.give_back(python, converter)
    return done
