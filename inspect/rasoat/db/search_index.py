"""The index of words: rows are found by whole words and by beginnings of words, without reading the whole table.

It is derived from the columns `search_text` and kept by the database itself, in the transaction that writes the row,
whoever writes it. On SQLite each searched table has an FTS5 table beside it, which triggers fill; on PostgreSQL it has a
GIN index. Neither migrations nor backups contain it: `schema.upgrade` makes what is missing, `rasoat search rebuild` makes
all of it anew.
"""

from sqlalchemy import Connection
from sqlalchemy.exc import DatabaseError

_PREFIX = "search_"
_MARK = "§"
"""Stands before a row's id in the FTS5 table, where the id is a word too, by which the row is found when it is changed or
removed. No word that is searched begins with it."""
_VECTOR = f"{_PREFIX}vector"
_FUNCTION = f"""
CREATE OR REPLACE FUNCTION {_VECTOR}(words text) RETURNS tsvector
LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE COST 1000
AS $$ BEGIN RETURN array_to_tsvector(string_to_array(words, ' ')); END $$
"""
"""What PostgreSQL indexes. The function tells the planner what it costs: with the bare expression it read whole tables."""


def is_told(name: str | None, kind: str, _parents: object) -> bool:
    """Alembic's `include_name`: the models know nothing of the index of words."""
    return kind not in ("table", "index") or not (name or "").startswith(_PREFIX)


def index_of(table: str) -> str:
    """The name of a table's index: on SQLite that of the FTS5 table."""
    return _PREFIX + table


def vector(table: str) -> str:
    """The words of a row as PostgreSQL indexes them."""
    return f"{_VECTOR}({table}.search_text)"


def tables(connection: Connection) -> list[str]:
    """The tables that are searched."""
    asked = (
        "SELECT made.name FROM sqlite_master AS made, pragma_table_info(made.name) AS its"
        # An FTS5 table that is damaged could not even be asked for its columns.
        " WHERE made.type = 'table' AND made.name NOT LIKE 'search_%' AND its.name = 'search_text' ORDER BY made.name"
        if _is_sqlite(connection)
        else "SELECT table_name FROM information_schema.columns"
        " WHERE table_schema = current_schema() AND column_name = 'search_text' ORDER BY table_name"
    )
    return list(connection.exec_driver_sql(asked).scalars())


def rows(connection: Connection, table: str) -> int:
    """About how many rows a table has, without counting them."""
    name = index_of(table)
    asked = (
        f"SELECT rowid FROM {name} ORDER BY rowid DESC LIMIT 1"  # noqa: S608 - a name of our own, as all in this file
        if _is_sqlite(connection)
        else f"SELECT reltuples::bigint FROM pg_class WHERE oid = '\"{table}\"'::regclass"  # noqa: S608
    )
    return max(connection.exec_driver_sql(asked).scalar() or 0, 0)


def ensure(connection: Connection) -> None:
    """Make what is missing or was made by another rule. A migration that rebuilds a table of SQLite takes its triggers
    away: that table is indexed anew.
    """
    if not _is_sqlite(connection) and _missing(connection):
        # Several processes may start at once after an upgrade.
        connection.exec_driver_sql("SELECT pg_advisory_xact_lock(hashtextextended('search_index', 0))")
    for table in _missing(connection):
        build(connection, table)


def _missing(connection: Connection) -> list[str]:
    if not _is_sqlite(connection):
        made = set(
            connection.exec_driver_sql("SELECT indexname FROM pg_indexes WHERE schemaname = current_schema()").scalars()
        )
        return [table for table in tables(connection) if index_of(table) not in made]
    parts = connection.exec_driver_sql("SELECT name, sql FROM sqlite_master WHERE sql IS NOT NULL")
    present = {row.name: row.sql for row in parts}
    return [table for table in tables(connection) if not present.items() >= _parts(table).items()]


