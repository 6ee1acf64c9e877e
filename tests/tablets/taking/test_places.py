"""Codes that name places over the years: the feature, the bundle, the sheet, and asking by a code."""

import io
from collections.abc import Callable
from typing import Any
from uuid import UUID

import pdfplumber
import pytest
from pytest_bdd import parsers, scenarios, step
from sqlmodel import Session, select

from rasoat.definitions import operations as definitions
from rasoat.inspections import operations as inspections
from rasoat.inspections import place_codes
from rasoat.inspections.models import Inspection, Site
from rasoat.tablets.taking.bundle import bundle_of, prepared_part
from rasoat.tablets.taking.places import found_place
from rasoat.units.models import AgencySuccession
from rasoat.visits.models import Response, Visit
from rasoat.workflows import start
from rasoat.workflows.meanings import place
from tests.tablets.field import *  # noqa: F403 - the shared steps must be names of this module
from tests.tablets.field import Field
from tests.visits import samples
from tests.visits.conftest import _on_the_day
from tests.visits.samples import HIDDEN_SIGN, ChiLang, visiting
from tests.visits.scene import *  # noqa: F403
from tests.visits.scene import Scene
from tests.web.browse import Client, words
from tests.world import World

__all__ = ["_on_the_day"]
pytestmark = [
    pytest.mark.usefixtures("database"),  # steps ask too late for its kinds
    pytest.mark.parametrize("database_url", ["sqlite"], indirect=True),
]
scenarios("inspections_ma_diem.feature")

CODE, SOUND = "XKY-V2W-NF8", "XKYV2WNF8"
"""A code that no place has; tests/tablet/screens.test.mjs says the same of it."""


def last_year(case: ChiLang, unit: str = "district", name: str = "Phố Sặt", *, filled: bool = False) -> Site:
    """A site of an inspection of last year, its code given; with a checklist that was filled there."""

    def add(session: Session) -> Site:
        this = session.get_one(Inspection, case.inspection_id)
        row = Inspection(
            lead_agency_id=this.lead_agency_id, unit_id=case.world.agencies[unit], office_id=None,
            title="Kiểm tra năm 2023", unit_name="Năm trước", scheduled_on=samples.NEXT_DAY.replace(year=2023),
        )  # fmt: skip
        start(session, row, "inspection", "inspection", case.world.as_("officer"))
        place(session, row, "visiting")
        site = inspections.add_site(session, case.world.as_("officer"), row.id, kind="water_point", name=name)
        if filled:
            _filled(session, case, row, site)
        place(session, row, "following_up")
        return site

    return case.world.do(add)


def _filled(session: Session, case: ChiLang, row: Inspection, site: Site) -> None:
    held = Visit(
        inspection_id=row.id, lead_agency_id=row.lead_agency_id, happens_on=samples.NEXT_DAY.replace(year=2023)
    )
    start(session, held, "visit", "visit", case.world.as_("officer"))
    session.add(
        Response(
            visit_id=held.id,
            inspection_id=row.id,
            checklist="warning_signs",
            checklist_version=definitions.newest(session, "checklist", "warning_signs"),
            scope="site",
            site_id=site.id,
            revision=1,
            answers={**HIDDEN_SIGN},
            complete=True,
            passed=False,
            saved_by=case.world.as_("lead").user_id,
        )
    )
    session.flush()


@step('năm trước huyện có điểm "Phố Sặt" đã ghi biển bị cây che khuất')
def _before(afield: Field) -> None:
    afield.kept["before"] = last_year(afield.scene.case, filled=True)


@step(parsers.parse('năm trước huyện Hữu Lũng có điểm "{name}"'))
def _elsewhere(afield: Field, name: str) -> None:
    afield.kept["before"] = last_year(afield.scene.case, "other_district", name)


@step("huyện Hữu Lũng đã sáp nhập vào huyện Chi Lăng")
def _merged(afield: Field) -> None:
    agencies = afield.scene.world.agencies
    row = AgencySuccession(predecessor_id=agencies["other_district"], successor_id=agencies["district"])
    afield.scene.world.do(lambda s: s.add(row))


@step(parsers.parse('có hộ gia đình "{name}" trong lịch'))
def _home(scene: Scene, name: str) -> None:
    scene.case.site("home", name)


@step(parsers.re(r'điểm "(?P<name>.+)" (?P<how>mang|không mang) mã của (năm trước|huyện Hữu Lũng)'))
def _same_code(afield: Field, name: str, how: str) -> None:
    before, now = afield.kept["before"].place_code, afield.scene.site(name).place_code
    assert place_codes.normal(before) == before
    assert place_codes.normal(now) == now
    assert (now == before) == (how == "mang")


@step(parsers.parse('hai điểm "{name}" có hai mã khác nhau'))
def _two(scene: Scene, name: str) -> None:
    query = select(Site.place_code).where(Site.name == name)
    codes = scene.world.see(lambda s: s.exec(query).all())
    assert len(codes) == len(set(codes)) == 2


@step(parsers.parse('"{name}" không có mã'))
def _none(scene: Scene, name: str) -> None:
    assert scene.site(name).place_code == ""


