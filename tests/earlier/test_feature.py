"""The feature of papers of before, step by step."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

import pytest
from pytest_bdd import parsers, scenarios, step
from sqlmodel import col, select

from rasoat.documents import register
from rasoat.earlier import across, checks, operations, queries
from rasoat.earlier.models import EarlierNotice
from rasoat.earlier.operations import Change
from rasoat.followup import climbing
from rasoat.followup.models import STEP, LadderStep
from rasoat.notifying.models import DIGEST, ToldLine
from rasoat.papers.models import PaperCase
from rasoat.problems import Problem
from rasoat.recommendations.models import Obligation
from rasoat.workflows import CaseRef, fire
from tests.earlier.samples import DUE, TEXT, received, reviewed
from tests.scenes import day_of, messages
from tests.world import World

pytestmark = pytest.mark.usefixtures("database")  # steps ask too late for its two kinds
scenarios("earlier_van_ban_truoc.feature")
TODAY = date(2024, 7, 17)


@dataclass
class Desk:
    """The officer's desk: the paper, and the refusal that waits to be checked."""

    world: World
    notice: EarlierNotice
    refusal: str = field(default="")
    before: list[Obligation] = field(default_factory=list)

    def fires(self, trigger: str, **payload: str) -> None:
        ref, officer = CaseRef("earlier", self.notice.id), self.world.as_("officer")
        self.tries(lambda: self.world.do(lambda db: fire(db, ref, trigger, officer, payload=payload)))
        self.notice = self.world.see(lambda db: db.get_one(EarlierNotice, self.notice.id))

    def tries(self, action: Callable[[], object]) -> None:
        try:
            action()
        except Problem as problem:
            self.refusal = messages(problem)

    def parts(self) -> list[queries.Part]:
        return self.world.see(lambda db: queries.recommendations_of(db, self.notice.id))

    def owed(self) -> list[Obligation]:
        return self.world.see(lambda db: queries.obligations_of(db, self.notice))


@pytest.fixture
def desk(world: World) -> Iterator[Desk]:
    clerk, dept = world.as_("clerk"), world.agencies["dept"]
    world.do(lambda db: register.reserve_up_to(db, clerk, dept, 2023, "TB", 150, dated=date(2023, 12, 29)))
    found = Desk(world, received(world))
    yield found
    assert not found.refusal, f"refused, and no step expected it: {found.refusal}"


@step("hôm nay là 17/07/2024")
@step("văn thư đã ghi sổ các số thông báo năm 2023 đến số 150 cấp ngoài hệ thống")
@step("chuyên viên dán thông báo 112/TB-SLĐTBXH ngày 12/10/2023 gửi UBND huyện Chi Lăng")
def _begun(desk: Desk) -> None:
    """All of these tests begin so (conftest.py, `desk`)."""
    assert desk.notice.reference == "112/TB-SLĐTBXH"


@step(parsers.parse("hệ thống thấy {count:d} kiến nghị, trong đó {own:d} của UBND huyện Chi Lăng"))
def _found(desk: Desk, count: int, own: int) -> None:
    asked = [task.addressee_id for part in desk.parts() for task in part.tasks]
    assert (len(desk.parts()), asked.count(desk.world.agencies["district"])) == (count, own)


@step(parsers.parse("văn bản còn thiếu hạn của {count:d} kiến nghị"))
def _undated(desk: Desk, count: int) -> None:
    assert sum(task.due_on is None for part in desk.parts() for task in part.tasks) == count
    told = desk.world.see(lambda db: [one.message for one in checks.missing(db, desk.notice)])
    assert any(one.startswith("Chưa có hạn: phần 10.") for one in told)


@step(parsers.parse("chuyên viên đặt hạn {day} cho kiến nghị thiếu hạn, lý do “{reason}”"))
def _dated(desk: Desk, day: str, reason: str) -> None:
    ids = [part.row.id for part in desk.parts() if any(task.due_on is None for task in part.tasks)]
    _many(desk, ids, Change(due_on=day_of(day), due_reason=reason))


@step("chuyên viên dán thêm thông báo 113/TB-SLĐTBXH ngày 13/10/2023")
def _another(desk: Desk) -> None:
    text = TEXT.replace("112/TB", "113/TB").replace("ngày 12 tháng 10", "ngày 13 tháng 10")
    assert received(desk.world, text).reference == "113/TB-SLĐTBXH"


@step(parsers.parse("chuyên viên đặt hạn {day} cho mọi kiến nghị thiếu hạn của các văn bản, lý do “{reason}”"))
def _dated_across(desk: Desk, day: str, reason: str) -> None:
    assert _across(desk, "due", Change(due_on=day_of(day), due_reason=reason)) == 2


@step("xác nhận không nhận ra trẻ em nào trong mọi kiến nghị của các văn bản")
def _settled_across(desk: Desk) -> None:
    assert _across(desk, "", Change(settle=True)) == 6


def _across(desk: Desk, lack: str, change: Change) -> int:
    officer = desk.world.as_("officer")
    rows = desk.world.see(lambda db: db.exec(across.waiting(officer, lack, mine=False)).all())
    papers = desk.world.see(lambda db: across.papers_of(db, officer, rows))
    seen = {row.id: row.version for row in rows}
    done = across.change(papers.values(), rows, seen, desk.world.do, officer, change)
    assert not done.refused
    return done.count


