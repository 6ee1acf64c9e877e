"""What each person last filtered each list by."""

from collections.abc import Mapping
from uuid import UUID

from sqlmodel import Session, select

from rasoat.accounts.models import KeptFilter, User
from rasoat.db.locking import lock


def kept(session: Session, account_id: UUID, page: str) -> Mapping[str, str]:
    """What a person last filtered the list of a page by, by the name in the address; empty when by nothing."""
    found = _row(session, account_id, page)
    return found.chosen if found else {}


def keep(session: Session, account_id: UUID, page: str, chosen: Mapping[str, str]) -> None:
    """Remember it in place of the last one; an empty one leaves nothing to offer."""
    lock(session, User, account_id)
    found = _row(session, account_id, page)
    if found is None:
        session.add(KeptFilter(account_id=account_id, page=page, chosen=dict(chosen)))
    else:
        found.chosen = dict(chosen)
    session.flush()


def _row(session: Session, account_id: UUID, page: str) -> KeptFilter | None:
    query = select(KeptFilter).where(KeptFilter.account_id == account_id, KeptFilter.page == page)
    return session.exec(query).first()
