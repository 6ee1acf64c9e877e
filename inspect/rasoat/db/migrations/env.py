"""Alembic's entry: runs on the connection that `rasoat.db.schema` hands over."""

from typing import Any, Literal

from alembic import context
from sqlalchemy.types import TypeDecorator
from sqlmodel import SQLModel

from rasoat.db import search_index
from rasoat.db.new_columns import for_filled_tables


def render_item(kind: str, item: Any, _autogen: Any) -> str | Literal[False]:
    """Migrations name the plain SQL type, so that they outlive our column types."""
    if kind != "type":
        return False
    if isinstance(item, TypeDecorator) and type(item).__name__ != "AutoString":
        item = item.impl_instance
    name = type(item).__name__
    if name == "DateTime":
        return "sa.DateTime(timezone=True)"
    if name in {"AutoString", "Text"}:
        return "sa.Text()" if name == "Text" else "sa.String()"
    return False


connection = context.config.attributes["connection"]
context.configure(
    connection=connection,
    target_metadata=SQLModel.metadata,
    render_as_batch=connection.dialect.name == "sqlite",
    render_item=render_item,
    include_name=search_index.is_told,
    process_revision_directives=for_filled_tables,
)
with context.begin_transaction():
    context.run_migrations()
