"""What this room tells the others: recommendations rest while their notice is being signed.

The leader approves the words that are then numbered and issued, perhaps days later when a PDF engine was missing.
The room of recommendations comes before that of notices and cannot know.
"""

from uuid import UUID

from sqlmodel import Session, col, select

from rasoat.notices.models import Notice
from rasoat.recommendations.operations import register_freeze

SIGNING = ("checked", "approved", "numbered")
"""States of a result notice from its submission to its issue; returning it lets people edit again."""


def _is_being_signed(session: Session, inspection_id: UUID) -> bool:
    query = select(Notice.id).where(
        Notice.inspection_id == inspection_id, Notice.kind == "result", col(Notice.status).in_(SIGNING)
    )
    return session.exec(query).first() is not None


register_freeze(_is_being_signed)
