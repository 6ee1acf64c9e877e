"""An index of the digests that no seal counts yet: each day's seal looked for them among all."""

import sqlalchemy as sa
from alembic import op

revision = "0026"
down_revision = "0025"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("row_seal", schema=None) as batch_op:
        batch_op.create_index(
            "ix_row_seal_uncounted",
            ["seal"],
            unique=False,
            sqlite_where=sa.text("seal = 0"),
            postgresql_where=sa.text("seal = 0"),
        )


def downgrade() -> None:
    with op.batch_alter_table("row_seal", schema=None) as batch_op:
        batch_op.drop_index(
            "ix_row_seal_uncounted", sqlite_where=sa.text("seal = 0"), postgresql_where=sa.text("seal = 0")
        )
