"""Break the rules on purpose and see which breaks no test notices: `make mutants`.

    make mutants                                     everything; some hours
    make mutants MUTANTS="--sample 12"               of each module at most twelve mutants, chosen by --seed
    make mutants MUTANTS="--only recommendations/"   only modules and named rules whose path holds these words

It works in a copy of the project. It ends with failure when a named rule is broken unnoticed, or when fewer than
WANTED of the mutants of all modules together are noticed.
"""

import argparse
import signal
import subprocess
import sys
import time
from pathlib import Path

from tests.mutants import lists
from tests.mutants.lists import Named
from tests.mutants.mutating import Tally, judge
from tests.mutants.worktree import MARGIN, command, copied, replaced

WANTED = 0.9
NO_TESTS = 5
"""What pytest ends with when it found none to run."""


def main() -> int:
    """Run; the number of the process's end."""
    options = _options()
    # Ended from outside, the copy is removed all the same.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))
    wrong = lists.faults()
    if wrong:
        print("\n".join(wrong))
        return 2
    with copied() as copy:
        named = [] if options.no_named else [one for one in lists.named() if options.only in one.file]
        unnoticed = [one for one in named if not _noticed(copy, one)]
        tallies = [] if options.named else [
            _module(module, tests, options) for module, tests in lists.guarded_by().items() if options.only in module
        ]  # fmt: skip
    return _report(unnoticed, tallies)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="make mutants", description=__doc__)
    parser.add_argument("--only", default="", help="a part of the modules' paths")
    parser.add_argument("--sample", type=int, default=0, help="at most this many mutants of a module; 0: all")
    parser.add_argument("--seed", type=int, default=1, help="which ones the sample takes")
    which = parser.add_mutually_exclusive_group()
    which.add_argument("--named", action="store_true", help="only the rules broken by name")
    which.add_argument("--no-named", action="store_true", help="only the mutants of modules")
    return parser.parse_args()


def _noticed(copy: Path, one: Named) -> bool:
    with replaced(copy / one.file, one.old, one.new):
        noticed = not _passes(one.tests)
    _say(f"{'noticed ' if noticed else 'UNNOTICED'}  {one.rule}")
    return noticed


def _passes(tests: tuple[str, ...]) -> bool:
    ended = subprocess.run(command(tests), capture_output=True, text=True, check=False)
    if ended.returncode == NO_TESTS:
        raise SystemExit(f"no test was run, which would notice nothing: {' '.join(tests)}")
    return ended.returncode == 0


def _module(module: str, tests: tuple[str, ...], options: argparse.Namespace) -> Tally:
    began = time.monotonic()
    if not _passes(tests):
        raise SystemExit(f"{module}: its tests fail without any mutant: {' '.join(tests)}")
    limit = 30 + MARGIN * (time.monotonic() - began)
    tally = judge(module, command(tests), limit, options.sample, options.seed)
    _say(f"{module}: {tally.line}")
    for survivor in tally.survivors:
        _say(f"  SURVIVED  - {survivor.old}\n            + {survivor.new}")
    return tally


def _report(unnoticed: list[Named], tallies: list[Tally]) -> int:
    _say("\nmutants made / tried / noticed / accepted / survived")
    for tally in tallies:
        _say(f"{tally.line}  {tally.module}")
    tried, noticed = sum(tally.tried for tally in tallies), sum(tally.noticed + tally.accepted for tally in tallies)
    share = noticed / tried if tried else 1.0
    if tried:
        _say(f"noticed or accepted: {noticed} of {tried}, {share:.1%}; wanted: {WANTED:.0%}")
    for one in unnoticed:
        _say(f"no test notices that this rule is broken: {one.rule}")
    return int(bool(unnoticed) or share < WANTED)


def _say(line: str) -> None:
    print(line, flush=True)


if __name__ == "__main__":
    sys.exit(main())
