"""The ladder with a real mail server that is down, slow, refuses somebody, or answers after the client has gone."""

import asyncio
import smtplib
from collections import Counter
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

import pytest
from sqlmodel import col, select

from rasoat import clock
from rasoat.followup import operations
from rasoat.followup.models import LadderStep
from rasoat.notifying.models import AT_ONCE, ToldLine
from rasoat.outbox import mail as letters
from rasoat.outbox.models import OutboxItem
from rasoat.outbox.operations import try_again
from tests.followup.test_mail import settings, work
from tests.postbox import AnyPort, Postbox, postbox
from tests.recommendations.samples import followed_up, obligations
from tests.world import World

__all__ = ["postbox"]
pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
FIRST = date(2024, 11, 7)


@pytest.fixture
def told(world: World) -> World:
    """Fourteen obligations are late since yesterday; each addressee has a mailbox and people with addresses."""
    followed_up(world)
    with clock.use_date(FIRST):
        operations.remind(world.database, FIRST)
    return world


def lines(world: World) -> int:
    """How many are mailed at once; the others wait for the mail of the day."""
    return len(world.see(lambda s: s.exec(select(ToldLine).where(ToldLine.how == AT_ONCE)).all()))


def left(world: World) -> list[OutboxItem]:
    return world.see(lambda s: list(s.exec(select(OutboxItem).where(col(OutboxItem.done_at).is_(None)))))


def steps(world: World) -> int:
    return len(world.see(lambda s: s.exec(select(LadderStep)).all()))


def test_a_server_that_is_down_for_a_day_loses_nothing(told: World, postbox: Postbox) -> None:
    port, postbox.port = postbox.port, 1
    done, begun = steps(told), clock.real_now()
    for hours in range(0, 25, 4):
        with clock.at(begun + timedelta(hours=hours)):
            operations.remind(told.database, FIRST)
            assert work(told, settings(postbox)) == 0
    postbox.port = port
    with clock.at(begun + timedelta(hours=30)):
        while work(told, settings(postbox)):
            pass
    assert (len(postbox.taken), left(told), steps(told)) == (lines(told), [], done)
    assert max(Counter(one["Message-ID"] for _, one in postbox.taken).values()) == 1


class Mute(Postbox):
    """It takes a letter and does not say so: the line breaks or, with `late`, its answer comes when the client has gone."""

    def __init__(self) -> None:
        super().__init__()
        self.mute, self.late = True, False

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:
        answer = await super().handle_DATA(server, session, envelope)
        if self.late:
            await asyncio.Event().wait()
        elif self.mute:
            server.transport.abort()
        return answer


@pytest.fixture
def mute() -> Iterator[Mute]:
    box = Mute()
    controller = AnyPort(box, hostname="127.0.0.1", port=0)
    controller.start()
    box.port = controller.port
    yield box
    controller.stop()


def one_reminder(world: World) -> int:
    [row, *_] = obligations(world, followed_up(world).id)
    with clock.use_date(FIRST):
        world.do(lambda s: operations.remind_now(s, world.as_("officer"), row.id))
    return lines(world)


def copies(box: Postbox) -> Counter[str]:
    return Counter(str(one["Message-ID"]) for _, one in box.taken)


def test_a_letter_of_which_no_answer_came_goes_once_more_and_no_third_time(world: World, mute: Mute) -> None:
    wanted, begun = one_reminder(world), clock.real_now()
    for hours in range(0, 40, 5):
        with clock.at(begun + timedelta(hours=hours)):
            assert work(world, settings(mute)) == 0
    assert (len(copies(mute)), set(copies(mute).values())) == (wanted, {2})
    stuck = left(world)
    assert len(stuck) == wanted and all(one.is_given_up and one.error for one in stuck), "an administrator sees them"
    mute.mute = False
    for one in stuck:
        world.do(lambda s, i=one.id: try_again(s, i))
    with clock.at(begun + timedelta(hours=50)):
        assert work(world, settings(mute)) == wanted
    assert set(copies(mute).values()) == {3}, "only since a person asked"


@pytest.mark.long
def test_an_answer_that_comes_when_the_client_has_gone_is_no_answer(
    world: World, mute: Mute, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(letters, "TIMEOUT_S", 1.5)
    mute.late = True
    wanted, begun = one_reminder(world), clock.real_now()
    for hours in range(0, 20, 5):
        with clock.at(begun + timedelta(hours=hours)):
            assert work(world, settings(mute)) == 0
    assert len(copies(mute)) == wanted and set(copies(mute).values()) == {2}


def test_a_server_that_does_not_say_goodbye_gets_nothing_twice(
    world: World, postbox: Postbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    def quits(_server: object) -> None:
        raise TimeoutError("timed out")

    monkeypatch.setattr(smtplib.SMTP, "quit", quits)
    wanted = one_reminder(world)
    assert work(world, settings(postbox)) == wanted
    assert len(postbox.taken) == wanted and left(world) == []
