"""How the search across everything tells a meeting."""

from sqlmodel import col

from rasoat.clock import date_text
from rasoat.meetings import queries
from rasoat.meetings.models import Meeting
from rasoat.pages.case import badge_of
from rasoat.pages.everywhere import Hit, Kind, register_kind
from rasoat.pages.paging import By


def _tell(row: Meeting) -> Hit:
    return Hit(
        title=row.title,
        notes=(row.body_name, f"Ngày {date_text(row.held_on)}"),
        state=badge_of(row),
        agency_id=row.lead_agency_id,
    )


register_kind(
    Kind(
        name="meeting",
        title="Cuộc họp",
        icon="people",
        place=90,
        model=Meeting,
        page=("meetings.show", "meeting_id"),
        visible_to=queries.visible_to,
        listed=lambda _session, actor: queries.visible_to(actor),
        order=(By(col(Meeting.held_on), True), By(col(Meeting.id), True)),
        tell=_tell,
        list_page="meetings.index",
    )
)
