"""The feature of the reminder letter, step by step."""

from dataclasses import dataclass
from pathlib import Path
from uuid import UUID

import pytest
from pytest_bdd import parsers, scenarios, step
from sqlmodel import select

from rasoat.documents import register
from rasoat.papers import operations, queries
from rasoat.papers.kinds import reminder
from rasoat.recommendations.models import Obligation
from rasoat.workflows import CaseRef, fire
from tests.papers.samples import Told, attempt, messages, print_at_once, result, settings_in, words_of
from tests.papers.test_kinds import on
from tests.scenes import day_of
from tests.world import World

pytestmark = pytest.mark.usefixtures("database")  # steps ask too late for its two kinds

scenarios("papers_cong_van_don_doc.feature")


@dataclass
class Desk:
    """The result that was issued, the obligation it founds, and the letter about it."""

    world: World
    folder: Path
    told: Told
    obligation_id: UUID | None = None
    letter: Told | None = None
    refusal: str = ""

    @property
    def paper(self) -> Told:
        assert self.letter is not None
        return self.letter

    def issue(self, told: Told) -> None:
        settings, store = settings_in(self.folder)
        operations.render_and_issue(self.world.database, store, settings, told.paper_id, self.world.as_("clerk"))


@step(parsers.parse("kết quả kiểm tra huyện Chi Lăng đã ban hành ngày {day}"), target_fixture="desk")
def _issued(world: World, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, day: str) -> Desk:
    print_at_once(monkeypatch)
    desk = Desk(world, tmp_path, result(world))
    with on(day_of(day)):
        desk.issue(desk.told.numbered(day_of(day)))
    return desk


@step(parsers.parse("huyện phải cắm biển ở {count:d} điểm còn lại trước ngày {day}"))
def _owed(desk: Desk, count: int, day: str) -> None:
    query = select(Obligation).where(Obligation.addressee_id == desk.world.agencies["district"])
    obligation = desk.world.see(lambda s: s.exec(query).one())
    assert (obligation.due_on, obligation.measure.split()[0]) == (day_of(day), str(count))
    desk.obligation_id = obligation.id


@step(parsers.parse("ngày {day} chuyên viên soạn công văn đôn đốc"))
def _draft(desk: Desk, day: str) -> None:
    officer, about_id = desk.world.as_("officer"), desk.obligation_id
    assert about_id is not None

    def draft() -> Told:
        drafted = desk.world.do(lambda s: operations.draft_paper(s, officer, reminder.NAME, about_id))
        return Told(desk.world, desk.told.case, drafted.id)

    with on(day_of(day)):
        if day_of(day) > day_of("1/10/2024"):
            desk.letter = draft()
        else:
            desk.refusal = messages(attempt(draft))


@step(parsers.parse('bị từ chối vì "{why}"'))
def _refused(desk: Desk, why: str) -> None:
    assert why in desk.refusal


@step(parsers.parse('công văn gửi "{addressee}" về việc "{subject}"'))
def _head(desk: Desk, addressee: str, subject: str) -> None:
    paper = desk.paper.paper
    assert paper.is_letter
    assert (paper.addressed_to, paper.subject) == ((addressee,), subject)


@step(parsers.parse('công văn nêu "{first}" và "{second}"'))
def _says(desk: Desk, first: str, second: str) -> None:
    said = words_of(desk.paper.paper)
    assert first in said
    assert second in said


@step("cán bộ huyện chưa đọc được công văn")
def _unseen(desk: Desk) -> None:
    assert not _seen(desk)


@step("cán bộ huyện đọc được công văn")
def _read(desk: Desk) -> None:
    assert _seen(desk)


def _seen(desk: Desk) -> bool:
    district = desk.world.as_("district_officer")
    return desk.world.see(lambda s: queries.visible(s, desk.paper.paper_id, district))


@step(parsers.parse("ngày {day} lãnh đạo duyệt và văn thư cấp số"))
def _approve(desk: Desk, day: str) -> None:
    with on(day_of(day)):
        desk.issue(desk.paper.numbered(day_of(day)))


@step(parsers.parse('công văn mang số "{reference}"'))
def _numbered(desk: Desk, reference: str) -> None:
    assert desk.paper.notice.reference == reference
    clerk = desk.world.as_("clerk")
    assert desk.world.see(lambda s: register.find(s, clerk.agency_id, 2024, "CV", 1)) is not None


@step(parsers.parse("ngày {day} huyện báo cáo đã cắm đủ {count:d} biển"))
def _answer(desk: Desk, day: str, count: int) -> None:
    assert desk.obligation_id is not None
    ref, who = CaseRef("obligation", desk.obligation_id), desk.world.as_("district_officer")
    payload = {"claim": "met", "text": f"Đã cắm đủ {count} biển."}
    with on(day_of(day)):
        desk.world.do(lambda s: fire(s, ref, "answer", who, payload=payload))


@step(parsers.parse('trình duyệt công văn bị từ chối vì "{why}"'))
def _too_late(desk: Desk, why: str) -> None:
    with on(day_of("9/11/2024")):
        assert why in messages(attempt(lambda: desk.paper.fire("check", "officer")))
