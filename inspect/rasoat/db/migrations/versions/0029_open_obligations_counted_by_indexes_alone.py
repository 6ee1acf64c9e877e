"""Open obligations are counted by indexes alone: they hold what is asked of each row about who may see it."""

import sqlalchemy as sa
from alembic import op

revision = "0029"
down_revision = "0028"
branch_labels = None
depends_on = None

ADDRESSEE, TURN = "ix_obligation_open_of_addressee", "ix_obligation_open_turn"
SEEN_BY = ["due_on", "lead_agency_id", "inspection_id", "means", "verdict", "open"]


def _replace(indexes: dict[str, list[str]]) -> None:
    unfinished = {
        "sqlite_where": sa.text("open = 1 AND verdict <> 'met'"),
        "postgresql_where": sa.text("open AND verdict <> 'met'"),
    }
    with op.batch_alter_table("obligation", schema=None) as batch_op:
        for name, columns in indexes.items():
            batch_op.drop_index(name, **unfinished)
            batch_op.create_index(name, columns, unique=False, **unfinished)


def upgrade() -> None:
    _replace({ADDRESSEE: ["addressee_id", "turn", *SEEN_BY], TURN: ["turn", *SEEN_BY, "addressee_id"]})


def downgrade() -> None:
    _replace({ADDRESSEE: ["addressee_id", "turn", "due_on"], TURN: ["turn", "due_on"]})
