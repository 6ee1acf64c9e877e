"""Run in the edited copy of the program that `test_added_columns` makes: every table has columns that it had not before.

`python -m tests.db.added_columns FILLED EMPTY FOLDER`: addresses of a database that has rows and of one without tables.
"""

import sys
from pathlib import Path

from sqlalchemy import Table, func, inspect, select
from sqlmodel import Session, SQLModel
from sqlmodel import select as orm_select

from rasoat import clock, publishing, rooms
from rasoat.app import create_app
from rasoat.audit.rows import check_rows
from rasoat.db import Database, schema
from rasoat.settings import Settings
from rasoat.visits.models import Response
from rasoat.workflows import chains
from tests.kept import hash_cheaply
from tests.tablets.member import Member, announced, picture
from tests.visits.samples import SIGNS, VISIT_DAY, visiting
from tests.world import World

ADDED = {"added_number": 7, "added_truth": True, "added_words": "chưa rõ"}
WRITTEN = ("visit", "journal", "response", "response_revision", "response_conflict", "submission", "photo")
"""Tables that a tablet's records are written to."""


def migrate(database: Database) -> None:
    """The existing rows get the defaults; when the migration is taken back, only the columns are gone."""
    tables = SQLModel.metadata.sorted_tables
    before = schema.current(database)
    assert before is not None
    assert before != schema.head(), "no migration was generated"
    with database.engine.connect() as connection:
        counted = {table.name: connection.execute(select(func.count()).select_from(table)).scalar() for table in tables}
    assert sum(1 for count in counted.values() if count) > 30
    for _ in range(2):
        schema.upgrade(database)
        assert schema.differences(database) == []
        with database.read() as session:
            for table in tables:
                expect_defaults(session, table, counted[table.name])
            assert list(chains.verify(session)) == []
        schema.downgrade(database, before)
        for table in tables:
            assert ADDED.keys().isdisjoint(
                column["name"] for column in inspect(database.engine).get_columns(table.name)
            )


def expect_defaults(session: Session, table: Table, count: int | None) -> None:
    columns = [table.c[name] for name in (*ADDED, *(["added_json"] if "added_json" in table.c else []))]
    rows = session.connection().execute(select(*columns)).all()
    assert len(rows) == count, table.name
    for row in rows:
        assert dict(row._mapping) == {**ADDED, **({"added_json": {}} if "added_json" in table.c else {})}, table.name


def send_records(database: Database, folder: Path) -> None:
    """Everything a tablet's records lead to, in tables where only the program gives the new columns a value."""
    SQLModel.metadata.create_all(database.engine)
    publishing.publish(database)
    world = World.build(database)
    with clock.at(VISIT_DAY):
        app = create_app(Settings(data_dir=folder, database_url=database.url, secure_cookies=False))
        case = visiting(world)
        lead, other = Member(app, case), Member(app, case, "edu_member")
        assert lead.sent(lead.response("warning_signs", SIGNS))["outcome"] == "applied"
        # A value that is not the default counts in the row's digest, which the next record writes anew.
        count_up(world, 8)
        assert lead.sent(lead.response("warning_signs", {**SIGNS, "points": 70}, based_on=1))["outcome"] == "applied"
        differs = other.sent(other.response("warning_signs", {**SIGNS, "points": 71}, based_on=1))
        assert differs["conflicts"], differs
        expect_digests(database)
        count_up(world, 7)
        photo, site = announced(picture()), case.site("water_point", "Phố Sặt")
        shown = {"on_list": "yes", "photo": [{"attachment": photo["id"]}]}
        assert lead.sent(lead.response("warning_signs", shown, site_id=site.id, photos=[photo]))["photos"]
        app.extensions["rasoat_database"].close()
    expect_digests(database)
    with database.read() as session:
        assert list(chains.verify(session)) == []
        for name in WRITTEN:
            table = SQLModel.metadata.tables[name]
            count = session.connection().execute(select(func.count()).select_from(table)).scalar()
            assert count, f"nothing was written to {name}"
            expect_defaults(session, table, count)


def count_up(world: World, number: int) -> None:
    """Give the one response another value in a column that was added."""
    world.do(lambda session: setattr(session.exec(orm_select(Response)).one(), "added_number", number))


def expect_digests(database: Database) -> None:
    with database.read() as session:
        faults = list(check_rows(session, lambda _what, _done: None))
        assert faults == [], faults


def main(filled: str, empty: str, folder: str) -> None:
    rooms.load()
    hash_cheaply()
    for url, run in ((filled, migrate), (empty, lambda database: send_records(database, Path(folder)))):
        database = Database(url)
        run(database)
        database.close()


if __name__ == "__main__":
    main(*sys.argv[1:])
