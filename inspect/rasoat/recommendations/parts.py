"""The parts of an obligation and its verdict, which follows from theirs. Only this module writes them."""

from collections.abc import Sequence

from sqlmodel import Session

from rasoat.recommendations.measures import Measure
from rasoat.recommendations.models import Obligation, ObligationPart

Given = str | Measure
"""A measure as data, or its words alone, as a paper and the form of a recommendation tell them."""


def put_parts(obligation: Obligation, *measures: Given) -> None:
    """Give a new obligation its parts, one for each measure (which may be empty).

    Raises ValueError when there are no measures, because an obligation has at least one part.
    """
    obligation.parts = [_part(obligation, number, _measure(given, {})) for number, given in _numbered(measures)]


def change_parts(session: Session, obligation: Obligation, *measures: Given) -> None:
    """Give an obligation other measures: its first part gets the first one and so on. Parts that are left over are removed,
    and those that are missing are added, with the verdict that the obligation has as a whole.

    Words that a part already has keep that part's kind and figures; other words are a measure of the kind “text”.
    Raises ValueError when there are no measures.
    """
    present = {part.ordinal: part for part in obligation.parts}
    known = {part.measure: part.as_measure for part in obligation.parts}
    for number, given in _numbered(measures):
        part = present.pop(number, None)
        if part is None:
            obligation.parts.append(_part(obligation, number, _measure(given, known)))
        else:
            _fill(part, _measure(given, known))
    for part in present.values():
        obligation.parts.remove(part)
        session.delete(part)
    session.flush()


def _measure(given: Given, known: dict[str, Measure]) -> Measure:
    return given if isinstance(given, Measure) else known.get(given.strip(), Measure(given.strip()))


def _numbered(measures: Sequence[Given]) -> list[tuple[int, Given]]:
    if not measures:
        raise ValueError("an obligation has at least one part")
    return list(enumerate(measures, start=1))


def _part(obligation: Obligation, number: int, measure: Measure) -> ObligationPart:
    part = ObligationPart(obligation_id=obligation.id, ordinal=number, verdict=obligation.verdict)
    _fill(part, measure)
    return part


def _fill(part: ObligationPart, measure: Measure) -> None:
    part.measure, part.kind = measure.words, measure.kind
    part.thing = "" if measure.kind == "text" else measure.thing
    part.unit, part.start, part.target = measure.unit, measure.start, measure.target
    part.counted_by = measure.counted_by


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
    give_verdicts(obligation, [verdict] * len(obligation.parts))


def give_verdicts(obligation: Obligation, verdicts: Sequence[str]) -> None:
    """Give each part its verdict, in the order of the parts, and the obligation what follows from them.

    Raises ValueError when there is not one for each part.
    """
    for part, verdict in zip(obligation.parts, verdicts, strict=True):
        part.verdict = verdict
    obligation.verdict = verdict_of([part.verdict for part in obligation.parts])
