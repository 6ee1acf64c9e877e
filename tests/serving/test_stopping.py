"""One Ctrl-C or SIGTERM ends a server at once; what is under way is finished; it leaves no process and no port."""

import os
import random
import resource
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from rasoat.commands.processes import GRACE_S
from tests.postgres import Server
from tests.serving.running import EXAMPLE, FORM, HALF, IDLE, SERVE, SILENT, Running, until
from tests.tablets.served import PATIENCE_S

WITHIN_S = 5


@pytest.fixture
def start(tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[Callable[..., Running]]:
    """Begins servers over one installation, on SQLite or on PostgreSQL; whatever happens, none is left."""
    with ExitStack() as stack:

        def started(
            name: str = "sqlite", command: tuple[str, ...] = SERVE, folder: str = "data", port: int = 0
        ) -> Running:
            url = ""
            if name == "postgresql":
                server: Server = request.getfixturevalue("postgres")
                database = f"{folder}{os.getpid()}"
                url = server.create(database)
                stack.callback(server.drop, database)
            running = Running(tmp_path / folder, url, command, port)
            stack.callback(running.clear)
            return running

        yield started


@pytest.mark.slow
def test_an_impatient_ctrl_c_at_the_first_line(start):
    running = start()
    running.first_line()
    running.ask("SIGINT")
    running.stopped()


@pytest.mark.slow
def test_what_is_under_way_is_answered_and_what_never_comes_is_not_waited_for(start):
    running = start("postgresql")
    half, idle, _never = running.connect(HALF, IDLE, HALF)
    assert idle.recv(20).startswith(b"HTTP/1.1 200")
    running.ask("SIGTERM")
    until(lambda: not running.listens(), GRACE_S)
    half.sendall(FORM[3:])
    answer = half.recv(100)
    running.stopped()
    assert answer.startswith(b"HTTP/1.1 400")


@pytest.mark.slow
def test_a_second_one_is_refused_and_nothing_outlives_a_killed_one(start, tmp_path):
    running = start()
    until(running.answers)
    same_address, same_database = start(folder="other", port=running.port), start()
    for second, said in [(same_address, b"[1401]"), (same_database, b"[1403]")]:
        assert said in second.process.communicate(timeout=PATIENCE_S)[1]
        assert second.process.returncode == 1
    assert not (tmp_path / "other").exists()
    running.process.kill()
    # One that is ending loses its name before its port.
    until(lambda: not running.processes() and not running.listens(), WITHIN_S)


@pytest.mark.slow
def test_an_idle_one_ends_at_once(start):
    """At once is told by the work it takes, which a busy machine does not change: the interpreter takes nothing apart."""
    running = start()
    idle, _silent = running.connect(IDLE, SILENT)
    assert idle.recv(20).startswith(b"HTTP/1.1 200")
    before = _spent_on_ended() + running.processor_seconds()
    running.ask("SIGTERM")
    running.stopped()
    assert _spent_on_ended() - before < 0.2


def _spent_on_ended() -> float:
    spent = resource.getrusage(resource.RUSAGE_CHILDREN)
    return spent.ru_utime + spent.ru_stime


@pytest.mark.long
@pytest.mark.parametrize("how", ["SIGINT", "SIGTERM"])
@pytest.mark.parametrize("name", ["sqlite", "postgresql"])
def test_it_stops_at_any_moment(start, how, name):
    """The moment is the subject: a delay by chance, the same in each run, from the first line on. A condition to wait
    for would always meet the same few. An example is being loaded or served, with and without requests under way."""
    chance = random.Random(f"{how} {name}")
    for number in range(13):
        command = EXAMPLE if number % 4 == 3 else SERVE
        running = start(name, command, f"data{number}")
        running.first_line()
        requests = chance.choice([[], [HALF], [HALF, HALF, IDLE, SILENT]]) if command == SERVE else []
        if requests:
            running.connect(*requests)
        moment = chance.uniform(0, 3)
        time.sleep(moment)
        begun = time.monotonic()
        running.ask(how)
        running.stopped()
        took = time.monotonic() - begun
        print(f"{how} {name} {' '.join(command)}, {len(requests)} requests, {moment:.2f} s after: {took:.2f} s")
        # Whom nobody keeps from ending waits for nothing.
        assert took < (WITHIN_S if requests else GRACE_S)
