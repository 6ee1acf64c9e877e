"""A failed sign-in names the known browser, and says whether its owner was told of it"""

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("login_attempt", sa.Column("browser", sa.String(), nullable=False, server_default=""))
    op.add_column("login_attempt", sa.Column("told", sa.Boolean(), nullable=False, server_default=sa.false()))


def downgrade() -> None:
    op.drop_column("login_attempt", "told")
    op.drop_column("login_attempt", "browser")
