"""Indexes for lists, first pages and what runs on a version of a definition, so that none reads the whole past."""

import sqlalchemy as sa
from alembic import op

revision = "0025"
down_revision = "0024"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("account_change", schema=None) as batch_op:
        batch_op.create_index("ix_account_change_definition", ["workflow", "workflow_version", "status"], unique=False)

    with op.batch_alter_table("attachment", schema=None) as batch_op:
        batch_op.drop_index("ix_attachment_owner_id")
        batch_op.drop_index("ix_attachment_owner_kind")
        batch_op.create_index("ix_attachment_owner", ["owner_id", "owner_kind"], unique=False)

    with op.batch_alter_table("danger", schema=None) as batch_op:
        batch_op.create_index("ix_danger_definition", ["workflow", "workflow_version", "status"], unique=False)
        batch_op.create_index("ix_danger_open", ["open", "seen_at"], unique=False)
        batch_op.create_index("ix_danger_reported_by", ["reported_by"], unique=False)

    with op.batch_alter_table("finding", schema=None) as batch_op:
        batch_op.create_index("ix_finding_merged_into_id", ["merged_into_id"], unique=False)

    with op.batch_alter_table("inspection", schema=None) as batch_op:
        batch_op.create_index("ix_inspection_definition", ["workflow", "workflow_version", "status"], unique=False)
        batch_op.create_index("ix_inspection_office_id", ["office_id"], unique=False)
        batch_op.create_index(
            "ix_inspection_open_of_agency",
            ["lead_agency_id", "means"],
            unique=False,
            sqlite_where=sa.text("open = 1"),
            postgresql_where=sa.text("open"),
        )

    with op.batch_alter_table("obligation", schema=None) as batch_op:
        batch_op.create_index("ix_obligation_definition", ["workflow", "workflow_version", "status"], unique=False)
        batch_op.create_index("ix_obligation_due_on", ["due_on"], unique=False)
        batch_op.create_index(
            "ix_obligation_extension_asked",
            ["lead_agency_id"],
            unique=False,
            sqlite_where=sa.text("open = 1 AND verdict <> 'met' AND extension_asked = 1"),
            postgresql_where=sa.text("open AND verdict <> 'met' AND extension_asked"),
        )
        batch_op.create_index(
            "ix_obligation_open_of_addressee",
            ["addressee_id", "due_on", "turn"],
            unique=False,
            sqlite_where=sa.text("open = 1 AND verdict <> 'met'"),
            postgresql_where=sa.text("open AND verdict <> 'met'"),
        )

    with op.batch_alter_table("paper", schema=None) as batch_op:
        batch_op.create_index("ix_paper_definition", ["workflow", "workflow_version", "status"], unique=False)
        batch_op.create_index("ix_paper_issued_on", ["issued_on"], unique=False)
        batch_op.create_index("ix_paper_number", ["number"], unique=False)
        batch_op.create_index(
            "ix_paper_open_of_agency",
            ["lead_agency_id"],
            unique=False,
            sqlite_where=sa.text("open = 1"),
            postgresql_where=sa.text("open"),
        )
        batch_op.create_index(
            "ix_paper_open_of_drafter",
            ["drafted_by"],
            unique=False,
            sqlite_where=sa.text("open = 1"),
            postgresql_where=sa.text("open"),
        )

    with op.batch_alter_table("plan", schema=None) as batch_op:
        batch_op.create_index("ix_plan_definition", ["workflow", "workflow_version", "status"], unique=False)

    with op.batch_alter_table("plan_target", schema=None) as batch_op:
        batch_op.create_index("ix_plan_target_office_id", ["office_id"], unique=False)

    with op.batch_alter_table("proposal", schema=None) as batch_op:
        batch_op.drop_index(
            "ix_proposal_open_of_agency", sqlite_where=sa.text("open = 1"), postgresql_where=sa.text("open")
        )
        batch_op.create_index(
            "ix_proposal_open_of_agency",
            ["lead_agency_id", "means"],
            unique=False,
            sqlite_where=sa.text("open = 1"),
            postgresql_where=sa.text("open"),
        )
        batch_op.create_index("ix_proposal_definition", ["workflow", "workflow_version", "status"], unique=False)
        batch_op.create_index(
            "ix_proposal_open_of_receiver",
            ["forwarded_to_id", "turn"],
            unique=False,
            sqlite_where=sa.text("open = 1"),
            postgresql_where=sa.text("open"),
        )
        batch_op.create_index("ix_proposal_received_on", ["received_on"], unique=False)

    with op.batch_alter_table("register_entry", schema=None) as batch_op:
        batch_op.create_index("ix_register_entry_page", ["issuer_id", "year", "dated", "number"], unique=False)

    with op.batch_alter_table("verification", schema=None) as batch_op:
        batch_op.create_index("ix_verification_verified_on", ["verified_on"], unique=False)

    with op.batch_alter_table("visit", schema=None) as batch_op:
        batch_op.create_index("ix_visit_definition", ["workflow", "workflow_version", "status"], unique=False)
        batch_op.create_index(
            "ix_visit_open",
            ["happens_on"],
            unique=False,
            sqlite_where=sa.text("open = 1"),
            postgresql_where=sa.text("open"),
        )


