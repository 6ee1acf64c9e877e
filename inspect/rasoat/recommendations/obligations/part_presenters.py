"""What the page of an obligation shows of its parts: what must be reached, what was reported, what was found."""

from dataclasses import dataclass

from sqlmodel import Session

from rasoat.accounts.actor import Actor
from rasoat.recommendations import figures, last_said
from rasoat.recommendations.answering.queries import verifications_of
from rasoat.recommendations.models import Obligation
from rasoat.recommendations.obligations import series
from rasoat.recommendations.obligations.presenters import mark_of
from rasoat.recommendations.obligations.series import Point


@dataclass(frozen=True, slots=True)
class Standing:
    """How far one part has come. Empty texts: nothing was said of it."""

    measure: str
    reported: str
    found: str
    reason: str
    mark: dict[str, str] | None
    """{title, tone} of its verdict; None before one."""
    points: list[Point]
    """Its figures, one after the other."""


def standing(session: Session, obligation: Obligation, actor: Actor) -> list[Standing]:
    """The parts in their order, when there are several or one is more than words; none otherwise."""
    parts = obligation.parts
    if len(parts) < 2 and all(part.kind == "text" for part in parts):
        return []
    verdicts = [row.id for row in verifications_of(session, obligation.id)]
    last_verdict = figures.of_verifications(session, verdicts[-1:])
    reports = {number: one.told for number, one in last_said.by_part(session, obligation).items()}
    earlier = last_said.of_earlier(session, obligation)
    reports = {number: f"{one.told} (cơ quan thực hiện trước báo)" for number, one in earlier.items()} | reports
    found = {row.ordinal: row for rows in last_verdict.values() for row in rows}
    points = series.of_parts(session, obligation, actor)
    return [
        Standing(
            measure=part.measure or "Không nêu kết quả phải đạt",
            reported=reports.get(part.ordinal, ""),
            found=found[part.ordinal].told if part.ordinal in found else "",
            reason=found[part.ordinal].reason if part.ordinal in found else "",
            mark=mark_of(part.verdict) if part.verdict else None,
            points=points.get(part.ordinal, []),
        )
        for part in parts
    ]
