"""Papers that wait for a clerk to enter them."""

from sqlmodel import Session

from rasoat import clock
from rasoat.accounts.actor import Actor
from rasoat.official import arriving
from rasoat.units import queries as units
from rasoat.web.today.parts import Item, Waiting, first_rows


def sent_reports(db: Session, actor: Actor) -> Waiting:
    """Reports that agencies sent here and that nobody has entered in the register yet, the oldest first."""
    rows, count = first_rows(db, arriving.unentered(actor))
    names = units.names(db, {row.agency_id for row in rows})
    items = [
        Item(
            f"Báo cáo số {row.reference} của {names[row.agency_id].listed_name}",
            ("incoming.register", {}),
            f"{row.subject}, gửi ngày {clock.date_text(row.sent_on)}",
        )
        for row in rows
    ]
    return Waiting(items, count)
