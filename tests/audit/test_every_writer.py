"""What is written past the session's unit of work says so to the digests, or touches only what has none."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlmodel import SQLModel

import rasoat
from rasoat.audit.naming import TITLES
from rasoat.db import row_seals

SOURCE = Path(rasoat.__file__).parent
WRITERS = {
    "accounts/activation.py": {"delete(LoginAttempt)"},
    "accounts/operations.py": {"delete(LoginAttempt)"},
    "accounts/sessions.py": {"delete(SignIn)", "update(SignIn)"},
    "accounts/signing_in.py": {"delete(LoginAttempt)", "update(LoginAttempt)"},
    # The digests themselves, and the ends of journals beside them.
    "audit/sealing.py": {"insert(_LINES)", "update(_LINES)"},
    "workflows/erasing.py": {"update(lines)"},
    "workflows/journal.py": {"insert(TABLE)", "insert(SQLModel.metadata.tables['journal_note'])"},
    # Only what the journal keeps of a case, or what follows from its state.
    "workflows/meanings.py": {"update(cases)"},
    "workflows/noting.py": {"write_rows(session, *changes(session, ref.kind, [], [case_row]))"},
    "workflows/rows.py": {"update(table)"},
    # Only whether a notice was read, which has no digest; new lines are given to row_seals.add, and mails have no digest.
    "notifying/operations.py": {
        "update(ToldLine)",
        "write_rows(session, Insert(ToldLine, made), Insert(OutboxItem, items))",
    },
    # An archive brings its digests along.
    "backup/loading.py": {"insert(table)", "update(table)"},
    # Only the words by which rows are found, which have no digest.
    "search/rebuilding.py": {"update(table)"},
    # `touch` and `remove` follow at once.
    "db/locking.py": {"insert(table)"},
    "db/row_seals.py": {"delete(table)", "write_rows(session, _put(lines))"},
    # Only what has no digest: when the tablet was last in contact.
    "tablets/operations.py": {"update(Tablet)"},
    "outbox/operations.py": {"update(OutboxItem)"},
    # Where the ladder stands with an obligation, which has no digest, and entries of the journal, which are chained; steps
    # are given to row_seals.add.
    "followup/climbing.py": {
        "write_rows(session, Update(Obligation, changed))",
        "write_rows(session, Update(Obligation, later))",
        "write_rows(session, Insert(LadderStep, made))",
        "write_rows(session, change)",
    },
    # Proposals in portions; each portion is given to row_seals.add.
    # Only which proposals the worker goes on with, which has no digest.
    "reorganisation/running.py": {"update(Passing)"},
    "reorganisation/proposing.py": {"write_rows(session, Insert(Passing, made))"},
    # `add` stands beside each row that is landed.
    "visits/landing.py": {
        "write_rows(session, *response_changes(session, responses), *journal_changes(session, visits.values()), *added, "
        "row_seals.added(session))"
    },
}
"""Statements that write rows past the unit of work, by file, and why each is right."""
BULK = {"write_rows"}
VERBS = {"insert", "update", "delete"}


def writers(tree: ast.Module) -> Iterator[str]:
    imported = {
        alias.asname or alias.name
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom) and (node.module or "").partition(".")[0] in ("sqlalchemy", "sqlmodel")
        for alias in node.names
    }
    for node in ast.walk(tree):
        if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Name)):
            continue
        name = node.func.id
        if name in BULK or (name in VERBS and (name in imported or _assigned(tree, name))):
            yield ast.unparse(node)


def _assigned(tree: ast.Module, name: str) -> bool:
    """Whether the name is made in the module, as the dialect's own `insert` is."""
    return any(
        isinstance(node, ast.Assign) and any(isinstance(to, ast.Name) and to.id == name for to in node.targets)
        for node in ast.walk(tree)
    )


def found() -> dict[str, set[str]]:
    files = {
        str(path.relative_to(SOURCE)): set(writers(ast.parse(path.read_text("utf-8"))))
        for path in SOURCE.rglob("*.py")
        if "migrations" not in path.parts and path.name != "bulk.py"
    }
    return {name: statements for name, statements in files.items() if statements}


def test_every_statement_that_writes_rows_is_listed() -> None:
    assert found() == WRITERS


def test_every_sealed_table_has_a_name_for_people() -> None:
    sealed = {table.name for table in SQLModel.metadata.sorted_tables if row_seals.is_sealed(table)}
    assert sealed - TITLES.keys() - {"errand"} == set()


@pytest.mark.parametrize(
    "written", ["from sqlalchemy import update\nupdate(Answer)", "write_rows(session, Insert(Answer, []))"]
)
def test_a_new_one_would_be_seen(written: str) -> None:
    assert list(writers(ast.parse(written)))
