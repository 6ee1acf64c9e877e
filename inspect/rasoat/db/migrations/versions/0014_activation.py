"""One-time codes, a day without signing after a reset, and when the password was last given in a browser"""

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("account", sa.Column("code_hash", sa.Text(), nullable=False, server_default=""))
    op.add_column("account", sa.Column("code_until", sa.DateTime(timezone=True), nullable=True))
    op.add_column("account", sa.Column("signs_from", sa.DateTime(timezone=True), nullable=True))
    op.add_column("sign_in", sa.Column("password_at", sa.DateTime(timezone=True), nullable=True))
    op.execute("UPDATE sign_in SET password_at = began_at")
    with op.batch_alter_table("sign_in") as batch:
        batch.alter_column("password_at", existing_type=sa.DateTime(timezone=True), nullable=False)


def downgrade() -> None:
    op.drop_column("sign_in", "password_at")
    with op.batch_alter_table("account") as batch:
        for column in ("code_hash", "code_until", "signs_from"):
            batch.drop_column(column)