@step("không văn bản nào còn thiếu gì, và hạn ghi trong văn bản vẫn như cũ")
def _nothing_is_missing(desk: Desk) -> None:
    for notice in desk.world.see(lambda db: db.exec(select(EarlierNotice)).all()):
        assert desk.world.see(lambda db, one=notice: [*checks.missing(db, one), *checks.unsettled(db, one)]) == []  # type: ignore[misc]
        parts = desk.world.see(lambda db, one=notice: queries.recommendations_of(db, one.id))  # type: ignore[misc]
        assert [task.due_on for part in parts for task in part.tasks] == [DUE, date(2024, 8, 31), date(2023, 11, 15)]


@step("xác nhận không nhận ra trẻ em nào trong các kiến nghị")
def _settled(desk: Desk) -> None:
    _many(desk, [part.row.id for part in desk.parts()], Change(settle=True))


def _many(desk: Desk, ids: list[UUID], change: Change) -> None:
    officer = desk.world.as_("officer")
    desk.world.do(lambda db: operations.change_many(db, officer, desk.notice.id, ids, change))


@step("đưa văn bản vào theo dõi")
def _brought(desk: Desk) -> None:
    desk.fires("bring_in")


@step("văn bản đã được rà soát và đưa vào theo dõi")
def _reviewed_and_brought(desk: Desk) -> None:
    desk.notice = reviewed(desk.world, desk.notice)
    desk.fires("bring_in")


@step(parsers.parse("UBND huyện Chi Lăng có {count:d} nội dung phải thực hiện từ ngày {day}"))
def _owes(desk: Desk, count: int, day: str) -> None:
    rows = [row for row in desk.owed() if row.addressee_id == desk.world.agencies["district"]]
    assert [(row.issued_on, row.status) for row in rows] == [(day_of(day), "issued")] * count


@step(parsers.parse("sổ văn bản đi năm {year:d} có số {number:d} ghi chú “{note}”"))
def _in_the_register(desk: Desk, year: int, number: int, note: str) -> None:
    entry = desk.world.see(lambda db: register.find(db, desk.world.agencies["dept"], year, "TB", number))
    assert entry is not None and entry.note == note


@step(parsers.parse("hệ thống từ chối: “{told}”"))
def _refused(desk: Desk, told: str) -> None:
    assert told in desk.refusal
    desk.refusal = ""


@step("thang đôn đốc chạy")
def _climbed(desk: Desk) -> None:
    desk.world.do(lambda db: climbing.begin(db, 100))
    desk.world.do(lambda db: climbing.take_steps(db, TODAY))
    # A second run, or a second worker, finds nothing left.
    assert desk.world.do(lambda db: climbing.take_steps(db, TODAY)) == 0


@step(parsers.parse("mỗi đơn vị có việc quá hạn được nhắc {times:d} lần và có {letters:d} công văn đôn đốc chờ ký"))
def _told_once(desk: Desk, times: int, letters: int) -> None:
    overdue = [row for row in desk.owed() if row.due_on and row.due_on < TODAY]
    steps = desk.world.see(lambda db: db.exec(select(LadderStep).order_by(col(LadderStep.id))).all())
    told = [row.case_id for row in steps if row.step == "overdue"]
    assert [told.count(row.id) for row in overdue] == [times] * len(overdue) and len(told) == times * len(overdue)
    drafted = desk.world.see(lambda db: db.exec(select(PaperCase).where(PaperCase.kind == "reminder")).all())
    assert len(drafted) == letters * len({row.addressee_id for row in overdue})


@step("mỗi người nghe các việc đã quá hạn trong một thư của ngày")
def _one_mail(desk: Desk) -> None:
    told = desk.world.see(lambda db: db.exec(select(ToldLine).where(ToldLine.event == STEP)).all())
    assert told and {line.how for line in told if line.account_id} == {DIGEST}


@step("chưa việc nào vào danh sách của lãnh đạo")
def _leaders_wait(desk: Desk) -> None:
    steps = desk.world.see(lambda db: db.exec(select(LadderStep)).all())
    assert not [row for row in steps if row.leaders or row.province]


@step(parsers.parse("chuyên viên rút văn bản, lý do “{reason}”"))
def _withdrawn(desk: Desk, reason: str) -> None:
    desk.before = desk.owed()
    desk.fires("withdraw", reason=reason)


@step("các nội dung phải theo dõi của văn bản đã rút")
def _all_withdrawn(desk: Desk) -> None:
    for row in desk.before:
        assert desk.world.see(lambda db, one=row.id: db.get_one(Obligation, one)).status == "withdrawn"


@step("chuyên viên rà soát lại và đưa vào lần nữa được")
def _again(desk: Desk) -> None:
    desk.fires("take_up")
    desk.fires("bring_in")
    assert len(desk.owed()) == 3


@step("UBND huyện Chi Lăng đã xác nhận nhận nội dung đầu tiên")
def _acknowledged(desk: Desk) -> None:
    ref = CaseRef("obligation", desk.owed()[0].id)
    desk.world.do(lambda db: fire(db, ref, "acknowledge", desk.world.as_("district_officer")))
