"""backup and restore."""

from pathlib import Path

import click

from rasoat import clock
from rasoat.backup import make_backup, restore_backup
from rasoat.commands.setup import ready, settings


def add_to(cli: click.Group) -> None:
    """Make the commands known."""
    cli.add_command(backup)
    cli.add_command(restore)


@click.command()
@click.argument("target", required=False, type=click.Path(path_type=Path))
def backup(target: Path | None) -> None:
    """Write database and files into one archive, while the server runs."""
    chosen = settings()
    if target is None:
        folder = chosen.backup_dir or chosen.data_dir / "backups"
        target = folder / f"rasoat-{clock.local(clock.real_now()):%Y%m%d-%H%M%S}.tar"
    count = make_backup(ready(chosen), chosen, target)
    click.echo(f"{target}: {count.rows} dòng, {count.files} tệp.")


@click.command()
@click.argument("archive", type=click.Path(exists=True, dir_okay=False, path_type=Path))
def restore(archive: Path) -> None:
    """Bring an archive back into an empty installation, and check that nothing is missing."""
    count = restore_backup(settings(), archive)
    click.echo(f"Đã khôi phục và kiểm tra: {count.rows} dòng, {count.files} tệp.")
