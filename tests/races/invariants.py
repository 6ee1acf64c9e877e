"""What must be true of the database after any writes whatsoever."""

from collections import Counter

from sqlmodel import Session, col, func, select

from rasoat.accounts.models import User
from rasoat.documents.models import RegisterCounter, RegisterEntry
from rasoat.documents.register import OUTSIDE
from rasoat.recommendations.models import Recommendation
from rasoat.visits.models import Visit
from rasoat.workflows import chains
from tests.races.numbered import GROUPS


def broken(session: Session) -> list[str]:
    """Everything that is not as it must be, in words."""
    return [*_journals(session), *_administrators(session), *_numbers(session), *_gaps(session), *_register(session)]


def _journals(session: Session) -> list[str]:
    return [f"journal of {found.ref.kind}: {found.why}" for found in chains.verify(session)]


def _administrators(session: Session) -> list[str]:
    query = select(func.count()).select_from(User).where(User.role == "administrator", col(User.active))
    return [] if session.exec(query).one() else ["no administrator is left"]


def _numbers(session: Session) -> list[str]:
    found = []
    for model, group in GROUPS.items():
        rows = session.exec(select(model)).all()
        counted = Counter(group(row) for row in rows if group(row) is not None)
        found += [f"{model.__name__}: {key} {count} times" for key, count in counted.items() if count > 1]
    return found


def _gaps(session: Session) -> list[str]:
    """Numbers that people read as a list of 1 to n."""
    found: list[str] = []
    kept = session.exec(select(Recommendation).where(col(Recommendation.removed_at).is_(None))).all()
    for rows in (kept, session.exec(select(Visit)).all()):
        by: dict[object, list[int]] = {}
        for row in rows:
            by.setdefault(row.inspection_id, []).append(row.ordinal)
        found += [f"{type(rows[0]).__name__}: {sorted(n)}" for n in by.values() if sorted(n) != [*range(1, len(n) + 1)]]
    return found


def _register(session: Session) -> list[str]:
    """Each number up to the counter has its line, or stands in the line of those given outside."""
    found = []
    for counter in session.exec(select(RegisterCounter)).all():
        lines = session.exec(
            select(RegisterEntry).where(
                RegisterEntry.issuer_id == counter.issuer_id,
                RegisterEntry.year == counter.year,
                RegisterEntry.series == counter.series,
            )
        ).all()
        before = 0
        for line in sorted(lines, key=lambda line: line.number):
            if counter.kind == "own" and line.number != before + 1 and line.kind_title != OUTSIDE:
                found.append(f"register: {line.number} after {before}")
            before = line.number
        if before != counter.last:
            found.append(f"register: the counter says {counter.last}, the last line {before}")
    return found
