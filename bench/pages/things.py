"""Rows that addresses may name: of each table the newest ones, of every state, and those of one person's authority."""

from collections.abc import Iterator
from uuid import UUID

from sqlalchemy import Table, select
from sqlmodel import Session, SQLModel

from rasoat.accounts.actor import Actor

NAMED = {
    # name in the addresses: (table, column whose values all occur among the rows)
    "plan_id": ("plan", "status"),
    "inspection_id": ("inspection", "status"),
    "visit_id": ("visit", "status"),
    "danger_id": ("danger", "status"),
    "site_id": ("site", "kind"),
    "response_id": ("response", "checklist"),
    "finding_id": ("finding", "status"),
    "recommendation_id": ("recommendation", ""),
    "obligation_id": ("obligation", "status"),
    "proposal_id": ("proposal", "status"),
    "paper_id": ("paper", "status"),
    "attachment_id": ("attachment", "owner_kind"),
    "agency_id": ("agency", "kind"),
    "user_id": ("account", "role"),
    "tablet_id": ("tablet", ""),
    "run_id": ("import_run", "status"),
    "round_id": ("code_round", "status"),
    "change_id": ("account_change", "status"),
    "act_id": ("reorganisation", "status"),
    "passing_id": ("passing", "state"),
    "account_id": ("account", "role"),
}
SOME = 2


def things(session: Session, person: Actor) -> dict[str, list[UUID]]:
    """The ids to try for each name in an address, the person's own ones first."""
    inspections = SQLModel.metadata.tables["inspection"]
    own = list(_newest(session, inspections, inspections.c.unit_id == person.agency_id))
    return {
        name: list(_of_table(session, SQLModel.metadata.tables[table], by, own)) for name, (table, by) in NAMED.items()
    }


def _of_table(session: Session, table: Table, by: str, own: list[UUID]) -> Iterator[UUID]:
    if table.name == "inspection":
        yield from own
    if own and "inspection_id" in table.c:
        yield from _newest(session, table, table.c.inspection_id.in_(own))
    if not by:
        yield from _newest(session, table)
        return
    column = table.c[by]
    for value in session.connection().execute(select(column).distinct().order_by(column)).scalars().all():
        yield from _newest(session, table, column == value)


def _newest(session: Session, table: Table, *where: object) -> list[UUID]:
    query = select(table.c.id).where(*where).order_by(table.c.id.desc()).limit(SOME)  # type: ignore[arg-type]
    return list(session.connection().execute(query).scalars())
