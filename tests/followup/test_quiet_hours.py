"""Mails “at once” keep quiet hours and days off; what is urgent does not."""

from datetime import date, datetime, timedelta

import pytest
from sqlmodel import col, select

from rasoat import clock
from rasoat.followup import operations
from rasoat.notifying.operations import MAIL, mail_of
from rasoat.notifying.registry import events
from rasoat.outbox.models import OutboxItem
from rasoat.work import run_once
from tests.dangers import test_raising as danger
from tests.dangers.test_mail import TOLD
from tests.followup.test_mail import settings
from tests.postbox import Postbox, postbox
from tests.recommendations.samples import followed_up, obligations
from tests.visits.samples import visiting
from tests.world import World

__all__ = ["postbox"]
pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
FRIDAY = date(2024, 11, 1)


def at(day: date, hour: int) -> datetime:
    return datetime(day.year, day.month, day.day, hour, 30, tzinfo=clock.VIETNAM)


def waiting(world: World) -> list[OutboxItem]:
    return world.see(lambda s: list(s.exec(select(OutboxItem).where(col(OutboxItem.done_at).is_(None)))))


def reminders(postbox: Postbox) -> int:
    return sum(message["Subject"].startswith("Đôn đốc: ") for _, message in postbox.taken)


def test_a_mail_of_friday_evening_goes_out_on_monday_morning(world: World, postbox: Postbox) -> None:
    row = obligations(world, followed_up(world).id)[0]
    with clock.at(at(FRIDAY, 18)):
        world.do(lambda s: operations.remind_now(s, world.as_("officer"), row.id))
        run_once(world.database, settings(postbox))
    told = len(waiting(world))
    assert told > 0
    for days, hour in ((0, 23), (1, 9), (2, 9), (3, 6)):
        with clock.at(at(FRIDAY + timedelta(days=days), hour)):
            run_once(world.database, settings(postbox))
    assert reminders(postbox) == 0 and [one.attempts for one in waiting(world)] == [0] * told
    with clock.at(at(FRIDAY + timedelta(days=3), 7)):
        run_once(world.database, settings(postbox))
    assert reminders(postbox) == told and waiting(world) == []


def test_a_danger_goes_out_at_night_and_on_a_day_off(world: World, postbox: Postbox) -> None:
    urgent = {name for name, event in events.items() if mail_of(event) == MAIL}
    assert "danger" in urgent and urgent & {"reminder", "ladder_step", "paper_returned"} == set()
    assert all(events[name].fixed or events[name].personal for name in urgent)
    danger.tell(visiting(world), "edu_member")
    now = clock.real_now()
    sunday = now + timedelta(days=6 - clock.local(now).weekday())
    with clock.at(clock.local(sunday).replace(hour=23)):
        run_once(world.database, settings(postbox))
    assert len(postbox.taken) == len(TOLD) and waiting(world) == []
