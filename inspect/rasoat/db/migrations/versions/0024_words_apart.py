"""What is searched becomes words with spaces between: 98/tb-sldtbxh is 98 tb sldtbxh, so that it is found by 98

The index of words itself belongs to no migration: it is made from these words whenever a database has come to the newest
shape (`rasoat.db.search_index`). Numbers below ten are also found as papers print them: 02.
"""

from collections.abc import Iterator
from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0024"
down_revision = "0023"
branch_labels = None
depends_on = None

_LONGEST_WORD = 100
_SOME = 1_000
_NUMBERED = ("paper", "plan", "register_entry")


def upgrade() -> None:
    inspector = sa.inspect(op.get_bind())
    for name in inspector.get_table_names():
        columns = {column["name"] for column in inspector.get_columns(name)}
        if "search_text" in columns:
            _rewrite(name)


def downgrade() -> None:
    """The release of before finds its words in these too."""


def _rewrite(name: str) -> None:
    table = sa.table(name, sa.column("id", sa.Uuid()), sa.column("search_text", sa.Text()), sa.column("number", sa.Integer()))
    changed = sa.update(table).where(table.c.id == sa.bindparam("of")).values(search_text=sa.bindparam("words"))
    for rows in _portions(table, [table.c.number] if name in _NUMBERED else []):
        written = [
            {"of": row.id, "words": words} for row in rows if (words := _words(*row[1:])) != row.search_text
        ]
        if written:
            op.get_bind().execute(changed, written)


def _portions(table: Any, more: list[Any]) -> Iterator[Any]:
    query = sa.select(table.c.id, table.c.search_text, *more).order_by(table.c.id).limit(_SOME)
    rows = op.get_bind().execute(query).all()
    while rows:
        yield rows
        rows = op.get_bind().execute(query.where(table.c.id > rows[-1].id)).all()


def _words(folded: str, number: int | None = None) -> str:
    """The words of a text that was folded already."""
    apart = "".join(char if char.isalnum() else " " for char in folded)
    words = [word[:_LONGEST_WORD] for word in apart.split()]
    printed = f"0{number}" if number and number < 10 else ""
    return " ".join([*words, printed] if printed and printed not in words else words)
