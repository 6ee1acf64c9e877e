"""Which functions of the program write, found by reading its source."""

import ast
from collections.abc import Iterator
from pathlib import Path

import rasoat

ROOT = Path(rasoat.__file__).parent
ELSEWHERE = {"backup/", "example/", "commands/", "db/migrations/"} | {
    f"workflows/{name}.py" for name in ("editing", "fire", "journal", "meanings", "move", "noting", "rows")
}
"""Not done by people at work: archives and stories, the commands of one administrator at the machine. The engine writes
only for the operations, whose races go through it."""
_OF_SESSION = {"add", "add_all", "delete", "merge"}
_CALLED = {
    "add_recommendation", "attach", "begin_edit", "delete", "enqueue", "expect_version", "fire", "insert", "insert_once",
    "insert_rows", "lock", "lock_rows", "mark", "note", "save_revision", "start", "take_draft", "tell", "update", "update_rows",
}  # fmt: skip


def writers() -> set[str]:
    """Every public function that is given the session and writes, and every public function of the files for verbs, as
    `room.module.function`.
    """
    return set(_all())


def _all() -> Iterator[str]:
    for path in ROOT.rglob("*.py"):
        relative = path.relative_to(ROOT).as_posix()
        if any(relative.startswith(part) for part in ELSEWHERE):
            continue
        tree = ast.parse(path.read_text(encoding="utf-8"))
        functions = {node.name: node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)}
        for node in tree.body:
            public = isinstance(node, ast.FunctionDef) and not node.name.startswith("_") and _takes_session(node)
            if public and (path.name == "operations.py" or _writes(node, functions, set())):
                yield f"{relative.removesuffix('.py').replace('/', '.')}.{node.name}"


def _takes_session(node: ast.FunctionDef) -> bool:
    return bool(node.args.args) and node.args.args[0].arg in ("session", "database")


def _writes(node: ast.FunctionDef, functions: dict[str, ast.FunctionDef], seen: set[str]) -> bool:
    """Whether the function writes, itself or by another function of its module."""
    if node.name in seen:
        return False
    seen.add(node.name)
    for inner in ast.walk(node):
        if isinstance(inner, ast.Call) and _is_write(inner):
            return True
        if isinstance(inner, ast.Name) and inner.id in functions and _writes(functions[inner.id], functions, seen):
            return True
    return False


def _is_write(call: ast.Call) -> bool:
    called = call.func
    if isinstance(called, ast.Attribute):
        of_session = isinstance(called.value, ast.Name) and called.value.id in ("session", "db")
        return called.attr == "write" or (of_session and called.attr in _OF_SESSION)
    return isinstance(called, ast.Name) and called.id in _CALLED
