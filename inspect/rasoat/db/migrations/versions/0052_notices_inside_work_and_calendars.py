"""People are told in the page, share work inside their agency, and have its due dates in a calendar"""

import sqlalchemy as sa
from alembic import op

revision = '0052'
down_revision = '0051'
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table('told_line', schema=None) as batch_op:
        batch_op.add_column(sa.Column('read_at', sa.DateTime(timezone=True), nullable=True))
        batch_op.drop_index('ix_told_line_account_id')
        batch_op.create_index('ix_told_line_of_account', ['account_id', 'id'], unique=False)
        batch_op.create_index(
            'ix_told_line_unread',
            ['account_id', 'id'],
            unique=False,
            sqlite_where=sa.text('read_at IS NULL'),
            postgresql_where=sa.text('read_at IS NULL'),
        )

    # What was told before there was a bell was told by mail: the bell begins with what comes now.
    op.execute("UPDATE told_line SET read_at = created_at")

    op.create_table('inside_assignment',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('obligation_id', sa.Uuid(), nullable=False),
    sa.Column('agency_id', sa.Uuid(), nullable=False),
    sa.Column('person_id', sa.Uuid(), nullable=False),
    sa.Column('due_on', sa.Date(), nullable=True),
    sa.Column('assigned_by', sa.Uuid(), nullable=False),
    sa.Column('ended_at', sa.DateTime(timezone=True), nullable=True),
    sa.ForeignKeyConstraint(['agency_id'], ['agency.id'], ),
    sa.ForeignKeyConstraint(['assigned_by'], ['account.id'], ),
    sa.ForeignKeyConstraint(['obligation_id'], ['obligation.id'], ),
    sa.ForeignKeyConstraint(['person_id'], ['account.id'], ),
    sa.PrimaryKeyConstraint('id')
    )
    with op.batch_alter_table('inside_assignment', schema=None) as batch_op:
        batch_op.create_index('ix_inside_assignment_of_person', ['person_id'], unique=False, sqlite_where=sa.text('ended_at IS NULL'), postgresql_where=sa.text('ended_at IS NULL'))
        batch_op.create_index('uq_inside_assignment_present', ['obligation_id', 'agency_id'], unique=True, sqlite_where=sa.text('ended_at IS NULL'), postgresql_where=sa.text('ended_at IS NULL'))

    op.create_table('inside_note',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('obligation_id', sa.Uuid(), nullable=False),
    sa.Column('agency_id', sa.Uuid(), nullable=False),
    sa.Column('text', sa.Text(), nullable=False),
    sa.Column('written_by', sa.Uuid(), nullable=False),
    sa.ForeignKeyConstraint(['agency_id'], ['agency.id'], ),
    sa.ForeignKeyConstraint(['obligation_id'], ['obligation.id'], ),
    sa.ForeignKeyConstraint(['written_by'], ['account.id'], ),
    sa.PrimaryKeyConstraint('id')
    )
    with op.batch_alter_table('inside_note', schema=None) as batch_op:
        batch_op.create_index('ix_inside_note_of_obligation', ['obligation_id', 'agency_id'], unique=False)

    op.create_table('calendar_token',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('account_id', sa.Uuid(), nullable=False),
    sa.Column('digest', sa.String(), nullable=False),
    sa.Column('made_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('revoked_at', sa.DateTime(timezone=True), nullable=True),
    sa.ForeignKeyConstraint(['account_id'], ['account.id'], ),
    sa.PrimaryKeyConstraint('id'),
    sa.UniqueConstraint('digest')
    )
    with op.batch_alter_table('calendar_token', schema=None) as batch_op:
        batch_op.create_index('uq_calendar_token_present', ['account_id'], unique=True, sqlite_where=sa.text('revoked_at IS NULL'), postgresql_where=sa.text('revoked_at IS NULL'))

    op.create_table('digest',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('account_id', sa.Uuid(), nullable=False),
    sa.Column('for_day', sa.Date(), nullable=False),
    sa.Column('mailed_at', sa.DateTime(timezone=True), nullable=True),
    sa.ForeignKeyConstraint(['account_id'], ['account.id'], ),
    sa.PrimaryKeyConstraint('id'),
    sa.UniqueConstraint('account_id', 'for_day')
    )
    op.create_table('notice_choice',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('account_id', sa.Uuid(), nullable=False),
    sa.Column('event', sa.String(), nullable=False),
    sa.Column('how', sa.String(), nullable=False),
    sa.ForeignKeyConstraint(['account_id'], ['account.id'], ),
    sa.PrimaryKeyConstraint('id'),
    sa.UniqueConstraint('account_id', 'event')
    )
    with op.batch_alter_table('told_line', schema=None) as batch_op:
        batch_op.add_column(sa.Column('how', sa.String(), server_default='at_once', nullable=False))
        batch_op.add_column(sa.Column('digest_id', sa.Uuid(), nullable=True))
        batch_op.create_index(batch_op.f('ix_told_line_digest_id'), ['digest_id'], unique=False)
        batch_op.create_index('ix_told_line_waits_for_digest', ['account_id'], unique=False, sqlite_where=sa.text("how = 'digest' AND digest_id IS NULL"), postgresql_where=sa.text("how = 'digest' AND digest_id IS NULL"))
        batch_op.create_foreign_key('fk_told_line_digest_id_digest', 'digest', ['digest_id'], ['id'])


def downgrade() -> None:
    with op.batch_alter_table('told_line', schema=None) as batch_op:
        batch_op.drop_constraint('fk_told_line_digest_id_digest', type_='foreignkey')
        batch_op.drop_index('ix_told_line_waits_for_digest', sqlite_where=sa.text("how = 'digest' AND digest_id IS NULL"), postgresql_where=sa.text("how = 'digest' AND digest_id IS NULL"))
        batch_op.drop_index(batch_op.f('ix_told_line_digest_id'))
        batch_op.drop_column('digest_id')
        batch_op.drop_column('how')

    op.drop_table('notice_choice')
    op.drop_table('digest')

    with op.batch_alter_table('calendar_token', schema=None) as batch_op:
        batch_op.drop_index('uq_calendar_token_present', sqlite_where=sa.text('revoked_at IS NULL'), postgresql_where=sa.text('revoked_at IS NULL'))

    op.drop_table('calendar_token')

    with op.batch_alter_table('inside_note', schema=None) as batch_op:
        batch_op.drop_index('ix_inside_note_of_obligation')

    op.drop_table('inside_note')
    with op.batch_alter_table('inside_assignment', schema=None) as batch_op:
        batch_op.drop_index('uq_inside_assignment_present', sqlite_where=sa.text('ended_at IS NULL'), postgresql_where=sa.text('ended_at IS NULL'))
        batch_op.drop_index('ix_inside_assignment_of_person', sqlite_where=sa.text('ended_at IS NULL'), postgresql_where=sa.text('ended_at IS NULL'))

    op.drop_table('inside_assignment')

    with op.batch_alter_table('told_line', schema=None) as batch_op:
        batch_op.drop_index('ix_told_line_unread')
        batch_op.drop_index('ix_told_line_of_account')
        batch_op.create_index('ix_told_line_account_id', ['account_id'], unique=False)
        batch_op.drop_column('read_at')
