"""The story of the ranking, step by step."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

import pytest
from pytest_bdd import given, parsers, scenarios, step, then, when
from sqlmodel import Session, select

from rasoat import clock
from rasoat.numbers import with_comma
from rasoat.plans import queries as plans
from rasoat.plans.models import Plan
from rasoat.procedures import source
from rasoat.procedures.ranking import Weights
from rasoat.ranking import operations, queries, weights
from rasoat.ranking.queries import Ranked
from rasoat.recommendations.models import Obligation
from rasoat.workflows.meanings import place
from tests.recommendations.samples import followed_up, obligations
from tests.reorganisation.samples import agency, end
from tests.scenes import day_of
from tests.world import World

pytestmark = pytest.mark.usefixtures("database")  # steps ask too late for its two kinds

scenarios("ranking_thu_tu_nen_kiem_tra.feature")


@dataclass
class Desk:
    """The officer's desk: the last list that was opened."""

    world: World
    inspection_id: UUID
    rows: list[Ranked] = field(default_factory=list)

    def open(self) -> None:
        def read(session: Session) -> list[Ranked]:
            return queries.ranked(session, self.world.as_("officer"), weights.newest(session), clock.today())

        self.rows = self.world.see(read)

    def row(self, name: str) -> Ranked:
        return next(one for one in self.rows if one.unit.short_name == name)

    def plan(self, title: str) -> Plan:
        return self.world.see(lambda s: s.exec(select(Plan).where(Plan.title == title)).one())


@given("huyện Chi Lăng được kiểm tra ngày 17/7/2024, có 14 nội dung kiến nghị", target_fixture="desk")
def _visited(world: World) -> Iterator[Desk]:
    yield Desk(world, followed_up(world).id)
    clock.set_date(None)


@given(parsers.parse("hôm nay là ngày {day}"))
def _today(day: str) -> None:
    clock.set_date(day_of(day))


@when("chuyên viên mở thứ tự nên kiểm tra")
def _opened(desk: Desk) -> None:
    desk.open()


@when(parsers.parse("{number:d} nội dung của huyện Chi Lăng được xác minh là đã thực hiện"))
def _met(desk: Desk, number: int) -> None:
    ids = [row.id for row in obligations(desk.world, desk.inspection_id)[:number]]

    def verify(session: Session) -> None:
        for one in ids:
            row = session.get_one(Obligation, one)
            row.verdict = "met"
            place(session, row, "verified")

    desk.world.do(verify)


@when(parsers.parse("huyện Chi Lăng kết thúc ngày {day}, xã Chi Lăng và xã Nhân Lý kế thừa"))
def _ended(desk: Desk, day: str) -> None:
    for key, name in (("chi_lang", "Chi Lăng"), ("nhan_ly", "Nhân Lý")):
        agency(desk.world, key, "province", "commune", f"Ủy ban nhân dân xã {name}", name)
    end(desk.world, "district", "chi_lang", "nhan_ly", last=day_of(day))


@when(parsers.parse('chuyên viên đưa {number:d} đơn vị đứng đầu vào kế hoạch mới "{title}" ngày {day}'))
def _new(desk: Desk, number: int, title: str, day: str) -> None:
    desk.open()
    ids = [row.unit.id for row in desk.rows[:number]]
    desk.world.do(lambda s: operations.new_plan(s, desk.world.as_("officer"), title, ids, day_of(day)))


@when(parsers.parse('chuyên viên đưa {number:d} đơn vị đứng đầu vào kế hoạch "{title}" ngày {day}'))
def _more(desk: Desk, number: int, title: str, day: str) -> None:
    desk.open()
    ids, plan_id = [row.unit.id for row in desk.rows[:number]], desk.plan(title).id
    desk.world.do(lambda s: operations.add_to_plan(s, desk.world.as_("officer"), plan_id, ids, day_of(day)))


@when(parsers.parse("tỉnh đặt {points} điểm cho mỗi nội dung quá hạn"))
def _own(desk: Desk, points: str) -> None:
    [shipped] = source.read_rankings()
    said = shipped.value.model_dump(mode="json")
    said |= {"version": 2, "overdue": {"each": points, "most": "50"}}
    desk.world.do(lambda s: weights.publish(s, Weights.model_validate(said)))


@then(parsers.parse('đứng thứ {at:d} là "{name}" với {points} điểm'))
def _stands(desk: Desk, at: int, name: str, points: str) -> None:
    row = desk.rows[at - 1]
    assert (row.place, row.unit.short_name, with_comma(row.points)) == (at, name, points)


@then(parsers.parse('"{name}" có lý do "{words}"'))
def _says(desk: Desk, name: str, words: str) -> None:
    assert words in [one.told for one in desk.row(name).reasons]


@then(parsers.parse('không có "{name}" trong thứ tự'))
def _is_not_there(desk: Desk, name: str) -> None:
    assert name not in [row.unit.short_name for row in desk.rows]


@step(parsers.parse('kế hoạch "{title}" có "{name}" vào ngày {day}'))
def _planned(desk: Desk, title: str, name: str, day: str) -> None:
    targets = desk.world.see(lambda s: plans.targets(s, desk.plan(title).id))
    found: list[date] = [one.planned_on for one in targets if one.agency_id == desk.row(name).unit.id]
    assert found == [day_of(day)]
