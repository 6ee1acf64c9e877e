"""Carrying out an import as a whole, and undoing it."""

from typing import Any
from uuid import UUID

from sqlmodel import Session, col, select

from rasoat.accounts.actor import Actor
from rasoat.db import Row
from rasoat.db.locking import insert_once, lock_name
from rasoat.files.models import Blob
from rasoat.files.opening import Table
from rasoat.files.operations import StoredFile
from rasoat.importing.models import ImportedRow, ImportRun
from rasoat.importing.planning import Change, Plan, decoded, encoded, plan
from rasoat.importing.registry import LINKS, ImportKind, kinds
from rasoat.problems import Problem, Reason
from rasoat.progress import Progress, quiet
from rasoat.workflows import CaseRef, start
from rasoat.workflows.noting import note
from rasoat.workflows.removing import remove_unused

_AT_ONCE = 500
BROUGHT = "brought_in"
"""The journal's entry that tells what came with which file."""


def bring_in(
    session: Session,
    actor: Actor,
    kind: ImportKind,
    table: Table,
    stored: StoredFile,
    seen: str = "",
    progress: Progress = quiet,
) -> ImportRun | None:
    """Carry out what the table asks for, all of it or nothing; None when everything is as the table says already.

    `seen` is the digest of the plan that somebody looked at. Raises Problem `import.faults` with a reason for each row,
    `import.moved_on` when the table would do something else by now, and those of `planning.plan`.
    """
    lock_name(session, "import")
    found = plan(session, kind, table)
    if found.faults:
        told = [
            Reason("", f"Dòng {one.row}{', cột ' + one.column if one.column else ''}: {one.told}")
            for one in found.faults
        ]
        raise Problem("import.faults", count=len(told), reasons=told)
    if not found.new and not found.changed:
        return None
    if seen and seen != found.digest:
        raise Problem("import.moved_on")
    insert_once(session, Blob, sha256=stored.sha256, size=stored.size, kind=stored.kind)
    run = _run(actor, found, stored)
    facts = {"kind": kind.title, "file": stored.name, "sha256": stored.sha256}
    counts = {"added": run.added, "changed": run.changed, "unchanged": run.unchanged}
    start(session, run, "import_run", "import_run", actor)
    note(session, CaseRef("import_run", run.id), BROUGHT, actor, facts | counts, {})
    _carry_out(session, run, found, progress)
    session.refresh(run)
    return run


def _run(actor: Actor, found: Plan, stored: StoredFile) -> ImportRun:
    return ImportRun(
        kind=found.kind.name,
        brought_by=actor.account_id,
        file_name=stored.name,
        sha256=stored.sha256,
        added=len(found.new),
        changed=len(found.changed),
        unchanged=found.unchanged,
    )


def _carry_out(session: Session, run: ImportRun, found: Plan, progress: Progress) -> None:
    waiting: list[ImportedRow] = []
    for count, change in enumerate([*found.new, *found.changed], 1):
        waiting.append(_apply(session, run, found.kind, change, count))
        if len(waiting) >= _AT_ONCE:
            session.add_all(waiting)
            session.flush()
            waiting = []
            progress(found.kind.title, count)
    session.add_all(waiting)
    session.flush()
    # A successor may stand anywhere in the table: it is there now.
    for change in [*found.new, *found.changed]:
        target = change.wanted.present.id if change.wanted.present else change.wanted.new_id
        if target and (change.after.get("successors") or "successors" in change.before):
            _link(session, found.kind, target, change.after["successors"])


def _link(session: Session, kind: ImportKind, target: UUID, successors: tuple[UUID, ...]) -> None:
    if kind.link:
        kind.link(session, target, successors)


def _own(values: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in values.items() if name not in LINKS}


def _apply(session: Session, run: ImportRun, kind: ImportKind, change: Change, ordinal: int) -> ImportedRow:
    wanted = change.wanted
    try:
        if wanted.present is None:
            target = kind.add(session, {"id": wanted.new_id, **_own(change.after)}).id
        else:
            target = wanted.present.id
            if own := _own(change.after):
                kind.edit(session, target, own)
    except Problem as problem:
        told = [Reason("", f"Dòng {wanted.line.number}: {one.message}") for one in problem.reasons]
        told = told or [Reason("", f"Dòng {wanted.line.number}: {problem.what}")]
        raise Problem("import.faults", count=len(told), reasons=told) from None
    return ImportedRow(
        run_id=run.id,
        ordinal=ordinal,
        line=wanted.line.number,
        target_id=target,
        name=wanted.name,
        before=encoded(change.before),
        after=encoded(change.after),
    )


def undo(session: Session, run_id: UUID) -> None:
    """Take back what an import added and changed. Raises Problem `import.built_on` when anything of it was changed since
    or something refers to it.
    """
    lock_name(session, "import")
    run = session.get_one(ImportRun, run_id)
    kind = kinds()[run.kind]
    # The last ones first: what stands below another thing goes before it.
    rows = session.exec(
        select(ImportedRow).where(ImportedRow.run_id == run_id).order_by(col(ImportedRow.ordinal).desc())
    )
    brought, linked = rows.all(), kind.linked(session)
    for row in brought:
        if not _as_brought(session.get(kind.model, row.target_id), row, linked.get(row.target_id, ())):
            raise Problem("import.built_on", name=row.name)
    for row in brought:
        # What succeeds is let go before it is removed.
        if "successors" in row.after and linked.get(row.target_id):
            _link(session, kind, row.target_id, ())
    for row in brought:
        _take_back(session, kind, row)
    for row in brought:
        if before := decoded(row.before).get("successors"):
            _link(session, kind, row.target_id, before)


def _take_back(session: Session, kind: ImportKind, row: ImportedRow) -> None:
    target = session.get_one(kind.model, row.target_id)
    if kind.against_undoing(session, target):
        raise Problem("import.built_on", name=row.name)
    if not row.before:
        _remove(session, target, row.name)
    elif own := _own(decoded(row.before)):
        kind.edit(session, row.target_id, own)


def _as_brought(target: Row | None, row: ImportedRow, successors: tuple[UUID, ...]) -> bool:
    """Whether the thing is as the import left it."""
    if target is None:
        return False
    after = decoded(row.after)
    same = all(getattr(target, name) == value for name, value in _own(after).items())
    return same and after.get("successors", successors) == successors


def _remove(session: Session, target: Row, name: str) -> None:
    try:
        remove_unused(session, target, name)
    except Problem as problem:
        if problem.key != "row.in_use":
            raise
        raise Problem("import.built_on", name=name) from None
