"""The features of notices, step by step."""

from collections.abc import Iterator
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import pytest
from pytest_bdd import parsers, scenarios, step
from sqlmodel import Session, func, select

from rasoat import clock
from rasoat.audit.registers import check_register
from rasoat.documents import pdf
from rasoat.documents.models import RegisterEntry
from rasoat.documents.paper import Heading
from rasoat.findings import operations as findings
from rasoat.inspections.models import Inspection
from rasoat.outbox import operations as outbox
from rasoat.outbox.models import OutboxItem
from rasoat.papers import operations, queries, rendering, voiding
from rasoat.problems import Problem
from rasoat.recommendations.models import Obligation
from rasoat.workflows import CaseRef, fire
from tests.papers.samples import (
    AUGUST_5,
    Told,
    outside,
    prepared,
    print_at_once,
    schedule,
    settings_in,
    words_of,
)
from tests.scenes import Refusing, day_of
from tests.visits.samples import JULY_12, ChiLang
from tests.world import World

pytestmark = pytest.mark.usefixtures("database")  # steps ask too late for its two kinds

scenarios("papers_cap_so.feature", "papers_soan_thao.feature")

PEOPLE = {
    "chuyên viên": "officer",
    "đồng nghiệp": "officer2",
    "lãnh đạo": "leader",
    "văn thư": "clerk",
    "huyện Chi Lăng": "district_officer",
    "huyện Hữu Lũng": "other_officer",
}
CLOSING = "result.closing"


@dataclass
class Desk(Refusing):
    """The notice on the table, and the refusal that waits to be checked."""

    world: World
    folder: Path
    patch: pytest.MonkeyPatch
    case: ChiLang | None = None
    told: Told | None = None
    first_version: int = 1
    moment: datetime = AUGUST_5

    @property
    def notice(self) -> Told:
        assert self.told is not None
        return self.told

    def now(self) -> AbstractContextManager[object]:
        return clock.at(self.moment)

    def fire(self, who: str, trigger: str, **payload: object) -> None:
        ref, actor = CaseRef("paper", self.notice.paper_id), self.world.as_(PEOPLE[who])
        self.attempt(lambda: self.world.do(lambda s: fire(s, ref, trigger, actor, payload=payload)))

    def reword(self, who: str, words: str, version: int) -> None:
        actor, paper_id = self.world.as_(PEOPLE[who]), self.notice.paper_id
        self.attempt(
            lambda: self.world.do(
                lambda s: operations.change_block(
                    s, actor, paper_id, version, CLOSING, words, footnotes=[], visibility="public"
                )
            )
        )

    def act(self, block_id: str, act: operations.Act) -> None:
        officer, paper_id = self.world.as_("officer"), self.notice.paper_id
        self.notice.edit(lambda s, v: operations.arrange_block(s, officer, paper_id, v, block_id, act))


@pytest.fixture
def desk(world: World, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Desk]:
    print_at_once(monkeypatch)
    found = Desk(world, tmp_path, monkeypatch)
    yield found
    assert not found.refusal, f"refused, and no step expected it: {found.refusal}"


@step(parsers.parse("sổ đăng ký năm 2024 đã cấp đến số {last:d} ngày {day}"))
def _outside(desk: Desk, last: int, day: str) -> None:
    outside(desk.world, last, day_of(day))


@step("chuyên viên đã soạn thông báo lịch kiểm tra")
def _schedule(desk: Desk) -> None:
    desk.told, desk.moment = schedule(desk.world), JULY_12


@step("đoàn ghi thêm một tồn tại chưa có kiến nghị")
def _uncovered(desk: Desk) -> None:
    desk.case = prepared(desk.world)
    lead, inspection_id = desk.world.as_("lead"), desk.case.inspection_id
    text = "Chưa có sổ theo dõi biển cảnh báo."
    desk.world.do(lambda s: findings.add_finding(s, lead, inspection_id, kind="shortcoming", text=text))


@step("chuyên viên đã soạn thông báo kết quả")
def _result(desk: Desk) -> None:
    case = desk.case or prepared(desk.world)
    officer = desk.world.as_("officer")
    notice = desk.world.do(lambda s: operations.draft_paper(s, officer, "result", case.inspection_id))
    desk.told, desk.first_version = Told(desk.world, case, notice.id), notice.version


@step("chuyên viên trình duyệt")
def _check(desk: Desk) -> None:
    desk.fire("chuyên viên", "check")


@step("chuyên viên rút trình")
def _take_back(desk: Desk) -> None:
    desk.fire("chuyên viên", "take_back")


@step(parsers.re("(?P<who>chuyên viên|lãnh đạo) duyệt"))
def _approve(desk: Desk, who: str) -> None:
    desk.fire(who, "approve")


@step(parsers.re("(?P<who>văn thư|lãnh đạo) cấp số với ngày (?P<day>.+)"))
def _number(desk: Desk, who: str, day: str) -> None:
    desk.fire(who, "number", issued_on=day_of(day))


@step("văn thư tạo tệp")
def _render(desk: Desk) -> None:
    settings, store = settings_in(desk.folder)
    clerk, paper_id = desk.world.as_("clerk"), desk.notice.paper_id
    desk.attempt(lambda: operations.render_and_issue(desk.world.database, store, settings, paper_id, clerk))


@step("máy chủ không có bộ tạo PDF")
def _no_engine(desk: Desk) -> None:
    def missing(_name: str, _timeout_s: float) -> None:
        raise Problem("pdf.engine_missing", engine="pdfkit / weasyprint")

    desk.patch.setattr(pdf, "usable", missing)


