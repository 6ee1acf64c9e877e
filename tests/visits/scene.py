"""What the features of visits and findings share: who people are, the day, how things begin, refusals."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass, field
from datetime import UTC, datetime

import pytest
from pytest_bdd import parsers, step
from sqlmodel import Session
from tests.visits import samples
from tests.visits.samples import ChiLang
from tests.world import World

from rasoat import clock
from rasoat.accounts.actor import Actor
from rasoat.inspections.models import Site
from rasoat.inspections.queries import sites
from rasoat.problems import Problem

PEOPLE = {
    "trưởng đoàn": "lead",
    "thành viên Sở GDĐT": "edu_member",
    "thư ký đoàn": "culture_member",
    "chuyên viên Sở LĐTBXH": "officer",
    "lãnh đạo Sở LĐTBXH": "leader",
    "cán bộ huyện Chi Lăng": "district_officer",
    "cán bộ huyện Hữu Lũng": "other_officer",
}
WHO = "|".join(PEOPLE)


@dataclass
class Scene:
    """One scenario: its world, its inspection, the last refusal."""

    world: World
    today: ExitStack
    case: ChiLang = field(init=False)
    problem: Problem | None = None

    def who(self, person: str) -> Actor:
        return self.world.as_(PEOPLE[person])

    def attempt(self, act: Callable[[], object]) -> None:
        """Do something that may be refused."""
        self.problem = None
        try:
            act()
        except Problem as problem:
            self.problem = problem

    def do(self, operation: Callable[[Session], object]) -> None:
        self.attempt(lambda: self.world.do(operation))

    def site(self, name: str) -> Site:
        found = self.world.see(lambda s: sites(s, self.case.inspection_id))
        return next(site for site in found if site.name == name)


@pytest.fixture
def scene(world: World) -> Iterator[Scene]:
    with ExitStack() as today:
        yield Scene(world, today)


@step(parsers.parse("hôm nay là ngày {day:d}/{month:d}/{year:d}"))
def _today(scene: Scene, day: int, month: int, year: int) -> None:
    scene.today.enter_context(clock.at(datetime(year, month, day, 2, tzinfo=UTC)))


@step("cuộc kiểm tra tại UBND huyện Chi Lăng đã xếp lịch")
def _scheduled(scene: Scene) -> None:
    scene.case = samples.scheduled(scene.world)


@step("đoàn đang làm việc tại UBND huyện Chi Lăng")
def _visiting(scene: Scene) -> None:
    scene.case = samples.visiting(scene.world)


@step(parsers.parse('bị từ chối vì "{why}"'))
def _refused(scene: Scene, why: str) -> None:
    assert scene.problem is not None, "it was not refused"
    assert why in scene.problem.what


@step("không bị từ chối")
def _not_refused(scene: Scene) -> None:
    assert scene.problem is None, scene.problem
