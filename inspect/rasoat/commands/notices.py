"""import notice: what a paper of another time or office says, told before anything is brought in."""

import json
import sys
from collections.abc import Iterator
from dataclasses import asdict
from datetime import date
from pathlib import Path
from typing import Any

import click

from rasoat.parsing import files
from rasoat.parsing.models import Due, Found, Paper, Place

_MISSING = {
    "issuer": "cơ quan ban hành", "number": "số", "day": "ngày", "subject": "trích yếu", "signer": "người ký",
    "recipients": "nơi nhận", "recommendations": "kiến nghị",
}  # fmt: skip
_KINDS = {"situation": "kết quả", "strength": "ưu điểm", "shortcoming": "tồn tại, hạn chế", "cause": "nguyên nhân"}


def tell(path: Path, *, as_json: bool) -> None:
    """Print what was found in a file. Ends with 1 when nothing can be read from it."""
    try:
        source = files.read(path.read_bytes())
    except files.Refused as refused:
        raise click.ClickException(f"{path.name}: {refused}") from None
    if as_json:
        json.dump(
            {"text": source.text, **asdict(source.paper)}, sys.stdout, default=_plain, ensure_ascii=False, indent=1
        )
        click.echo()
        return
    for line in lines(source.paper):
        click.echo(line)


def _plain(value: Any) -> str:
    assert isinstance(value, date)
    return value.isoformat()


def lines(paper: Paper) -> Iterator[str]:
    """What was found, in sentences, each with its line."""
    for name, found in (
        ("Cơ quan ban hành", paper.issuer),
        ("Số, ký hiệu", paper.number),
        ("Trích yếu", paper.subject),
    ):
        if found:
            yield f"{name}: {found.text} ({_at(found.place)})"
    if paper.day:
        yield f"Ngày: {paper.day:%d/%m/%Y}"
    if paper.signer:
        yield f"Người ký: {paper.signer.name} – {paper.signer.office} ({_at(paper.signer.place)})"
    yield from _list("Kính gửi", paper.addressed_to)
    yield from _list("Nơi nhận", paper.recipients)
    for basis in paper.bases:
        number = f"số {basis.number}" if basis.number else ""
        named = " ".join(part for part in (basis.kind, basis.about, number) if part)
        yield f"Căn cứ: {named}{f' ngày {basis.day:%d/%m/%Y}' if basis.day else ''} ({_at(basis.place)})"
    for finding in paper.findings:
        yield f"Nhận xét ({_KINDS[finding.kind]}): {finding.text} ({_at(finding.place)})"
    for one in paper.recommendations:
        due = f"; thời hạn: {_due(one.due)}" if one.due else ""
        yield f"Kiến nghị với {'; '.join(one.addressees) or '(không rõ với ai)'}: {one.text}{due} ({_at(one.place)})"
    for proposal in paper.proposals:
        yield f"Đề xuất của đơn vị{f' với {proposal.addressee}' if proposal.addressee else ''}: {proposal.text} ({_at(proposal.place)})"
    yield from _list("Trả lời đề xuất", paper.replies)
    yield from _list("Chú thích", paper.notes)
    yield from _list("Chưa xếp được", paper.unplaced)
    missing = [_MISSING[name] for name in paper.missing if name in _MISSING]
    if missing:
        yield f"Văn bản không nêu: {', '.join(missing)}."
    yield (
        f"Tổng cộng: {len(paper.findings)} nhận xét, {len(paper.recommendations)} kiến nghị, {len(paper.proposals)} đề xuất, "
        f"{len(paper.unplaced)} chỗ chưa xếp được."
    )


def _due(due: Due) -> str:
    return f"{due.text} = {due.day:%d/%m/%Y}" if due.day else due.text


def _list(name: str, rows: list[Found]) -> Iterator[str]:
    for row in rows:
        yield f"{name}: {row.text} ({_at(row.place)})"


def _at(place: Place) -> str:
    return f"dòng {place.line}" if place.page is None else f"trang {place.page}, dòng {place.line}"
