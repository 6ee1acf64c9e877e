"""The parts of an obligation and its verdict, which follows from theirs: nothing else writes either."""

from collections.abc import Sequence

from rasoat.recommendations.models import Obligation, ObligationPart


def put_parts(obligation: Obligation, *measures: str) -> None:
    """Give a new obligation its parts, one for each measure (which may be empty).

    Raises ValueError without any: an obligation has at least one part.
    """
    if not measures:
        raise ValueError("an obligation has at least one part")
    obligation.parts = [
        ObligationPart(obligation_id=obligation.id, ordinal=number, measure=measure.strip())
        for number, measure in enumerate(measures, start=1)
    ]


def verdict_of(verdicts: Sequence[str]) -> str:
    """The verdict that those of all parts make together: met when all are, not met when none is even partly.

    Empty as long as no part has one.
    """
    found = set(verdicts)
    if found <= {""}:
        return ""
    return found.pop() if len(found) == 1 else "partly_met"


def give_verdict(obligation: Obligation, verdict: str) -> None:
    """Give every part this verdict (see VERDICTS; empty: as before a verification), and the obligation its own."""
    for part in obligation.parts:
        part.verdict = verdict
    obligation.verdict = verdict_of([part.verdict for part in obligation.parts])