@step(parsers.parse('trên máy, mã ấy mở điểm "{name}" và kể lần trước không đạt, "{told}"'))
def _carried(afield: Field, name: str, told: str) -> None:
    bundle = afield.bundle
    assert bundle is not None
    (part,) = bundle.places
    assert part.code == afield.kept["before"].place_code
    assert [site.name for site in bundle.sites if site.id == part.site_id] == [name]
    (seen,) = part.before
    assert seen.passed is False
    assert told in seen.answers, seen.answers


@step(parsers.parse('trưởng đoàn hỏi mã "{code}"'))
def _ask(scene: Scene, code: str) -> None:
    scene.attempt(lambda: scene.world.see(lambda s: found_place(s, scene.who("trưởng đoàn"), code, None)))


@step("trưởng đoàn hỏi một mã đúng dạng mà hệ thống này không có")
def _ask_unknown(scene: Scene) -> None:
    _ask(scene, CODE)


def test_a_code_is_read_however_it_is_typed_and_one_wrong_letter_is_noticed() -> None:
    assert place_codes.normal(CODE) == place_codes.normal(f" {SOUND.lower()} ") == SOUND
    assert place_codes.shown(SOUND) == CODE
    for at, letter in enumerate(SOUND):
        for other in place_codes.LETTERS:
            wrong = SOUND[:at] + other + SOUND[at + 1 :]
            assert place_codes.normal(wrong) == ("" if other != letter else SOUND)
    assert {place_codes.normal(odd) for odd in ("", "XKY", SOUND + "A", "O" * 9, "Đ" * 9)} == {""}


def test_a_place_of_another_kind_has_another_code_and_a_home_none(world: World) -> None:
    case = visiting(world)
    site = case.site("water_point", "Ao làng")
    lead = world.as_("lead")
    edit = lambda kind, s: inspections.edit_site(s, lead, site.id, None, kind=kind, name="Ao làng")  # noqa: E731
    school = world.do(lambda s: edit("school", s).place_code)
    assert school not in ("", site.place_code)
    assert world.do(lambda s: edit("home", s).place_code) == ""


def test_sites_older_than_codes_get_one_code_when_it_is_printed(world: World) -> None:
    case = visiting(world)
    before, now = last_year(case), case.site("water_point", "Phố Sặt")

    def forget(session: Session) -> None:
        for site in session.exec(select(Site)):
            site.place_code = ""

    world.do(forget)
    (coded,) = world.do(lambda s: inspections.give_codes(s, world.as_("lead"), case.inspection_id))
    assert coded.id == now.id
    assert world.see(lambda s: s.get_one(Site, before.id)).place_code == coded.place_code
    again = world.do(lambda s: inspections.give_codes(s, world.as_("officer"), case.inspection_id))
    assert [site.place_code for site in again] == [coded.place_code]


def test_a_code_makes_no_bundle_old_and_leads_to_the_trip(world: World) -> None:
    case = visiting(world)
    site = case.site("water_point", "Phố Sặt")
    bundle = lambda s: bundle_of(s, world.as_("edu_member"), case.visit.id)  # noqa: E731
    with_code = world.see(bundle)

    def forget(session: Session) -> None:
        session.get_one(Site, site.id).place_code = ""

    world.do(forget)
    without = world.see(bundle)
    assert ([one.code for one in with_code.places], without.places) == ([site.place_code], [])
    assert prepared_part(with_code.etag) == prepared_part(without.etag)
    assert with_code.etag != without.etag


def test_whoever_asks_is_told_the_place_and_the_own_trips(world: World, client_for: Callable[[str], Client]) -> None:
    case = visiting(world)
    code = case.site("water_point", "Phố Sặt").place_code
    address = f"/api/v1/places/{code.lower()}"
    told: Any = client_for("edu_member").get(address).json
    assert (told["name"], told["unit"], told["code"]) == ("Phố Sặt", "Ủy ban nhân dân huyện Chi Lăng", code)
    assert [UUID(trip["visit_id"]) for trip in told["trips"]] == [case.visit.id]
    assert client_for("leader").get(address).json["trips"] == []
    for who, asked in (("other_officer", address), ("admin", address), ("lead", "/api/v1/places/xyz")):
        assert client_for(who).get(asked).status_code == 404


def test_the_sheet_has_the_codes_that_were_chosen(world: World, client_for: Callable[[str], Client]) -> None:
    case = visiting(world)
    shore, lake = case.site("water_point", "Phố Sặt"), case.site("water_point", "Hồ <Làng> & Mới")
    case.site("home", "Hộ mẫu")
    address, lead = f"/inspections/{case.inspection_id}/codes", client_for("lead")
    assert address in lead.get(f"/inspections/{case.inspection_id}").text
    page = words(lead.get(address))
    assert "Không in mã: 1 hộ gia đình" in page
    assert place_codes.shown(lake.place_code) in page
    assert lead.post(address).status_code == 422
    answer = lead.post(address, {"site": str(lake.id)})
    assert answer.mimetype == "application/pdf"
    with pdfplumber.open(io.BytesIO(answer.data)) as printed:
        (sheet,) = printed.pages
        text = sheet.extract_text()
    assert place_codes.shown(lake.place_code) in text
    assert "Hồ <Làng> & Mới" in text
    assert place_codes.shown(shore.place_code) not in text
    assert client_for("district_officer").get(address).status_code == 403
    assert client_for("other_officer").get(address).status_code == 404
