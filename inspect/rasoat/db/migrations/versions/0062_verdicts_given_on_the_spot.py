"""Verdicts given on the spot"""

import sqlalchemy as sa
from alembic import op

revision = '0062'
down_revision = '0061'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column('verification', sa.Column('visit_id', sa.Uuid(), nullable=True))
    with op.batch_alter_table('verification', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_verification_visit_id'), ['visit_id'], unique=False)
        batch_op.create_foreign_key('verification_visit_id_fkey', 'visit', ['visit_id'], ['id'])


def downgrade() -> None:
    with op.batch_alter_table('verification', schema=None) as batch_op:
        batch_op.drop_constraint('verification_visit_id_fkey', type_='foreignkey')
        batch_op.drop_index(batch_op.f('ix_verification_visit_id'))

    op.drop_column('verification', 'visit_id')
