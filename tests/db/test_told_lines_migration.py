"""Migration 0003 on a filled database: mails that were sent are told lines, mails that wait reach each recipient."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from uuid import UUID

import pytest
from sqlalchemy import Uuid, bindparam, text
from sqlmodel import Session, col, select

from rasoat import clock, publishing
from rasoat.accounts.queries import people
from rasoat.db import Database, schema
from rasoat.followup import queries
from rasoat.followup.models import EVENT, Reminder
from rasoat.notifying.models import ToldLine
from rasoat.notifying.operations import tell
from rasoat.outbox.models import OutboxItem
from rasoat.recommendations.models import Obligation
from rasoat.units.models import Agency
from tests.postgres import Server
from tests.recommendations.samples import followed_up
from tests.world import World

DOWN, UP = "0002", "head"


# A landed migration never changes (migrations.sha256): the other database is of `make long`.
@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.long)])
def world(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[World]:
    """A province of its own, whose shape may change."""
    server: Server | None = request.getfixturevalue("postgres") if request.param == "postgresql" else None
    database = Database(server.create("told_lines") if server else f"sqlite:///{tmp_path / 'x.sqlite3'}")
    schema.upgrade(database)
    publishing.publish(database)
    yield World.build(database)
    database.close()
    if server:
        server.drop("told_lines")


def test_sent_mails_become_lines_and_waiting_mails_reach_each_recipient(world: World) -> None:
    followed_up(world)
    with clock.use_date(date(2024, 11, 9)):
        world.do(_remind)
    sent, waiting = world.see(lambda s: list(s.exec(select(Reminder).order_by(col(Reminder.id)))))[:2]
    schema.downgrade(world.database, DOWN)
    world.do(lambda s: _as_before(s, sent.id, waiting.id))
    schema.upgrade(world.database, UP)

    [told] = world.see(lambda s: list(s.exec(select(ToldLine).where(ToldLine.event_id == sent.id))))
    assert (told.agency_id, told.account_id) == (world.agencies["district"], None)
    assert world.see(lambda s: [row.mailed_at for row in queries.reminders_of(s, sent.obligation_id)])[0] is not None
    lines = world.see(lambda s: list(s.exec(select(ToldLine).where(ToldLine.event_id == waiting.id))))
    people = {world.as_(name).user_id for name in ("district_officer", "district_leader")}
    assert {line.account_id or line.agency_id for line in lines} == people | {world.agencies["district"]}
    items = world.see(lambda s: list(s.exec(select(OutboxItem).where(col(OutboxItem.done_at).is_(None)))))
    assert {item.payload["line_id"] for item in items} == {str(line.id) for line in lines}
    assert schema.differences(world.database) == []


def _remind(session: Session) -> None:
    """What the program did before there was a ladder."""
    for row in session.exec(select(Obligation).order_by(col(Obligation.due_on), col(Obligation.id)).limit(2)).all():
        day = date(2024, 11, 7)
        reminder = Reminder(obligation_id=row.id, kind="overdue", for_day=day, due_on=date(2024, 11, 6))
        session.add(reminder)
        session.flush()
        addressee = session.get_one(Agency, row.addressee_id)
        tell(session, EVENT, reminder.id, people=people(session, agency_id=addressee.id), mailbox=addressee)


def _as_before(session: Session, sent: UUID, waiting: UUID) -> None:
    """What the program of that time had written: one reminder mailed, one still to be."""
    connection = session.connection()
    connection.execute(text("DELETE FROM outbox"))
    mark = text("UPDATE reminder SET sent_at = created_at WHERE id = :id").bindparams(bindparam("id", sent, Uuid()))
    connection.execute(mark)
    session.add(OutboxItem(kind="mail", key=f"reminder:{waiting}", payload={"reminder_id": str(waiting)}))
