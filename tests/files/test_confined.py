"""Decoders run in their own process, with limits, one at a time; what ends one of them is an unreadable file."""

import json
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Event, Lock
from typing import Any

import pytest

from rasoat.files import confined, opening
from rasoat.files.opening import look_at
from rasoat.problems import Problem
from tests.files import hostile

GREEDY = "tests.files.greedy"


@pytest.fixture(autouse=True)
def found(monkeypatch: pytest.MonkeyPatch) -> None:
    """The decoders' process finds the tests' program, and takes it for the one that decodes pictures."""
    monkeypatch.setenv("PYTHONPATH", str(Path(__file__).parents[2]))
    monkeypatch.setattr(opening, "PICTURES", GREEDY)


@pytest.mark.parametrize("what", ["memory", "crash", "hang"])
def test_what_ends_a_decoder_is_an_unreadable_file(what: str, monkeypatch: pytest.MonkeyPatch) -> None:
    if what == "hang":
        monkeypatch.setattr(confined, "MOST_SECONDS", 0.2)
    with pytest.raises(Problem) as refused:
        look_at("ảnh.jpg", hostile.picture() + f" {what}".encode())
    assert refused.value.key == "file.unreadable"


def test_the_process_has_limits_and_does_not_see_the_settings(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("RASOAT_DATABASE_URL", "postgresql://somebody:secret@here/db")
    told = json.loads(confined.run(GREEDY, b" tell"))
    most = [confined.MOST_MEMORY, confined.MOST_SECONDS, 0]
    assert told == {"limits": [[one, one] for one in most], "settings": []}


def test_one_at_a_time(monkeypatch: pytest.MonkeyPatch) -> None:
    running, most, guard = 0, 0, Lock()

    def run(*_command: Any, **_options: Any) -> subprocess.CompletedProcess[bytes]:
        nonlocal running, most
        with guard:
            running += 1
            most = max(most, running)
        Event().wait(0.02)
        with guard:
            running -= 1
        return subprocess.CompletedProcess([], 0, b"", b"")

    monkeypatch.setattr(subprocess, "run", run)
    with ThreadPoolExecutor(4) as threads:
        list(threads.map(lambda _: confined.run(GREEDY, b""), range(4)))
    assert most == 1


def test_the_server_holds_no_decoder() -> None:
    """What decodes pictures is only started by the door, and never comes into the process that answers requests."""
    script = "import sys, rasoat.files.operations; print({'PIL', 'pi_heif', 'pypdfium2'} & set(sys.modules))"
    told = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True).stdout
    assert told.strip() == "set()"
