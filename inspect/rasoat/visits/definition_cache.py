"""A cache of checklist definitions: a published version never changes, and each record needs one."""

from weakref import WeakKeyDictionary

from sqlalchemy import Pool
from sqlmodel import Session

from rasoat.checklists import catalog
from rasoat.checklists.definition import Definition
from rasoat.db import Database
from rasoat.definitions import operations as definitions
from rasoat.problems import Problem

_known: WeakKeyDictionary[Pool, dict[tuple[str, int], Definition]] = WeakKeyDictionary()


def definition(session: Session, name: str, version: int) -> Definition:
    """The stored definition; the YAML files may say something else by now. Raises Problem `definition.never` for a
    definition that was never published.
    """
    return _of(session.get_bind().engine.pool, name, version) or _read(session, name, version)


def definition_in(database: Database, name: str, version: int) -> Definition:
    """Return the stored definition for a caller without a session. A session is opened only for a definition that is
    not yet cached.
    """
    found = _of(database.engine.pool, name, version)
    if found is None:
        with database.read() as session:
            found = _read(session, name, version)
    return found


def _of(pool: Pool, name: str, version: int) -> Definition | None:
    return _known.get(pool, {}).get((name, version))


def _read(session: Session, name: str, version: int) -> Definition:
    try:
        found = catalog.from_body(definitions.body_of(session, "checklist", name, version))
    except Problem as problem:
        if problem.key != "definition.unknown":
            raise
        raise Problem("definition.never", name=name, version=version) from problem
    if not found.draft:
        _known.setdefault(session.get_bind().engine.pool, {})[name, version] = found
    return found
