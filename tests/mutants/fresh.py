"""A mutant in a process that loads the program anew, from files: begun from one that has the libraries loaded already."""

import multiprocessing
import os
from multiprocessing.connection import Connection
from pathlib import Path

import pytest

from tests.mutants.mutating import Mutant
from tests.mutants.trials import PATIENCE, Failures, Outcome
from tests.mutants.worktree import arguments, replaced

LIBRARIES = ["pytest", "flask", "sqlmodel", "alembic.context", "pypdf", "weasyprint", "babel", "PIL.Image"]
"""No plugins of pytest: it loads those itself, to rewrite what they assert."""
_context = multiprocessing.get_context("forkserver")


def prepare() -> None:
    """Call before anything of the program is loaded."""
    _context.set_forkserver_preload(LIBRARIES)


def try_one(module: str, mutant: Mutant, tests: list[str]) -> Outcome:
    """How a mutant ends; the tests are run in this order."""
    receiving, sending = _context.Pipe(duplex=False)
    with replaced(Path(module), mutant.text):
        process = _context.Process(target=_run, args=(sending, tests))
        process.start()
        sending.close()
        try:
            return receiving.recv() if receiving.poll(60 * PATIENCE) else Outcome("broke", "hung")
        except EOFError:
            return Outcome("broke", "the process ended")
        finally:
            process.kill()
            process.join()


def _run(sending: Connection, tests: list[str]) -> None:
    quiet = os.open(os.devnull, os.O_WRONLY)
    os.dup2(quiet, 1)
    os.dup2(quiet, 2)
    failures = Failures()
    code = pytest.main(arguments(tests), plugins=[failures])
    if code == pytest.ExitCode.OK:
        sending.send(Outcome("survived"))
    elif code == pytest.ExitCode.TESTS_FAILED:
        sending.send(Outcome("noticed", failures.first))
    else:
        sending.send(Outcome("broke", f"could not be loaded: {code!r}"))
    os._exit(0)
