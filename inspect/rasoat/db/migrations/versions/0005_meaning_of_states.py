"""What the state of a case means, beside its name

The meanings stand in the workflows, which a migration does not read: rows are told theirs at the next start
(`rasoat.workflows.meanings.tell_rows`), before anybody is served.
"""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

CASES = ("plan", "inspection", "visit", "danger", "obligation", "proposal", "notice")
STATES = sa.text("verdict <> 'met' AND status NOT IN ('drafted', 'withdrawn', 'transferred', 'dropped')")


def upgrade() -> None:
    for table in CASES:
        op.add_column(table, sa.Column("open", sa.Boolean(), nullable=False, server_default=sa.true()))
        op.add_column(table, sa.Column("turn", sa.String(), nullable=False, server_default=""))
        op.add_column(table, sa.Column("means", sa.String(), nullable=False, server_default=""))
    op.drop_index("ix_obligation_open", "obligation", sqlite_where=STATES, postgresql_where=STATES)
    op.create_index(
        "ix_obligation_open",
        "obligation",
        ["due_on"],
        sqlite_where=sa.text("open = 1 AND verdict <> 'met'"),
        postgresql_where=sa.text("open AND verdict <> 'met'"),
    )


def downgrade() -> None:
    op.drop_index("ix_obligation_open", "obligation")
    for table in CASES:
        for column in ("means", "turn", "open"):
            op.drop_column(table, column)
    op.create_index("ix_obligation_open", "obligation", ["due_on"], sqlite_where=STATES, postgresql_where=STATES)
