"""documents check."""

from pathlib import Path

import click
from sqlmodel import Session, col, select

from rasoat import rooms
from rasoat.commands.chosen import settings
from rasoat.db import Database
from rasoat.documents import layout, register, trial
from rasoat.documents.checking import asking
from rasoat.documents.checking.kinds import KINDS, LETTER
from rasoat.documents.components import components
from rasoat.documents.models import FrozenPaper, RegisterEntry
from rasoat.documents.paper import Paper
from rasoat.files.store import BlobStore
from rasoat.numbers import plain


@click.group()
def documents() -> None:
    """The papers that were issued here, and PDF files of any office."""


@documents.command("check")
@click.argument("number")
@click.option("--year", type=int, help="The year of the paper, where several bear the number.")
@click.option("--kind", default="", help="The kind of the paper in a PDF file: TB, KH, QĐ, … or CV for a letter.")
def check(number: str, year: int | None, kind: str) -> None:
    """Measure a paper against Nghị định 30/2020/NĐ-CP.

    NUMBER is the number or symbol of a paper issued here (98/TB-SLĐTBXH), or the path of a PDF file from anywhere.
    """
    if number.lower().endswith(".pdf"):
        _check_file(Path(number), kind.upper())
        return
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


def _check_file(path: Path, kind: str) -> None:
    """Recognise the components of a PDF file and tell rule by rule what was measured."""
    if kind and kind not in (*KINDS, LETTER):
        raise click.ClickException(f"Không có loại văn bản “{kind}”; dùng một trong: {', '.join((*KINDS, LETTER))}.")
    if not path.is_file():
        raise click.ClickException(f"Không có tệp {path}.")
    try:
        judged = asking.ask(path, kind)
    except asking.Refused as refused:
        raise click.ClickException(str(refused)) from None
    click.echo(path.name)
    for one in judged:
        where = f"trang {one.page}, " if one.page > 1 or not one.right else ""
        click.echo(f"  {'đúng' if one.right else 'SAI '}  {where}{one.component}: {one.rule}; đo được {one.found}")
    wrong = sum(not one.right for one in judged)
    if wrong:
        raise click.ClickException(f"{wrong} trên {len(judged)} điểm đo không đúng thể thức.")
    click.echo(f"Đúng thể thức ở cả {len(judged)} điểm đo.")


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
