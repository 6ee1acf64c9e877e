"""How the search across everything tells a paper that came in."""

from sqlmodel import col

from rasoat.clock import date_text
from rasoat.incoming import queries
from rasoat.incoming.models import IncomingPaper
from rasoat.pages.everywhere import Hit, Kind, register_kind
from rasoat.pages.paging import By


def _tell(row: IncomingPaper) -> Hit:
    return Hit(
        title=row.subject,
        reference=row.reference,
        notes=(row.author, f"Số đến {row.number:02d}, ngày {date_text(row.arrived_on)}"),
        agency_id=row.agency_id,
    )


register_kind(
    Kind(
        name="incoming",
        title="Văn bản đến",
        icon="inbox",
        place=70,
        model=IncomingPaper,
        page=("incoming.show", "incoming_id"),
        visible_to=queries.visible_to,
        listed=lambda _session, actor: queries.visible_to(actor),
        order=(By(col(IncomingPaper.id), True),),
        tell=_tell,
        # Its register shows one year of one agency: all that is found stands on the page of the search.
    )
)
