"""The feature of papers that came in, step by step."""

import csv
import io
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from uuid import UUID

import pytest
from pytest_bdd import parsers, scenarios, step

from rasoat.files.access import attached, open_for
from rasoat.incoming import linking, operations
from rasoat.incoming.about import Link
from rasoat.incoming.models import IncomingPaper
from rasoat.incoming.operations import Arrived
from rasoat.inspections.models import Inspection
from rasoat.problems import Problem
from tests.exporting.taken import take
from tests.incoming.samples import ARRIVED, SCAN, link
from tests.papers.samples import messages
from tests.scenes import day_of
from tests.visits.samples import scheduled
from tests.web.browse import Client, words
from tests.world import World

pytestmark = pytest.mark.usefixtures("database")  # steps ask too late for its two kinds
Browser = Callable[[str], Client]
scenarios("papers_van_ban_den.feature")


@dataclass
class Desk:
    """The clerk's desk: the paper entered last, and the refusal that waits to be checked."""

    world: World
    row: IncomingPaper | None = None
    inspection_id: UUID | None = None
    refusal: str = ""

    def enter(self, arrived: Arrived, *, files: bool = True, first: int = 1) -> None:
        clerk = self.world.as_("clerk")
        belongs = link(self.inspection_id) if self.inspection_id else None
        scans = [SCAN] if files else []
        try:
            self.row = self.world.do(lambda s: operations.enter(s, clerk, arrived, scans, belongs, first))
        except Problem as problem:
            self.refusal = messages(problem)

    def opens(self, who: str) -> bool:
        assert self.row is not None
        row_id, actor = self.row.id, self.world.as_(who)
        file = self.world.see(lambda s: attached(s, operations.OWNER, row_id))[0].id
        try:
            self.world.see(lambda s: open_for(s, file, actor))
        except Problem:
            return False
        return True


@pytest.fixture
def desk(world: World) -> Iterator[Desk]:
    found = Desk(world)
    yield found
    assert not found.refusal, f"refused, and no step expected it: {found.refusal}"


@step("hôm nay là ngày 5/8/2024")
def _today(desk: Desk) -> None:
    """All of these tests play on that day (conftest.py)."""


_ENTERED = r'văn thư vào sổ báo cáo "(?P<reference>.+?)" ngày (?P<dated>\S+) của "(?P<author>.+?)"'


@step(parsers.re(_ENTERED + r", đến ngày (?P<arrived>[\d/]+)$"))
def _entered(desk: Desk, reference: str, dated: str, author: str, arrived: str) -> None:
    desk.enter(replace(ARRIVED, reference=reference, dated=day_of(dated), author=author, arrived_on=day_of(arrived)))


@step(parsers.re(_ENTERED + r", đến ngày (?P<arrived>[\d/]+), vào hồ sơ cuộc kiểm tra$"))
def _entered_about(desk: Desk, reference: str, dated: str, author: str, arrived: str) -> None:
    desk.inspection_id = scheduled(desk.world).inspection_id
    _entered(desk, reference, dated, author, arrived)


@step(parsers.re(_ENTERED + r" mà không có tệp quét$"))
def _without_scan(desk: Desk, reference: str, dated: str, author: str) -> None:
    desk.enter(replace(ARRIVED, reference=reference, dated=day_of(dated), author=author), files=False)


@step(parsers.parse("văn thư vào sổ văn bản đầu tiên của năm với số đến {first:d}"))
def _first(desk: Desk, first: int) -> None:
    desk.enter(replace(ARRIVED, reference="1/GM-UBND", kind_title="Giấy mời"), first=first)


@step(parsers.parse("văn bản có số đến {number:d}"))
def _numbered(desk: Desk, number: int) -> None:
    assert not desk.refusal
    assert desk.row is not None
    assert (desk.row.year, desk.row.number) == (2024, number)


@step(parsers.parse('trang cuộc kiểm tra có "{told}" ở mục Văn bản đến'))
def _on_the_page(desk: Desk, client_for: Browser, told: str) -> None:
    page = words(client_for("officer").get(f"/inspections/{desk.inspection_id}"))
    assert told in page[page.index("Văn bản đến") :]


@step("chuyên viên mở được tệp quét")
def _opens(desk: Desk) -> None:
    assert desk.opens("officer")


@step("huyện Chi Lăng không mở được tệp quét")
def _opens_not(desk: Desk) -> None:
    assert not desk.opens("district_officer")


@step("huyện Chi Lăng không thấy mục Văn bản đến ở trang cuộc kiểm tra")
def _not_on_the_page(desk: Desk, client_for: Browser) -> None:
    answer = client_for("district_officer").get(f"/inspections/{desk.inspection_id}")
    assert answer.status_code == 200
    assert "Văn bản đến" not in words(answer)


@step(parsers.re(r'văn thư tìm "(?P<asked>.+)" trong sổ văn bản đến thì (?P<whether>không thấy|thấy) "(?P<told>.+)"'))
def _searched(client_for: Browser, asked: str, whether: str, told: str) -> None:
    page = words(client_for("clerk").get(f"/incoming/?year=2024&q={asked}"))
    assert (told in page) is (whether == "thấy")


@step(parsers.parse('bảng tải về có các cột "{columns}"'))
def _columns(client_for: Browser, columns: str) -> None:
    table = take(client_for("clerk"), "incoming", "csv", year="2024").data.decode("utf-8-sig")
    rows = list(csv.reader(io.StringIO(table), delimiter=";"))
    assert columns.split("; ") in rows, rows[:5]


@step(parsers.re(r"văn thư đưa văn bản đến số (?P<number>\d+) vào hồ sơ (?P<case>cuộc kiểm tra|kế hoạch)"))
def _put_in(desk: Desk, number: str, case: str) -> None:
    clerk = desk.world.as_("clerk")
    if desk.inspection_id is None:
        desk.inspection_id = scheduled(desk.world).inspection_id
    inspection = desk.world.see(lambda s: s.get_one(Inspection, desk.inspection_id))
    assert inspection.plan_id
    where = link(inspection.id) if case == "cuộc kiểm tra" else Link("plan", inspection.plan_id)
    try:
        desk.row = desk.world.do(lambda s: linking.put_in(s, clerk, where, 2024, int(number)))
    except Problem as problem:
        desk.refusal = messages(problem)


@step("văn thư bỏ văn bản đến khỏi hồ sơ")
def _taken_out(desk: Desk) -> None:
    assert desk.row is not None
    row, clerk = desk.row, desk.world.as_("clerk")
    desk.world.do(lambda s: linking.take_out(s, clerk, row.id, row.version))


@step(parsers.parse('nhật ký cuộc kiểm tra có "{told}"'))
def _in_journal(desk: Desk, client_for: Browser, told: str) -> None:
    assert told in words(client_for("officer").get(f"/inspections/{desk.inspection_id}"))


@step(parsers.parse('bị từ chối vì "{why}"'))
def _refused(desk: Desk, why: str) -> None:
    assert why in desk.refusal, desk.refusal or "nothing was refused"
    desk.refusal = ""
