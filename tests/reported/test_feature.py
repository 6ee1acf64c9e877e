"""The feature of figures that units report, step by step."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

import pytest
from pytest_bdd import parsers, scenarios, step
from sqlmodel import select

from rasoat import clock
from rasoat.incoming import operations as incoming
from rasoat.incoming.models import IncomingPaper
from rasoat.notifying.models import ToldLine
from rasoat.reported import queries
from rasoat.reported.desk import operations
from rasoat.tablets.taking.bundle import bundle_of
from rasoat.visits.models import Response
from tests.incoming.samples import ARRIVED, SCAN, link
from tests.reported.samples import announced, seen_now
from tests.visits.samples import SIGNS, VISIT_DAY, ChiLang, scheduled
from tests.web.browse import Client, inputs, words
from tests.world import World

pytestmark = pytest.mark.usefixtures("database")  # steps ask too late for its two kinds
Browser = Callable[[str], Client]
scenarios("reported_so_lieu_don_vi.feature")


@dataclass
class Unit:
    """The inspection, the paper that came in, the page that was answered last."""

    world: World
    case: ChiLang
    page: str = ""
    status: int = 0
    paper: IncomingPaper | None = None
    kept: dict[str, Any] = field(default_factory=dict)

    @property
    def address(self) -> str:
        return f"/reported/of/{self.case.inspection_id}"

    def give(self, client: Client, **typed: str) -> None:
        seen = seen_now(self.world, self.case.inspection_id)
        form = {"sent": str(seen.sent), "version": str(seen.draft or ""), **typed}
        answer = client.post(f"{self.address}/give", {k.replace("__", "-"): v for k, v in form.items()})
        self.page, self.status, self.kept = words(answer), answer.status_code, inputs(answer)


@pytest.fixture
def unit(world: World) -> Iterator[Unit]:
    found = Unit(world, scheduled(world))
    yield found
    assert found.status != 422, f"refused, and no step expected it: {found.page}"


def _points(value: str, reference: str = "", dated: str = "") -> dict[str, str]:
    return {"q__warning_signs__points": value, "reference": reference, "dated": dated}


@step("cuộc kiểm tra huyện Chi Lăng đã xếp lịch ngày 17/7/2024")
def _scheduled(unit: Unit) -> None:
    assert unit.case.inspection.scheduled_on == date(2024, 7, 17)


@step("hôm nay là ngày 12/7/2024")
def _today() -> None:
    """All of these tests play on that day (conftest.py)."""


@step("thông báo lịch kiểm tra đã ban hành")
def _issued(unit: Unit) -> None:
    unit.case = announced(unit.world).case


@step("huyện Chi Lăng mở trang cuộc kiểm tra")
def _opens(unit: Unit, client_for: Browser) -> None:
    unit.page = words(client_for("district_officer").get(f"/inspections/{unit.case.inspection_id}"))


@step(parsers.parse('trang có "{told}"'))
def _has(unit: Unit, told: str) -> None:
    assert told in unit.page


@step(parsers.parse('huyện lưu nháp số điểm có nguy cơ đuối nước là "{value}"'))
def _draft(unit: Unit, client_for: Browser, value: str) -> None:
    unit.give(client_for("district_officer"), **_points(value))


@step(
    parsers.re(r'huyện gửi số điểm có nguy cơ đuối nước là "(?P<value>.*)", báo cáo "(?P<paper>.*)" ngày "(?P<day>.*)"')
)
def _sends(unit: Unit, client_for: Browser, value: str, paper: str, day: str) -> None:
    unit.give(client_for("district_officer"), send="1", **_points(value, paper, day))


@step("chuyên viên không thấy số liệu nào của đơn vị")
def _nothing(unit: Unit, client_for: Browser) -> None:
    page = words(client_for("officer").get(unit.address))
    assert "Đơn vị chưa gửi số liệu" in page
    assert "67" not in page


@step(parsers.parse('chuyên viên thấy "{value}" của "{source}"'))
def _sees(unit: Unit, client_for: Browser, value: str, source: str) -> None:
    page = words(client_for("officer").get(unit.address))
    assert value in page, unit.page
    assert source in page
    unit.page = page


@step(parsers.parse('chuyên viên thấy "{source}" trong các lần gửi'))
def _earlier(unit: Unit, source: str) -> None:
    assert source in unit.page[unit.page.index("Các lần gửi") :]


@step("Sở và trưởng đoàn được báo là số liệu đã có")
def _told(unit: Unit) -> None:
    lines = unit.world.see(lambda s: s.exec(select(ToldLine).where(ToldLine.event == operations.EVENT)).all())
    told = {line.account_id or line.agency_id for line in lines}
    wanted = {unit.world.as_(who).user_id for who in ("officer", "officer2", "lead")}
    assert told == {*wanted, unit.world.agencies["dept"]}


@step(parsers.parse('trang cuộc kiểm tra cho chuyên viên thấy "{told}"'))
def _state(unit: Unit, client_for: Browser, told: str) -> None:
    page = words(client_for("officer").get(f"/inspections/{unit.case.inspection_id}"))
    assert told in page[page.index("Số liệu đơn vị báo cáo") :]


@step("đoàn bắt đầu buổi làm việc")
def _begins(unit: Unit) -> None:
    with clock.at(VISIT_DAY):
        unit.case.visit_step("open")


@step(parsers.parse('bảng kiểm biển cảnh báo có "{told}"'))
def _beside(unit: Unit, client_for: Browser, told: str) -> None:
    with clock.at(VISIT_DAY):
        answer = client_for("lead").get(f"/visits/{unit.case.visit.id}/fill/warning_signs/unit")
    assert told in words(answer)
    unit.kept = inputs(answer)


@step("câu hỏi số điểm trong bảng kiểm vẫn để trống")
def _blank(unit: Unit) -> None:
    assert unit.kept["q-points"] == ""


@step(parsers.parse('máy tính bảng mang theo "{value}" của "{source}"'))
def _taken(unit: Unit, value: str, source: str) -> None:
    lead = unit.world.as_("lead")
    bundle = unit.world.see(lambda s: bundle_of(s, lead, unit.case.visit.id))
    [part] = bundle.reported
    assert (part.checklist, part.item, part.words, part.source) == ("warning_signs", "points", value, source)


@step("chưa có câu trả lời nào được ghi")
def _unanswered(unit: Unit) -> None:
    assert unit.world.see(lambda s: s.exec(select(Response)).all()) == []


@step("đoàn kiểm tra xong và ghi 67 điểm")
def _visited(unit: Unit) -> None:
    with clock.at(VISIT_DAY):
        if unit.case.visit.status == "planned":
            unit.case.visit_step("open")
        unit.case.fill_unit()
        assert SIGNS["points"] == 67
        unit.case.visit_step("close")


@step(parsers.parse('trang phát hiện cho thấy đơn vị báo cáo "{reported}", đoàn ghi "{seen}"'))
def _gap(unit: Unit, client_for: Browser, reported: str, seen: str) -> None:
    page = words(client_for("officer").get(f"/findings/of/{unit.case.inspection_id}"))
    assert reported in page[page.index("Số liệu đơn vị báo cáo khác") :]
    assert seen in page[page.index(reported) :]


@step("huyện Chi Lăng không thấy chênh lệch ở trang phát hiện")
def _no_gap(unit: Unit, client_for: Browser) -> None:
    answer = client_for("district_officer").get(f"/findings/of/{unit.case.inspection_id}")
    assert answer.status_code == 200
    assert "Số liệu đơn vị báo cáo khác" not in words(answer)


@step('văn thư đã vào sổ báo cáo "125/BC-UBND" ngày 10/7/2024 trong hồ sơ cuộc kiểm tra')
def _came(unit: Unit) -> None:
    clerk, belongs = unit.world.as_("clerk"), link(unit.case.inspection_id)
    arrived = replace(ARRIVED, dated=date(2024, 7, 10), arrived_on=date(2024, 7, 12))
    unit.paper = unit.world.do(lambda s: incoming.enter(s, clerk, arrived, [SCAN], belongs))


@step(parsers.parse('chuyên viên ghi số điểm có nguy cơ đuối nước là "{value}" từ báo cáo đó'))
def _recorded(unit: Unit, client_for: Browser, value: str) -> None:
    assert unit.paper is not None
    form = {"incoming": str(unit.paper.id), "q-warning_signs-points": value, "sent": "0"}
    answer = client_for("officer").post(f"{unit.address}/record", form)
    unit.page, unit.status = words(answer), answer.status_code
    row = unit.world.see(lambda s: queries.last_sent(s, unit.case.inspection_id))
    assert row is not None
    assert row.incoming_id == unit.paper.id


@step(parsers.parse('bị từ chối vì "{why}"'))
def _refused(unit: Unit, why: str) -> None:
    assert unit.status in (409, 422)
    assert why in unit.page, unit.page
    if unit.status == 422 and unit.kept.get("reference") is not None:
        assert unit.kept["reference"] == "15/BC-UBND", "what was typed stays"
    unit.status = 0


@step("huyện Hữu Lũng gửi số liệu cho cuộc kiểm tra huyện Chi Lăng")
def _other(unit: Unit, client_for: Browser) -> None:
    unit.give(client_for("other_officer"), send="1", **_points("67"))


@step("huyện Hữu Lũng không tìm thấy trang")
def _not_found(unit: Unit) -> None:
    assert unit.status == 404
