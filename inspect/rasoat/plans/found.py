"""How the search across everything tells a plan."""

from sqlmodel import col

from rasoat.pages.case import badge_of
from rasoat.pages.everywhere import Hit, Kind, register_kind
from rasoat.pages.paging import By
from rasoat.plans import queries
from rasoat.plans.models import Plan


def _tell(row: Plan) -> Hit:
    return Hit(
        title=row.title,
        reference=row.reference,
        notes=(f"Năm {row.year}",),
        state=badge_of(row),
        agency_id=row.lead_agency_id,
    )


register_kind(
    Kind(
        name="plan",
        title="Kế hoạch",
        icon="journal-text",
        place=30,
        model=Plan,
        page=("plans.show", "plan_id"),
        visible_to=queries.visible_to,
        listed=lambda _session, actor: queries.visible_to(actor),
        order=(By(col(Plan.last_event_at), True), By(col(Plan.id), True)),
        tell=_tell,
        list_page="plans.index",
    )
)
