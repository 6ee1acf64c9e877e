"""import: a table of units, agencies or accounts, or what a notice says."""

import sys
from pathlib import Path

import click
from sqlmodel import Session, col, select

from rasoat.accounts.queries import system_actor
from rasoat.commands import notices
from rasoat.commands.chosen import settings
from rasoat.commands.outcome import progress
from rasoat.commands.setup import ready
from rasoat.files.names import clean
from rasoat.files.opening import table_in
from rasoat.files.operations import keep
from rasoat.files.store import BlobStore
from rasoat.importing import operations, presenters
from rasoat.importing.models import ImportRun
from rasoat.importing.planning import plan
from rasoat.importing.registry import kinds
from rasoat.problems import PlainError
from rasoat.progress import now_and_then
from rasoat.units.models import Agency

NOTICE = "notice"


@click.command("import")
@click.argument("kind")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--dry-run", is_flag=True, help="Only tell what it would do.")
@click.option("--json", "as_json", is_flag=True, help="Of a notice: tell it as records, each with its place.")
def import_(kind: str, file: Path, dry_run: bool, as_json: bool) -> None:
    """Bring a table in, or tell what a paper says.

    KIND is units, agencies or accounts: all of the table or nothing; exits with 1 when a row is wrong.

    With KIND notice and --dry-run: tell what stands in a notice, a report or a letter (PDF, DOCX or text).
    """
    if kind == NOTICE:
        if not dry_run:
            raise click.ClickException(
                "Văn bản phải được rà soát trước khi nhập: thêm --dry-run để xem những gì tìm được."
            )
        notices.tell(file, as_json=as_json)
        return
    if as_json:
        raise click.ClickException("--json chỉ dùng với KIND notice.")
    chosen = settings()
    database = ready(chosen)
    if (known := kinds().get(kind)) is None:
        raise click.ClickException(f"KIND: {', '.join((*kinds(), NOTICE))}")
    data = file.read_bytes()
    table = table_in(clean(file.name), data)
    with database.read() as session:
        found = plan(session, known, table)
        for line in presenters.lines(found):
            click.echo(line)
        # The plan's rows belong to this session and are not needed any more.
        faulty, digest = bool(found.faults), found.digest
    if faulty:
        sys.exit(1)
    if dry_run:
        return
    stored = keep(BlobStore(chosen.files_dir), table.name, data, table.kind)

    def bring(session: Session) -> ImportRun | None:
        actor = system_actor(_acting(session))
        return operations.bring_in(session, actor, known, table, stored, digest, now_and_then(progress))

    click.echo("Đã nhập." if database.write(bring) else "Mọi thứ đã đúng như bảng; không có gì thay đổi.")


def _acting(session: Session) -> Agency:
    """The agency in whose name the program acts: the one at the top that was recorded first."""
    found = session.exec(select(Agency).where(col(Agency.parent_id).is_(None)).order_by(col(Agency.id))).first()
    if found is None:
        raise PlainError("Chưa có cơ quan nào: mở hệ thống lần đầu bằng rasoat setup, rồi nhập bảng.")
    return found
