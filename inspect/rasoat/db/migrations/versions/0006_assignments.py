"""What a member of a team is there for is called an assignment"""

from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.alter_column("team_member", "duty", new_column_name="assignment")


def downgrade() -> None:
    op.alter_column("team_member", "assignment", new_column_name="duty")
