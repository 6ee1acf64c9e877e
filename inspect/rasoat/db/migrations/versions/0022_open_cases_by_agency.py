"""What is open, by agency: the navigation of every page counts it."""

import sqlalchemy as sa
from alembic import op

revision = "0022"
down_revision = "0021"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("obligation", schema=None) as batch_op:
        batch_op.create_index(
            "ix_obligation_open_of_agency",
            ["lead_agency_id", "due_on", "turn"],
            unique=False,
            sqlite_where=sa.text("open = 1 AND verdict <> 'met'"),
            postgresql_where=sa.text("open AND verdict <> 'met'"),
        )

    with op.batch_alter_table("paper", schema=None) as batch_op:
        batch_op.create_index("ix_paper_turn_of_agency", ["lead_agency_id", "turn"], unique=False)

    with op.batch_alter_table("proposal", schema=None) as batch_op:
        batch_op.create_index(
            "ix_proposal_open_of_agency",
            ["lead_agency_id"],
            unique=False,
            sqlite_where=sa.text("open = 1"),
            postgresql_where=sa.text("open"),
        )


def downgrade() -> None:
    with op.batch_alter_table("proposal", schema=None) as batch_op:
        batch_op.drop_index(
            "ix_proposal_open_of_agency", sqlite_where=sa.text("open = 1"), postgresql_where=sa.text("open")
        )

    with op.batch_alter_table("paper", schema=None) as batch_op:
        batch_op.drop_index("ix_paper_turn_of_agency")

    with op.batch_alter_table("obligation", schema=None) as batch_op:
        batch_op.drop_index(
            "ix_obligation_open_of_agency",
            sqlite_where=sa.text("open = 1 AND verdict <> 'met'"),
            postgresql_where=sa.text("open AND verdict <> 'met'"),
        )