def downgrade() -> None:
    with op.batch_alter_table("visit", schema=None) as batch_op:
        batch_op.drop_index("ix_visit_open", sqlite_where=sa.text("open = 1"), postgresql_where=sa.text("open"))
        batch_op.drop_index("ix_visit_definition")

    with op.batch_alter_table("verification", schema=None) as batch_op:
        batch_op.drop_index("ix_verification_verified_on")

    with op.batch_alter_table("register_entry", schema=None) as batch_op:
        batch_op.drop_index("ix_register_entry_page")

    with op.batch_alter_table("proposal", schema=None) as batch_op:
        batch_op.drop_index("ix_proposal_received_on")
        batch_op.drop_index(
            "ix_proposal_open_of_receiver", sqlite_where=sa.text("open = 1"), postgresql_where=sa.text("open")
        )
        batch_op.drop_index("ix_proposal_definition")
        batch_op.drop_index(
            "ix_proposal_open_of_agency", sqlite_where=sa.text("open = 1"), postgresql_where=sa.text("open")
        )
        batch_op.create_index(
            "ix_proposal_open_of_agency",
            ["lead_agency_id"],
            unique=False,
            sqlite_where=sa.text("open = 1"),
            postgresql_where=sa.text("open"),
        )

    with op.batch_alter_table("plan_target", schema=None) as batch_op:
        batch_op.drop_index("ix_plan_target_office_id")

    with op.batch_alter_table("plan", schema=None) as batch_op:
        batch_op.drop_index("ix_plan_definition")

    with op.batch_alter_table("paper", schema=None) as batch_op:
        batch_op.drop_index(
            "ix_paper_open_of_drafter", sqlite_where=sa.text("open = 1"), postgresql_where=sa.text("open")
        )
        batch_op.drop_index(
            "ix_paper_open_of_agency", sqlite_where=sa.text("open = 1"), postgresql_where=sa.text("open")
        )
        batch_op.drop_index("ix_paper_number")
        batch_op.drop_index("ix_paper_issued_on")
        batch_op.drop_index("ix_paper_definition")

    with op.batch_alter_table("obligation", schema=None) as batch_op:
        batch_op.drop_index(
            "ix_obligation_open_of_addressee",
            sqlite_where=sa.text("open = 1 AND verdict <> 'met'"),
            postgresql_where=sa.text("open AND verdict <> 'met'"),
        )
        batch_op.drop_index(
            "ix_obligation_extension_asked",
            sqlite_where=sa.text("open = 1 AND verdict <> 'met' AND extension_asked = 1"),
            postgresql_where=sa.text("open AND verdict <> 'met' AND extension_asked"),
        )
        batch_op.drop_index("ix_obligation_due_on")
        batch_op.drop_index("ix_obligation_definition")

    with op.batch_alter_table("inspection", schema=None) as batch_op:
        batch_op.drop_index(
            "ix_inspection_open_of_agency", sqlite_where=sa.text("open = 1"), postgresql_where=sa.text("open")
        )
        batch_op.drop_index("ix_inspection_office_id")
        batch_op.drop_index("ix_inspection_definition")

    with op.batch_alter_table("finding", schema=None) as batch_op:
        batch_op.drop_index("ix_finding_merged_into_id")

    with op.batch_alter_table("danger", schema=None) as batch_op:
        batch_op.drop_index("ix_danger_reported_by")
        batch_op.drop_index("ix_danger_open")
        batch_op.drop_index("ix_danger_definition")

    with op.batch_alter_table("attachment", schema=None) as batch_op:
        batch_op.drop_index("ix_attachment_owner")
        batch_op.create_index("ix_attachment_owner_kind", ["owner_kind"], unique=False)
        batch_op.create_index("ix_attachment_owner_id", ["owner_id"], unique=False)

    with op.batch_alter_table("account_change", schema=None) as batch_op:
        batch_op.drop_index("ix_account_change_definition")