def build(connection: Connection, table: str) -> None:
    """Make the index of one table anew from its rows."""
    _remove(connection, table)
    name = index_of(table)
    if not _is_sqlite(connection):
        connection.exec_driver_sql(_FUNCTION)
        # Without a list of what waits to be indexed, no writer has to index it for all others.
        vectors = f'ON "{table}" USING gin ({_VECTOR}(search_text)) WITH (fastupdate = off)'
        connection.exec_driver_sql(f"CREATE INDEX {name} {vectors}")
        return
    for part in _parts(table).values():
        connection.exec_driver_sql(part)
    found = f"SELECT search_text, '{_MARK}' || id FROM \"{table}\" ORDER BY id"  # noqa: S608
    connection.exec_driver_sql(f"INSERT INTO {name} (words, row) {found}")


def drop(connection: Connection) -> None:
    """Remove the whole index."""
    for table in tables(connection):
        _remove(connection, table)
    if not _is_sqlite(connection):
        connection.exec_driver_sql(f"DROP FUNCTION IF EXISTS {_VECTOR}")


def forget_removed(connection: Connection, table: str) -> None:
    """Write the index of a table without what it still holds of words that were removed; PostgreSQL does so when it
    vacuums. A table that is not searched has none.
    """
    if _is_sqlite(connection) and table in tables(connection):
        name = index_of(table)
        connection.exec_driver_sql(f"INSERT INTO {name} ({name}) VALUES ('optimize')")  # noqa: S608


def _is_sqlite(connection: Connection) -> bool:
    return connection.dialect.name == "sqlite"


def _remove(connection: Connection, table: str) -> None:
    name = index_of(table)
    if not _is_sqlite(connection):
        connection.exec_driver_sql(f"DROP INDEX IF EXISTS {name}")
        return
    for trigger in set(_parts(table)) - {name}:
        connection.exec_driver_sql(f"DROP TRIGGER IF EXISTS {trigger}")
    try:
        connection.exec_driver_sql(f"DROP TABLE IF EXISTS {name}")
    except DatabaseError:
        _remove_damaged(connection, name)


def _remove_damaged(connection: Connection, name: str) -> None:
    """Remove an FTS5 table that SQLite cannot open: its entry in the schema, then the tables that hold its data."""
    connection.exec_driver_sql("PRAGMA writable_schema = ON")
    connection.exec_driver_sql("DELETE FROM sqlite_master WHERE name = ?", (name,))
    connection.exec_driver_sql("PRAGMA writable_schema = RESET")
    for part in ("data", "idx", "content", "docsize", "config"):
        connection.exec_driver_sql(f"DROP TABLE IF EXISTS {name}_{part}")


def _parts(table: str) -> dict[str, str]:
    """What makes the index of a table on SQLite, by name: the FTS5 table and the triggers that fill it."""
    name = index_of(table)
    add = f"INSERT INTO {name} (words, row) VALUES (new.search_text, '{_MARK}' || new.id);"  # noqa: S608
    mine = f"(SELECT rowid FROM {name} WHERE {name} MATCH '\"{_MARK}' || old.id || '\"')"  # noqa: S608
    remove = f"DELETE FROM {name} WHERE rowid IN {mine};"  # noqa: S608
    changed = "old.search_text IS NOT new.search_text OR old.id IS NOT new.id"
    # The words come folded and apart; the tokenizer "ascii" takes everything beyond ASCII for letters.
    words = "words, row, prefix = '1 2 3', detail = none, tokenize = 'ascii'"
    triggers = {
        f"{name}_added": f'AFTER INSERT ON "{table}" BEGIN {add} END',
        f"{name}_changed": f'AFTER UPDATE OF search_text, id ON "{table}" WHEN {changed} BEGIN {remove} {add} END',
        f"{name}_removed": f'AFTER DELETE ON "{table}" BEGIN {remove} END',
    }
    made = {trigger: f"CREATE TRIGGER {trigger} {when}" for trigger, when in triggers.items()}
    return {name: f"CREATE VIRTUAL TABLE {name} USING fts5({words})", **made}
