"""The outgoing register: numbers without gaps, papers that stay what they were."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date
from uuid import UUID

import pytest
from sqlmodel import Session, col, select
from tests.documents import samples
from tests.world import World

from rasoat import clock
from rasoat.documents import register
from rasoat.documents.models import FrozenPaper, RegisterCounter, RegisterEntry
from rasoat.documents.register import Line
from rasoat.problems import Problem

DAY = date(2024, 7, 12)


def line(dated: date = DAY) -> Line:
    return Line(
        symbol="TB-SLĐTBXH",
        dated=dated,
        kind_title="Thông báo",
        subject="Lịch kiểm tra",
        signer="Nông Văn Mẫu",
        recipients="Các đơn vị được kiểm tra",
        archived_by="VT",
    )


def take(
    session: Session, issuer_id: UUID, *, year: int = 2024, series: str = "TB", dated: date = DAY
) -> RegisterEntry:
    return register.take_number(
        session,
        issuer_id,
        year,
        series,
        line(dated),
    )


def numbers(world: World) -> list[int]:
    return world.see(lambda s: list(s.exec(select(RegisterEntry.number).order_by(col(RegisterEntry.number)))))


def test_numbers_begin_at_one_in_each_series_and_year(world: World) -> None:
    dept, edu = world.agencies["dept"], world.agencies["edu"]
    given = [
        world.do(lambda s, i=issuer, y=year, n=series: take(s, i, year=y, series=n).number)
        for issuer, year, series in (
            (dept, 2024, "TB"),
            (dept, 2024, "TB"),
            (dept, 2024, "BC"),
            (dept, 2025, "TB"),
            (edu, 2024, "TB"),
        )
    ]
    assert given == [1, 2, 1, 1, 1]


def test_a_failure_gives_its_number_back(world: World) -> None:
    dept = world.agencies["dept"]

    def fail(session: Session) -> None:
        take(session, dept)
        raise RuntimeError("the paper could not be frozen")

    with pytest.raises(RuntimeError):
        world.do(fail)
    assert world.do(lambda s: take(s, dept).number) == 1


def test_many_at_once_get_each_number_once(world: World) -> None:
    dept = world.agencies["dept"]
    with ThreadPoolExecutor(8) as pool:
        given = list(pool.map(lambda _: world.do(lambda s: take(s, dept).number), range(16)))
    assert sorted(given) == list(range(1, 17))
    assert numbers(world) == list(range(1, 17))


def test_numbers_given_before_the_system_began(world: World) -> None:
    clerk = world.as_("clerk")
    with clock.use_date(DAY):
        line = world.do(lambda s: register.reserve_up_to(s, clerk, clerk.agency_id, 2024, "TB", 96, "Sổ giấy"))
    assert (line.number, line.note, line.dated) == (96, "Sổ giấy", DAY)
    assert "từ số 1 đến số 96" in line.subject
    assert line.subject.startswith("Số đã cấp ngoài hệ thống")
    assert world.do(lambda s: take(s, clerk.agency_id).number) == 97
    assert world.see(lambda s: register.series_of(s, clerk.agency_id, 2024)) == ["TB"]


def test_a_number_that_is_gone_is_not_given_outside_either(world: World) -> None:
    clerk = world.as_("clerk")
    world.do(lambda s: take(s, clerk.agency_id))
    with clock.use_date(DAY), pytest.raises(Problem) as refused:
        world.do(lambda s: register.reserve_up_to(s, clerk, clerk.agency_id, 2024, "TB", 1, "Nhầm"))
    assert refused.value.key == "paper.number_taken"


def test_a_number_already_in_the_book_is_told(world: World) -> None:
    dept = world.agencies["dept"]
    world.do(lambda s: take(s, dept))

    def forget(session: Session) -> None:
        session.get_one(RegisterCounter, {"issuer_id": dept, "year": 2024, "series": "TB"}).last = 0

    world.do(forget)
    with pytest.raises(Problem) as refused:
        world.do(lambda s: take(s, dept))
    assert refused.value.key == "paper.number_taken"
    assert numbers(world) == [1]


@pytest.mark.parametrize("who", ["officer", "leader", "edu_leader", "district_leader"])
def test_who_keeps_no_book_records_nothing_in_it(world: World, who: str) -> None:
    actor, dept = world.as_(who), world.agencies["dept"]
    with clock.use_date(DAY), pytest.raises(Problem) as refused:
        world.do(lambda s: register.reserve_up_to(s, actor, dept, 2024, "TB", 5, "Thử"))
    assert refused.value.key == "forbidden"


def test_the_register_is_not_the_administrator_s(world: World) -> None:
    dept = world.agencies["dept"]
    with clock.use_date(DAY), pytest.raises(Problem, match="1002"):
        world.do(lambda s: register.reserve_up_to(s, world.as_("admin"), dept, 2024, "TB", 5, "Chuyển sổ"))
    assert world.do(lambda s: take(s, dept).number) == 1


@pytest.mark.parametrize("day", [date(2024, 7, 13), date(2023, 12, 31)])
def test_outside_numbers_have_a_day_that_can_be(world: World, day: date) -> None:
    clerk = world.as_("clerk")
    with clock.use_date(DAY), pytest.raises(Problem) as refused:
        world.do(lambda s: register.reserve_up_to(s, clerk, clerk.agency_id, 2024, "TB", 5, "Thử", dated=day))
    assert [reason.field for reason in refused.value.reasons] == ["dated"]


def test_the_last_day_is_that_of_the_own_series_year_and_office(world: World) -> None:
    dept, edu = world.agencies["dept"], world.agencies["edu"]
    for issuer, series, dated in [
        (dept, "TB", date(2024, 7, 12)),
        (dept, "TB", date(2024, 7, 9)),
        (dept, "BC", date(2024, 7, 20)),
        (dept, "TB", date(2025, 7, 21)),
        (edu, "TB", date(2024, 7, 22)),
    ]:
        world.do(lambda s, i=issuer, n=series, d=dated: take(s, i, year=d.year, series=n, dated=d))
    assert world.see(lambda s: register.last_day(s, dept, 2024, "TB")) == date(2024, 7, 12)
    assert world.see(lambda s: register.last_day(s, edu, 2024, "BC")) is None


def frozen(world: World) -> FrozenPaper:
    def freeze(session: Session) -> FrozenPaper:
        entry = take(session, world.agencies["dept"])
        return register.freeze(session, entry, samples.short(number=entry.number, issued_on=DAY))

    return world.do(freeze)


def test_a_frozen_paper_is_read_as_it_was(world: World) -> None:
    found = world.see(lambda s, i=frozen(world).id: s.get_one(FrozenPaper, i))
    assert register.snapshot_of(found) == samples.short(number=1, issued_on=DAY)


def test_a_paper_that_was_tampered_with_is_not_shown(world: World) -> None:
    paper_id = frozen(world).id

    def tamper(session: Session) -> None:
        row = session.get_one(FrozenPaper, paper_id)
        row.snapshot = {**row.snapshot, "subject": "Nội dung khác"}

    world.do(tamper)
    with pytest.raises(Problem) as refused:
        register.snapshot_of(world.see(lambda s: s.get_one(FrozenPaper, paper_id)))
    assert refused.value.key == "file.lost"


def test_a_paper_is_frozen_under_its_own_number(world: World) -> None:
    with pytest.raises(ValueError, match="own number"):
        world.do(lambda s: register.freeze(s, take(s, world.agencies["dept"]), samples.short(number=8)))


def test_a_paper_has_one_file(world: World) -> None:
    paper_id = frozen(world).id
    for _ in range(2):
        world.do(lambda s: register.record_file(s, paper_id, "a" * 64, "pdfkit"))
    with pytest.raises(Problem) as refused:
        world.do(lambda s: register.record_file(s, paper_id, "b" * 64, "weasyprint"))
    assert refused.value.key == "paper.frozen"
    row = world.see(lambda s: s.get_one(FrozenPaper, paper_id))
    assert (row.file_sha256, row.engine) == ("a" * 64, "pdfkit")
