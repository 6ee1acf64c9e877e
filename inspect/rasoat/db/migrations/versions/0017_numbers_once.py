"""A number stands once in its list: findings, recommendations, proposals, visits, answers, verdicts, parts of a plan

Writers on PostgreSQL at the same moment gave the same number several times. In a list in which a number stands twice all
rows are numbered anew from 1, in the order of their numbers, then of the time they were written, then of their ids; no
other list changes. Obligations are told the new number of their recommendation. A removed recommendation keeps its number,
which another one may have.
"""

from collections import defaultdict

import sqlalchemy as sa
from alembic import op

revision = "0017"
down_revision = "0016"
branch_labels = None
depends_on = None

_LISTS = {
    "answer": ["obligation_id"],
    "finding": ["inspection_id", "kind"],
    "plan_basis": ["plan_id"],
    "plan_content": ["plan_id"],
    "plan_cosigner": ["plan_id"],
    "proposal": ["inspection_id"],
    "recommendation": ["inspection_id"],
    "verification": ["obligation_id"],
    "visit": ["inspection_id"],
}


def upgrade() -> None:
    for table, parent in _LISTS.items():
        _number_anew(table, parent)
        kept = sa.text("removed_at IS NULL") if table == "recommendation" else None
        op.create_index(
            f"uq_{table}_ordinal",
            table,
            [*parent, "ordinal"],
            unique=True,
            sqlite_where=kept,
            postgresql_where=kept,
        )


def downgrade() -> None:
    for table in _LISTS:
        op.drop_index(f"uq_{table}_ordinal", table)


def _number_anew(name: str, parent: list[str]) -> None:
    uuids = [sa.column(column, sa.Uuid()) for column in ("id", *parent) if column != "kind"]
    table = sa.table(
        name, *uuids, sa.column("kind"), sa.column("ordinal"), sa.column("removed_at"), sa.column("created_at")
    )
    query = sa.select(table.c.id, table.c.ordinal, *(table.c[column] for column in parent))
    if name == "recommendation":
        query = query.where(table.c.removed_at.is_(None))
    lists: dict[tuple[object, ...], list[tuple[object, int]]] = defaultdict(list)
    for row in op.get_bind().execute(query.order_by(table.c.ordinal, table.c.created_at, table.c.id)).all():
        lists[tuple(row[2:])].append((row[0], row[1]))
    for rows in lists.values():
        if len({ordinal for _id, ordinal in rows}) == len(rows):
            continue
        for number, (row_id, ordinal) in enumerate(rows, start=1):
            if number != ordinal:
                op.get_bind().execute(sa.update(table).where(table.c.id == row_id).values(ordinal=number))
                if name == "recommendation":
                    _tell_obligations(row_id, number)


def _tell_obligations(recommendation_id: object, number: int) -> None:
    """Obligations have a copy of their source's number (migration 0016)."""
    table = sa.table(
        "obligation", sa.column("source_id", sa.Uuid()), sa.column("source_kind"), sa.column("source_number")
    )
    of = (table.c.source_id == recommendation_id, table.c.source_kind == "recommendation")
    op.get_bind().execute(sa.update(table).where(*of).values(source_number=number))
