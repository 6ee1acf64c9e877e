"""Publishing a definition, and finding it again."""

import hashlib

from sqlmodel import Session, col, select

from rasoat.definitions.models import Definition
from rasoat.problems import Problem

TITLES = {"workflow": "quy trình", "checklist": "bảng kiểm"}


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
    stored = session.get(Definition, (kind, name, number))
    if stored is None:
        raise Problem("definition.unknown", kind=TITLES[kind], name=name, version=number)
    if digest_of(stored.body) != stored.digest:
        raise Problem("definition.changed", kind=TITLES[kind], name=name, version=number)
    return stored.body


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
