"""Definitions in force: they are published from the files, and a case finds the version on which it began."""

from collections.abc import Callable
from pathlib import Path
from weakref import WeakKeyDictionary

from sqlalchemy import Engine, Pool
from sqlmodel import Session

from rasoat.definitions import operations as definitions
from rasoat.definitions.models import Definition
from rasoat.procedures import source
from rasoat.procedures.definition import Workflow
from rasoat.workflows import borrowing
from rasoat.workflows.machine import Runtime
from rasoat.workflows.registry import kind_recorded_as

# A published version never changes, so what was read once from a database stays correct.
_cache: WeakKeyDictionary[Pool, dict[tuple[str, int], Runtime]] = WeakKeyDictionary()


def load_files(overlay: Path | None = None) -> list[Workflow]:
    """All definitions of the content folder. Raises content.ContentError with file and line."""
    return [one.value for one in source.read_all(overlay)]


def publish(session: Session, workflow: Workflow) -> None:
    """Store a version for ever. Raises Problem `definition.changed` when it was published before with another text."""
    # They are in the order of the file; diagrams and lists of states show them in this order.
    body = workflow.model_dump_json(by_alias=True)
    definitions.publish(session, "workflow", workflow.id, workflow.version, body, draft=workflow.draft)
    # Older versions may take meanings from this one.
    _cache.pop(_pool(session), None)


def _pool(session: Session) -> Pool:
    bind = session.get_bind()
    return bind.pool if isinstance(bind, Engine) else bind.engine.pool


def runtime(session: Session, name: str, version: int) -> Runtime:
    """The stored definition, ready to run; the YAML files may say something else by now."""
    known = _cache.setdefault(_pool(session), {})
    if (name, version) not in known:
        definition = Workflow.model_validate_json(definitions.body_of(session, "workflow", name, version))
        if definition.draft:
            return Runtime(definition)
        known[name, version] = Runtime(borrowing.complete(definition, _later(definition, _all(session))))
    return known[name, version]


def newest(session: Session, name: str) -> Runtime:
    """The highest stored version of a definition, on which new cases begin."""
    return runtime(session, name, definitions.newest(session, "workflow", name))


def stored(session: Session, wanted: Callable[[Definition], bool] = lambda _row: True) -> list[Workflow]:
    """Stored versions, by name and number."""
    every = _all(session)
    return [borrowing.complete(one, _later(one, every)) for row, one in every if wanted(row)]


def _all(session: Session) -> list[tuple[Definition, Workflow]]:
    rows = definitions.stored(session, "workflow")
    return [(row, Workflow.model_validate_json(row.body)) for row in rows]


def _later(one: Workflow, every: list[tuple[Definition, Workflow]]) -> list[Workflow]:
    """The versions from which a version may take meanings: later ones and, if its kind of case has been renamed, those
    of the new name.
    """
    kind = kind_recorded_as(one.kind)
    return [
        other
        for _row, other in every
        if (other.id == one.id and other.version > one.version) or (kind != one.kind and other.kind == kind)
    ]