@step("máy chủ đã có bộ tạo PDF nhưng không in được văn bản này")
def _hostile_text(desk: Desk) -> None:
    def broken(*_asked: object, **_how: object) -> bytes:
        raise Problem("pdf.failed", engine="weasyprint", why="hỏng")

    desk.patch.setattr(pdf, "usable", lambda _name, _timeout_s: [pdf.WeasyprintEngine()])
    desk.patch.setattr(pdf, "paper_to_pdf", broken)


@step("máy chủ hết chỗ lưu tệp")
def _full_disk(desk: Desk) -> None:
    def full(*_asked: object, **_how: object) -> bytes:
        raise OSError("No space left on device")

    desk.patch.setattr(pdf, "usable", lambda _name, _timeout_s: [pdf.WeasyprintEngine()])
    desk.patch.setattr(pdf, "paper_to_pdf", full)


@step("hệ thống thử tạo tệp")
def _worker(desk: Desk) -> None:
    """As the worker does, without the pause after a failure."""
    world = desk.world
    waiting = world.see(lambda s: s.exec(select(OutboxItem.id).where(OutboxItem.kind == voiding.RENDER)).all())
    for one in waiting:
        world.do(lambda s, one=one: outbox.try_again(s, one))  # type: ignore[misc]  # bound at once
    outbox.run_due(world.database, rendering.handlers(settings_in(desk.folder)[0]))


@step(parsers.parse('văn thư hủy số với lý do "{reason}"'))
def _void(desk: Desk, reason: str) -> None:
    desk.fire("văn thư", "void_number", reason=reason)


@step(parsers.parse('thông báo trở lại bản thảo, chưa có số, ghi lý do "{reason}"'))
def _draft_again(desk: Desk, reason: str) -> None:
    case = desk.notice.notice
    assert (case.status, case.number, case.symbol, case.issued_on) == ("drafted", None, "", None)
    assert (case.return_reason, case.approved_by, case.approved_sha256) == (reason, None, "")


@step(parsers.parse('sổ văn bản đi có số {number:d} với ghi chú "{note}"'))
def _line(desk: Desk, number: int, note: str) -> None:
    entry = desk.world.see(lambda s: s.exec(select(RegisterEntry).where(RegisterEntry.number == number)).one())
    assert entry.note == note
    assert desk.world.see(lambda s: queries.paper_of(s, entry)) is None
    assert list(desk.world.see(lambda s: list(check_register(s, lambda *_: None)))) == []


@step("máy chủ đã có bộ tạo PDF")
def _engine(desk: Desk) -> None:
    print_at_once(desk.patch)
    desk.patch.setattr(pdf, "usable", lambda _name, _timeout_s: [pdf.WeasyprintEngine()])


@step(parsers.parse('thông báo có số "{reference}"'))
def _reference(desk: Desk, reference: str) -> None:
    assert desk.notice.notice.reference == reference


@step("thông báo đã ban hành")
def _issued(desk: Desk) -> None:
    assert desk.notice.notice.status == "issued"


@step(parsers.re("(?P<who>huyện Chi Lăng|huyện Hữu Lũng) (?P<whether>chưa thấy|thấy) thông báo"))
def _sees(desk: Desk, who: str, whether: str) -> None:
    actor = desk.world.as_(PEOPLE[who])
    seen = desk.world.see(lambda s: queries.visible(s, desk.notice.paper_id, actor))
    assert seen is (whether == "thấy")


@step(parsers.parse("{count:d} kiến nghị đã gửi đơn vị ngày {day}"))
def _sent(desk: Desk, count: int, day: str) -> None:
    rows = desk.world.see(lambda s: list(s.exec(select(Obligation))))
    assert [(row.status, row.issued_on) for row in rows] == [("issued", day_of(day))] * count


@step("cuộc kiểm tra đang theo dõi thực hiện")
def _following(desk: Desk) -> None:
    inspection_id = desk.notice.case.inspection_id
    assert desk.world.see(lambda s: s.get_one(Inspection, inspection_id).status) == "following_up"


@step("sổ đăng ký chỉ thêm một dòng")
def _one_line(desk: Desk) -> None:
    def lines(session: Session) -> int:
        return session.exec(
            select(func.count())
            .select_from(RegisterEntry)
            .where(RegisterEntry.number > 96, RegisterEntry.series == "TB")
        ).one()

    assert desk.world.see(lines) == 1


@step(parsers.parse('bị từ chối vì "{why}"'))
def _refused(desk: Desk, why: str) -> None:
    desk.refused(why)


@step(parsers.parse('bản in có "{words}"'))
def _printed(desk: Desk, words: str) -> None:
    assert words in words_of(desk.notice.paper)


@step(parsers.parse('bản in không có "{words}"'))
def _not_printed(desk: Desk, words: str) -> None:
    assert words not in words_of(desk.notice.paper)


@step(parsers.re('(?P<who>chuyên viên|đồng nghiệp) sửa đoạn kết thành "(?P<words>.+)"'))
def _reword(desk: Desk, who: str, words: str) -> None:
    desk.reword(who, words, desk.notice.notice.version)


@step(parsers.parse('chuyên viên sửa đoạn kết của bản cũ thành "{words}"'))
def _reword_old(desk: Desk, words: str) -> None:
    desk.reword("chuyên viên", words, desk.first_version)


@step("chuyên viên lấy lại đoạn kết soạn sẵn")
def _reset(desk: Desk) -> None:
    desk.act(CLOSING, "reset")


@step("chuyên viên ẩn kiến nghị thứ nhất")
def _hide(desk: Desk) -> None:
    printed = desk.notice.paper.blocks
    desk.act(next(b.id for b in printed if b.id.startswith("rec.") and not isinstance(b, Heading)), "hide")
