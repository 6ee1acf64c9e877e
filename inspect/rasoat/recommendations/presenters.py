"""What the pages of drafted recommendations show in words."""

from typing import Any
from uuid import UUID

from sqlmodel import Session

from rasoat import clock
from rasoat.findings.models import Finding
from rasoat.pages import actor, session
from rasoat.recommendations import queries
from rasoat.recommendations.data import ObligationData, Urgency
from rasoat.recommendations.measures import Measure
from rasoat.recommendations.models import PRIORITIES, Obligation
from rasoat.recommendations.queries import Told
from rasoat.units import queries as units


def differences(db: Session, mine: dict[str, Any], theirs: Told) -> list[tuple[str, str, str]]:
    """(part, what was typed, what is stored) for every part that differs, for a stale edit. `mine` is what
    `RecommendationForm.to_asked` gives.
    """
    stored = [ObligationData(row.addressee_id, row.due_on, tuple(row.measures)) for row in theirs.obligations]
    parts = {
        "Nội dung kiến nghị": (mine["text"], theirs.recommendation.text),
        "Tồn tại được kiến nghị này khắc phục": (
            _findings(db, mine["finding_ids"]),
            _findings(db, theirs.finding_ids),
        ),
        "Mức ưu tiên": (_urgency(mine["urgency"]), _urgency(_stored_urgency(theirs))),
        "Đơn vị thực hiện": (_obligations(db, mine["obligations"]), _obligations(db, stored)),
    }
    return [(part, typed, found) for part, (typed, found) in parts.items() if typed != found]


def _stored_urgency(told: Told) -> Urgency:
    first = told.obligations[0] if told.obligations else None
    return Urgency(first.priority, first.priority_reason) if first else Urgency()


def _urgency(urgency: Urgency) -> str:
    return "\n".join(filter(None, [PRIORITIES.get(urgency.priority, ""), urgency.reason.strip()]))


def other_measures(mine: list[Measure], theirs: Obligation) -> list[tuple[str, str, str]]:
    """The same for the form of parts."""
    typed = "\n".join(_counted(one) for one in mine)
    stored = "\n".join(_counted(part.as_measure) for part in theirs.parts if part.measure)
    return [("Phần", typed, stored)] if typed != stored else []


def _counted(measure: Measure) -> str:
    return f"{measure.words} (đếm bằng {measure.counted_by})" if measure.counted_by else measure.words


def _words(measure: str | Measure) -> str:
    return measure.words if isinstance(measure, Measure) else measure


def _findings(db: Session, ids: list[UUID]) -> str:
    rows = [row for row in (db.get(Finding, one) for one in ids) if row is not None]
    return "\n".join(row.text for row in sorted(rows, key=lambda row: row.ordinal))


def _obligations(db: Session, asked: list[ObligationData]) -> str:
    agencies = units.names(db, {one.addressee_id for one in asked})
    return "\n".join(
        "; ".join(
            [
                agencies[one.addressee_id].listed_name if one.addressee_id in agencies else "?",
                f"hạn {clock.date_text(one.due_on)}" if one.due_on else "chưa có hạn",
                *(said for said in map(_words, one.measures) if said),
            ]
        )
        for one in asked
    )


def became_of(inspection_id: UUID, finding_id: UUID) -> list[Obligation]:
    """What an inspection's finding led to: the obligations of its recommendations that the person of this request may see."""
    rows = queries.recommendations_of(session(), inspection_id, actor())
    return [one for row in rows if finding_id in row.finding_ids for one in row.obligations]
