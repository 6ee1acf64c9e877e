"""Digests of rows, and seals: every row that is here now gets its digest, and all of them the first seal

From now on the program writes a row's digest in the transaction that writes the row. What was changed behind its back
before this migration cannot be told any more: seal number 1 says only how everything was when it ran.

Which columns count, and how digests are made, is written out here, since this file must do the same for ever. A column
that says what its default says is left out.
"""

import hashlib
import json
import secrets
import unicodedata
from collections.abc import Iterator
from datetime import UTC, date, datetime
from typing import Any

import orjson
import sqlalchemy as sa
from alembic import op

revision = "0020"
down_revision = "0019"
branch_labels = None
depends_on = None

_TYPES: dict[str, Any] = {
    "str": sa.String(),
    "int": sa.Integer(),
    "bool": sa.Boolean(),
    "float": sa.Float(),
    "uuid": sa.Uuid(),
    "date": sa.Date(),
    "time": sa.DateTime(timezone=True),
    "json": sa.Text(),
}
_SEALED = """
account | id:uuid | - | created_at:time username:str full_name:str title:str="" agency_id:uuid role:str email:str=""
    password_hash:str="" active:bool=true session_epoch:int=0 code_hash:str="" code_until:time signs_from:time
account_change | id:uuid | self | created_at:time account_id:uuid agency_id:uuid asked_by:uuid kind:str
    changes:json={} used:bool=false
administrative_unit | id:uuid | - | created_at:time code:str name:str level:str parent_id:uuid valid_from:date
    valid_to:date
agency | id:uuid | - | created_at:time name:str short_name:str symbol:str kind:str place:str="" header:str=""
    email:str="" parent_id:uuid unit_id:uuid path:str="" valid_from:date valid_to:date
answer | id:uuid | obligation_id>obligation | created_at:time obligation_id:uuid ordinal:int claim:str text:str
    answered_by:uuid agency_id:uuid answered_on:date
attachment | id:uuid | - | created_at:time sha256:str owner_kind:str owner_id:uuid name:str
    visibility:str="internal" uploaded_by:uuid taken_at:time position:json
blob | sha256:str | - | size:int kind:str created_at:time
danger | id:uuid | self | created_at:time inspection_id:uuid visit_id:uuid lead_agency_id:uuid site_id:uuid
    checklist:str="" item:str="" what:str place:str="" latitude:float longitude:float accuracy:float seen_at:time
    reported_by:uuid taken_by:str="" ended_on:date outcome:str=""
decided_day | id:uuid | - | created_at:time day:date worked:bool decision:str entered_by:uuid
definition | kind:str name:str number:int | - | draft:bool=false digest:str body:str published_at:time
extension | id:uuid | obligation_id>obligation | created_at:time obligation_id:uuid asked_until:date reason:str
    asked_by:uuid asked_at:time previous_due_on:date outcome:str="asked" decided_by:uuid decided_at:time
    decision_note:str=""
finding | id:uuid | inspection_id>inspection | edited_by:uuid edited_at:time created_at:time inspection_id:uuid
    kind:str ordinal:int text:str status:str="accepted" visibility:str="public" response_id:uuid item:str=""
    draft:json rejected_reason:str="" merged_into_id:uuid no_recommendation_reason:str=""
frozen_paper | id:uuid | - | created_at:time register_entry_id:uuid snapshot:json snapshot_sha256:str
    file_sha256:str="" engine:str="" rendered_at:time
inspection | id:uuid | self | edited_by:uuid edited_at:time created_at:time plan_id:uuid lead_agency_id:uuid
    unit_id:uuid office_id:uuid title:str unit_name:str scheduled_on:date scheduled_time:str="" place:str=""
inspection_checklist | id:uuid | inspection_id>inspection | created_at:time inspection_id:uuid checklist:str
    checklist_version:int required:bool=true
installation | id:int | - | example:bool=false example_date:date
obligation | id:uuid | self | created_at:time source_kind:str="recommendation" source_id:uuid source_number:int
    source_text:str force:str="recommended" inspection_id:uuid lead_agency_id:uuid addressee_id:uuid due_on:date
    due_basis:json verdict:str="" extension_asked:bool=false parent_id:uuid issued_on:date
obligation_part | id:uuid | obligation_id>obligation | created_at:time obligation_id:uuid ordinal:int measure:str=""
    verdict:str=""
observation | id:uuid | obligation_id>obligation | created_at:time obligation_id:uuid visit_id:uuid seen:str
    note:str="" observed_by:uuid observed_at:time
paper | id:uuid | self | edited_by:uuid edited_at:time created_at:time kind:str lead_agency_id:uuid about_kind:str
    about_id:uuid subject:str edits:json={} head:json={} drafted_by:uuid approved_by:uuid approved_sha256:str=""
    number:int symbol:str="" issued_on:date frozen_id:uuid
photo | id:uuid | visit_id>visit | submission_id:uuid visit_id:uuid account_id:uuid owner_kind:str owner_id:uuid
    item:str="" visibility:str="internal" sha256:str size:int name:str="" taken_at:time position:json
    state:str="expected" stored_at:time given_up_by:uuid given_up_note:str=""
plan | id:uuid | self | edited_by:uuid edited_at:time created_at:time lead_agency_id:uuid title:str purpose:str=""
    year:int number:int symbol:str="" signed_on:date inspection_workflow:str="inspection" drafted_by:uuid
plan_basis | id:uuid | plan_id>plan | created_at:time plan_id:uuid ordinal:int text:str
plan_content | id:uuid | plan_id>plan | created_at:time plan_id:uuid ordinal:int title:str checklist:str=""
plan_cosigner | id:uuid | plan_id>plan | created_at:time plan_id:uuid agency_id:uuid ordinal:int signed_at:time
    signed_by:uuid
plan_target | id:uuid | plan_id>plan | created_at:time plan_id:uuid agency_id:uuid office_id:uuid planned_on:date
    place:str=""
proposal | id:uuid | self | edited_by:uuid edited_at:time created_at:time inspection_id:uuid lead_agency_id:uuid
    from_id:uuid ordinal:int text:str received_on:date forwarded_to_id:uuid forwarded_on:date response:str=""
    reply:str="" replied_on:date
recommendation | id:uuid | inspection_id>inspection | edited_by:uuid edited_at:time created_at:time
    inspection_id:uuid ordinal:int text:str removed_at:time
recommendation_finding | id:uuid | - | created_at:time recommendation_id:uuid finding_id:uuid
register_counter | issuer_id:uuid year:int series:str | - | last:int=0
register_entry | id:uuid | - | created_at:time issuer_id:uuid year:int series:str number:int symbol:str dated:date
    kind_title:str subject:str signer:str recipients:str archived_by:str="" note:str=""
reminder | id:uuid | obligation_id>obligation | created_at:time obligation_id:uuid kind:str for_day:date due_on:date
    by:uuid
response | id:uuid | visit_id>visit | visit_id:uuid inspection_id:uuid checklist:str checklist_version:int scope:str
    site_id:uuid revision:int=0 complete:bool=false passed:bool saved_by:uuid saved_at:time
response_conflict | id:uuid | visit_id>visit | created_at:time response_id:uuid visit_id:uuid item:str kept:json
    kept_by:uuid kept_at:time offered:json offered_by:uuid offered_at:time submission_id:uuid decision:str=""
    decided_by:uuid decided_at:time
response_revision | id:uuid | - | created_at:time response_id:uuid number:int digest:str saved_by:uuid saved_at:time
signed_copy | id:uuid | paper_id>paper | created_at:time paper_id:uuid attachment_id:uuid picture_id:uuid
    signed_on:date signer:str
site | id:uuid | inspection_id>inspection | edited_by:uuid edited_at:time created_at:time inspection_id:uuid
    kind:str name:str place:str="" latitude:float longitude:float
submission | id:uuid | visit_id>visit | kind:str visit_id:uuid account_id:uuid tablet_id:uuid digest:str
    made_at:time received_at:time clock_skew_s:int=0 outcome:str reason:str="" answer:json response_id:uuid
    revision:int imported_by:uuid decided_by:uuid decided_at:time decision_note:str=""
tablet | id:uuid | - | created_at:time account_id:uuid label:str="" user_agent:str="" token_hash:str=""
    token_until:time session_epoch:int=0 lock_key:str cut_off_at:time cut_off_by:uuid cut_off_reason:str=""
taking | id:uuid | visit_id>visit | created_at:time tablet_id:uuid visit_id:uuid account_id:uuid taken_at:time
    bundle:str size:int
team_member | id:uuid | inspection_id>inspection | created_at:time inspection_id:uuid user_id:uuid agency_id:uuid
    assignment:str="member"
told_line | id:uuid | - | created_at:time event:str event_id:uuid account_id:uuid agency_id:uuid mailed_at:time
verification | id:uuid | obligation_id>obligation | created_at:time obligation_id:uuid ordinal:int answer_id:uuid
    verdict:str evidence:str="" verified_by:uuid agency_id:uuid verified_on:date
visit | id:uuid | self | edited_by:uuid edited_at:time created_at:time inspection_id:uuid lead_agency_id:uuid
    ordinal:int=1 happens_on:date place:str=""
"""
"""Table | its key | column and table of the case it belongs to | columns that count, with type and default."""
_SEAL = sa.table(
    "row_seal",
    *(sa.column(name, sa.String()) for name in ("table_name", "row_id", "case_row", "salt", "digest")),
    sa.column("seal", sa.Integer()),
    sa.column("sealed_at", sa.DateTime(timezone=True)),
)
_JOURNAL = sa.table(
    "journal", sa.column("case_kind"), sa.column("case_id", sa.Uuid()), sa.column("seq"), sa.column("hash")
)
_NOTE = sa.table("journal_note", sa.column("entry_id", sa.Uuid()), sa.column("erased_at"))


