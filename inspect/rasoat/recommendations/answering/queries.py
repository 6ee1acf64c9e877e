"""Reading what was said of an obligation after its issue."""

from uuid import UUID

from sqlmodel import Session, col, select

from rasoat.db.reading import remembered
from rasoat.recommendations.answering.models import Answer, Extension, ProgressReport, Verification
from rasoat.recommendations.conditions import is_open
from rasoat.recommendations.models import Obligation


def answers_of(session: Session, obligation_id: UUID) -> list[Answer]:
    """What the addressee reported, oldest first, also what it took back."""
    query = select(Answer).where(Answer.obligation_id == obligation_id).order_by(col(Answer.ordinal))
    return list(remembered(session, (Answer, obligation_id), lambda: list(session.exec(query))))


def has_answer(session: Session, obligation_id: UUID) -> bool:
    """Whether an answer of the addressee stands."""
    query = select(Answer.id).where(Answer.obligation_id == obligation_id, Answer.ended == "")
    return session.exec(query.limit(1)).first() is not None


def progress_of(session: Session, obligation_id: UUID) -> list[ProgressReport]:
    """How far the addressee said it had come, oldest first."""
    query = select(ProgressReport).where(ProgressReport.obligation_id == obligation_id)
    return list(session.exec(query.order_by(col(ProgressReport.id))))


def verifications_of(session: Session, obligation_id: UUID) -> list[Verification]:
    """The verdicts, oldest first."""
    query = select(Verification).where(Verification.obligation_id == obligation_id).order_by(col(Verification.ordinal))
    return list(remembered(session, (Verification, obligation_id), lambda: list(session.exec(query))))


def extensions_of(session: Session, obligation_id: UUID) -> list[Extension]:
    """Requests for more time, oldest first."""
    query = select(Extension).where(Extension.obligation_id == obligation_id)
    query = query.order_by(col(Extension.asked_at), col(Extension.id))
    return list(remembered(session, (Extension, obligation_id), lambda: list(session.exec(query))))


def decided_extension(session: Session, obligation: Obligation) -> Extension | None:
    """More time that was granted and waits for the letter that says so; None for an obligation that is done."""
    if not is_open(obligation):
        return None
    return next((row for row in reversed(extensions_of(session, obligation.id)) if row.outcome == "decided"), None)
