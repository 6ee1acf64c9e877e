"""The feature of this room, step by step."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from uuid import UUID

import pytest
from pytest_bdd import parsers, scenarios, step
from sqlmodel import col, select

from rasoat.dangers import operations, queries
from rasoat.dangers.data import DangerData
from rasoat.dangers.models import Danger
from rasoat.db import new_id
from rasoat.notifying.models import ToldLine
from rasoat.workflows import CaseRef, fire, pins
from tests.visits.scene import *  # noqa: F403 - the shared steps must be names of this module
from tests.visits.scene import WHO, Scene

pytestmark = pytest.mark.usefixtures("database")  # steps ask too late for its two kinds
scenarios("dangers_nguy_hiem_khan_cap.feature")


@dataclass
class Told:
    """The danger of the scenario, as it was sent."""

    scene: Scene
    danger_id: UUID = field(default_factory=new_id)
    what: str = ""
    place: str = ""

    def send(self, who: str) -> None:
        actor, visit_id = self.scene.who(who), self.scene.case.visit.id
        self.scene.do(
            lambda s: operations.raise_danger(
                s, actor, danger_id=self.danger_id, visit_id=visit_id, seen=DangerData(self.what, self.place)
            )
        )

    def fire(self, trigger: str, who: str, **payload: str) -> None:
        actor, ref = self.scene.who(who), CaseRef("danger", self.danger_id)
        self.scene.do(lambda s: fire(s, ref, trigger, actor, payload=dict(payload)))


@pytest.fixture
def told(scene: Scene) -> Iterator[Told]:
    yield Told(scene)


@step(parsers.re(rf'(?P<who>{WHO}) báo nguy hiểm "(?P<what>.*)" ở "(?P<place>.*)"'))
def _tell(told: Told, who: str, what: str, place: str) -> None:
    told.what, told.place = what, place
    told.send(who)


@step(parsers.re(rf"máy của (?P<who>{WHO}) gửi lại đúng báo ấy"))
def _again(told: Told, who: str) -> None:
    told.send(who)


@step(parsers.re(rf'(?P<who>{WHO}) tiếp nhận, giao "(?P<name>.*)" xử lý'))
def _receive(told: Told, who: str, name: str) -> None:
    told.fire("receive", who, taken_by=name)


@step(parsers.re(rf'(?P<who>{WHO}) báo đã hết nguy hiểm ngày (?P<day>[0-9/]+): "(?P<outcome>.*)"'))
def _end(told: Told, who: str, day: str, outcome: str) -> None:
    told.fire("end", who, ended_on=day, outcome=outcome)


@step(parsers.re(rf'trang đầu của (?P<who>{WHO}) có 1 nguy hiểm "(?P<what>.*)"'))
def _shown(told: Told, who: str, what: str) -> None:
    (row,) = told.scene.world.see(lambda s: queries.urgent(s, told.scene.who(who)))
    assert row.what == what


@step(parsers.re(rf"trang đầu của (?P<who>{WHO}) không có nguy hiểm nào"))
def _not_shown(told: Told, who: str) -> None:
    assert told.scene.world.see(lambda s: queries.urgent(s, told.scene.who(who))) == []


@step("lãnh đạo, chuyên viên Sở được gửi thư báo một lần")
def _mailed(told: Told) -> None:
    query = select(ToldLine.account_id).where(ToldLine.event == operations.EVENT, col(ToldLine.account_id).is_not(None))
    people = told.scene.world.see(lambda s: list(s.exec(query)))
    expected = [told.scene.world.as_(name).user_id for name in ("leader", "officer", "officer2")]
    assert sorted(people, key=str) == sorted(expected, key=str)


@step(parsers.parse('nguy hiểm ở tình trạng "{title}"'))
def _state(told: Told, title: str) -> None:
    row = told.scene.world.see(lambda s: s.get_one(Danger, told.danger_id))
    states = told.scene.world.see(lambda s: pins.runtime(s, row.workflow, row.workflow_version).definition.states)
    assert states[row.status].title == title


@step(parsers.parse('chưa được, vì "{why}"'))
def _reason(told: Told, why: str) -> None:
    problem = told.scene.problem
    assert problem is not None, "it was not refused"
    assert any(why in reason.message for reason in problem.reasons)
