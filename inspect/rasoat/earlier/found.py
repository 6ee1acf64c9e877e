"""How the search across everything tells a paper of before the program was used."""

from sqlmodel import col

from rasoat.accounts.actor import Role
from rasoat.clock import date_text
from rasoat.earlier import queries
from rasoat.earlier.models import EarlierNotice
from rasoat.pages.case import badge_of
from rasoat.pages.everywhere import Hit, Kind, register_kind
from rasoat.pages.paging import By


def _tell(row: EarlierNotice) -> Hit:
    return Hit(
        title=row.subject or "Văn bản chưa có trích yếu",
        reference=row.reference,
        notes=tuple(one for one in (row.issuer_written, date_text(row.issued_on) if row.issued_on else "") if one),
        state=badge_of(row),
        agency_id=row.lead_agency_id,
    )


register_kind(
    Kind(
        name="earlier",
        title="Văn bản trước khi dùng hệ thống",
        icon="box-arrow-in-down",
        place=75,
        model=EarlierNotice,
        page=("earlier.show", "notice_id"),
        visible_to=queries.visible_to,
        listed=lambda _session, actor: queries.visible_to(actor),
        order=(By(col(EarlierNotice.id), True),),
        tell=_tell,
        list_page="earlier.index",
        list_query={"status": "all"},
        roles=frozenset({Role.OFFICER, Role.LEADER, Role.CLERK, Role.MEMBER}),
    )
)
