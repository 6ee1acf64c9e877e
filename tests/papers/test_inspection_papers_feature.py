"""The feature of the papers of an inspection under Nghị định 217/2025/NĐ-CP, step by step."""

from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pytest
from pytest_bdd import parsers, scenarios, step
from sqlmodel import select

from rasoat.papers import operations, queries
from rasoat.papers.blocks import text_of
from rasoat.papers.kinds import decision_blocks
from rasoat.recommendations.models import FORCES, Obligation
from tests.papers.decreed import AFTER_REVIEW, Case, held, officer_of, on, planned, reviewed
from tests.papers.samples import Told, print_at_once, settings_in, words_of
from tests.papers.test_minutes import AFTER, make_public
from tests.scenes import Refusing, day_of
from tests.world import World

pytestmark = pytest.mark.usefixtures("database")  # steps ask too late for its two kinds

scenarios("papers_van_ban_kiem_tra.feature")

KINDS = {
    "quyết định kiểm tra": "unit_decision",
    "biên bản": "minutes",
    "báo cáo của đoàn": "report",
    "văn bản yêu cầu chấn chỉnh": "demand",
    "thông báo kết quả": "result",
}
SIGNERS = {"trưởng đoàn": "lead", "lãnh đạo": "leader"}


@dataclass
class Desk(Refusing):
    """The inspection, the paper on the table, and the refusal that waits to be checked."""

    world: World
    folder: Path
    case: Case | None = None
    told: Told | None = None
    today: date = AFTER

    @property
    def inspection(self) -> Case:
        """The inspection; without a step that tells more it is only planned."""
        self.case = self.case or planned(self.world)
        return self.case

    @property
    def paper(self) -> Told:
        assert self.told is not None
        return self.told

    def now(self) -> AbstractContextManager[object]:
        return on(self.today)


@pytest.fixture
def desk(world: World, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Desk:
    print_at_once(monkeypatch)
    return Desk(world, tmp_path)


@step("kế hoạch số 07 kiểm tra xã Chi Lăng ngày 17/3/2026 đã được phê duyệt, đoàn đã được cử")
def _planned(desk: Desk) -> None:
    """The steps that follow say how far the inspection is; each of its stages begins from here."""


@step("đoàn làm việc tại xã ngày 17/3/2026 và ghi biên bản")
def _held(desk: Desk) -> None:
    desk.case = held(desk.world)


@step("đoàn làm việc tại xã ngày 17/3/2026 và đơn vị không ký biên bản")
def _refused_to_sign(desk: Desk) -> None:
    desk.case = held(desk.world, refused=True)


@step("đoàn đã tổng hợp kết quả ngày 20/3/2026")
def _reviewed(desk: Desk) -> None:
    desk.case, desk.today = reviewed(desk.world), AFTER_REVIEW


@step(parsers.re("ngày (?P<day>[^ ]+) chuyên viên soạn (?P<what>.+)"))
def _draft(desk: Desk, day: str, what: str) -> None:
    case, desk.today = desk.inspection, day_of(day)

    def draft() -> None:
        desk.told = case.paper(KINDS[what])

    desk.attempt(draft)


@step(parsers.parse('văn bản nêu "{first}" và "{second}"'))
def _says(desk: Desk, first: str, second: str) -> None:
    with on(desk.today):
        said = words_of(desk.paper.paper)
    assert first in said
    assert second in said


@step(parsers.parse('chuyên viên sửa thời hạn thành "{term}"'))
def _term(desk: Desk, term: str) -> None:
    officer, told = desk.world.as_("officer"), desk.paper
    [scope] = [block for block in told.paper.blocks if block.id == decision_blocks.SCOPE]
    changed = text_of(scope).replace("10 ngày", term)
    with on(desk.today):
        told.edit(
            lambda s, v: operations.change_block(
                s, officer, told.paper_id, v, scope.id, changed, footnotes=[], visibility="public"
            )
        )


@step("chuyên viên đọc lại và cho in các đoạn ghi tại chỗ")
def _read_again(desk: Desk) -> None:
    make_public(desk.paper)


@step("chuyên viên trình duyệt")
def _check(desk: Desk) -> None:
    with on(desk.today):
        desk.paper.fire("check", "officer")


@step(parsers.parse('trình duyệt bị từ chối vì "{why}"'))
def _not_checked(desk: Desk, why: str) -> None:
    desk.attempt(lambda: desk.paper.fire("check", "officer"))
    desk.refused(why)


@step(parsers.parse('lãnh đạo ký bị từ chối vì "{why}"'))
def _not_signed(desk: Desk, why: str) -> None:
    desk.attempt(lambda: desk.paper.fire("approve", "leader"))
    desk.refused(why)


@step(parsers.parse('bị từ chối vì "{why}"'))
def _refused(desk: Desk, why: str) -> None:
    desk.refused(why)


@step(parsers.re("(?P<who>trưởng đoàn|lãnh đạo) ký và văn thư cấp số ngày (?P<day>.+)"))
def _issue(desk: Desk, who: str, day: str) -> None:
    settings, store = settings_in(desk.folder)
    desk.today, told, clerk = day_of(day), desk.paper, desk.world.as_("clerk")
    with on(desk.today):
        told.fire("approve", SIGNERS[who])
        told.fire("number", "clerk", issued_on=desk.today)
        operations.render_and_issue(desk.world.database, store, settings, told.paper_id, clerk)


@step(parsers.parse('văn bản mang số "{reference}"'))
def _reference(desk: Desk, reference: str) -> None:
    assert desk.paper.notice.reference == reference


@step(parsers.parse('cùng ký có "{name}"'))
def _signs(desk: Desk, name: str) -> None:
    assert name in [one.name for one in desk.paper.paper.other_signers]


@step(parsers.re("cán bộ xã (?P<whether>không đọc được|đọc được) văn bản"))
def _reads(desk: Desk, whether: str) -> None:
    unit = officer_of(desk.world, desk.inspection.inspection.unit_id)
    assert desk.world.see(lambda s: queries.visible(s, desk.paper.paper_id, unit)) is (whether == "đọc được")


@step(parsers.parse('kiến nghị đã gửi xã dưới hình thức "{force}"'))
def _sent(desk: Desk, force: str) -> None:
    query = select(Obligation).where(Obligation.inspection_id == desk.inspection.inspection_id)
    [row] = desk.world.see(lambda s: list(s.exec(query)))
    assert (row.status, FORCES[row.force]) == ("issued", force)
