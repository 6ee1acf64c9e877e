"""Findings are searched: their words and their key in the order of the dictionary are stored beside their texts

How a text is folded and ordered is told here once more: what this migration does must stay what it did.
"""

import unicodedata
from collections.abc import Iterator
from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0072"
down_revision = "0071"
branch_labels = None
depends_on = None

_SEARCHED, _LONGEST_WORD, _ORDERED, _SOME = 100_000, 100, 600, 1_000
_LETTERS = {letter: f"{rank:02d}" for rank, letter in enumerate("aăâbcdđeêfghijklmnoôơpqrstuưvwxyz")}
_TONES = {"\u0300": "1", "\u0309": "2", "\u0303": "3", "\u0301": "4", "\u0323": "5"}
_FINDING = sa.table(
    "finding",
    sa.column("id", sa.Uuid()),
    *(sa.column(name, sa.Text()) for name in ("text", "search_text", "order_text")),
)


def upgrade() -> None:
    for name in ("search_text", "order_text"):
        op.add_column("finding", sa.Column(name, sa.Text(), nullable=False, server_default=""))
    written = sa.update(_FINDING).where(_FINDING.c.id == sa.bindparam("of"))
    written = written.values(search_text=sa.bindparam("words"), order_text=sa.bindparam("place"))
    for rows in _portions():
        values = [{"of": row.id, "words": _words(row.text), "place": _place(row.text)} for row in rows]
        op.get_bind().execute(written, values)
    op.create_index("ix_finding_order_text", "finding", ["order_text"])


def downgrade() -> None:
    op.drop_index("ix_finding_order_text", "finding")
    with op.batch_alter_table("finding") as batch:
        batch.drop_column("order_text")
        batch.drop_column("search_text")


def _portions() -> Iterator[Any]:
    query = sa.select(_FINDING.c.id, _FINDING.c.text).order_by(_FINDING.c.id).limit(_SOME)
    rows = op.get_bind().execute(query).all()
    while rows:
        yield rows
        rows = op.get_bind().execute(query.where(_FINDING.c.id > rows[-1].id)).all()


def _words(value: str) -> str:
    decomposed = unicodedata.normalize("NFD", value[:_SEARCHED].casefold().replace("đ", "d"))
    bare = "".join(char for char in decomposed if not unicodedata.combining(char))
    apart = "".join(char if char.isalnum() else " " for char in bare)
    return " ".join(word[:_LONGEST_WORD] for word in apart.split())


def _place(value: str) -> str:
    return " ".join(_key(word) for word in value.casefold().split())[:_ORDERED]


def _key(word: str) -> str:
    letters, tones = "", ""
    for char in word:
        parts = unicodedata.normalize("NFD", char)
        tones += next((_TONES[part] for part in parts if part in _TONES), "0")
        base = unicodedata.normalize("NFC", "".join(part for part in parts if part not in _TONES))
        letters += _LETTERS.get(base, f"~{base}" if base.isalpha() else base)
    return f"{letters}!{tones}"
