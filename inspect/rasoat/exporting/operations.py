"""Writing down what was taken out."""

from collections.abc import Sequence

from sqlmodel import Session

from rasoat.accounts.actor import Actor
from rasoat.exporting.models import ExportRun
from rasoat.exporting.registry import Listing
from rasoat.exporting.taking import Taken


def record(
    session: Session, actor: Actor, listing: Listing, form: str, asked: Sequence[str], taken: Taken
) -> ExportRun:
    """Write down that a list was taken out, before anybody gets the file."""
    run = ExportRun(
        listing=listing.name,
        title=listing.title,
        form=form,
        taken_by=actor.user_id,
        agency_id=actor.agency_id,
        asked="; ".join(asked),
        row_count=taken.rows,
        size=taken.size,
        digest=taken.digest,
    )
    session.add(run)
    session.flush()
    return run
