"""A measure names the question that counts it"""

import sqlalchemy as sa
from alembic import op

revision = '0055'
down_revision = '0054'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column('obligation_part', sa.Column('counted_by', sa.String(), server_default='', nullable=False))


def downgrade() -> None:
    op.drop_column('obligation_part', 'counted_by')
