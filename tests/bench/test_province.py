"""The province that is made to be measured: small, but whole, and in every state."""

from pathlib import Path
from random import Random
from typing import Any

import pytest
from bench.province import names
from bench.province.__main__ import check
from bench.province.course import course
from bench.province.filling import SEED, Filling
from bench.province.setting import PASSWORD
from bench.province.stages import Told, tell
from sqlalchemy import update
from sqlmodel import Session, col, func, select

from rasoat import clock
from rasoat.accounts.actor import Actor
from rasoat.accounts.queries import actor_named
from rasoat.app import create_app
from rasoat.dangers import queries as dangers
from rasoat.dangers.models import Danger
from rasoat.db import Database
from rasoat.documents.models import RegisterCounter, RegisterEntry
from rasoat.files.store import BlobStore
from rasoat.inspections import near
from rasoat.inspections import queries as inspections
from rasoat.inspections.models import Inspection
from rasoat.owed.queries import SOURCE
from rasoat.papers import queries as papers
from rasoat.papers.models import PaperCase
from rasoat.proposals import queries as proposals
from rasoat.proposals.models import Proposal
from rasoat.recommendations import queries as recommendations
from rasoat.recommendations import totals
from rasoat.recommendations.conditions import open_condition
from rasoat.recommendations.models import Obligation, ObligationPart, Recommendation
from rasoat.reorganisation.models import Passing
from rasoat.settings import Settings
from tests.web.browse import Client

RECOMMENDATIONS, COMMUNES = 60, 20
PAGES = {
    "officer": [
        "/",
        "/plans/",
        "/inspections/",
        "/inspections/calendar",
        "/followup/",
        "/papers/",
        "/proposals/",
        "/ended-agencies/acts",
    ],
    "leader": ["/", "/followup/", "/papers/"],
    "clerk": ["/", "/papers/register"],
    "lead": ["/", "/inspections/", "/dangers/"],
    "edu_leader": ["/", "/plans/"],
    "ministry_leader": ["/", "/proposals/"],
    "admin": ["/", "/admin/users", "/admin/agencies", "/admin/outbox", "/ended-agencies/accounts"],
    "xa001.officer": ["/", "/obligations/inbox", "/inspections/", "/papers/"],
    "huyen01.leader": ["/", "/obligations/inbox"],
}
LISTS: dict[Any, Any] = {
    Inspection: inspections,
    Obligation: recommendations,
    PaperCase: papers,
    Proposal: proposals,
    Danger: dangers,
}


@pytest.fixture(scope="session")
def told(tmp_path_factory: pytest.TempPathFactory) -> Told:
    return tell(tmp_path_factory.mktemp("told"))


@pytest.fixture
def filling(database: Database, told: Told, tmp_path: Path) -> Filling:
    return Filling(database, tmp_path / "data" / "files", told, RECOMMENDATIONS, COMMUNES)


def _counted(session: Session, column: object, *where: object) -> dict[str, int]:
    query = select(column, func.count()).where(*where).group_by(column)  # type: ignore[call-overload]  # any column
    return dict(session.exec(query).all())


