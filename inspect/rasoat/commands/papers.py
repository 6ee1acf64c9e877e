"""documents check."""

import click
from sqlmodel import Session, col, select

from rasoat import rooms
from rasoat.commands.chosen import settings
from rasoat.db import Database
from rasoat.documents import layout, register, trial
from rasoat.documents.components import components
from rasoat.documents.models import FrozenPaper, RegisterEntry
from rasoat.documents.paper import Paper
from rasoat.files.store import BlobStore
from rasoat.numbers import plain


@click.group()
def documents() -> None:
    """The papers that were issued here."""


@documents.command("check")
@click.argument("number")
@click.option("--year", type=int, help="The year of the paper, where several bear the number.")
def check(number: str, year: int | None) -> None:
    """Measure the stored file of a paper, given by number or symbol (98/TB-SLĐTBXH), against Nghị định 30/2020/NĐ-CP."""
    rooms.load()
    chosen = settings()
    with Database(chosen.url).read() as session:
        entry, frozen = _one(session, number, year)
        paper, title = register.snapshot_of(frozen), _called(entry)
        sha256, engine = frozen.file_sha256, frozen.engine
    if not sha256:
        raise click.ClickException(f"{title} đã có số nhưng chưa có tệp; văn thư bấm “Tạo lại tệp” trước.")
    deviations = layout.measure(BlobStore(chosen.files_dir).get(sha256), paper)
    click.echo(f"{title}, tạo bằng {engine}")
    _tell(paper, deviations)
    wrong = sum(one.certain for one in deviations)
    if wrong:
        raise click.ClickException(f"{wrong} chỗ không đúng thể thức.")
    click.echo("Đúng thể thức.")


def _one(session: Session, number: str, year: int | None) -> tuple[RegisterEntry, FrozenPaper]:
    """The paper with that name. When there is none, or more than one, it refuses with the names to choose from."""
    digits, _, symbol = number.strip().partition("/")
    wanted = plain(digits)
    if wanted is None:
        raise click.ClickException(f"“{number}” không phải là số văn bản; ví dụ đúng: 98 hoặc 98/TB-SLĐTBXH.")
    query = select(RegisterEntry, FrozenPaper).join(
        FrozenPaper, col(FrozenPaper.register_entry_id) == col(RegisterEntry.id)
    )
    query = query.where(RegisterEntry.number == wanted)
    if symbol:
        query = query.where(RegisterEntry.symbol == symbol)
    if year is not None:
        query = query.where(RegisterEntry.year == year)
    found = session.exec(query.order_by(col(RegisterEntry.dated))).all()
    if not found:
        raise click.ClickException(f"Ở đây không có văn bản số {number}.")
    if len(found) > 1:
        names = "; ".join(_called(entry) for entry, _ in found)
        raise click.ClickException(f"Có nhiều văn bản như vậy: {names}. Nêu cả ký hiệu, hoặc thêm --year.")
    entry, frozen = found[0]
    return entry, frozen


def _called(entry: RegisterEntry) -> str:
    return f"Văn bản {entry.number:02d}/{entry.symbol} ngày {entry.dated:%d/%m/%Y}"


def _tell(paper: Paper, deviations: list[layout.Deviation]) -> None:
    """Print what is in order, one line for each kind of part, and then what is not."""
    for name in dict.fromkeys(component.name for component in components(paper)):
        if not any(one.component == name for one in deviations):
            click.echo(f"  đúng  {name}")
    for one in deviations:
        click.echo(f"  {'SAI ' if one.certain else 'lưu ý'}  {trial.told(one)}")
