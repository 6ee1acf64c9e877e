"""The last picture of the same place goes out with the bundle: which one, for whom, how many, and its small copy."""

from datetime import date
from typing import Any
from uuid import UUID

import pytest
from flask import Flask
from sqlmodel import Session, select

from rasoat.db import new_id
from rasoat.files.opening import look_at
from rasoat.files.operations import StoredFile, attach, keep_opened
from rasoat.files.store import BlobStore
from rasoat.inspections.models import Inspection, Site
from rasoat.settings import Settings
from rasoat.tablets.taking import pictures
from rasoat.tablets.taking.bundle import bundle_of
from rasoat.tablets.taking.schemas import PicturePart
from rasoat.visits.models import Response, Visit
from rasoat.workflows import start
from rasoat.workflows.meanings import place
from tests.bench.reading import noted
from tests.shipped import version
from tests.tablets.member import Member, picture
from tests.visits.conftest import _on_the_day
from tests.visits.samples import ChiLang, visiting
from tests.world import World

__all__ = ["_on_the_day"]
pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)


@pytest.fixture
def case(world: World) -> ChiLang:
    return visiting(world)


@pytest.fixture
def file(settings: Settings) -> StoredFile:
    return keep_opened(BlobStore(settings.files_dir), look_at("anh.jpg", picture(size=(900, 700))))


def visited_in(case: ChiLang, year: int, file: StoredFile, name: str = "Phố Sặt", photos: int = 2) -> list[UUID]:
    """A visit of that year to a place, where photographs were taken; their ids."""

    def add(session: Session) -> list[UUID]:
        officer = case.world.as_("officer")
        this = session.get_one(Inspection, case.inspection_id)
        past = Inspection(
            lead_agency_id=this.lead_agency_id, unit_id=this.unit_id, office_id=this.office_id,
            title=f"Kiểm tra năm {year}", unit_name=this.unit_name, scheduled_on=date(year, 6, 1),
        )  # fmt: skip
        start(session, past, "inspection", "inspection", officer)
        place(session, past, "following_up")
        visit = Visit(inspection_id=past.id, lead_agency_id=past.lead_agency_id, happens_on=date(year, 6, 2))
        start(session, visit, "visit", "visit", officer)
        site = Site(inspection_id=past.id, kind="water_point", name=name, place="")
        session.add(site)
        session.flush()
        response = Response(
            visit_id=visit.id, inspection_id=past.id, checklist="warning_signs", checklist_version=version("warning_signs"),
            scope="site", site_id=site.id, revision=1, saved_by=officer.user_id,
        )  # fmt: skip
        session.add(response)
        session.flush()
        kept = [attach(session, file, "response", response.id, officer).id for _ in range(photos)]
        response.answers = {"photo": [{"attachment": str(key)} for key in kept], "on_list": "yes"}
        return kept

    return case.world.do(add)


def told(case: ChiLang, who: str = "lead") -> list[PicturePart]:
    return case.world.see(lambda s: bundle_of(s, case.world.as_(who), case.visit.id)).pictures


def test_the_newest_picture_of_the_same_place_by_its_name(case: ChiLang, file: StoredFile) -> None:
    site = case.site("water_point", "Phố Sặt")
    visited_in(case, 2022, file)
    _, last = visited_in(case, 2023, file, name="PHỐ  sặt")
    visited_in(case, 2023, file, name="Nơi khác")
    (one,) = told(case)
    assert (one.id, one.checklist, one.item, one.site_id, one.date) == (
        last,
        "warning_signs",
        "photo",
        site.id,
        date(2023, 6, 2),
    )


def test_a_name_with_other_accents_is_another_place(case: ChiLang, file: StoredFile) -> None:
    case.site("water_point", "Ao Bà")
    visited_in(case, 2023, file, name="Ao Bá")
    assert told(case) == []
    visited_in(case, 2022, file, name="ao  bà")
    assert [one.date.year for one in told(case)] == [2022]


@pytest.mark.parametrize(("theirs", "found"), [("ABCDEFGHJ", True), ("ABCDEFGHK", False), ("", True)])
def test_the_code_of_a_place_says_more_than_its_name(case: ChiLang, file: StoredFile, theirs: str, found: bool) -> None:
    site = case.site("water_point", "Phố Sặt")
    name = "Ao đầu phố" if theirs == "ABCDEFGHJ" else "Phố Sặt"
    visited_in(case, 2023, file, name=name)

    def give(session: Session) -> None:
        session.get_one(Site, site.id).place_code = "ABCDEFGHJ"
        [other] = session.exec(select(Site).where(Site.name == name, Site.id != site.id))
        other.place_code = theirs

    case.world.do(give)
    assert [one.site_id for one in told(case)] == ([site.id] if found else [])


def test_no_site_by_that_name_and_no_picture_that_never_came(case: ChiLang, file: StoredFile) -> None:
    visited_in(case, 2023, file)
    assert told(case) == []
    case.site("water_point", "Phố Sặt")
    (key,) = visited_in(case, 2024, file, photos=1)

    def lose(session: Any) -> None:
        (row,) = [
            one for one in session.exec(select(Response)) if one.answers.get("photo") == [{"attachment": str(key)}]
        ]
        row.answers = {"photo": [{"attachment": str(new_id())}]}

    case.world.do(lose)
    # The newest that is there.
    assert [one.date.year for one in told(case)] == [2023]


def test_as_many_as_a_bundle_carries(case: ChiLang, file: StoredFile, monkeypatch: pytest.MonkeyPatch) -> None:
    case.site("water_point", "Phố Sặt")
    case.site("water_point", "Bến Lường")
    visited_in(case, 2022, file, name="Bến Lường")
    visited_in(case, 2023, file)
    assert len(told(case)) == 2
    monkeypatch.setattr(pictures, "MOST", 1)
    assert [one.date.year for one in told(case)] == [2023]
    monkeypatch.setattr(pictures, "PAST", 0)
    assert told(case) == []


def test_its_small_copy_is_sent_to_the_team_and_to_nobody_else(app: Flask, case: ChiLang, file: StoredFile) -> None:
    case.site("water_point", "Phố Sặt")
    visited_in(case, 2023, file)
    (one,) = told(case)
    answer = Member(app, case).ask("GET", one.url.removeprefix("/api/v1"))
    assert (answer.status_code, answer.content_type) == (200, "image/jpeg")
    assert len(answer.data) <= 60_000
    again = Member(app, case).ask(
        "GET", one.url.removeprefix("/api/v1"), headers={"If-None-Match": answer.headers["ETag"]}
    )
    assert again.status_code == 304
    assert Member(app, case, "district_officer").ask("GET", one.url.removeprefix("/api/v1")).status_code == 404


def test_earlier_answers_are_found_by_their_inspections(case: ChiLang, file: StoredFile) -> None:
    case.site("water_point", "Phố Sặt")
    visited_in(case, 2023, file)
    with noted(case.world.database.engine) as statements:
        assert told(case)
    # Asked of two tables at once, SQLite read every answer that was ever given.
    with case.world.database.engine.connect() as connection:
        plans = {
            statement: " ".join(row[3] for row in connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", values))
            for statement, values in statements.items()
        }
    assert plans
    assert not [statement for statement, plan in plans.items() if "SCAN response" in plan]
