"""A server that is started and asked to stop at a chosen moment; tests then look which processes are left and whether
its port is free.
"""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from tests.tablets.served import PATIENCE_S, free_port

SERVE = ("serve",)
EXAMPLE = ("example", "serve")
PROGRAM = str(Path(sys.executable).with_name("rasoat"))

SILENT = b""
"""A connection that a browser opens in advance."""
IDLE = b"GET /healthz HTTP/1.1\r\nHost: x\r\n\r\n"
"""A connection that is kept after its answer."""
FORM = b"a=b&c=d"
HALF = (
    b"POST /sign-in HTTP/1.1\r\nHost: x\r\nContent-Type: application/x-www-form-urlencoded\r\n"
    b"Content-Length: %d\r\n\r\n" % len(FORM)
) + FORM[:3]
"""A request whose last bytes, FORM[3:], are yet to come."""


class Running:
    """A server with two web processes, begun with `settings`."""

    def __init__(self, data_dir: Path, database_url: str = "", command: tuple[str, ...] = SERVE, port: int = 0) -> None:
        self.port = port or free_port()
        self.settings = {
            "RASOAT_DATA_DIR": str(data_dir),
            "RASOAT_DATABASE_URL": database_url,
            "RASOAT_PORT": str(self.port),
            "RASOAT_WORKERS": "2",
        }
        self.connections: list[socket.socket] = []
        self.process = subprocess.Popen(
            [PROGRAM, *command],
            env={**os.environ, **self.settings},
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            start_new_session=True,
        )

    def first_line(self) -> bytes:
        """Wait for what it says first."""
        assert self.process.stdout is not None
        line = self.process.stdout.readline()
        assert line, "it ended without a word"
        return line

    def connect(self, *requests: bytes) -> list[socket.socket]:
        """Connections, each with the beginning of a request, once a web process answers."""
        until(self.answers)
        for request in requests:
            self.connections.append(socket.create_connection(("127.0.0.1", self.port), PATIENCE_S))
            self.connections[-1].sendall(request)
        return self.connections

    def listens(self) -> bool:
        """Whether any program listens at its port."""
        with socket.socket() as probe:
            return probe.connect_ex(("127.0.0.1", self.port)) == 0

    def answers(self) -> bool:
        """Whether a web process answers. While the server takes its address it listens for a moment, and whoever
        connects then is cut off.
        """
        try:
            with socket.create_connection(("127.0.0.1", self.port), PATIENCE_S) as probe:
                probe.sendall(IDLE)
                return probe.recv(12) == b"HTTP/1.1 200"
        except ConnectionError:
            return False

    def processes(self) -> list[int]:
        """Every living process that was started with its settings: they have its data folder in theirs."""
        mark, found = f"RASOAT_DATA_DIR={self.settings['RASOAT_DATA_DIR']}".encode(), []
        for folder in Path("/proc").glob("[0-9]*"):
            with suppress(OSError):
                if mark in (folder / "environ").read_bytes().split(b"\0"):
                    found.append(int(folder.name))
        return found

    def ask(self, how: str) -> None:
        """Ask it to stop, as a service manager does, or as a terminal does: the whole group, and here twice."""
        if how == "SIGTERM":
            self.process.terminate()
        else:
            os.killpg(self.process.pid, signal.SIGINT)
            os.killpg(self.process.pid, signal.SIGINT)

    def stopped(self) -> None:
        """Check that none of its processes is left and that it ended without an error."""
        assert self.process.wait(10) == 0
        assert self.processes() == []
        assert not self.listens()

    def processor_seconds(self) -> float:
        """What its processes have used of the processors so far, those that ended too."""
        ticks = 0
        for pid in self.processes():
            fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
            ticks += sum(map(int, fields[11:13] if pid != self.process.pid else fields[11:15]))
        return ticks / os.sysconf("SC_CLK_TCK")

    def clear(self) -> None:
        """Kill whatever is left of it."""
        for pid in self.processes():
            with suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)
        if not self.process.stdout.closed:
            self.process.communicate()
        for connection in self.connections:
            connection.close()


def until(condition: Callable[[], bool], seconds: float = PATIENCE_S) -> None:
    """Wait for it."""
    end = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < end, "it did not come about"
        time.sleep(0.01)
