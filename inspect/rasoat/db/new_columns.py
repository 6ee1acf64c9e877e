"""What a generated migration writes for a new column, so that it also works on tables that have rows.

A NOT NULL column gets the model's default as a default of the database, which fills the existing rows and stays. It
stays because the previous release, if it has to come back, can then still write, and because SQLite could remove it
only by copying the table. New rows get their value from the model as before.
"""

from collections.abc import Iterator, Sequence
from typing import Any

from alembic.operations.ops import (
    AddColumnOp,
    CreateTableOp,
    DropColumnOp,
    MigrateOperation,
    MigrationScript,
    ModifyTableOps,
    OpContainer,
)
from sqlalchemy import Column, DefaultClause

from rasoat.db.types import canonical


def for_filled_tables(_context: object, _revision: object, scripts: Sequence[MigrationScript]) -> None:
    """Alembic's `process_revision_directives`. Raises ValueError for a column that would have no value."""
    for script in scripts:
        for steps in (*script.upgrade_ops_list, *script.downgrade_ops_list):
            _rewrite(steps)


def _rewrite(steps: OpContainer) -> None:
    steps.ops = [one for step in steps.ops for one in _taken_out(step)]


def _taken_out(step: MigrateOperation) -> Iterator[MigrateOperation]:
    """Take columns out of a batch and add them one by one: in a batch SQLite would copy the table, to which rows of
    other tables refer.
    """
    if isinstance(step, CreateTableOp):
        # What a table says of itself to the program is nothing to the database.
        step.kw.pop("info", None)
    if not isinstance(step, ModifyTableOps):
        yield step
        return
    kept: list[MigrateOperation] = []
    for one in step.ops:
        if not isinstance(one, AddColumnOp | DropColumnOp):
            kept.append(one)
            continue
        if kept:
            yield ModifyTableOps(step.table_name, kept, schema=step.schema)
            kept = []
        if isinstance(one, AddColumnOp):
            _give_default(one.table_name, one.column)
        yield one
    if kept:
        yield ModifyTableOps(step.table_name, kept, schema=step.schema)


def _give_default(table: str, column: Column[Any]) -> None:
    if column.nullable or column.server_default is not None or column.computed is not None:
        return
    column.server_default = DefaultClause(default_in_words(table, column))


def default_in_words(table: str, column: Column[Any]) -> str:
    """The model's default as text that both databases read as the column's type."""
    default: Any = column.default
    value = None
    if default is not None and default.is_scalar:
        value = default.arg
    elif default is not None and default.is_callable:
        value = default.arg(None)
    if isinstance(value, bool):
        return str(int(value))
    if isinstance(value, dict | list):
        return canonical(value)
    if isinstance(value, str | int | float):
        return str(value)
    raise ValueError(
        f"{table}.{column.name} may not be empty and its model gives no constant that rows of before could have. "
        "Add it by hand in three steps: as nullable, filled by an UPDATE, then as NOT NULL; or let it be None."
    )
