"""Which results rest: those whose result notice is on its way from submission to issue; returning it frees them."""

from uuid import UUID

from sqlmodel import Session, select

from rasoat.papers.models import SIGNING, PaperCase


def is_being_signed(session: Session, inspection_id: UUID) -> bool:
    """Whether the result notice of an inspection is being signed."""
    query = select(PaperCase.id).where(
        PaperCase.inspection_id == inspection_id, PaperCase.kind == "result", SIGNING.condition
    )
    return session.exec(query).first() is not None
