"""The parts of an obligation and its verdict, which follows from theirs. Only this module writes them."""

from collections.abc import Sequence

from sqlmodel import Session

from rasoat.recommendations.models import Obligation, ObligationPart


def put_parts(obligation: Obligation, *measures: str) -> None:
    """Give a new obligation its parts, one for each measure (which may be empty).

    Raises ValueError when there are no measures, because an obligation has at least one part.
    """
    obligation.parts = [_part(obligation, number, measure) for number, measure in _numbered(measures)]


def change_parts(session: Session, obligation: Obligation, *measures: str) -> None:
    """Give an obligation other measures: its first part gets the first one and so on. Parts that are left over are removed,
    and those that are missing are added, with the verdict that the obligation has as a whole.

    Raises ValueError when there are no measures.
    """
    present = {part.ordinal: part for part in obligation.parts}
    for number, measure in _numbered(measures):
        part = present.pop(number, None)
        if part is None:
            obligation.parts.append(_part(obligation, number, measure))
        else:
            part.measure = measure.strip()
    for part in present.values():
        obligation.parts.remove(part)
        session.delete(part)
    session.flush()


def _numbered(measures: Sequence[str]) -> list[tuple[int, str]]:
    if not measures:
        raise ValueError("an obligation has at least one part")
    return list(enumerate(measures, start=1))


def _part(obligation: Obligation, number: int, measure: str) -> ObligationPart:
    return ObligationPart(
        obligation_id=obligation.id, ordinal=number, measure=measure.strip(), verdict=obligation.verdict
    )


def verdict_of(verdicts: Sequence[str]) -> str:
    """The verdict that follows from the verdicts of the parts: met when all are met, not met when none is met or
    partly met.

    It is empty as long as no part has a verdict.
    """
    found = set(verdicts)
    if found <= {""}:
        return ""
    return found.pop() if len(found) == 1 else "partly_met"


def give_verdict(obligation: Obligation, verdict: str) -> None:
    """Give this verdict to every part and to the obligation (see VERDICTS; an empty one means: as before a
    verification).
    """
    for part in obligation.parts:
        part.verdict = verdict
    obligation.verdict = verdict_of([part.verdict for part in obligation.parts])
