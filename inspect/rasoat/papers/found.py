"""How the search across everything tells a paper."""

from sqlmodel import col

from rasoat.clock import date_text
from rasoat.pages.case import badge_of
from rasoat.pages.everywhere import Hit, Kind, register_kind
from rasoat.pages.paging import By
from rasoat.papers import queries
from rasoat.papers.models import PaperCase
from rasoat.papers.registry import kind_of


def _tell(row: PaperCase) -> Hit:
    dated = (f"Ngày {date_text(row.issued_on)}",) if row.issued_on else ()
    return Hit(
        title=row.heading,
        reference=row.reference,
        notes=(kind_of(row).label, *dated),
        state=badge_of(row),
        agency_id=row.lead_agency_id,
    )


register_kind(
    Kind(
        name="paper",
        title="Văn bản",
        icon="file-earmark-text",
        place=60,
        model=PaperCase,
        page=("papers.show", "paper_id"),
        visible_to=queries.visible_to,
        listed=queries.listed,
        order=(By(col(PaperCase.last_event_at), True), By(col(PaperCase.id), True)),
        tell=_tell,
        list_page="papers.index",
        number=col(PaperCase.number),
    )
)
