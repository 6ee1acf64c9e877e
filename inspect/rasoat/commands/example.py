"""The example province: load it, or run its whole course in an empty directory."""

import os
import shutil
from pathlib import Path

import click
from sqlalchemy import make_url

from rasoat.commands import server
from rasoat.commands.chosen import settings
from rasoat.commands.setup import ready
from rasoat.example import decreed, story
from rasoat.settings import Settings
from rasoat.web.demo_accounts import DEMO_PASSWORD, demo_accounts


@click.command()
@click.option("--out", type=click.Path(file_okay=False, path_type=Path), required=True, help="An empty directory.")
@click.option("--database-url", default="", help="SQLAlchemy URL of an empty database; SQLite in the directory else.")
def demo(out: Path, database_url: str) -> None:
    """Run one inspection from beginning to end through the real operations, printing each step."""
    out.mkdir(parents=True, exist_ok=True)
    if any(out.iterdir()):
        raise click.ClickException(f"{out} không trống; chọn một thư mục trống.")
    chosen = Settings(data_dir=out / "data", database_url=database_url)
    story.tell(ready(chosen), chosen, papers=out, say=click.echo)
    # The other procedure has papers of its own; its province is of another year and another order.
    other = Settings(data_dir=out / "data-217")
    click.echo("")
    decreed.tell(ready(other), other, papers=out / "217", say=click.echo)


@click.group()
def example() -> None:
    """The example database."""


@example.command()
def load() -> None:
    """Load the example into an empty installation; nothing happens when it is already loaded."""
    _load(settings())


def _load(chosen: Settings) -> None:
    file = Path(make_url(chosen.url).database or "")
    if chosen.database_url or file.exists():
        _load_into(chosen)
        return
    # The example is loaded in a directory beside this one and moved when it is complete, so that an interrupted load
    # leaves nothing half done. The directory may already exist, with the lock of the server that waits for the example.
    # The database is moved last: until then there is none.
    partial = chosen.data_dir.with_name(f"{chosen.data_dir.name}.loading")
    shutil.rmtree(partial, ignore_errors=True)
    _load_into(chosen.model_copy(update={"data_dir": partial}))
    others = shutil.ignore_patterns(file.name)
    shutil.copytree(partial, chosen.data_dir, ignore=others, copy_function=os.replace, dirs_exist_ok=True)
    (partial / file.name).replace(file)
    shutil.rmtree(partial)


def _load_into(chosen: Settings) -> None:
    database = ready(chosen)
    if story.is_loaded(database):
        click.echo("Dữ liệu ví dụ đã có.")
        return
    click.echo("Nạp tỉnh ví dụ, khoảng nửa phút…")
    story.tell(database, chosen, papers=chosen.data_dir / "papers", say=lambda _line: None)
    database.close()


@example.command()
def serve() -> None:
    """Load the example if it is not loaded, print the demo accounts, and serve the pages."""
    chosen = settings()
    server.run(chosen, lambda: _prepare(chosen), with_worker=True)


def _prepare(chosen: Settings) -> None:
    _load(chosen)
    database = ready(chosen)
    click.echo("\nTài khoản ví dụ (tên đăng nhập, mật khẩu):")
    with database.read() as session:
        for account in demo_accounts(session):
            click.echo(
                f"  {account['username']:<16} {DEMO_PASSWORD}   {account['role_title']}, {account['agency_name']}"
            )
    click.echo("")
    database.close()
