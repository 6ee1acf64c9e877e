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
from rasoat.db import Database, schema, search_index, table_of
from rasoat.plans.models import Plan
from rasoat.search import matching
from rasoat.search.rebuilding import rebuild, searched
from rasoat.settings import Settings
from tests.audit.everything import fill
from tests.plans import samples
from tests.postgres import Server
from tests.world import World

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


DAMAGES = (
    "DELETE FROM search_plan_data",
    "UPDATE search_plan_data SET block = zeroblob(20)",
    "DELETE FROM search_plan_content",
)


@pytest.mark.parametrize("damage", DAMAGES)
@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_a_damaged_index_is_made_anew(world: World, damage: str) -> None:
    """With some damages the table cannot be opened, nor dropped, and nothing written to the rows it belongs to."""
    plan = samples.draft(world)
    with world.database.engine.connect() as connection:
        connection.exec_driver_sql(damage)
        connection.commit()
    # A connection that has opened the table before goes on with what it has read.
    world.database.engine.dispose()
    # The server starts, and people work on everything else.
    schema.upgrade(world.database)
    rebuild(world.database, lambda _table, _count: None)
    query = select(table_of(Plan).c.id).where(table_of(Plan).c.id == plan.id)
    assert world.see(lambda s: s.connection().execute(query.where(matching(s, Plan, "kiem tra"))).scalar()) == plan.id
    with world.database.engine.connect() as connection:
        connection.exec_driver_sql("INSERT INTO search_plan (search_plan) VALUES ('integrity-check')")
        assert connection.exec_driver_sql("PRAGMA integrity_check").scalar() == "ok"


def test_the_command_says_what_it_did(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("RASOAT_DATA_DIR", str(tmp_path))
    answer = CliRunner().invoke(cli, ["search", "rebuild"])
    assert answer.exit_code == 0, answer.output
    assert "Đã lập lại chỉ mục tìm kiếm: 0 dòng của 0 bảng." in answer.output
