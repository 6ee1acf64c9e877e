"""An obligation has parts, which carry measure and verdict; it has a force, and points at its source of any kind

Each obligation of before gets one part with its measure and verdict; its verdict stays on the row as well, since lists
and the index of what is open read it. Its source is the recommendation it pointed at.
"""

import uuid
from collections import defaultdict

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None

_OBLIGATION = sa.table(
    "obligation",
    *(sa.column(name, sa.Uuid()) for name in ("id", "recommendation_id", "source_id")),
    *(sa.column(name, sa.String()) for name in ("measure", "verdict", "force", "source_kind")),
    sa.column("created_at", sa.DateTime(timezone=True)),
)
_PART = sa.table(
    "obligation_part",
    *(sa.column(name, sa.Uuid()) for name in ("id", "obligation_id")),
    *(sa.column(name, sa.String()) for name in ("measure", "verdict")),
    *(sa.column(name, sa.Integer()) for name in ("version", "ordinal")),
    sa.column("created_at", sa.DateTime(timezone=True)),
)


def upgrade() -> None:
    op.create_table(
        "obligation_part",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("obligation_id", sa.Uuid(), nullable=False),
        sa.Column("ordinal", sa.Integer(), nullable=False),
        sa.Column("measure", sa.Text(), nullable=False),
        sa.Column("verdict", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["obligation_id"], ["obligation.id"]),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("obligation_id", "ordinal"),
    )
    connection = op.get_bind()
    columns = (_OBLIGATION.c.id, _OBLIGATION.c.created_at, _OBLIGATION.c.measure, _OBLIGATION.c.verdict)
    parts = [
        {"id": uuid.uuid4(), "version": 1, "created_at": made, "obligation_id": of, "ordinal": 1, "measure": measure,
         "verdict": verdict}
        for of, made, measure, verdict in connection.execute(sa.select(*columns)).all()
    ]  # fmt: skip
    if parts:
        connection.execute(sa.insert(_PART), parts)
    op.add_column("obligation", sa.Column("force", sa.String(), nullable=False, server_default="recommended"))
    op.add_column("obligation", sa.Column("source_kind", sa.String(), nullable=False, server_default="recommendation"))
    op.add_column("obligation", sa.Column("source_id", sa.Uuid(), nullable=True))
    connection.execute(sa.update(_OBLIGATION).values(source_id=_OBLIGATION.c.recommendation_id))
    op.drop_index("ix_obligation_recommendation_id", "obligation")
    op.drop_index("ix_obligation_open", "obligation")
    with op.batch_alter_table("obligation") as batch:
        batch.drop_column("measure")
        batch.drop_column("recommendation_id")
        batch.alter_column("source_id", existing_type=sa.Uuid(), nullable=False)
    _index_open_ones()
    op.create_index("ix_obligation_source_id", "obligation", ["source_id"])


def downgrade() -> None:
    connection = op.get_bind()
    op.add_column("obligation", sa.Column("measure", sa.Text(), nullable=False, server_default=""))
    op.add_column("obligation", sa.Column("recommendation_id", sa.Uuid(), nullable=True))
    measures: dict[uuid.UUID, list[str]] = defaultdict(list)
    listed = sa.select(_PART.c.obligation_id, _PART.c.measure).order_by(_PART.c.obligation_id, _PART.c.ordinal)
    for of, measure in connection.execute(listed).all():
        if measure:
            measures[of].append(measure)
    for of, found in measures.items():
        connection.execute(sa.update(_OBLIGATION).where(_OBLIGATION.c.id == of).values(measure="; ".join(found)))
    connection.execute(sa.update(_OBLIGATION).values(recommendation_id=_OBLIGATION.c.source_id))
    op.drop_index("ix_obligation_source_id", "obligation")
    op.drop_index("ix_obligation_open", "obligation")
    with op.batch_alter_table("obligation") as batch:
        for column in ("force", "source_kind", "source_id"):
            batch.drop_column(column)
        batch.alter_column("recommendation_id", existing_type=sa.Uuid(), nullable=False)
        batch.create_foreign_key("obligation_recommendation_id_fkey", "recommendation", ["recommendation_id"], ["id"])
    _index_open_ones()
    op.create_index("ix_obligation_recommendation_id", "obligation", ["recommendation_id"])
    op.drop_table("obligation_part")


def _index_open_ones() -> None:
    op.create_index(
        "ix_obligation_open",
        "obligation",
        ["due_on"],
        sqlite_where=sa.text("open = 1 AND verdict <> 'met'"),
        postgresql_where=sa.text("open AND verdict <> 'met'"),
    )
