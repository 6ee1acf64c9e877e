"""The feature of series of numbers, step by step."""

import csv
import io
from collections.abc import Iterator
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import date, datetime, time

import pytest
from pytest_bdd import parsers, scenarios, step
from sqlmodel import Session, col, select

from rasoat import clock
from rasoat.documents import numbering, register
from rasoat.documents.models import RegisterEntry
from rasoat.papers.registry import known_series
from tests.exporting.taken import take
from tests.papers.samples import Told, nobody_chose, outside, result, schedule
from tests.papers.test_views import Browser
from tests.papers.test_views import words as seen
from tests.scenes import Refusing, day_of
from tests.world import World

pytestmark = pytest.mark.usefixtures("database")  # steps ask too late for its two kinds

scenarios("papers_so_van_ban.feature")


@dataclass
class Office(Refusing):
    """The department's register and the paper that waits for its number."""

    world: World
    told: Told | None = None
    today: date = date(2024, 8, 5)
    page: str = ""
    unchosen: bool = False

    def now(self) -> AbstractContextManager[object]:
        return clock.at(datetime.combine(self.today, time(9), clock.VIETNAM))

    def settle(self) -> None:
        """Forget the choice, once the scene's plan has its number."""
        if self.unchosen:
            nobody_chose(self.world)
            self.unchosen = False

    def number(self, day: date, typed: int | None) -> None:
        told = self.told
        assert told is not None
        self.attempt(lambda: told.fire("number", "clerk", issued_on=day, number=typed))

    def choose(self, *, together: bool, kind: numbering.Kind) -> None:
        self.settle()
        admin, issuer = self.world.as_("admin"), self.world.agencies["dept"]
        series = dict.fromkeys(known_series(), kind)
        self.attempt(
            lambda: self.world.do(
                lambda s: numbering.choose(s, admin, issuer, together=together, kind=kind, series=series)
            )
        )

    def arrangement(self, year: int) -> numbering.Arrangement:
        return self.world.see(lambda s: numbering.of_year(s, self.world.agencies["dept"], year))


@pytest.fixture
def office(world: World) -> Iterator[Office]:
    found = Office(world)
    yield found
    assert not found.refusal, f"refused, and no step expected it: {found.refusal}"


@step("chưa ai chọn cách cấp số của Sở")
def _unchosen(office: Office) -> None:
    office.unchosen = True


@step(parsers.parse("Sở cấp số tại đây, năm 2024 đã cấp đến số {last:d} ngày {day}"))
def _own(office: Office, last: int, day: str) -> None:
    outside(office.world, last, day_of(day))


@step(parsers.parse("sổ đã ghi văn bản số {number:d} ngày {day}"))
def _recorded(office: Office, number: int, day: str) -> None:
    line = register.Line("TB-SLĐTBXH", day_of(day), "Thông báo", "Lịch họp giao ban", "Nông Văn Mẫu", "Các phòng", "VT")
    issuer = office.world.agencies["dept"]
    office.world.do(lambda s: register.record_number(s, issuer, line.dated.year, "TB", number, line))


@step(parsers.re("thông báo (?P<which>lịch|kết quả) đã được duyệt ngày (?P<day>.+)"))
def _approved(office: Office, which: str, day: str) -> None:
    told = office.told = (schedule if which == "lịch" else result)(office.world)
    office.today = day_of(day)
    office.settle()
    office.attempt(told.to_number)


@step(parsers.parse("hôm nay là ngày {day}"))
def _today(office: Office, day: str) -> None:
    office.today = day_of(day)


@step(parsers.parse("văn thư nhập số {typed:d} ngày {day}"))
def _typed(office: Office, typed: int, day: str) -> None:
    office.number(day_of(day), typed)


@step(parsers.parse("văn thư không nhập số, ngày {day}"))
def _untyped(office: Office, day: str) -> None:
    office.number(day_of(day), None)


@step("quản trị chọn cấp số tại đây cho mọi dãy")
def _choose_own(office: Office) -> None:
    office.choose(together=False, kind=numbering.OWN)


@step("quản trị chọn một dãy số chung cấp tại đây")
def _choose_one(office: Office) -> None:
    office.choose(together=True, kind=numbering.OWN)


@step(parsers.parse('thông báo có số "{reference}"'))
def _reference(office: Office, reference: str) -> None:
    assert office.told is not None
    assert office.told.notice.reference == reference, office.refusal


@step(parsers.parse("sổ năm {year:d} có các số {numbers}"))
def _lines(office: Office, year: int, numbers: str) -> None:
    def lines(session: Session) -> list[int]:
        query = select(RegisterEntry.number).where(RegisterEntry.year == year, RegisterEntry.series == "TB")
        return list(session.exec(query.order_by(col(RegisterEntry.number))))

    assert office.world.see(lines) == [int(one) for one in numbers.split(", ")]


@step(parsers.parse('dãy "{series}" còn lấy số ở ngoài đến hết năm 2024, từ năm 2025 cấp tại đây'))
def _later(office: Office, series: str) -> None:
    assert [office.arrangement(year).keeps(series) for year in (2024, 2025)] == [False, True]


@step(parsers.parse('dãy "{series}" cấp tại đây ngay năm 2024'))
def _at_once(office: Office, series: str) -> None:
    assert office.arrangement(2024).keeps(series)


@step(parsers.parse("số tiếp theo của công văn năm {year:d} là {number:d}"))
def _next(office: Office, year: int, number: int) -> None:
    issuer, name = office.world.agencies["dept"], office.arrangement(year).name_of("CV")
    assert office.world.see(lambda s: register.last_number(s, issuer, year, name)) + 1 == number


@step(parsers.parse('văn thư tìm "{words}" trong sổ năm {year:d}'))
def _searched(office: Office, client_for: Browser, words: str, year: int) -> None:
    office.page = seen(client_for("clerk").get(f"/papers/register?year={year}&q={words}"))


@step(parsers.parse("lãnh đạo tỉnh mở sổ của Sở năm {year:d}"))
def _opened_above(office: Office, client_for: Browser, year: int) -> None:
    issuer = office.world.agencies["dept"]
    office.page = seen(client_for("province_leader").get(f"/papers/register?year={year}&issuer={issuer}"))


@step(parsers.parse("sổ cho thấy số {shown:d} và không cho thấy số {hidden:d}"))
def _shown_without(office: Office, shown: int, hidden: int) -> None:
    assert f"{shown}/TB-SLĐTBXH" in office.page
    assert f"{hidden}/TB-SLĐTBXH" not in office.page


@step(parsers.parse("sổ cho thấy số {one:d} và {other:d}"))
def _shown(office: Office, one: int, other: int) -> None:
    assert all(f"{number}/TB-SLĐTBXH" in office.page for number in (one, other))


@step(parsers.parse("văn thư tải sổ năm {year:d} về"))
def _taken_out(office: Office, client_for: Browser, year: int) -> None:
    office.page = take(client_for("clerk"), "register", "csv", year=str(year)).data.decode("utf-8-sig")


@step(parsers.parse('bảng có các cột "{columns}"'))
def _columns(office: Office, columns: str) -> None:
    rows = list(csv.reader(io.StringIO(office.page), delimiter=";"))
    assert columns.split("; ") in rows, rows[:5]


@step(parsers.parse('bị từ chối vì "{why}"'))
def _refused(office: Office, why: str) -> None:
    office.refused(why)
