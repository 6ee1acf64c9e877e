"""An installation in which every table has a row: all of it is indexed, after a restore, a migration, a rebuild."""

import json
import tarfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from sqlalchemy import delete, func, select, update
from sqlalchemy import table as index
from sqlmodel import Session
from sqlmodel import select as rows

from rasoat.backup import make_backup, restore_backup
from rasoat.cli import cli
from rasoat.db import Database, search_index, table_of
from rasoat.search import matching
from rasoat.search.rebuilding import rebuild, searched
from rasoat.settings import Settings
from tests.audit.everything import fill
from tests.postgres import Server

NAMES = [table_of(model).name for model in searched()]


@pytest.fixture(params=["sqlite", "postgresql"])
def settings(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Settings]:
    server: Server | None = request.getfixturevalue("postgres") if request.param == "postgresql" else None
    yield Settings(data_dir=tmp_path / "data", database_url=server.create("whole") if server else "")
    if server:
        server.drop("whole")


def tables_with_rows_found(database: Database) -> list[str]:
    """The tables of which every row is found by what it says, through the index."""
    with database.read() as session:
        return [table_of(model).name for model in searched() if _each_is_found(session, model)]


def _each_is_found(session: Session, model: Any) -> bool:
    table, found = table_of(model), []
    for row in session.exec(rows(model).order_by(table.c.id)):
        query = select(func.count()).where(table.c.id == row.id, matching(session, model, " ".join(row.searchable())))
        found.append(session.connection().execute(query).scalar())
    return bool(found) and set(found) == {1}


def test_everything_that_is_searched_is_indexed(
    settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(search_index, "rows", lambda _connection, _table: 10**9)
    database = fill(settings, tmp_path)
    with database.read() as session:
        assert search_index.tables(session.connection()) == NAMES
    assert tables_with_rows_found(database) == NAMES
    archive = tmp_path / "made.tar"
    make_backup(database, settings, archive)
    with tarfile.open(archive) as tar:
        manifest = json.loads(tar.extractfile("manifest.json").read())  # type: ignore[union-attr]
    assert [name for name in manifest["tables"] if name.startswith("search")] == []
    again = Settings(data_dir=tmp_path / "again")
    restore_backup(again, archive)
    restored = Database(again.url)
    assert tables_with_rows_found(restored) == NAMES
    restored.close()
    spoil(database)
    assert tables_with_rows_found(database) == []
    told: dict[str, int] = {}
    rebuild(database, told.__setitem__)
    assert (list(told), tables_with_rows_found(database)) == (NAMES, NAMES)
    database.close()


def spoil(database: Database) -> None:
    """Words that no row has; on SQLite also an index that knows nothing."""

    def write(session: Session) -> None:
        connection = session.connection()
        for model in searched():
            connection.execute(update(table_of(model)).values(search_text="hong"))
            if database.is_sqlite:
                connection.execute(delete(index(search_index.index_of(table_of(model).name))))

    database.write(write)


def test_the_command_says_what_it_did(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("RASOAT_DATA_DIR", str(tmp_path))
    answer = CliRunner().invoke(cli, ["search", "rebuild"])
    assert answer.exit_code == 0, answer.output
    assert "Đã lập lại chỉ mục tìm kiếm: 0 dòng của 0 bảng." in answer.output
