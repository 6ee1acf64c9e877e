"""backup and restore."""

import signal
import sys
from collections.abc import Iterable
from pathlib import Path

import click

from rasoat import clock
from rasoat.backup import bring_back_files, make_backup, restore_backup
from rasoat.chosen_settings import applied
from rasoat.commands.chosen import settings
from rasoat.commands.outcome import progress
from rasoat.commands.setup import ready
from rasoat.db import installation
from rasoat.db.database import told_when_away
from rasoat.problems import Problem


@click.command()
@click.argument("target", required=False, type=click.Path(path_type=Path))
def backup(target: Path | None) -> None:
    """Write the database and the files into one archive while the server runs; damaged files are left out and named."""
    _end_cleanly()
    chosen = settings()
    if target is None:
        folder = applied(chosen).backup_dir or chosen.data_dir / "backups"
        target = folder / f"rasoat-{clock.local(clock.real_now()):%Y%m%d-%H%M%S}.tar"
    database = ready(chosen)
    made = make_backup(database, chosen, target, progress)
    click.echo(f"{target}: {made.rows} dòng, {made.files} tệp.")
    database.write(lambda session: installation.note_step(session, "backup"))
    if made.seal:
        click.echo(f"Niêm phong: {made.seal}")
    _tell("Tệp hỏng hoặc mất:", made.lacking)
    _tell("Nhật ký sai:", (f"{case.name}: mục {case.seq}" for case in made.broken))
    if made.lacking or made.broken:
        raise Problem("backup.faulty", files=len(made.lacking), cases=len(made.broken))


@click.command()
@click.argument("archive", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--files", is_flag=True, help="Only bring damaged or lost files back into the installation in use.")
def restore(archive: Path, files: bool) -> None:
    """Restore an archive into an empty installation, and check that nothing is missing."""
    _end_cleanly()
    if files:
        _bring_back(archive)
        return
    with told_when_away():
        restored = restore_backup(settings(), archive, progress)
    click.echo(f"Đã khôi phục và kiểm tra: {restored.rows} dòng, {restored.files} tệp.")
    _tell("Đã hỏng hoặc mất khi sao lưu (lấy lại bằng rasoat restore --files):", restored.lacking)
    _tell("Nhật ký đã sai khi sao lưu:", restored.broken)


def _bring_back(archive: Path) -> None:
    chosen = settings()
    mended = bring_back_files(ready(chosen), chosen, archive)
    click.echo(f"Đã lấy lại {len(mended.back)} tệp.")
    _tell("Đã lấy lại:", mended.back)
    _tell("Vẫn hỏng hoặc mất:", mended.left)
    if mended.left:
        raise Problem("backup.files_left", count=len(mended.left))


def _tell(title: str, lines: Iterable[object]) -> None:
    found = [f"  {line}" for line in lines]
    if found:
        click.echo("\n".join([title, *found]), err=True)


def _end_cleanly() -> None:
    """Turn a signal to end into an exception, so that nothing half written remains."""
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
