"""One case for papers: what a notice is about is one kind of thing and one id; the frozen paper has its own name

A notice is one kind of paper, so its table becomes `paper`, and the frozen papers, which had that name, become
`frozen_paper`. Entries of the journal are hashed and keep the name `notice` (docs/decisions/0011-papers.md). Papers that
run on the workflow `notice` stay on it.
"""

import json

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None

INDEXED = ("last_event_at", "lead_agency_id", "order_text", "search_text", "status")
PAPER = sa.table(
    "paper",
    *(sa.column(name, sa.Uuid()) for name in ("plan_id", "inspection_id", "about_id", "drafted_by")),
    *(sa.column(name, sa.String()) for name in ("about_kind", "workflow")),
    sa.column("workflow_version", sa.Integer()),
)
ATTACHMENT = sa.table("attachment", sa.column("owner_kind", sa.String()))
OUTBOX = sa.table(
    "outbox",
    sa.column("id", sa.Uuid()),
    *(sa.column(name, sa.Text()) for name in ("kind", "key", "payload")),
    sa.column("done_at", sa.DateTime(timezone=True)),
)


def upgrade() -> None:
    op.rename_table("paper", "frozen_paper")
    op.rename_table("notice", "paper")
    with op.batch_alter_table("paper") as batch:
        for name in (*INDEXED, "plan_id", "inspection_id"):
            batch.drop_index(f"ix_notice_{name}")
        batch.alter_column("paper_id", new_column_name="frozen_id", existing_type=sa.Uuid())
        batch.alter_column("drafted_by", existing_type=sa.Uuid(), nullable=True)
        batch.add_column(sa.Column("about_kind", sa.String(), nullable=True))
        batch.add_column(sa.Column("about_id", sa.Uuid(), nullable=True))
    result = PAPER.c.inspection_id.is_not(None)
    op.execute(
        sa.update(PAPER).values(
            about_kind=sa.case((result, "inspection"), else_="plan"),
            about_id=sa.func.coalesce(PAPER.c.inspection_id, PAPER.c.plan_id),
        )
    )
    with op.batch_alter_table("paper") as batch:
        batch.alter_column("about_kind", existing_type=sa.String(), nullable=False)
        batch.alter_column("about_id", existing_type=sa.Uuid(), nullable=False)
        batch.drop_column("plan_id")
        batch.drop_column("inspection_id")
        for name in INDEXED:
            batch.create_index(f"ix_paper_{name}", [name])
        batch.create_index("ix_paper_about", ["about_kind", "about_id"])
    op.execute(sa.update(ATTACHMENT).where(ATTACHMENT.c.owner_kind == "notice").values(owner_kind="paper"))
    _rename_waiting("render_notice", "render_paper", "notice_id", "paper_id")


def downgrade() -> None:
    _refuse_what_does_not_fit(op.get_bind())
    _rename_waiting("render_paper", "render_notice", "paper_id", "notice_id")
    op.execute(sa.update(ATTACHMENT).where(ATTACHMENT.c.owner_kind == "paper").values(owner_kind="notice"))
    # The states of both are the same; the earlier program has only the first.
    op.execute(sa.update(PAPER).where(PAPER.c.workflow == "paper").values(workflow="notice", workflow_version=2))
    with op.batch_alter_table("paper") as batch:
        for name in (*INDEXED, "about"):
            batch.drop_index(f"ix_paper_{name}")
        batch.alter_column("frozen_id", new_column_name="paper_id", existing_type=sa.Uuid())
        batch.alter_column("drafted_by", existing_type=sa.Uuid(), nullable=False)
        batch.add_column(sa.Column("plan_id", sa.Uuid(), nullable=True))
        batch.add_column(sa.Column("inspection_id", sa.Uuid(), nullable=True))
        batch.create_foreign_key("notice_plan_id_fkey", "plan", ["plan_id"], ["id"])
        batch.create_foreign_key("notice_inspection_id_fkey", "inspection", ["inspection_id"], ["id"])
    inspection = sa.table("inspection", sa.column("id", sa.Uuid()), sa.column("plan_id", sa.Uuid()))
    plan_of_it = sa.select(inspection.c.plan_id).where(inspection.c.id == PAPER.c.about_id).scalar_subquery()
    is_plan = PAPER.c.about_kind == "plan"
    op.execute(sa.update(PAPER).where(is_plan).values(plan_id=PAPER.c.about_id))
    op.execute(sa.update(PAPER).where(~is_plan).values(inspection_id=PAPER.c.about_id, plan_id=plan_of_it))
    with op.batch_alter_table("paper") as batch:
        batch.drop_column("about_kind")
        batch.drop_column("about_id")
        for name in (*INDEXED, "plan_id", "inspection_id"):
            batch.create_index(f"ix_notice_{name}", [name])
    op.rename_table("paper", "notice")
    op.rename_table("frozen_paper", "paper")


def _refuse_what_does_not_fit(link: sa.Connection) -> None:
    """The earlier shape has no place for letters, nor for what the program drafted by itself: nothing is thrown away."""
    strange = sa.or_(PAPER.c.about_kind.not_in(["plan", "inspection"]), PAPER.c.drafted_by.is_(None))
    count = link.execute(sa.select(sa.func.count()).select_from(PAPER).where(strange)).scalar_one()
    if count:
        raise RuntimeError(f"{count} papers are neither schedule nor result notices of a person; the earlier shape cannot hold them")


def _rename_waiting(kind: str, now: str, field: str, field_now: str) -> None:
    """Papers whose file is still to be made. What is done stays as it was written down."""
    link = op.get_bind()
    waiting = sa.select(OUTBOX.c.id, OUTBOX.c.key, OUTBOX.c.payload).where(
        OUTBOX.c.kind == kind, OUTBOX.c.done_at.is_(None)
    )
    for row_id, key, payload in link.execute(waiting).all():
        told = json.loads(payload)
        told[field_now] = told.pop(field)
        values = {"kind": now, "key": key.replace(kind, now, 1), "payload": json.dumps(told)}
        link.execute(sa.update(OUTBOX).where(OUTBOX.c.id == row_id).values(**values))
