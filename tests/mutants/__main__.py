"""Break the rules on purpose and see which breaks no test notices: `make mutants`.

    make mutants                                     everything
    make mutants MUTANTS="--sample 12"               of each module at most twelve mutants, chosen by --seed
    make mutants MUTANTS="--only recommendations/"   only modules and named rules whose path holds these words

It works in a copy of the project. It ends with failure when a named rule is broken unnoticed, when a test fails without any
mutant, or when fewer than WANTED of the mutants of a module are noticed or accepted.
"""

import signal
import sys
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from tests.mutants import lists
from tests.mutants.options import options_from
from tests.mutants.worktree import session_in_copy

WANTED = 0.9


@dataclass
class Tally:
    """The results for the mutants of one module; `broke`: the program could not be loaded or did not end."""

    made: int = 0
    tried: int = 0
    noticed: int = 0
    broke: int = 0
    accepted: int = 0
    survivors: list[str] = field(default_factory=list)

    @property
    def share(self) -> float:
        """Of the mutants that were tried, those that need no further test."""
        return 1 - len(self.survivors) / self.tried if self.tried else 1.0

    def __str__(self) -> str:
        figures = (self.made, self.tried, self.noticed, self.broke, self.accepted, len(self.survivors))
        return " ".join(f"{one:8}" for one in figures) + f" {self.share:8.0%}"


@dataclass
class Report:
    """What was found."""

    tallies: dict[str, Tally] = field(default_factory=dict)
    unnoticed: list[str] = field(default_factory=list)
    broken: str = "it ended before its time"

    def take(self, row: dict[str, Any], every: bool) -> None:
        """One line of the session."""
        if "broken" in row:
            self.broken = row["broken"]
        elif "made" in row:
            self.tallies[row["module"]] = Tally(made=row["made"])
        elif row["rule"]:
            self._named(row)
        else:
            self._mutant(row, every)

    def _named(self, row: dict[str, Any]) -> None:
        noticed = row["ended"] == "noticed"
        if not noticed:
            self.unnoticed.append(row["rule"])
        _say(f"{'noticed ' if noticed else 'UNNOTICED'}  {row['rule']}")

    def _mutant(self, row: dict[str, Any], every: bool) -> None:
        tally = self.tallies[row["file"]]
        tally.tried += 1
        known = (row["file"], row["old"], row["new"]) in {one[:3] for one in lists.accepted()}
        ended = "accepted" if row["ended"] == "survived" and known else row["ended"]
        tally.noticed += ended == "noticed"
        tally.broke += ended == "broke"
        tally.accepted += ended == "accepted"
        if ended == "survived":
            tally.survivors.append(row["old"])
        if every or ended == "survived":
            _say(f"{ended}: {row['file']} ({row['seconds']} s) {row['by']}\n  - {row['old']}\n  + {row['new']}")

    def told(self) -> int:
        """Print the table; the number of the process's end."""
        _say("\n    made    tried  noticed    broke accepted survived")
        for module, tally in self.tallies.items():
            _say(f"{tally} {module}")
        _say(f"{_sum(self.tallies.values())} of all; wanted: {WANTED:.0%} of each")
        for rule in self.unnoticed:
            _say(f"no test notices that this rule is broken: {rule}")
        if self.broken:
            _say(f"not finished: {self.broken}")
        return int(bool(self.broken or self.unnoticed) or any(one.share < WANTED for one in self.tallies.values()))


def _sum(tallies: Iterable[Tally]) -> Tally:
    total = Tally()
    for one in tallies:
        total.made, total.tried, total.noticed = (
            total.made + one.made,
            total.tried + one.tried,
            total.noticed + one.noticed,
        )
        total.broke, total.accepted = total.broke + one.broke, total.accepted + one.accepted
        total.survivors += one.survivors
    return total


def main() -> int:
    """Run; the number of the process's end."""
    options = options_from(sys.argv[1:], __doc__)
    # Ended from outside, the copy is removed all the same.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))
    wrong = lists.faults()
    if wrong:
        _say("\n".join(wrong))
        return 2
    report = Report()
    for row in session_in_copy(sys.argv[1:]):
        report.take(row, options.all)
    return report.told()


def _say(line: str) -> None:
    print(line, flush=True)


if __name__ == "__main__":
    sys.exit(main())
