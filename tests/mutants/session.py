"""One test run that tries everything asked for, in the working directory, which is a copy of the project.

    python -m tests.mutants.session FILE OPTION…

It writes to FILE, as lines of JSON, how many mutants each module has and how each one that was tried ended. The options are
those of `make mutants`.
"""

import json
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest

from tests.mutants import fresh, lists
from tests.mutants.mutating import Mutant, mutants_of, replacement, sample_of
from tests.mutants.options import Options, options_from
from tests.mutants.trials import Trials
from tests.mutants.worktree import arguments


class Case(NamedTuple):
    """A mutant of a file and the tests that must notice it; the rule, when it is one broken by name."""

    file: str
    mutant: Mutant
    tests: tuple[str, ...]
    rule: str


def main(results: str, options: Options) -> None:
    """Try what the options ask for."""
    fresh.prepare()
    cases = [*_named(options), *_modules(results, options)]
    trials = Trials({one.file for one in cases}, fresh.try_one)

    def every() -> None:
        for one in cases:
            began = time.monotonic()
            outcome = trials.try_one(one.file, one.mutant, one.tests)
            told = {"file": one.file, "rule": one.rule, "old": one.mutant.old, "new": one.mutant.new}
            _write(results, {**told, **outcome._asdict(), "seconds": round(time.monotonic() - began, 1)})

    trials.ready = every
    pytest.main(arguments(sorted({test for one in cases for test in one.tests})), plugins=[trials])
    _write(results, {"broken": trials.broken})


def _named(options: Options) -> Iterator[Case]:
    for one in lists.named() if options.named else []:
        if _asked(one.file, options):
            yield Case(one.file, replacement(Path(one.file), one.old, one.new), one.tests, one.rule)


def _modules(results: str, options: Options) -> Iterator[Case]:
    for module, tests in lists.guarded_by().items() if options.modules else []:
        if _asked(module, options):
            made = mutants_of(Path(module))
            _write(results, {"module": module, "made": len(made)})
            for mutant in sample_of(made, options.sample, f"{options.seed} {module}"):
                yield Case(module, mutant, tests, "")


def _asked(file: str, options: Options) -> bool:
    return any(words in file for words in options.only)


def _write(results: str, row: dict[str, object]) -> None:
    with Path(results).open("a", encoding="utf-8") as file:
        file.write(json.dumps(row, ensure_ascii=False) + "\n")


if __name__ == "__main__":
    main(sys.argv[1], options_from(sys.argv[2:]))
