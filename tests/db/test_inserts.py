"""Where rows are inserted past the session, and why the models' defaults apply there as well."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import Column, DateTime, Integer

import rasoat
from rasoat import clock
from rasoat.db.new_columns import default_in_words

TOP = Path(rasoat.__file__).parent
KNOWN = {
    "workflows/journal.py": "entries are completed by `new_row` before they are sealed; notes by SQLAlchemy's defaults",
    "workflows/rows.py": "an entry that `journal.seal` has completed",
    "db/bulk.py": "rows made by `new_row`",
    "db/search_index.py": "the index of words, which has no model",
    "db/locking.py": "rows made by `new_row`",
    "audit/sealing.py": "lines that name every column",
    "backup/loading.py": "rows of an archive, which have every column",
}


def test_rows_are_inserted_past_the_session_only_where_defaults_apply() -> None:
    found = {
        str(path.relative_to(TOP))
        for path in TOP.rglob("*.py")
        if "migrations" not in path.parts and any(_inserts(ast.parse(path.read_text())))
    }
    assert found == KNOWN.keys()


def _inserts(tree: ast.Module) -> Iterator[bool]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
            yield node.func.id == "insert"
        elif isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield "INSERT INTO " in node.value


@pytest.mark.parametrize(
    "column", [Column("at", DateTime, default=clock.now), Column("count", Integer)], ids=["made anew", "none"]
)
def test_a_column_without_a_constant_default_is_not_generated(column: Column[object]) -> None:
    with pytest.raises(ValueError, match="three steps"):
        default_in_words("plan", column)
