"""Another key for the secrets that are kept encrypted."""

from collections.abc import Sequence
from uuid import UUID

from sqlmodel import Session, col, select

from rasoat.accounts.models import SecondFactor
from rasoat.accounts.secret_box import SecretBox
from rasoat.db.locking import lock_rows


def encrypt_anew(session: Session, olds: Sequence[SecretBox], new: SecretBox) -> tuple[int, list[UUID]]:
    """Encrypt every secret for `new` that one of the `olds` opens; those that `new` opens already stay.

    Returns how many `new` opens now, and the accounts whose secret none of the keys opens: they keep what they have.
    """
    lost: list[UUID] = []
    rows = lock_rows(session, select(SecondFactor).order_by(col(SecondFactor.id)))
    for row in rows:
        if new.kept(row.account_id, row.secret) is not None:
            continue
        secret = next((found for old in olds if (found := old.kept(row.account_id, row.secret)) is not None), None)
        if secret is None:
            lost.append(row.account_id)
        else:
            row.secret = new.keep(row.account_id, secret)
    session.flush()
    return len(rows) - len(lost), lost
