"""What an addressee holds of its obligation is called a stance"""

from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.alter_column("answer", "claim", new_column_name="stance")


def downgrade() -> None:
    op.alter_column("answer", "stance", new_column_name="claim")
