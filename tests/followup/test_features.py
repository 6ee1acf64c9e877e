"""The features of this room, step by step."""

import pytest
from pytest_bdd import parsers, scenarios, step
from sqlmodel import Session, col, select

from rasoat import clock
from rasoat.followup import operations
from rasoat.followup.models import EVENT, REMINDERS, Reminder
from rasoat.notifying.models import ToldLine
from rasoat.recommendations import retelling
from rasoat.recommendations.models import Obligation
from tests.recommendations.scene import *  # noqa: F403 - the shared steps must be names of this module
from tests.recommendations.scene import Scene
from tests.scenes import day_of

pytestmark = pytest.mark.usefixtures("database")  # steps ask too late for its two kinds

scenarios("followup_don_doc.feature")


@step(parsers.parse("hệ thống làm việc ngày {day}"))
def _work(scene: Scene, day: str) -> None:
    clock.set_date(day_of(day))
    scene.world.do(lambda s: operations.queue_reminders(s, day_of(day)))


@step(parsers.parse('"{who}" được gia hạn kiến nghị {number:d} đến ngày {day}'))
def _extended(scene: Scene, who: str, number: int, day: str) -> None:
    scene.fire(number, "ask_extension", who, until=day_of(day), reason="Chờ cấp kinh phí.")
    scene.fire(number, "grant_extension", "chuyên viên Sở", until=day_of(day))
    by, obligation_id = retelling.ByPaper("Công văn số 12/SLĐTBXH-PXH", clock.today()), scene.obligation(number).id
    scene.attempt(lambda s: retelling.extend(s, scene.who("chuyên viên Sở"), by, obligation_id))


@step(parsers.parse("hạn của kiến nghị {number:d} được ấn định là ngày {day}"))
def _due(scene: Scene, number: int, day: str) -> None:
    obligation_id = scene.obligation(number).id

    def put(session: Session) -> None:
        session.get_one(Obligation, obligation_id).due_on = day_of(day)

    scene.world.do(put)


@step(parsers.parse('"{who}" đôn đốc kiến nghị {number:d}'))
def _remind(scene: Scene, who: str, number: int) -> None:
    scene.attempt(lambda s: operations.remind_now(s, scene.who(who), scene.obligation(number).id))


@step(parsers.parse('kiến nghị {number:d} có {count:d} lần nhắc "{title}"'))
def _reminded(scene: Scene, number: int, count: int, title: str) -> None:
    kind = next(name for name, words in REMINDERS.items() if words == title)
    obligation_id = scene.obligation(number).id
    query = select(Reminder.id).where(Reminder.obligation_id == obligation_id, Reminder.kind == kind)
    reminders = scene.world.see(lambda s: list(s.exec(query)))
    told = select(ToldLine.event_id).where(ToldLine.event == EVENT, col(ToldLine.event_id).in_(reminders))
    assert len(reminders) == count
    assert set(scene.world.see(lambda s: list(s.exec(told)))) == set(reminders)
