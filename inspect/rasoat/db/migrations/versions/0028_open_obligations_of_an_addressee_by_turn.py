"""What waits for one addressee is found by the addressee, not among everything whose turn it is."""

import sqlalchemy as sa
from alembic import op

revision = "0028"
down_revision = "0027"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("obligation", schema=None) as batch_op:
        batch_op.drop_index(
            "ix_obligation_open_of_addressee",
            sqlite_where=sa.text("open = 1 AND verdict <> 'met'"),
            postgresql_where=sa.text("open AND verdict <> 'met'"),
        )
        batch_op.create_index(
            "ix_obligation_open_of_addressee",
            ["addressee_id", "turn", "due_on"],
            unique=False,
            sqlite_where=sa.text("open = 1 AND verdict <> 'met'"),
            postgresql_where=sa.text("open AND verdict <> 'met'"),
        )


def downgrade() -> None:
    with op.batch_alter_table("obligation", schema=None) as batch_op:
        batch_op.drop_index(
            "ix_obligation_open_of_addressee",
            sqlite_where=sa.text("open = 1 AND verdict <> 'met'"),
            postgresql_where=sa.text("open AND verdict <> 'met'"),
        )
        batch_op.create_index(
            "ix_obligation_open_of_addressee",
            ["addressee_id", "due_on", "turn"],
            unique=False,
            sqlite_where=sa.text("open = 1 AND verdict <> 'met'"),
            postgresql_where=sa.text("open AND verdict <> 'met'"),
        )
