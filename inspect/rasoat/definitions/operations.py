"""Publishing a definition, and finding it again."""

import hashlib
from collections.abc import Iterable

from sqlalchemy import tuple_
from sqlmodel import Session, col, select

from rasoat.definitions.models import Definition
from rasoat.problems import Problem

TITLES = {
    "workflow": "quy trình",
    "checklist": "bảng kiểm",
    "ladder": "thang đôn đốc",
    "ranking": "thứ tự nên kiểm tra",
}
Version = tuple[str, int]
"""The name of a definition and its number."""


def digest_of(body: str) -> str:
    """SHA-256 of the canonical body."""
    return hashlib.sha256(body.encode()).hexdigest()


def publish(session: Session, kind: str, name: str, number: int, body: str, *, draft: bool = False) -> None:
    """Store one version for ever. Publishing the same body again changes nothing; a draft may be replaced while it is
    a draft.

    Raises Problem `definition.changed` when a published version comes again with another body.
    """
    digest = digest_of(body)
    stored = session.get(Definition, (kind, name, number))
    if stored is None:
        session.add(Definition(kind=kind, name=name, number=number, draft=draft, digest=digest, body=body))
    elif stored.draft:
        stored.body, stored.digest, stored.draft = body, digest, draft
    elif stored.digest != digest:
        raise Problem("definition.changed", kind=TITLES[kind], name=name, version=number)


def body_of(session: Session, kind: str, name: str, number: int) -> str:
    """The stored body of one version. Raises Problem `definition.unknown`, or `definition.changed` if tampered with."""
    return bodies_of(session, kind, [(name, number)])[name, number]


def bodies_of(session: Session, kind: str, versions: Iterable[Version]) -> dict[Version, str]:
    """The stored bodies of several versions, with one query. Raises what `body_of` raises for the first that is wrong."""
    wanted = set(versions)
    query = select(Definition).where(
        Definition.kind == kind, tuple_(col(Definition.name), col(Definition.number)).in_(wanted)
    )
    found = {(row.name, row.number): row for row in session.exec(query)} if wanted else {}
    for name, number in sorted(wanted):
        row = found.get((name, number))
        if row is None:
            raise Problem("definition.unknown", kind=TITLES[kind], name=name, version=number)
        if digest_of(row.body) != row.digest:
            raise Problem("definition.changed", kind=TITLES[kind], name=name, version=number)
    return {version: row.body for version, row in found.items()}


def newest(session: Session, kind: str, name: str) -> int:
    """The highest published version. Raises Problem `definition.unknown` when there is none."""
    query = (
        select(Definition.number)
        .where(Definition.kind == kind, Definition.name == name)
        .order_by(col(Definition.number).desc())
    )
    number = session.exec(query).first()
    if number is None:
        raise Problem("definition.unknown", kind=TITLES[kind], name=name, version="bất kỳ")
    return number


def stored(session: Session, kind: str) -> list[Definition]:
    """Every stored version of one kind, by name and version."""
    query = select(Definition).where(Definition.kind == kind).order_by(Definition.name, col(Definition.number))
    return list(session.exec(query))
