"""What the addressee last said of each part, in an answer or in a report of progress: what it stands at by its own account,
and with what its next form begins. Whoever took an obligation over whole goes on from what the earlier owner had said.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from uuid import UUID

from sqlmodel import Session, col, select

from rasoat.db.reading import remembered
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


def passed_whole(session: Session, obligation: Obligation) -> list[Obligation]:
    """The obligations of earlier owners from whom it came undivided, the latest first. What was spread over several is of none
    of them alone.
    """
    return list(remembered(session, (passed_whole, obligation.id), lambda: _owners_before(session, obligation)))


def _owners_before(session: Session, obligation: Obligation) -> list[Obligation]:
    found, row = list[Obligation](), obligation
    while row.parent_id is not None:
        query = select(Obligation.id).where(col(Obligation.parent_id) == row.parent_id)
        if len(session.exec(query.limit(2)).all()) > 1:
            break
        row = session.get_one(Obligation, row.parent_id)
        found.append(row)
    return found


def of_earlier(session: Session, obligation: Obligation) -> dict[int, PartSaid]:
    """By part, the newest that an earlier owner said of it, where the same is asked of the present one."""
    asked = {part.ordinal: part.measure for part in obligation.parts}
    found: dict[int, PartSaid] = {}
    for row in reversed(passed_whole(session, obligation)):
        found |= by_part(session, row)
    return {number: one for number, one in found.items() if asked.get(number) == one.measure}


def to_begin_with(session: Session, obligation: Obligation) -> list[PartReport]:
    """With what the next form begins. Of a part that a paper words anew nothing is known, and a photograph comes with the
    files of the form itself.
    """
    said = of_earlier(session, obligation) | by_part(session, obligation)
    return [
        replace(figures.as_report(said[part.ordinal]), photo=False)
        for part in obligation.parts
        if part.ordinal in said and said[part.ordinal].measure == part.measure
    ]
