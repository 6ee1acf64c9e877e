"""How far an addressee says that it has done its obligation is called a claim again: a stance is whether it agrees"""

from alembic import op

revision = "0019"
down_revision = "0018"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.alter_column("answer", "stance", new_column_name="claim")


def downgrade() -> None:
    op.alter_column("answer", "claim", new_column_name="stance")
