"""How the search across everything tells a finding, which stands on the page of its inspection's findings."""

from sqlmodel import col

from rasoat.findings import queries
from rasoat.findings.models import KINDS, STATUSES, Finding
from rasoat.pages.everywhere import Hit, Kind, register_kind
from rasoat.pages.paging import By

_TONES = {"drafted": "waiting", "accepted": "ok"}


def _tell(row: Finding) -> Hit:
    return Hit(
        title=row.text,
        notes=(KINDS[row.kind],),
        state=(STATUSES[row.status], _TONES.get(row.status, "neutral")),
        inspection_id=row.inspection_id,
        on_page_of=row.inspection_id,
    )


register_kind(
    Kind(
        name="finding",
        title="Ưu điểm; tồn tại, hạn chế",
        icon="flag",
        place=50,
        model=Finding,
        page=("findings.of_inspection", "inspection_id"),
        anchor="finding",
        visible_to=queries.visible_to,
        listed=queries.listed,
        # Ids are in the order in which rows were made.
        order=(By(col(Finding.id), True),),
        tell=_tell,
    )
)
