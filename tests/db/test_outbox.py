"""What must happen outside: asked once, done once, failed visibly, tried again later."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from sqlmodel import Session, select

from rasoat import clock
from rasoat.db import Database
from rasoat.outbox import operations as outbox
from rasoat.outbox.models import OutboxItem

NOON = datetime(2024, 7, 17, 5, tzinfo=UTC)


@pytest.fixture
def sent() -> list[dict[str, Any]]:
    return []


def ask(database: Database, key: str = "notice-97") -> None:
    database.write(lambda s: outbox.enqueue(s, "mail", key, {"to": "huyen@vidu.example"}))


def items(database: Database) -> list[OutboxItem]:
    with database.read() as session:
        found = list(session.exec(select(OutboxItem)))
        session.expunge_all()
        return found


def test_what_is_asked_twice_is_done_once(database: Database, sent: list[dict[str, Any]]) -> None:
    ask(database)
    ask(database)
    handlers = {"mail": lambda _db, payload: sent.append(payload)}
    assert outbox.run_due(database, handlers) == 1
    assert outbox.run_due(database, handlers) == 0
    ask(database)
    assert outbox.run_due(database, handlers) == 0
    assert sent == [{"to": "huyen@vidu.example"}]


def test_asking_belongs_to_its_cause(database: Database) -> None:
    def fail(session: Session) -> None:
        outbox.enqueue(session, "mail", "notice-97", {})
        raise RuntimeError("the cause failed")

    with pytest.raises(RuntimeError):
        database.write(fail)
    assert items(database) == []


def test_a_handler_runs_outside_every_transaction(database: Database) -> None:
    ask(database)
    assert outbox.run_due(database, {"mail": lambda db, _payload: ask(db, "follow-up")}) == 1
    assert [item.key for item in items(database) if item.done_at is None] == ["follow-up"]


def test_a_failure_is_kept_and_tried_again_later(database: Database, sent: list[dict[str, Any]]) -> None:
    def broken(_database: Database, _payload: dict[str, Any]) -> None:
        raise ConnectionError("mail server away")

    with clock.at(NOON):
        ask(database)
        assert outbox.run_due(database, {"mail": broken}) == 0
        item = items(database)[0]
        assert (item.error, item.attempts, item.done_at) == ("mail server away", 1, None)
        assert item.not_before > NOON
        assert outbox.run_due(database, {"mail": lambda _db, payload: sent.append(payload)}) == 0
    with clock.at(NOON + timedelta(hours=1)):
        assert outbox.run_due(database, {"mail": lambda _db, payload: sent.append(payload)}) == 1
    assert items(database)[0].error == ""
    assert len(sent) == 1


def test_in_the_end_it_is_given_up_and_stays_visible(database: Database) -> None:
    def broken(_database: Database, _payload: dict[str, Any]) -> None:
        raise ConnectionError("mail server away")

    with clock.at(NOON):
        ask(database)
    tried = [NOON + timedelta(hours=hour) for hour in range(24 * 10) if _tried(database, broken, NOON, hour)]
    item = items(database)[0]
    assert (item.attempts, item.error, item.done_at) == (outbox.MAX_ATTEMPTS, "mail server away", None)
    assert item.is_given_up
    assert timedelta(days=4) < tried[-1] - NOON < timedelta(days=7), "a mail server may be away over a long weekend"


def test_a_person_may_have_it_tried_again(database: Database, sent: list[dict[str, Any]]) -> None:
    with clock.at(NOON):
        ask(database)
    database.write(_give_up)
    handlers = {"mail": lambda _db, payload: sent.append(payload)}
    with clock.at(NOON + timedelta(days=30)):
        assert outbox.run_due(database, handlers) == 0
        database.write(lambda s: outbox.try_again(s, items(database)[0].id))
        assert outbox.run_due(database, handlers) == 1
        database.write(lambda s: outbox.try_again(s, items(database)[0].id))
        assert outbox.run_due(database, handlers) == 0, "what is done stays done"


def _give_up(session: Session) -> None:
    session.exec(select(OutboxItem)).one().attempts = outbox.MAX_ATTEMPTS


def _tried(database: Database, handler: outbox.Handler, start: datetime, hour: int) -> bool:
    before = items(database)[0].attempts
    with clock.at(start + timedelta(hours=hour)):
        outbox.run_due(database, {"mail": handler})
    return items(database)[0].attempts > before


def test_of_two_workers_one_has_it(database: Database) -> None:
    with clock.at(NOON):
        ask(database)
        with database.read() as session:
            item_id = outbox.due(session, ["mail"])[0]
        assert database.write(lambda s: outbox.claim(s, item_id)) is not None
        assert database.write(lambda s: outbox.claim(s, item_id)) is None
        with database.read() as session:
            assert outbox.due(session, ["mail"]) == []
    with clock.at(NOON + outbox.CLAIM + timedelta(seconds=1)), database.read() as session:
        assert outbox.due(session, ["mail"]) == [item_id], "the claim of a worker that died runs out"


def test_nothing_waits_for_a_clock_that_was_ahead(database: Database, sent: list[dict[str, Any]]) -> None:
    """It was put right: what was claimed, failed or asked for in 2027 is done now, and not in three years."""

    def fail(_database: Database, _payload: dict[str, Any]) -> None:
        raise RuntimeError("no network")

    with clock.at(NOON + timedelta(days=3 * 365)):
        for key in ("claimed", "failed", "asked"):
            ask(database, key)
        ids = {item.key: item.id for item in items(database)}
        assert database.write(lambda s: outbox.claim(s, ids["claimed"])) is not None
        assert outbox.run_due(database, {"mail": fail}) == 0
        ask(database, "asked later")
        assert database.write(lambda s: outbox.claim(s, ids["failed"])) is not None
    with clock.at(NOON):
        database.write(lambda s: outbox.try_again(s, ids["failed"]))
        assert outbox.run_due(database, {"mail": lambda _db, payload: sent.append(payload)}) == 4


def test_what_this_program_does_not_know_is_left_as_it_is(database: Database) -> None:
    database.write(lambda s: outbox.enqueue(s, "of a later version", "a", {}))
    assert outbox.run_due(database, {"mail": lambda _db, _payload: None}) == 0
    assert [(item.attempts, item.claimed_until) for item in items(database)] == [(0, None)]