def upgrade() -> None:
    _create_tables()
    connection, now = op.get_bind(), datetime.now(UTC)
    for lines in _some(_all_lines(connection)):
        connection.execute(sa.insert(_SEAL), [{**line, "seal": 1, "sealed_at": now} for line in lines])
    _seal_all(connection, now)


def downgrade() -> None:
    op.drop_table("row_seal")
    op.drop_table("audit_seal")


def _create_tables() -> None:
    op.create_table(
        "audit_seal",
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("lines", sa.Text(), nullable=False),
        sa.Column("previous_hash", sa.String(), nullable=False),
        sa.Column("hash", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("number"),
    )
    op.create_table(
        "row_seal",
        sa.Column("table_name", sa.String(), nullable=False),
        sa.Column("row_id", sa.String(), nullable=False),
        sa.Column("seal", sa.Integer(), nullable=False),
        sa.Column("case_row", sa.String(), nullable=False),
        sa.Column("salt", sa.String(), nullable=False),
        sa.Column("digest", sa.String(), nullable=False),
        sa.Column("sealed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("noticed_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("table_name", "row_id", "seal"),
    )


def _all_lines(connection: sa.Connection) -> Iterator[dict[str, Any]]:
    for listed in _SEALED.strip().replace("\n    ", " ").splitlines():
        yield from _lines(connection, *(part.strip() for part in listed.split("|")))
    yield from _ends_of_journals(connection)
    # A note that is erased already has no entry that says so; from now on it must have one.
    for (entry_id,) in connection.execute(sa.select(_NOTE.c.entry_id).where(_NOTE.c.erased_at.is_not(None))).all():
        yield _line("journal_note", str(entry_id), digest="erased")


def _lines(connection: sa.Connection, name: str, key: str, case: str, columns: str) -> Iterator[dict[str, Any]]:
    keys = [one.split(":")[0] for one in key.split()]
    counted = [_column(one) for one in columns.split()]
    kinds = dict(one.split(":") for one in key.split()) | {one: kind for one, kind, _default in counted}
    table = sa.table(name, *(sa.column(one, _TYPES[kind]) for one, kind in kinds.items()))
    rows = connection.execute(sa.select(table), execution_options={"yield_per": 500})
    for row in rows.mappings():
        row_id, salt = "/".join(str(row[one]) for one in keys), secrets.token_hex(16)
        values = {one: (_plain(row[one], kind), default) for one, kind, default in counted}
        said = {one: value for one, (value, default) in values.items() if value not in (None, default)}
        digest = hashlib.sha256((salt + _canonical([name, row_id, said])).encode()).hexdigest()
        column, _, target = case.partition(">")
        owner = f"{name}/{row_id}" if case == "self" else f"{target}/{row[column]}" if target and row[column] else ""
        yield _line(name, row_id, owner, salt, digest)


def _column(told: str) -> tuple[str, str, Any]:
    name, _, more = told.partition(":")
    kind, equals, default = more.partition("=")
    return name, kind, json.loads(default) if equals else None


def _plain(value: Any, kind: str) -> Any:
    if value is None:
        return None
    if kind == "json":
        return json.loads(value)
    if isinstance(value, datetime):
        aware = value if value.tzinfo else value.replace(tzinfo=UTC)
        return aware.astimezone(UTC).isoformat(timespec="microseconds")
    if isinstance(value, date):
        return value.isoformat()
    return str(value) if kind == "uuid" else value


def _ends_of_journals(connection: sa.Connection) -> Iterator[dict[str, Any]]:
    later = _JOURNAL.alias("later")
    last = ~sa.exists().where(
        later.c.case_kind == _JOURNAL.c.case_kind,
        later.c.case_id == _JOURNAL.c.case_id,
        later.c.seq > _JOURNAL.c.seq,
    )
    for entry in connection.execute(sa.select(_JOURNAL).where(last), execution_options={"yield_per": 500}):
        yield _line("journal", f"{entry.case_kind}/{entry.case_id}/{entry.seq}", digest=entry.hash)


def _line(table: str, row_id: str, case_row: str = "", salt: str = "", digest: str = "") -> dict[str, Any]:
    return {"table_name": table, "row_id": row_id, "case_row": case_row, "salt": salt, "digest": digest}


def _some(lines: Iterator[dict[str, Any]]) -> Iterator[list[dict[str, Any]]]:
    some: list[dict[str, Any]] = []
    for line in lines:
        some.append(line)
        if len(some) == 500:
            yield some
            some = []
    if some:
        yield some


def _seal_all(connection: sa.Connection, now: datetime) -> None:
    # The order must be the same on both databases.
    text = "C" if connection.dialect.name == "postgresql" else "BINARY"
    order = [sa.collate(column, text) for column in (_SEAL.c.table_name, _SEAL.c.row_id)]
    columns = sa.select(_SEAL.c.table_name, _SEAL.c.row_id, _SEAL.c.case_row, _SEAL.c.digest).order_by(*order)
    counted: dict[str, int] = {}
    lines = hashlib.sha256()
    for table, row_id, case_row, digest in connection.execute(columns, execution_options={"yield_per": 500}):
        counted[table] = counted.get(table, 0) + 1
        # The last one is when the program noticed that the row had been changed, which has not happened yet.
        lines.update(f"{table}\t{row_id}\t{case_row}\t{digest}\t\n".encode())
    if not counted:
        return
    told = [1, now.isoformat(timespec="microseconds"), counted, "", lines.hexdigest()]
    row = {
        "number": 1,
        "made_at": now,
        "lines": _canonical(counted),
        "previous_hash": "",
        "hash": hashlib.sha256(_canonical(told).encode()).hexdigest(),
    }
    seal = sa.table("audit_seal", *(sa.column(name) for name in row if name != "made_at"), sa.column("made_at", _TYPES["time"]))
    connection.execute(sa.insert(seal), row)


def _canonical(value: Any) -> str:
    try:
        written = orjson.dumps(value, option=orjson.OPT_SORT_KEYS).decode()
    except orjson.JSONEncodeError:
        # Whole numbers of more than 64 bits.
        written = json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return unicodedata.normalize("NFC", written)
