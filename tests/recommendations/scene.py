"""Steps that the features of recommendations, proposals and follow-up share."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from uuid import UUID

import pytest
from pytest_bdd import parsers, step
from sqlmodel import Session

from rasoat import clock
from rasoat.accounts.actor import Actor
from rasoat.files.operations import StoredFile, keep
from rasoat.files.store import BlobStore
from rasoat.inspections.models import Inspection
from rasoat.problems import Problem
from rasoat.recommendations.models import VERDICTS, Obligation
from rasoat.units.models import Agency
from rasoat.workflows import CaseRef, fire
from tests.recommendations import samples
from tests.scenes import day_of
from tests.world import AGENCIES, World

PEOPLE = {
    "chuyên viên Sở": "officer",
    "lãnh đạo Sở": "leader",
    "văn thư Sở": "clerk",
    "trưởng đoàn": "lead",
    "thành viên đoàn": "edu_member",
    "UBND huyện Chi Lăng": "district_officer",
    "lãnh đạo huyện": "district_leader",
    "Phòng LĐTBXH Chi Lăng": "office_officer",
    "UBND huyện Hữu Lũng": "other_officer",
    "lãnh đạo Bộ": "ministry_leader",
    "lãnh đạo Sở GDĐT": "edu_leader",
    "chuyên viên Sở GDĐT": "edu_officer",
}
VERDICT_NAMES = {title: name for name, title in VERDICTS.items()}


@dataclass
class Scene:
    """The people of a scenario, the inspection it is about, and the refusal that waits to be checked."""

    world: World
    store: BlobStore
    inspection: Inspection | None = None
    refusal: str = ""
    first: dict[int, UUID] = field(default_factory=dict)

    def who(self, title: str) -> Actor:
        return self.world.as_(PEOPLE[title])

    def agency(self, short_name: str) -> UUID:
        return self.world.agencies[next(key for key, row in AGENCIES.items() if row[3] == short_name)]

    @property
    def inspection_id(self) -> UUID:
        assert self.inspection is not None
        return self.inspection.id

    def obligation(self, number: int) -> Obligation:
        """The obligation of the recommendation of that number, as it is now: the first one, were it passed on."""
        if not self.first:
            rows = samples.obligations(self.world, self.inspection_id)
            self.first = {place: row.id for place, row in enumerate(rows, start=1)}
        return self.world.see(lambda s: s.get_one(Obligation, self.first[number]))

    def attempt(self, operation: Callable[[Session], object]) -> None:
        """Do it, and keep what a refusal says until a step asks for it."""
        assert not self.refusal, self.refusal
        try:
            self.world.do(operation)
        except Problem as problem:
            self.refusal = " ".join([problem.what, problem.todo, *(reason.message for reason in problem.reasons)])

    def fire(self, number: int, trigger: str, who: str, **payload: object) -> None:
        ref = CaseRef("obligation", self.obligation(number).id)
        self.attempt(lambda s: fire(s, ref, trigger, self.who(who), payload=payload))

    def picture(self) -> StoredFile:
        return keep(self.store, "bien-canh-bao.jpg", b"\xff\xd8 a picture", "image/jpeg")


@pytest.fixture
def scene(world: World, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Scene]:
    found = Scene(world, BlobStore(tmp_path_factory.mktemp("files")))
    yield found
    clock.set_date(None)
    assert not found.refusal, f"refused, and no step expected it: {found.refusal}"


@step(parsers.parse("hôm nay là ngày {day}"))
def _today(scene: Scene, day: str) -> None:
    clock.set_date(day_of(day))


@step("cuộc kiểm tra tại huyện Chi Lăng đang tổng hợp kết quả")
def _reviewing(scene: Scene) -> None:
    scene.inspection = samples.reviewing(scene.world)


@step(parsers.parse("thông báo đã ban hành ngày {day} với 14 kiến nghị"))
def _issued(scene: Scene, day: str) -> None:
    assert day_of(day) == samples.ISSUED_ON
    with clock.use_date(samples.REVIEWED_ON):
        samples.add_all(scene.world, scene.inspection_id)
    samples.issue_all(scene.world, scene.inspection_id)


@step(parsers.parse('"{who}" báo cáo kiến nghị {number:d} "{claim}" kèm một ảnh'))
def _answer(scene: Scene, who: str, number: int, claim: str) -> None:
    from rasoat.recommendations.answering import operations as answering

    scene.attempt(
        lambda s: answering.answer(
            s,
            scene.who(who),
            scene.obligation(number).id,
            claim=VERDICT_NAMES[claim],
            text="Đã cắm 46 biển, phát quang cây che biển.",
            files=[scene.picture()],
        )
    )


@step(parsers.parse('bị từ chối vì "{why}"'))
def _refused(scene: Scene, why: str) -> None:
    assert why in scene.refusal, scene.refusal or "nothing was refused"
    scene.refusal = ""


@step(parsers.parse('kiến nghị {number:d} ở tình trạng "{title}"'))
def _in_state(scene: Scene, number: int, title: str) -> None:
    from rasoat.workflows import pins

    row = scene.obligation(number)
    states = scene.world.see(lambda s: pins.runtime(s, row.workflow, row.workflow_version).definition.states)
    assert states[row.status].title == title


def short_name(session: Session, agency_id: UUID) -> str:
    return session.get_one(Agency, agency_id).short_name
