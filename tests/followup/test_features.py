"""The features of this room, step by step."""

import pytest
from pytest_bdd import parsers, scenarios, step
from sqlmodel import Session, col, select

from rasoat import clock
from rasoat.documents.paper import Table
from rasoat.followup import operations, queries, stopping
from rasoat.followup.models import DONE, EVENT, REMINDERS, STEP, LadderStep, Reminder
from rasoat.notifying.models import ToldLine
from rasoat.papers import compose
from rasoat.papers.kinds import reminder
from rasoat.papers.models import PaperCase
from rasoat.recommendations import retelling
from rasoat.recommendations.models import Obligation
from rasoat.units.models import Agency
from tests.followup.priority_steps import *  # noqa: F403 - as those of the scene
from tests.recommendations.scene import *  # noqa: F403 - the shared steps must be names of this module
from tests.recommendations.scene import Scene
from tests.scenes import day_of

pytestmark = pytest.mark.usefixtures("database")  # steps ask too late for its two kinds

scenarios("followup_don_doc.feature", "followup_thang_don_doc.feature", "followup_muc_uu_tien.feature")


@step(parsers.parse("hệ thống làm việc ngày {day}"))
def _work(scene: Scene, day: str) -> None:
    clock.set_date(day_of(day))
    scene.world.do(lambda s: operations.climb(s, day_of(day)))


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
    obligation_id = scene.obligation(number).id
    kind = next((name for name, words in REMINDERS.items() if words == title), "")
    asked = select(Reminder.id).where(Reminder.obligation_id == obligation_id, Reminder.kind == kind)
    query = select(LadderStep.id).where(LadderStep.case_id == obligation_id, LadderStep.title == title, LadderStep.told)
    made = scene.world.see(lambda s: [*s.exec(asked), *s.exec(query)])
    told = select(ToldLine.event_id).where(col(ToldLine.event).in_([EVENT, STEP]), col(ToldLine.event_id).in_(made))
    assert len(made) == count
    assert set(scene.world.see(lambda s: list(s.exec(told)))) == set(made)


@step(parsers.parse("có {count:d} công văn đôn đốc đang soạn"))
def _drafted(scene: Scene, count: int) -> None:
    assert len(_letters(scene)) == count


def _letters(scene: Scene) -> list[PaperCase]:
    query = select(PaperCase).where(PaperCase.kind == reminder.NAME, col(PaperCase.open))
    return scene.world.see(lambda s: list(s.exec(query.order_by(col(PaperCase.id)))))


@step(parsers.parse('công văn gửi "{who}" nêu {count:d} nội dung, trong đó có kiến nghị {number:d}'))
def _names(scene: Scene, who: str, count: int, number: int) -> None:
    unit = scene.who(who).agency_id
    papers = [scene.world.see(lambda s, one=one: compose.as_paper(s, one)) for one in _letters(scene)]
    name = scene.world.see(lambda s: s.get_one(Agency, unit).name)
    [paper] = [one for one in papers if one.addressed_to == (name,)]
    [table] = [block for block in paper.blocks if isinstance(block, Table)]
    assert len(table.rows) == count
    assert scene.obligation(number).source_text.rstrip(".") in str(table.rows)


@step(parsers.parse("danh sách của lãnh đạo có {count:d} nội dung"))
def _on_list(scene: Scene, count: int) -> None:
    query = select(Obligation.id).where(queries.on_leaders_list(clock.today()))
    assert len(scene.world.see(lambda s: s.exec(query).all())) == count


@step(parsers.parse('"{who}" dừng bậc "{name}" của kiến nghị {number:d} vì "{reason}"'))
def _stop(scene: Scene, who: str, name: str, number: int, reason: str) -> None:
    obligation_id = scene.obligation(number).id
    scene.attempt(lambda s: stopping.stop_step(s, scene.who(who), obligation_id, name, reason))


@step(parsers.parse('kiến nghị {number:d} lên bậc "{title}" {count:d} lần'))
def _climbed(scene: Scene, number: int, title: str, count: int) -> None:
    assert len(_done(scene, number, title)) == count


@step(parsers.parse('kiến nghị {number:d} không lên bậc "{title}"'))
def _not_climbed(scene: Scene, number: int, title: str) -> None:
    assert _done(scene, number, title) == []


def _done(scene: Scene, number: int, title: str) -> list[LadderStep]:
    mine = LadderStep.case_id == scene.obligation(number).id, LadderStep.title == title, LadderStep.outcome == DONE
    return scene.world.see(lambda s: list(s.exec(select(LadderStep).where(*mine))))
