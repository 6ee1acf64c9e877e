"""How the search across everything tells what an addressee has to do, and a unit, whose page is the board of what it owes."""

from sqlalchemy import true
from sqlmodel import col

from rasoat import clock
from rasoat.followup.queries import NAMED, with_named
from rasoat.pages import OFFICE
from rasoat.pages.case import badge_of
from rasoat.pages.everywhere import Hit, Kind, register_kind
from rasoat.pages.paging import By
from rasoat.recommendations import queries
from rasoat.recommendations.conditions import is_open
from rasoat.recommendations.models import Obligation
from rasoat.units.kinds import kind_of
from rasoat.units.models import Agency


def _tell(row: Obligation) -> Hit:
    return Hit(
        title=row.source_text,
        state=badge_of(row),
        due_on=row.due_on if is_open(row) else None,
        agency_id=row.addressee_id,
        inspection_id=row.inspection_id,
    )


def _tell_unit(row: Agency) -> Hit:
    return Hit(
        title=row.marked_name,
        notes=(kind_of(row.kind).title,),
        ended=row.has_ended(clock.today()),
        agency_id=row.parent_id,
    )


register_kind(
    Kind(
        name="obligation",
        title="Kiến nghị, nội dung phải thực hiện",
        icon="list-check",
        place=40,
        model=Obligation,
        page=("obligations.show", "obligation_id"),
        visible_to=queries.visible_to,
        listed=queries.listed,
        order=(By(col(Obligation.last_event_at), True), By(col(Obligation.id), True)),
        tell=_tell,
        list_page="followup.board",
        list_query={"stage": ""},
        through=NAMED,
        joined=with_named,
    ),
    Kind(
        name="unit",
        title="Đơn vị, cơ quan",
        icon="building",
        place=10,
        model=Agency,
        page=("followup.board", "addressee"),
        page_query={"stage": ""},
        # Names of agencies are no secret: every form and every list offers them.
        visible_to=lambda _actor: true(),
        listed=lambda _session, _actor: true(),
        order=(By(col(Agency.order_text)), By(col(Agency.id))),
        tell=_tell_unit,
        roles=OFFICE,
    ),
)
