"""How the search across everything tells a unit's proposal."""

from sqlmodel import col

from rasoat.pages.case import badge_of
from rasoat.pages.everywhere import Hit, Kind, register_kind
from rasoat.pages.paging import By
from rasoat.proposals import queries
from rasoat.proposals.models import Proposal


def _tell(row: Proposal) -> Hit:
    return Hit(
        title=row.text,
        state=badge_of(row),
        agency_id=row.from_id,
        inspection_id=row.inspection_id,
    )


register_kind(
    Kind(
        name="proposal",
        title="Đề xuất của đơn vị",
        icon="chat-left-text",
        place=80,
        model=Proposal,
        page=("proposals.show", "proposal_id"),
        visible_to=queries.visible_to,
        listed=queries.listed,
        order=(By(col(Proposal.received_on), True), By(col(Proposal.id), True)),
        tell=_tell,
        list_page="proposals.index",
    )
)
