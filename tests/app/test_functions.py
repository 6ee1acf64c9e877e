"""A function of the program is short enough to be read at one look."""

import ast
from pathlib import Path

import rasoat

SOURCE = Path(rasoat.__file__).parent
LONGEST = 40
"""Lines of a function, from its name to its end."""
APART = SOURCE / "db" / "migrations"
"""Migrations list tables and are never edited."""


def test_no_function_is_longer_than_one_look() -> None:
    found = {
        f"{path.relative_to(SOURCE)}: {node.name}": node.end_lineno - node.lineno + 1
        for path in SOURCE.rglob("*.py")
        if APART not in path.parents
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and node.end_lineno
    }
    assert len(found) > 1500, "the program is there"
    assert {name: lines for name, lines in found.items() if lines > LONGEST} == {}
