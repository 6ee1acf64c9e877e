"""search rebuild."""

import click

from rasoat.commands.chosen import settings
from rasoat.commands.outcome import progress
from rasoat.commands.setup import ready
from rasoat.search.rebuilding import rebuild as rebuild_index


@click.group()
def search() -> None:
    """The index of words, by which lists are searched."""


@search.command("rebuild")
def rebuild() -> None:
    """Make the index of words anew, while the server runs; nothing else is changed."""
    rows: dict[str, int] = {}

    def tell(table: str, count: int) -> None:
        rows[table] = count
        progress(table, count)

    rebuild_index(ready(settings()), tell)
    click.echo(f"Đã lập lại chỉ mục tìm kiếm: {sum(rows.values())} dòng của {len(rows)} bảng.")
