"""Names of files that were stored before names were cleaned are cleaned, and their digests with them

The program cleans such a name when it reads it, and compares with the digest what it has read. Migration 0020 made the
digest of the name as it was stored, so that `audit verify` took every such file for one that somebody had changed. A row
that agrees with neither name was changed by somebody: it stays as it is, and so does its digest.
"""

import hashlib
import json
import re
import secrets
import unicodedata
from collections.abc import Mapping
from datetime import UTC, date, datetime
from typing import Any

import orjson
import sqlalchemy as sa
from alembic import op

revision = "0021"
down_revision = "0020"
branch_labels = None
depends_on = None

_TYPES: dict[str, Any] = {
    "str": sa.String(),
    "int": sa.Integer(),
    "uuid": sa.Uuid(),
    "time": sa.DateTime(timezone=True),
    "json": sa.Text(),
}
_COUNTED = {
    "attachment": "created_at:time sha256:str owner_kind:str owner_id:uuid name:str visibility:str "
    "uploaded_by:uuid taken_at:time position:json",
    "photo": "submission_id:uuid visit_id:uuid account_id:uuid owner_kind:str owner_id:uuid item:str visibility:str "
    "sha256:str size:int name:str taken_at:time position:json state:str stored_at:time given_up_by:uuid "
    "given_up_note:str",
}
"""The columns that count, with their types, as in migration 0020."""
_DEFAULTS = {
    "attachment": {"visibility": "internal"},
    "photo": {"item": "", "visibility": "internal", "name": "", "state": "expected", "given_up_note": ""},
}
_SEAL = sa.table(
    "row_seal",
    *(sa.column(name, sa.String()) for name in ("table_name", "row_id", "case_row", "salt", "digest")),
    sa.column("seal", sa.Integer()),
    sa.column("sealed_at", sa.DateTime(timezone=True)),
)
_LONGEST = 240
_UNSEEN, _BREAKS = {"Cf", "Cs", "Cn"}, {"Cc", "Zl", "Zp"}


def upgrade() -> None:
    for name, listed in _COUNTED.items():
        kinds = dict(one.split(":") for one in listed.split())
        table = sa.table(name, sa.column("id", sa.Uuid()), *(sa.column(one, _TYPES[kinds[one]]) for one in kinds))
        for row in op.get_bind().execute(sa.select(table)).mappings().all():
            clean = _clean(row["name"]) if row["name"] else row["name"]
            if clean != row["name"]:
                _mend(table, row, clean, kinds)


def downgrade() -> None:
    """The names stay clean: the program of before reads them so."""


def _mend(table: Any, row: Mapping[Any, Any], clean: str, kinds: Mapping[str, str]) -> None:
    connection, row_id = op.get_bind(), str(row["id"])
    lines = sa.select(_SEAL).where(_SEAL.c.table_name == table.name, _SEAL.c.row_id == row_id).order_by(_SEAL.c.seal)
    found = connection.execute(lines).mappings().all()
    if not found:
        return
    # The open line holds; when there is none, the one of the latest seal.
    line = found[0] if found[0]["seal"] == 0 else found[-1]
    mended = {**row, "name": clean}
    if line["digest"] == _digest(table.name, row_id, row, kinds, line["salt"]):
        salt = secrets.token_hex(16)
        new = {"salt": salt, "digest": _digest(table.name, row_id, mended, kinds, salt), "sealed_at": datetime.now(UTC)}
        if line["seal"] == 0:
            this = (_SEAL.c.table_name == table.name, _SEAL.c.row_id == row_id, _SEAL.c.seal == 0)
            connection.execute(sa.update(_SEAL).where(*this).values(new))
        else:
            place = {"table_name": table.name, "row_id": row_id, "seal": 0, "case_row": line["case_row"]}
            connection.execute(sa.insert(_SEAL).values({**place, **new}))
    elif line["digest"] != _digest(table.name, row_id, mended, kinds, line["salt"]):
        return
    connection.execute(sa.update(table).where(table.c.id == row["id"]).values(name=clean))


def _digest(name: str, row_id: str, row: Mapping[Any, Any], kinds: Mapping[str, str], salt: str) -> str:
    values = {one: _plain(row[one], kind) for one, kind in kinds.items()}
    said = {one: value for one, value in values.items() if value not in (None, _DEFAULTS[name].get(one))}
    return hashlib.sha256((salt + _canonical([name, row_id, said])).encode()).hexdigest()


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


def _canonical(value: Any) -> str:
    return unicodedata.normalize("NFC", orjson.dumps(value, option=orjson.OPT_SORT_KEYS).decode())


def _clean(name: str) -> str:
    kinds = ((char, unicodedata.category(char)) for char in unicodedata.normalize("NFC", name))
    seen = "".join(" " if kind in _BREAKS else char for char, kind in kinds if kind not in _UNSEEN)
    tidy = " ".join(re.sub(r"[/\\]+", "-", unicodedata.normalize("NFC", seen)).split()).strip(". ")
    return _shortened(tidy) or "tệp"


def _shortened(name: str) -> str:
    if len(name.encode()) <= _LONGEST:
        return name
    stem, dot, ending = name.rpartition(".")
    if not dot or len(ending.encode()) > 12:
        stem, dot, ending = name, "", ""
    room = _LONGEST - len((dot + ending).encode())
    return unicodedata.normalize("NFC", stem.encode()[:room].decode(errors="ignore")).rstrip(". ") + dot + ending
