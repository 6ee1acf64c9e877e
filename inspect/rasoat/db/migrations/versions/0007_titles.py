"""A person's office is called a title"""

from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.alter_column("account", "position", new_column_name="title")


def downgrade() -> None:
    op.alter_column("account", "title", new_column_name="position")
