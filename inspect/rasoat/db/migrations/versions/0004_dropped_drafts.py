"""Removed drafts stay: journals whose obligation an early version deleted get an end; recommendations can be removed

The early version deleted the row of a drafted obligation when its recommendation was removed or its addressee left
out, and left the journal: no backup could be restored from then on. What that obligation was cannot be made anew, so
its journal gets a last entry, by the program itself for the agency of the entry before, which says so. A journal
without a row that got further than a draft was not made by that fault: it is left for `audit verify` to report.

Everything that hashes an entry is written out here, since this file must do the same for ever.
"""

import hashlib
import json
import unicodedata
import uuid
from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

_PROGRAM = uuid.UUID("00000000-0000-7000-8000-000000000001")
_INSTANT = sa.DateTime(timezone=True)
_JOURNAL = sa.table(
    "journal",
    sa.column("id", sa.Uuid()),
    sa.column("case_kind", sa.String()),
    sa.column("case_id", sa.Uuid()),
    sa.column("seq", sa.Integer()),
    sa.column("row_version", sa.Integer()),
    sa.column("command_id", sa.Uuid()),
    sa.column("trigger", sa.String()),
    sa.column("from_state", sa.String()),
    sa.column("to_state", sa.String()),
    sa.column("actor_id", sa.Uuid()),
    sa.column("agency_id", sa.Uuid()),
    sa.column("recorded_at", _INSTANT),
    sa.column("effective_on", sa.Date()),
    sa.column("workflow", sa.String()),
    sa.column("workflow_version", sa.Integer()),
    sa.column("facts", sa.Text()),
    sa.column("note_digest", sa.String()),
    sa.column("previous_hash", sa.String()),
    sa.column("hash", sa.String()),
)
_OBLIGATION = sa.table("obligation", sa.column("id", sa.Uuid()))


def upgrade() -> None:
    op.add_column("recommendation", sa.Column("removed_at", _INSTANT, nullable=True))
    _index_open_ones("'drafted', 'withdrawn', 'transferred', 'dropped'")
    _end_journals_without_a_row(op.get_bind())


def downgrade() -> None:
    # The appended entries stay: nothing is taken out of a journal. Dropped obligations keep their state as well.
    _index_open_ones("'drafted', 'withdrawn', 'transferred'")
    op.drop_column("recommendation", "removed_at")


def _index_open_ones(closed: str) -> None:
    open_ones = sa.text(f"verdict <> 'met' AND status NOT IN ({closed})")
    op.drop_index("ix_obligation_open", table_name="obligation")
    op.create_index(
        "ix_obligation_open", "obligation", ["due_on"], sqlite_where=open_ones, postgresql_where=open_ones
    )  # fmt: skip


def _end_journals_without_a_row(connection: sa.Connection) -> None:
    later = _JOURNAL.alias("later")
    last = ~sa.exists().where(
        later.c.case_kind == _JOURNAL.c.case_kind,
        later.c.case_id == _JOURNAL.c.case_id,
        later.c.seq > _JOURNAL.c.seq,
    )
    gone = ~sa.exists().where(_OBLIGATION.c.id == _JOURNAL.c.case_id)
    lost = sa.select(_JOURNAL).where(
        _JOURNAL.c.case_kind == "obligation", _JOURNAL.c.to_state == "drafted", last, gone
    )  # fmt: skip
    for entry in connection.execute(lost).mappings().all():
        connection.execute(sa.insert(_JOURNAL), _end(entry))


def _end(entry: sa.RowMapping) -> dict[str, Any]:
    now = datetime.now(UTC)
    facts = {
        "by_migration": revision,
        "what": "the row of this draft was deleted by an early version; the agency is that of the entry before",
    }
    values = {
        **entry,
        "id": uuid.uuid4(),
        "seq": entry["seq"] + 1,
        "row_version": entry["row_version"] + 1,
        "command_id": uuid.uuid4(),
        "trigger": "row_lost",
        "actor_id": _PROGRAM,
        "from_state": entry["to_state"],
        "to_state": "dropped",
        "recorded_at": now,
        "effective_on": now.astimezone(ZoneInfo("Asia/Ho_Chi_Minh")).date(),
        "facts": facts,
        "note_digest": "",
        "previous_hash": entry["hash"],
    }
    return {**values, "facts": _canonical(facts), "hash": _hash(values)}


def _hash(values: dict[str, Any]) -> str:
    chained = [_plain(values[column.name]) for column in _JOURNAL.c if column.name != "hash"]
    return hashlib.sha256(_canonical(chained).encode()).hexdigest()


def _plain(value: Any) -> Any:
    if isinstance(value, str | int | dict):
        return value
    return value.isoformat(timespec="microseconds") if isinstance(value, datetime) else str(value)


def _canonical(value: Any) -> str:
    written = json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return unicodedata.normalize("NFC", written)
