"""Checklist definitions that were read before: a published version never changes, and each record asks for one."""

from weakref import WeakKeyDictionary

from sqlalchemy import Engine, Pool
from sqlmodel import Session

from rasoat.checklists import catalog
from rasoat.checklists.definition import Definition
from rasoat.definitions import operations as definitions
from rasoat.problems import Problem

_known: WeakKeyDictionary[Pool, dict[tuple[str, int], Definition]] = WeakKeyDictionary()


def definition(session: Session, name: str, version: int) -> Definition:
    """The stored definition, whatever the files say now. Raises Problem `definition.never` for one that never was."""
    bind = session.get_bind()
    kept = _known.setdefault(bind.pool if isinstance(bind, Engine) else bind.engine.pool, {})
    found = kept.get((name, version))
    if found is None:
        found = _read(session, name, version)
        if not found.draft:
            kept[name, version] = found
    return found


def _read(session: Session, name: str, version: int) -> Definition:
    try:
        return catalog.from_body(definitions.body_of(session, "checklist", name, version))
    except Problem as problem:
        if problem.key != "definition.unknown":
            raise
        raise Problem("definition.never", name=name, version=version) from problem
