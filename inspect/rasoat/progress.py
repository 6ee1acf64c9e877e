"""How far a long piece of work is, for whoever waits for it."""

from collections.abc import Callable

Progress = Callable[[str, int], None]
"""Takes the name of a step and how many rows, files or lines of it are done."""
EVERY = 5000
"""Rows between two reports."""


def quiet(_step: str, _count: int) -> None:
    """Nobody waits."""


def now_and_then(progress: Progress) -> Progress:
    """The same, but only after every EVERY of a step."""
    told: dict[str, int] = {}

    def report(step: str, count: int) -> None:
        if count >= told.get(step, 0) + EVERY:
            told[step] = count
            progress(step, count)

    return report
