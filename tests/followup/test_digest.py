"""The mail of the day: one for each person and day, with all that waits, whatever happens to the worker."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from sqlmodel import Session, col, select

from rasoat import clock
from rasoat.accounts.models import User
from rasoat.db import new_id
from rasoat.notifying import digest
from rasoat.notifying.models import DIGEST, PAGE, Digest, ToldLine
from rasoat.notifying.operations import choose, mark_all_read, tell
from rasoat.outbox.models import OutboxItem
from rasoat.recommendations import telling
from rasoat.recommendations.models import Obligation
from rasoat.settings import Settings
from rasoat.work import run_once
from tests.followup.test_mail import settings
from tests.postbox import Postbox, postbox
from tests.recommendations.samples import ISSUED_ON, followed_up, obligations
from tests.world import World

__all__ = ["postbox"]

TUESDAY, SATURDAY = date(2024, 8, 20), date(2024, 8, 24)
MY_ADDRESS = "district_officer@vidu.example"


def moment(day: date, hour: int) -> datetime:
    """An hour of the day in Vietnam."""
    return datetime(day.year, day.month, day.day, tzinfo=UTC) + timedelta(hours=hour - 7)


def work(world: World, chosen: Settings, day: date, hour: int = 8) -> None:
    with clock.at(moment(day, hour)):
        run_once(world.database, chosen)


def mails_to(postbox: Postbox, address: str = MY_ADDRESS) -> list[str]:
    return [message.get_content() for (to,), message in postbox.taken if to == address]


@pytest.fixture
def issued(world: World) -> World:
    """Seven obligations were issued to the district on Thursday, 15 August 2024."""
    followed_up(world)
    return world


def tell_once_more(world: World, name: str = "district_officer") -> None:
    one = world.see(
        lambda s: s.exec(select(Obligation.id).where(Obligation.addressee_id == world.agencies["office"])).first()
    )
    assert one is not None

    def write(session: Session) -> None:
        tell(session, telling.ISSUED, one, people=[session.get_one(User, world.as_(name).user_id)])

    world.do(write)


def test_all_of_a_day_is_one_mail_with_the_links(issued: World, postbox: Postbox) -> None:
    work(issued, settings(postbox), TUESDAY)
    [mail] = mails_to(postbox)
    assert "7 việc mới được báo cho ông/bà" in mail
    rows = obligations(issued, next(iter(_inspections(issued))), Obligation.addressee_id == issued.agencies["district"])
    assert all(f"/obligations/{row.id}" in mail for row in rows)
    assert len(mails_to(postbox, "district_leader@vidu.example")) == 1
    for hour in (9, 12, 20):
        work(issued, settings(postbox), TUESDAY, hour)
    assert len(mails_to(postbox)) == 1
    # What comes later on the same day is told the next working day.
    tell_once_more(issued)
    work(issued, settings(postbox), TUESDAY, 21)
    assert len(mails_to(postbox)) == 1
    work(issued, settings(postbox), TUESDAY + timedelta(days=1))
    assert "1 việc mới" in mails_to(postbox)[1]


def _inspections(world: World) -> Any:
    return world.see(lambda s: set(s.exec(select(Obligation.inspection_id)).all()))


def test_not_before_its_hour_and_not_on_days_off(issued: World, postbox: Postbox) -> None:
    chosen = settings(postbox).model_copy(update={"digest_hour": 10})
    work(issued, chosen, TUESDAY, 9)
    assert mails_to(postbox) == []
    work(issued, chosen, SATURDAY, 12)
    work(issued, chosen, date(2024, 9, 2), 12)
    assert mails_to(postbox) == [], "Saturday, National Day"
    work(issued, chosen, date(2024, 9, 4), 10)
    assert len(mails_to(postbox)) == 1


def test_a_week_without_the_worker_is_one_mail(issued: World, postbox: Postbox) -> None:
    work(issued, settings(postbox), TUESDAY)
    tell_once_more(issued)
    work(issued, settings(postbox), TUESDAY + timedelta(days=8))
    assert len(mails_to(postbox)) == 2


def test_the_clock_set_back_sends_none_twice(issued: World, postbox: Postbox) -> None:
    work(issued, settings(postbox), TUESDAY)
    tell_once_more(issued)
    work(issued, settings(postbox), date(2024, 8, 19))
    assert len(mails_to(postbox)) == 1
    work(issued, settings(postbox), TUESDAY + timedelta(days=1))
    assert len(mails_to(postbox)) == 2


def test_a_crash_between_leaves_nothing_or_the_whole(
    issued: World,
    postbox: Postbox,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def crash(*_given: Any) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as broken:
        broken.setattr(digest, "enqueue", crash)
        with pytest.raises(KeyboardInterrupt):
            work(issued, settings(postbox), TUESDAY)
    assert issued.see(lambda s: s.exec(select(Digest)).all()) == []
    assert issued.see(lambda s: s.exec(select(ToldLine).where(col(ToldLine.digest_id).is_not(None))).all()) == []
    # The worker dies after the mail was queued, and again after the server took it, before that was noted.
    with monkeypatch.context() as broken:
        broken.setattr(digest, "deliver", crash)
        with pytest.raises(KeyboardInterrupt):
            work(issued, settings(postbox), TUESDAY)
    assert mails_to(postbox) == []
    work(issued, settings(postbox), TUESDAY, 9)
    work(issued, settings(postbox), TUESDAY, 10)
    assert len(mails_to(postbox)) == 1
    assert len(mails_to(postbox, "district_leader@vidu.example")) == 1


def test_a_server_that_is_down_gets_it_once_when_it_is_back(issued: World, postbox: Postbox) -> None:
    postbox.refuse = True
    work(issued, settings(postbox), TUESDAY)
    assert postbox.taken == []
    postbox.refuse = False
    work(issued, settings(postbox), TUESDAY, 14)
    work(issued, settings(postbox), TUESDAY, 20)
    assert len(mails_to(postbox)) == 1


def test_what_was_read_in_the_page_is_not_mailed(issued: World, postbox: Postbox) -> None:
    issued.do(lambda s: mark_all_read(s, issued.as_("district_officer").user_id, new_id()))
    work(issued, settings(postbox), TUESDAY)
    assert mails_to(postbox) == []
    assert len(mails_to(postbox, "district_leader@vidu.example")) == 1


def test_each_person_chooses(world: World, postbox: Postbox) -> None:
    for name, how in (("district_officer", "at_once"), ("district_leader", PAGE)):
        world.do(lambda s, name=name, how=how: choose(s, world.as_(name).user_id, {telling.ISSUED: how}))
    followed_up(world)
    work(world, settings(postbox), ISSUED_ON)
    assert len(mails_to(postbox)) == 7, "at once, each by itself"
    work(world, settings(postbox), TUESDAY)
    assert len(mails_to(postbox)) == 7
    assert mails_to(postbox, "district_leader@vidu.example") == []
    lines = world.see(lambda s: s.exec(select(ToldLine).where(ToldLine.how == DIGEST)).all())
    assert {line.account_id for line in lines} == {world.as_("office_officer").user_id}


def test_several_workers_at_once_send_one(issued: World, postbox: Postbox) -> None:
    with clock.at(moment(TUESDAY, 8)):
        first = issued.see(_waiting)
        for _ in range(2):
            issued.do(lambda s: digest.queue(s, today=TUESDAY, people=first))
    assert len(issued.see(lambda s: s.exec(select(Digest)).all())) == len(first)
    items = issued.see(lambda s: s.exec(select(OutboxItem).where(OutboxItem.kind == digest.MAIL)).all())
    assert len(items) == len(first)


def _waiting(session: Session) -> list[Any]:
    return list(session.exec(select(ToldLine.account_id).where(ToldLine.how == DIGEST).distinct()).all())
