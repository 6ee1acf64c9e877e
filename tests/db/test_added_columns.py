"""A column with a default, added to every table: the generated migration takes filled tables, a tablet's record is taken.

The models are edited as a developer would, in a copy of the program, which then runs in a process of its own.
"""

import ast
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

import rasoat
from rasoat import content
from rasoat.backup import restore_backup
from rasoat.settings import Settings
from tests.archives.installed import REVISIONS, unpacked
from tests.postgres import Server

LINES = ["    added_number: int = 7", "    added_truth: bool = True", '    added_words: str = "chưa rõ"']
JSON = "    added_json: dict[str, Any] = Field(default_factory=dict, sa_type=Json)"


@pytest.fixture(scope="module")
def edited(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The copy, with more columns in each table and the migration that `make migration` writes for them."""
    top = tmp_path_factory.mktemp("edited")
    source = Path(rasoat.__file__).parent
    shutil.copytree(source, top / "inspect/rasoat", ignore=shutil.ignore_patterns("__pycache__"))
    for folder in content.FOLDERS:
        (top / folder).symlink_to(content.root() / folder)
    for models in (top / "inspect").rglob("models.py"):
        models.write_text(with_more_columns(models.read_text()))
    run(top, "tests.new_migration", "Later columns")
    return top


def with_more_columns(source: str) -> str:
    """The same module with new fields at the end of each class that is a table."""
    lines = source.splitlines()
    more = [*LINES, JSON] if {"Json", "Any", "Field"} <= _imported(source) else LINES
    tables = [
        node
        for node in ast.walk(ast.parse(source))
        if isinstance(node, ast.ClassDef) and any(keyword.arg == "table" for keyword in node.keywords)
    ]
    for node in sorted(tables, key=lambda node: -node.lineno):
        lines[node.end_lineno : node.end_lineno] = ["", *more]
    return "\n".join(lines) + "\n"


def _imported(source: str) -> set[str]:
    return {
        alias.name for node in ast.walk(ast.parse(source)) if isinstance(node, ast.ImportFrom) for alias in node.names
    }


def run(top: Path, module: str, *arguments: str) -> None:
    environment = {**os.environ, "PYTHONPATH": f"{top / 'inspect'}:{Path(__file__).parents[2]}"}
    done = subprocess.run(
        [sys.executable, "-m", module, *arguments],
        env=environment,
        cwd=top,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.long
@pytest.mark.parametrize("kind", ["sqlite", "postgresql"])
def test_columns_are_added_to_filled_tables_and_filled_in_new_rows(
    kind: str, edited: Path, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    server: Server | None = request.getfixturevalue("postgres") if kind == "postgresql" else None
    names = ("columns_filled", "columns_empty")
    urls = [server.create(name) if server else f"sqlite:///{tmp_path / name}.sqlite3" for name in names]
    filled = Settings(data_dir=tmp_path / "installed", database_url=urls[0])
    restore_backup(filled, unpacked(REVISIONS[-1], tmp_path))
    run(edited, "tests.db.added_columns", *urls, str(tmp_path / "served"))
    for name in names if server else ():
        server.drop(name)
