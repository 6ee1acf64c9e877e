"""audit verify, seal and erase."""

from uuid import UUID

import click
from sqlmodel import Session

from rasoat.accounts.actor import Actor
from rasoat.accounts.queries import actor_named
from rasoat.audit import Given, parse, seal_now, verify
from rasoat.audit.verifying import uncovered
from rasoat.commands.chosen import settings
from rasoat.commands.outcome import progress
from rasoat.commands.setup import ready
from rasoat.files.store import BlobStore
from rasoat.workflows import erasing


@click.group()
def audit() -> None:
    """Whether anything was changed behind the program's back."""


@audit.command("verify")
@click.option("--seal", "written", multiple=True, metavar="NUMBER:HASH", help="A seal that was written down outside.")
@click.option("--files/--no-files", default=True, help="Also read every file.")
def verify_all(written: tuple[str, ...], files: bool) -> None:
    """Check journals, rows, the register, answers, seals and files; name every fault and what is not covered."""
    chosen = settings()
    database = ready(chosen)
    store = BlobStore(chosen.files_dir) if files else None
    found = 0
    with database.one_moment() as session:
        for fault in verify(session, store, [_given(one) for one in written], progress):
            click.echo(str(fault))
            found += 1
    click.echo("Lệnh này không kiểm được:", err=True)
    for line in uncovered():
        click.echo(f"  - {line}", err=True)
    if not files:
        click.echo("  - nội dung các tệp (đã bỏ qua theo yêu cầu)", err=True)
    if found:
        raise click.ClickException(f"{found} chỗ không còn như chương trình đã ghi.")
    click.echo("Nguyên vẹn: nhật ký, nội dung, sổ đăng ký, niêm phong" + (" và tệp." if files else "."))


@audit.command("seal")
def seal() -> None:
    """Seal everything as it is now, and print the seal, to be kept where nobody can change it."""
    given = seal_now(ready(settings()))
    if given is None:
        raise click.ClickException("Chưa có gì để niêm phong.")
    click.echo(str(given))
    click.echo("In ra hoặc gửi đi, giữ ngoài máy chủ này. Kiểm lại: rasoat audit verify --seal " + str(given), err=True)


@audit.command("erase")
@click.argument("entry", type=click.UUID)
@click.option("--by", "username", required=True, help="Who decided it: a username, named in the case's journal.")
@click.option("--why", required=True, help="Why, for the journal.")
def erase(entry: UUID, username: str, why: str) -> None:
    """Erase the words given with one journal entry, because a person has a right to it."""
    database = ready(settings())
    database.write(lambda session: erasing.erase_note(session, entry, _decider(session, username), why))
    click.echo("Đã xóa phần chữ của mục này; nhật ký ghi ai xóa và vì sao.")


def _given(written: str) -> Given:
    try:
        return parse(written)
    except ValueError as error:
        raise click.ClickException(f"“{written}” không phải niêm phong: SỐ:MÃ BĂM.") from error


def _decider(session: Session, username: str) -> Actor:
    try:
        return actor_named(session, username)
    except KeyError as error:
        raise click.ClickException("Nêu người quyết định bằng --by TÊN_ĐĂNG_NHẬP.") from error
