"""An index of open obligations by whose turn it is: the first page and the board count them."""

import sqlalchemy as sa
from alembic import op

revision = "0027"
down_revision = "0026"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("obligation", schema=None) as batch_op:
        batch_op.create_index(
            "ix_obligation_open_turn",
            ["turn", "due_on"],
            unique=False,
            sqlite_where=sa.text("open = 1 AND verdict <> 'met'"),
            postgresql_where=sa.text("open AND verdict <> 'met'"),
        )


def downgrade() -> None:
    with op.batch_alter_table("obligation", schema=None) as batch_op:
        batch_op.drop_index(
            "ix_obligation_open_turn",
            sqlite_where=sa.text("open = 1 AND verdict <> 'met'"),
            postgresql_where=sa.text("open AND verdict <> 'met'"),
        )
