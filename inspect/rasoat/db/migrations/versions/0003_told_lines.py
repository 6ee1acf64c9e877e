"""Told lines: one row for each recipient of an event; the journal names in whose stead somebody acted"""

import json
import uuid
from datetime import UTC, datetime

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

INSTANT = sa.DateTime(timezone=True)
TOLD = sa.table(
    "told_line",
    *(sa.column(name, sa.Uuid()) for name in ("id", "event_id", "account_id", "agency_id")),
    sa.column("version", sa.Integer()),
    sa.column("event", sa.String()),
    *(sa.column(name, INSTANT) for name in ("created_at", "mailed_at")),
)
REMINDER = sa.table(
    "reminder", sa.column("id", sa.Uuid()), sa.column("obligation_id", sa.Uuid()), sa.column("sent_at", INSTANT)
)
OBLIGATION = sa.table("obligation", sa.column("id", sa.Uuid()), sa.column("addressee_id", sa.Uuid()))
DANGER = sa.table("danger", sa.column("id", sa.Uuid()), sa.column("lead_agency_id", sa.Uuid()))
AGENCY = sa.table("agency", sa.column("id", sa.Uuid()), sa.column("email", sa.Text()))
ACCOUNT = sa.table(
    "account",
    *(sa.column(name, sa.Uuid()) for name in ("id", "agency_id")),
    *(sa.column(name, sa.String()) for name in ("role", "email")),
    sa.column("active", sa.Boolean()),
)
OUTBOX = sa.table(
    "outbox",
    sa.column("id", sa.Uuid()),
    *(sa.column(name, sa.Integer()) for name in ("version", "attempts")),
    *(sa.column(name, INSTANT) for name in ("created_at", "not_before", "claimed_until", "done_at")),
    *(sa.column(name, sa.Text()) for name in ("kind", "key", "payload", "error")),
)
AUTHORITY = ("authority_officer", "authority_leader")
LEADING = ("officer", "leader")


def upgrade() -> None:
    op.create_table(
        "told_line",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("event", sa.String(), nullable=False),
        sa.Column("event_id", sa.Uuid(), nullable=False),
        sa.Column("account_id", sa.Uuid(), nullable=True),
        sa.Column("agency_id", sa.Uuid(), nullable=True),
        sa.Column("mailed_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("(account_id IS NULL) <> (agency_id IS NULL)", name="one_recipient"),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"]),
        sa.ForeignKeyConstraint(["agency_id"], ["agency.id"]),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("event", "event_id", "account_id"),
        sa.UniqueConstraint("event", "event_id", "agency_id"),
    )
    with op.batch_alter_table("told_line") as batch:
        for column in ("event_id", "account_id", "agency_id"):
            batch.create_index(batch.f(f"ix_told_line_{column}"), [column], unique=False)
    with op.batch_alter_table("journal") as batch:
        batch.add_column(sa.Column("acting_for", sa.Uuid(), nullable=True))
    _tell_what_was_sent()
    _tell_what_waits()
    with op.batch_alter_table("reminder") as batch:
        batch.drop_column("sent_at")


def downgrade() -> None:
    with op.batch_alter_table("reminder") as batch:
        batch.add_column(sa.Column("sent_at", sa.DateTime(timezone=True), nullable=True))
    link = op.get_bind()
    first = sa.select(TOLD.c.event_id, sa.func.min(TOLD.c.mailed_at)).where(TOLD.c.event == "reminder")
    for event_id, at in link.execute(first.group_by(TOLD.c.event_id)).all():
        link.execute(sa.update(REMINDER).where(REMINDER.c.id == event_id).values(sent_at=at))
    with op.batch_alter_table("journal") as batch:
        batch.drop_column("acting_for")
    op.drop_table("told_line")


def _tell_what_was_sent() -> None:
    """A reminder that was mailed had one mail to all: its line is the addressee's."""
    link = op.get_bind()
    query = sa.select(REMINDER.c.id, OBLIGATION.c.addressee_id, REMINDER.c.sent_at).where(
        REMINDER.c.obligation_id == OBLIGATION.c.id, REMINDER.c.sent_at.is_not(None)
    )
    rows = [_line("reminder", event_id, at, agency_id=agency) for event_id, agency, at in link.execute(query)]
    if rows:
        link.execute(sa.insert(TOLD), rows)


def _tell_what_waits() -> None:
    """Mails that wait in the outbox become a told line, and a mail, for each recipient."""
    link = op.get_bind()
    kinds = {"mail": "reminder", "danger_mail": "danger"}
    waiting = sa.select(OUTBOX).where(OUTBOX.c.done_at.is_(None), OUTBOX.c.kind.in_(list(kinds)))
    for item in link.execute(waiting).mappings().all():
        event = kinds[item["kind"]]
        event_id = uuid.UUID(json.loads(item["payload"])[f"{event}_id"])
        for column, recipient in _recipients(event, event_id):
            line = _line(event, event_id, None, **{column: recipient})
            link.execute(sa.insert(TOLD), [line])
            mail = {**item, "id": uuid.uuid4(), "kind": "told_line", "key": f"told_line:{line['id']}"}
            mail |= {"payload": json.dumps({"line_id": str(line["id"])}), "claimed_until": None, "attempts": 0}
            link.execute(sa.insert(OUTBOX), [mail])
        link.execute(sa.delete(OUTBOX).where(OUTBOX.c.id == item["id"]))


def _recipients(event: str, event_id: uuid.UUID) -> list[tuple[str, uuid.UUID]]:
    link = op.get_bind()
    if event == "danger":
        roles, of = LEADING, sa.select(DANGER.c.lead_agency_id).where(DANGER.c.id == event_id)
    else:
        roles = AUTHORITY
        of = sa.select(OBLIGATION.c.addressee_id).where(
            OBLIGATION.c.id == REMINDER.c.obligation_id, REMINDER.c.id == event_id
        )
    agency_id = link.execute(of).scalar_one()
    people = sa.select(ACCOUNT.c.id).where(
        ACCOUNT.c.agency_id == agency_id, ACCOUNT.c.role.in_(roles), ACCOUNT.c.active, ACCOUNT.c.email != ""
    )
    found = [("account_id", account_id) for (account_id,) in link.execute(people)]
    if link.execute(sa.select(AGENCY.c.email).where(AGENCY.c.id == agency_id)).scalar_one():
        found.append(("agency_id", agency_id))
    return found


def _line(event: str, event_id: uuid.UUID, mailed_at: datetime | None, **recipient: object) -> dict[str, object]:
    return {
        "id": uuid.uuid4(),
        "version": 1,
        "created_at": mailed_at or datetime.now(UTC),
        "event": event,
        "event_id": event_id,
        "account_id": None,
        "agency_id": None,
        "mailed_at": mailed_at,
        **recipient,
    }
