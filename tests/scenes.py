"""What the steps of features share: days as people write them, and a refusal that waits until a step asks for it."""

from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass
from datetime import date

from rasoat.problems import Problem


def day_of(words: str) -> date:
    """A day as a step writes it: 5/8/2024."""
    day, month, year = (int(part) for part in words.split("/"))
    return date(year, month, day)


def messages(problem: Problem) -> str:
    """Everything that a refusal says."""
    return " ".join([problem.key, problem.what, *(reason.message for reason in problem.reasons)])


@dataclass
class Refusing:
    """A scene in which something may be refused; what it is made of is its own."""

    refusal = ""

    def now(self) -> AbstractContextManager[object]:
        """The scene's present moment; without one of its own that of the test."""
        return nullcontext()

    def attempt(self, action: Callable[[], object]) -> None:
        """Do it, and keep what a refusal says until a step asks for it."""
        assert not self.refusal, self.refusal
        try:
            with self.now():
                action()
        except Problem as problem:
            self.refusal = messages(problem)

    def refused(self, because: str) -> None:
        """The step that asks for the refusal."""
        assert because in self.refusal, self.refusal or "nothing was refused"
        self.refusal = ""
