"""A server that can be killed: `rasoat serve` with all of its processes, always at the same port."""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from contextlib import suppress
from http.client import HTTPConnection, HTTPException
from pathlib import Path

PATIENCE_S = 60
"""How long a start may take on a busy machine; an idle one needs two seconds."""
SERVE = (str(Path(sys.executable).with_name("rasoat")), "serve", "--no-work")


def free_port() -> int:
    """A port nobody listens on at present."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


class Served:
    """One server; `log` takes what it says."""

    def __init__(self, log: Path, environment: Mapping[str, str], command: Sequence[str] = SERVE) -> None:
        self.port = int(environment.get("RASOAT_PORT", 0)) or free_port()
        self._environment = {**os.environ, **environment, "RASOAT_PORT": str(self.port)}
        self._command = [part.format(port=self.port) for part in command]
        self._log = log
        self._running: subprocess.Popen[bytes] | None = None

    def start(self) -> "Served":
        """Start it and wait until it answers."""
        with self._log.open("a") as output:
            self._running = subprocess.Popen(
                self._command, env=self._environment, stdout=output, stderr=output, start_new_session=True
            )
        end = time.monotonic() + PATIENCE_S
        while time.monotonic() < end and self._running.poll() is None:
            if self._answers():
                return self
            time.sleep(0.02)
        self.kill()
        raise RuntimeError(f"the server did not come up:\n{self._log.read_text()}")

    def _answers(self) -> bool:
        connection = HTTPConnection("127.0.0.1", self.port, timeout=5)
        try:
            connection.request("GET", "/healthz")
            return connection.getresponse().status == 200
        except (OSError, HTTPException):
            return False
        finally:
            connection.close()

    def kill(self) -> None:
        """Kill all of its processes at once and wait until none is left."""
        if self._running is not None:
            others = _descendants(self._running.pid) if self._running.poll() is None else []
            self._running.kill()
            for pid in others:
                # The process may have ended by itself, and ends together with the first one anyway.
                with suppress(ProcessLookupError):
                    os.kill(pid, signal.SIGKILL)
            self._running.wait()
            while any(_lives(pid) for pid in others):
                time.sleep(0.01)
            self._running = None

    def stop(self) -> None:
        """Ask it to end."""
        if self._running is not None:
            self._running.terminate()
            self._running.wait(timeout=30)
            self._running = None

    def workers(self) -> list[int]:
        """The process ids of the web processes: those that no other comes from."""
        everything = [] if self._running is None else _descendants(self._running.pid)
        return [pid for pid in everything if not _descendants(pid)]

    def processor_seconds(self) -> float:
        """What the web processes have used of the processors so far, in the system and outside of it."""
        ticks = 0
        for pid in self.workers():
            fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
            ticks += int(fields[11]) + int(fields[12])
        return ticks / os.sysconf("SC_CLK_TCK")


def _descendants(pid: int) -> list[int]:
    """The children of a process, and theirs; each thread of it may have begun some."""
    children = []
    # One that ended meanwhile has none.
    with suppress(FileNotFoundError, ProcessLookupError):
        for listed in Path(f"/proc/{pid}/task").glob("*/children"):
            children += [int(child) for child in listed.read_text().split()]
    return children + [later for child in children for later in _descendants(child)]


def _lives(pid: int) -> bool:
    try:
        state = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
    except (FileNotFoundError, ProcessLookupError):
        return False
    return state not in "ZX"
