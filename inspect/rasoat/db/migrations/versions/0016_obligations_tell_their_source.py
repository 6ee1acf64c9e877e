"""An obligation holds the number and the text of its source, and may follow from no inspection; searched texts have no
index, and a sort key has at most 600 characters

PostgreSQL refuses a row whose indexed text is longer than a page: long recommendations could not be stored there.
"""

import sqlalchemy as sa
from alembic import op

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None

ORDERED = 600
_RECOMMENDATION = sa.table(
    "recommendation",
    sa.column("id", sa.Uuid()),
    sa.column("ordinal", sa.Integer()),
    *(sa.column(name, sa.Text()) for name in ("text", "search_text", "order_text")),
)
_OBLIGATION = sa.table(
    "obligation",
    *(sa.column(name, sa.Uuid()) for name in ("source_id", "inspection_id")),
    sa.column("source_number", sa.Integer()),
    *(sa.column(name, sa.Text()) for name in ("source_text", "search_text", "order_text")),
)
_TEXTS = ("source_text", "search_text", "order_text")
_COPIED = {"source_number": "ordinal", "source_text": "text", "search_text": "search_text", "order_text": "order_text"}


def upgrade() -> None:
    _search_texts_without_index()
    op.add_column("obligation", sa.Column("source_number", sa.Integer(), nullable=False, server_default="0"))
    for name in _TEXTS:
        op.add_column("obligation", sa.Column(name, sa.Text(), nullable=False, server_default=""))
    # The source of a draft that was dropped long ago may be gone; nobody sees such a draft.
    found = sa.exists().where(_RECOMMENDATION.c.id == _OBLIGATION.c.source_id)
    copied = {
        name: sa.select(_RECOMMENDATION.c[source])
        .where(_RECOMMENDATION.c.id == _OBLIGATION.c.source_id)
        .scalar_subquery()
        for name, source in _COPIED.items()
    }
    op.get_bind().execute(sa.update(_OBLIGATION).where(found).values(**copied))
    op.drop_index("ix_obligation_open", "obligation")
    with op.batch_alter_table("obligation") as batch:
        batch.alter_column("inspection_id", existing_type=sa.Uuid(), nullable=True)
    _index_open_ones()
    op.create_index("ix_obligation_order_text", "obligation", ["order_text"])


def downgrade() -> None:
    op.drop_index("ix_obligation_order_text", "obligation")
    op.drop_index("ix_obligation_open", "obligation")
    with op.batch_alter_table("obligation") as batch:
        for name in _COPIED:
            batch.drop_column(name)
        batch.alter_column("inspection_id", existing_type=sa.Uuid(), nullable=False)
    _index_open_ones()
    for table in _with("search_text"):
        op.create_index(f"ix_{table}_search_text", table, ["search_text"])


def _search_texts_without_index() -> None:
    connection = op.get_bind()
    for table in _with("search_text"):
        for index in sa.inspect(connection).get_indexes(table):
            if index["name"] and index["column_names"] == ["search_text"]:
                op.drop_index(index["name"], table)
        key = sa.column("order_text", sa.Text())
        shorter = sa.update(sa.table(table, key)).values(order_text=sa.func.substr(key, 1, ORDERED))
        connection.execute(shorter.where(sa.func.length(key) > ORDERED))


def _with(column: str) -> list[str]:
    inspector = sa.inspect(op.get_bind())
    return [
        table
        for table in inspector.get_table_names()
        if any(found["name"] == column for found in inspector.get_columns(table))
    ]


def _index_open_ones() -> None:
    op.create_index(
        "ix_obligation_open",
        "obligation",
        ["due_on"],
        sqlite_where=sa.text("open = 1 AND verdict <> 'met'"),
        postgresql_where=sa.text("open AND verdict <> 'met'"),
    )
