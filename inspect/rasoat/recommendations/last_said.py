"""What the addressee last said of each part, in an answer or in a report of progress: what it stands at by its own account,
and with what its next form begins.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from uuid import UUID

from sqlmodel import Session

from rasoat.recommendations import figures
from rasoat.recommendations.answering.models import PartSaid
from rasoat.recommendations.answering.queries import answers_of, progress_of
from rasoat.recommendations.data import PartReport
from rasoat.recommendations.models import Obligation


def by_part(session: Session, obligation: Obligation) -> dict[int, PartSaid]:
    """By part, the newest that was said of it. What was taken back or supplemented says nothing any more."""
    answers = [row for row in answers_of(session, obligation.id) if not row.ended]
    progress = progress_of(session, obligation.id)
    said: Mapping[UUID, Sequence[PartSaid]] = {
        **figures.of_answers(session, [row.id for row in answers]),
        **figures.of_progress(session, [row.id for row in progress]),
    }
    found: dict[int, PartSaid] = {}
    # Of what came in one moment, the ids are in the order in which it came.
    for row in sorted([*answers, *progress], key=lambda one: (one.created_at, one.id)):
        found |= {one.ordinal: one for one in said.get(row.id, []) if one.told}
    return found


def to_begin_with(session: Session, obligation: Obligation) -> list[PartReport]:
    """With what the next form begins. Of a part that a paper words anew nothing is known, and a photograph comes with the
    files of the form itself.
    """
    said = by_part(session, obligation)
    return [
        replace(figures.as_report(said[part.ordinal]), photo=False)
        for part in obligation.parts
        if part.ordinal in said and said[part.ordinal].measure == part.measure
    ]