def test_a_small_province_is_whole_and_opens(
    filling: Filling, database: Database, database_url: str, tmp_path: Path
) -> None:
    told: list[str] = []
    filling.fill(told.append)
    assert told[-1].startswith(f"{len(filling.visits)} / ")
    check(database, BlobStore(tmp_path / "data" / "files"))
    with database.read() as session:
        assert session.exec(select(func.count()).select_from(Recommendation)).one() == RECOMMENDATIONS
        obligations = _counted(session, Obligation.status)
        assert {
            "drafted",
            "issued",
            "acknowledged",
            "answered",
            "verified",
            "transferred",
            "withdrawn",
        } <= obligations.keys()
        assert {"planned", "scheduled", "visiting", "reviewing", "following_up", "closed"} <= _counted(
            session, Inspection.status
        ).keys()
        series = (RegisterEntry.year, RegisterEntry.series)
        lines = {
            (year, name): count for year, name, count in session.exec(select(*series, func.count()).group_by(*series))
        }
        assert lines == {(row.year, row.series): row.last for row in session.exec(select(RegisterCounter))}
        names = session.exec(select(Inspection.unit_name).where(col(Inspection.search_text).contains("khuon mau")))
        assert not names.all(), "a copy still names the place of the pattern"
        assert _counted(session, ObligationPart.kind).keys() >= {"text", "count"}
        assert _counted(session, Obligation.source_kind)[SOURCE]
        passed = _counted(session, Passing.kind)
        assert passed.keys() >= {"obligation", "account"} and passed["account"] == 24, passed
        people = [actor_named(session, who) for who in PAGES]
    for person in people:
        _lists_begin_near_and_lose_nothing(database, person)
        _what_the_row_tells_is_true(database, person)
        _numbers_are_the_same_in_one_reading(database, person)
    _open_pages(Settings(data_dir=tmp_path / "data", database_url=database_url, secure_cookies=False))


def _lists_begin_near_and_lose_nothing(database: Database, person: Actor) -> None:
    for few, many in ((near.FEW, near.MANY), (10_000, 10_000), (10_000, 0), (0, 10_000)):
        with pytest.MonkeyPatch.context() as patched, database.read() as session:
            patched.setattr(near, "FEW", few)
            patched.setattr(near, "MANY", many)
            for model, queries in LISTS.items():
                every = set(session.exec(select(model.id).where(queries.visible_to(person))))
                found = set(session.exec(select(model.id).where(queries.listed(session, person))))
                assert found == every, f"{person.username} {model.__name__} {few} {many}"


def _what_the_row_tells_is_true(database: Database, person: Actor) -> None:
    """Rows know the agency that leads their inspection; they are compared with what the inspection itself says, also when
    the person's own agency is inspected.
    """
    with database.read() as session:
        some = select(Inspection.id).order_by(col(Inspection.id)).limit(5)
        session.connection().execute(
            update(Inspection).where(col(Inspection.id).in_(some)).values(unit_id=person.agency_id)
        )
        inspected = select(Inspection.id).where(inspections.inspected_by(person))
        for model in (Obligation, Proposal, Danger):
            at, led_by = col(model.inspection_id), col(model.lead_agency_id)
            truth = set(session.exec(select(model.id).where(at.in_(inspected))))
            found = set(session.exec(select(model.id).where(inspections.of_inspected(at, person, led_by))))
            assert found == truth, f"{person.username} {model.__name__}"


def _numbers_are_the_same_in_one_reading(database: Database, person: Actor) -> None:
    today, stages = clock.today(), ("overdue", "soon", "waiting")
    with database.read() as session, pytest.MonkeyPatch.context() as patched:
        seen = recommendations.listed(session, person)
        only_open = recommendations.listed(session, person, open_condition())
        once = totals.count_open(session, seen, stages, today)
        assert totals.count_open(session, only_open, stages, today) == once
        patched.setattr(totals, "MOST_COUNTED", 0)
        assert totals.count_open(session, seen, stages, today)[1:] == once[1:], person.username


def _open_pages(settings: Settings) -> None:
    app = create_app(settings)
    for username, paths in PAGES.items():
        client = Client(app)
        assert client.sign_in(username, PASSWORD).status_code == 303
        for path in paths:
            assert client.get(path).status_code == 200, f"{username} {path}"
    app.extensions["rasoat_database"].close()


def test_the_same_number_gives_the_same_province(told: Told) -> None:
    spans, places = told.spans(), names.places(COMMUNES * 10)
    (plans, visits), other = (course(20_000, places, spans, Random(SEED)) for _ in range(2))
    assert (plans, visits) == other
    assert len({visit.stage for visit in visits}) == 9
    for plan in range(len(plans)):
        units = [visit.place for visit in visits if visit.plan == plan]
        assert len(units) == len(set(units)), "a plan names each unit once"
