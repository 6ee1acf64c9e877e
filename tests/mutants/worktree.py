"""A copy of the project in which files may be changed: whatever happens to the copy, nothing is left in the project."""

import compileall
import json
import os
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from py_compile import PycInvalidationMode
from typing import Any

from tests.mutants.lists import ROOT

BUILT = "inspect/rasoat/web/static/dist"
"""The pages' scripts and styles: built, so not among the files that git knows."""


@contextmanager
def copied() -> Iterator[Path]:
    """A copy of the project, removed in the end."""
    with tempfile.TemporaryDirectory(prefix="rasoat-mutants-") as folder:
        copy = Path(folder)
        listed = subprocess.run(
            ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
            cwd=ROOT, capture_output=True, check=True, text=True,
        )  # fmt: skip
        for name in filter(None, listed.stdout.split("\0")):
            if (ROOT / name).is_file():
                (copy / name).parent.mkdir(parents=True, exist_ok=True)
                shutil.copy(ROOT / name, copy / name)
        shutil.copytree(ROOT / BUILT, copy / BUILT)
        # Python recompiles by the text and not by the time, because two mutants of one size within a second would be
        # taken for the same.
        mode = PycInvalidationMode.CHECKED_HASH
        compileall.compile_dir(copy / "inspect", quiet=1, invalidation_mode=mode)
        yield copy


def session_in_copy(options: list[str]) -> Iterator[dict[str, Any]]:
    """Run tests/mutants/session.py in a copy of the project; what it tells, as it tells it."""
    with copied() as copy:
        receiving, sending = os.pipe()
        command = [sys.executable, "-m", "tests.mutants.session", f"/dev/fd/{sending}", *options]
        environment = os.environ | {"PYTHONPATH": f"{copy / 'inspect'}:{copy}", "RASOAT_TESTS_ON": "sqlite"}
        process = subprocess.Popen(
            command, cwd=copy, env=environment, pass_fds=[sending], stdout=subprocess.DEVNULL, start_new_session=True
        )
        os.close(sending)
        try:
            with os.fdopen(receiving, encoding="utf-8") as told:
                yield from map(json.loads, told)
            process.wait()
        finally:
            with suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGKILL)
            process.wait()


def arguments(tests: Iterable[str]) -> list[str]:
    """How these tests are run: on SQLite only, since a rule says the same on both databases; the same way each time."""
    quick = ["-x", "-q", "-p", "no:cacheprovider", "--no-header", "--tb=short", "--hypothesis-seed=1"]
    return [*quick, f"--basetemp={os.getpid()}", "-m", "not long", "-k", "not postgresql", *tests]


@contextmanager
def replaced(path: Path, text: str) -> Iterator[None]:
    """The file with another text, for as long as the block takes."""
    before = path.read_text(encoding="utf-8")
    path.write_text(text, encoding="utf-8")
    try:
        yield
    finally:
        path.write_text(before, encoding="utf-8")
