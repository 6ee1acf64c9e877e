"""One Ctrl-C or SIGTERM ends a server within five seconds; it leaves no process and no port. A killed one too."""

import os
import random
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path

import pytest

from tests.postgres import Server
from tests.tablets.served import PATIENCE_S, free_port

SERVE = [str(Path(sys.executable).with_name("rasoat")), "serve"]
HALF = b"POST /sign-in HTTP/1.1\r\nHost: x\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: 9999\r\n\r\na="
IDLE = b"GET /healthz HTTP/1.1\r\nHost: x\r\n\r\n"


@pytest.fixture(params=["sqlite", "postgresql"])
def environment(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[dict[str, str]]:
    given = {"RASOAT_DATA_DIR": str(tmp_path / "data"), "RASOAT_PORT": str(free_port())}
    if request.param == "sqlite":
        yield given
        return
    server: Server = request.getfixturevalue("postgres")
    name = f"stopping{os.getpid()}"
    yield {**given, "RASOAT_DATABASE_URL": server.create(name)}
    server.drop(name)


def until(condition: Callable[[], bool], seconds: float = PATIENCE_S) -> float:
    """Wait for it; how long it took."""
    start = time.monotonic()
    while not condition():
        assert time.monotonic() - start < seconds, "it did not come about"
        time.sleep(0.01)
    return time.monotonic() - start


def processes(environment: dict[str, str]) -> list[int]:
    """Every living process that was started with this environment: they have its data folder in theirs."""
    mark, found = f"RASOAT_DATA_DIR={environment['RASOAT_DATA_DIR']}".encode(), []
    for folder in Path("/proc").glob("[0-9]*"):
        with suppress(OSError):
            if mark in (folder / "environ").read_bytes().split(b"\0"):
                found.append(int(folder.name))
    return found


def port_is_free(environment: dict[str, str]) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", int(environment["RASOAT_PORT"]))) != 0


def begin(environment: dict[str, str], command: list[str] = SERVE) -> subprocess.Popen[bytes]:
    everything = {**os.environ, "RASOAT_WORKERS": "2", **environment}
    return subprocess.Popen(command, env=everything, stdout=subprocess.PIPE, start_new_session=True)


def first_line(running: subprocess.Popen[bytes]) -> None:
    assert running.stdout is not None
    assert running.stdout.readline().startswith(b"R\xc3\xa0 So\xc3\xa1t: http")


def connect(environment: dict[str, str], *requests: bytes) -> list[socket.socket]:
    """Connections, each with the beginning of a request, once the server listens."""
    until(lambda: not port_is_free(environment))
    connections = []
    for request in requests:
        connections.append(socket.create_connection(("127.0.0.1", int(environment["RASOAT_PORT"]))))
        connections[-1].sendall(request)
    return connections


def stops(running: subprocess.Popen[bytes], environment: dict[str, str], send: Callable[[], None]) -> None:
    """It ends as it should when asked so."""
    send()
    start = time.monotonic()
    try:
        assert running.wait(10) == 0
        assert time.monotonic() - start < 5
        assert processes(environment) == []
        assert port_is_free(environment)
    finally:
        for pid in processes(environment):
            with suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)
        assert running.stdout is not None
        running.stdout.close()


def asking(running: subprocess.Popen[bytes], how: str) -> Callable[[], None]:
    """A terminal's Ctrl-C goes to the whole group; twice must not harm."""

    def send() -> None:
        if how == "SIGTERM":
            running.terminate()
        else:
            os.killpg(running.pid, signal.SIGINT)
            os.killpg(running.pid, signal.SIGINT)

    return send


@pytest.mark.slow
@pytest.mark.parametrize("how", ["SIGINT", "SIGTERM"])
def test_it_stops_after_the_first_line_and_with_requests_under_way(environment, how):
    running = begin(environment)
    first_line(running)
    if how == "SIGINT":
        stops(running, environment, asking(running, how))
        return
    connections = connect(environment, HALF, IDLE)
    try:
        assert connections[1].recv(20).startswith(b"HTTP/1.1 200")
        stops(running, environment, asking(running, how))
    finally:
        for connection in connections:
            connection.close()


@pytest.mark.slow
def test_nothing_outlives_a_killed_one_and_a_second_one_is_refused(tmp_path):
    environment = {"RASOAT_DATA_DIR": str(tmp_path / "data"), "RASOAT_PORT": str(free_port())}
    running = begin(environment)
    first_line(running)
    until(lambda: not port_is_free(environment))
    untouched = tmp_path / "other"
    for other, said in [
        ({"RASOAT_DATA_DIR": str(untouched)}, "[1401]"),
        ({"RASOAT_PORT": str(free_port())}, "[1403]"),
    ]:
        second = subprocess.run(
            SERVE,
            env={**os.environ, **environment, **other},
            capture_output=True,
            text=True,
            check=False,
            timeout=PATIENCE_S,
        )
        assert second.returncode == 1
        assert said in second.stderr
    assert not untouched.exists()
    running.kill()
    running.communicate()
    until(lambda: not processes(environment), 5)
    assert port_is_free(environment)


@pytest.mark.long
@pytest.mark.parametrize("how", ["SIGINT", "SIGTERM"])
def test_it_stops_at_any_moment(environment, how):
    chance = random.Random(how)
    for _ in range(50):
        running = begin(environment)
        first_line(running)
        connections = connect(environment, *[HALF, IDLE] * chance.randint(0, 2)) if chance.random() < 0.6 else []
        time.sleep(chance.uniform(0, 3))
        try:
            stops(running, environment, asking(running, how))
        finally:
            for connection in connections:
                connection.close()
