"""The board, the table and “Đôn đốc”, and how many queries they take."""

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from uuid import UUID

import pytest
from sqlalchemy import event, text
from sqlmodel import Session, select

from rasoat import clock
from rasoat.db import Database
from rasoat.followup import operations as reminders
from rasoat.followup.models import LadderStep
from rasoat.followup.queries import Filters, board
from rasoat.notifying.models import ToldLine
from rasoat.notifying.registry import events
from rasoat.recommendations import queries, totals
from rasoat.recommendations.answering import operations as answering
from rasoat.recommendations.conditions import open_condition
from rasoat.recommendations.models import Obligation
from rasoat.units.models import Agency
from rasoat.workflows import CaseRef, fire
from tests.recommendations.samples import followed_up, obligations, reviewing
from tests.recommendations.test_pages import play_on
from tests.web.browse import Client, words
from tests.web.conftest import app, client_for, settings  # noqa: F401 - fixtures of the pages
from tests.world import World

Browser = Callable[[str], Client]
REASON = {"reason": "Đã sáp nhập vào việc khác."}


@pytest.fixture
def followed(world: World) -> UUID:
    inspection = followed_up(world)
    play_on(world, date(2024, 11, 7))
    return inspection.id


def test_the_board_counts_finds_and_sorts(world: World, client_for: Browser, followed: UUID) -> None:  # noqa: F811
    rows = obligations(world, followed)
    who = world.as_("district_officer")
    world.do(lambda s: answering.answer(s, who, rows[2].id, claim="met", text="Đã cắm biển."))
    leader = client_for("leader")
    shown = words(leader.get("/followup/"))
    assert "14 Chưa xong" in shown
    assert "13 Quá hạn" in shown
    assert "1 Chờ xác minh" in shown
    assert "14 nội dung" in shown
    assert "1 nội dung" in words(leader.get("/followup/?stage=waiting"))
    assert "7 nội dung" in words(leader.get(f"/followup/?addressee={world.agencies['office']}"))
    assert "1 nội dung" in words(leader.get("/followup/?q=bien+canh+bao"))
    newest = re.search(r'row-link" href="/obligations/([^"]+)"', leader.get("/followup/?q=chi+lang").text)
    assert newest and newest[1] == str(rows[2].id), "what was answered last comes first when one searches"
    assert "Không có nội dung nào khớp" in words(leader.get("/followup/?due=2024-12"))
    assert "14 nội dung" in words(leader.get("/followup/?due=2024-11&sort=-changed"))
    assert "Không có nội dung nào khớp" in words(leader.get("/followup/?stage=nonsense"))


def test_a_unit_that_has_done_everything_can_still_be_chosen(world: World, client_for: Browser, followed: UUID) -> None:  # noqa: F811
    office = world.agencies["office"]
    for row in obligations(world, followed):
        if row.addressee_id == office:
            world.do(
                lambda s, i=row.id: fire(s, CaseRef("obligation", i), "withdraw", world.as_("leader"), payload=REASON)
            )
    seen = queries.visible_to(world.as_("leader"))
    assert list(world.see(lambda s: totals.behindhand(s, seen, date(2024, 11, 7), 12))) == [world.agencies["district"]]
    page = client_for("leader").get("/followup/?stage=")
    assert f'<option value="{office}">' in page.text
    assert f'<option value="{world.agencies["other_district"]}">' not in page.text, "it never had any"


def test_months_are_offered_from_the_first_to_the_last(world: World, client_for: Browser, followed: UUID) -> None:  # noqa: F811
    first = obligations(world, followed)[0]
    world.do(lambda s: setattr(s.get_one(Obligation, first.id), "due_on", date(2024, 8, 20)))
    page = client_for("leader").get("/followup/").text
    found = re.findall(r'<option value="(2024-\d\d)"', page)
    assert found == ["2024-11", "2024-10", "2024-09", "2024-08"]


def test_the_table_has_every_line(world: World, client_for: Browser, followed: UUID) -> None:  # noqa: F811
    rows = obligations(world, followed)
    district, officer = world.as_("district_officer"), world.as_("officer")
    world.do(lambda s: answering.answer(s, district, rows[2].id, claim="met", text="Đã cắm 46 biển."))
    world.do(lambda s: answering.verify(s, officer, rows[2].id, verdict="met", evidence="Xem ảnh."))
    shown = words(client_for("leader").get(f"/followup/table/{followed}"))
    assert "14 việc, đã xong 1, quá hạn 13." in shown
    assert "Đã cắm 46 biển." in shown
    shown = words(client_for("office_officer").get(f"/followup/table/{followed}"))
    assert "7 việc" in shown
    assert "46 biển" not in shown
    assert client_for("other_officer").get(f"/followup/table/{followed}").status_code == 404


def test_an_officer_reminds_and_the_story_tells(world: World, client_for: Browser, followed: UUID) -> None:  # noqa: F811
    row = obligations(world, followed)[2]
    officer, page = client_for("officer"), f"/obligations/{row.id}"
    assert "Đôn đốc đơn vị ngay" in words(officer.get(page))
    assert officer.post(f"/followup/{row.id}/remind").status_code == 303
    assert "Đôn đốc, ngày 07/11/2024, Hoàng Thị Thử" in words(client_for("district_officer").get(page))
    assert officer.post(f"/followup/{row.id}/remind").status_code == 409
    assert client_for("clerk").post(f"/followup/{row.id}/remind").status_code == 403
    assert "Đôn đốc đơn vị ngay" not in words(client_for("clerk").get(page))
    assert client_for("district_officer").get("/followup/").status_code == 403


def test_why_a_step_was_stopped_is_read_inside_alone(world: World, client_for: Browser, followed: UUID) -> None:  # noqa: F811
    row = obligations(world, followed)[2]
    officer, page, stop = client_for("officer"), f"/obligations/{row.id}", f"/followup/obligations/{row.id}/ladder"
    assert officer.post(stop, {"step": "province", "reason": "Đã hẹn làm việc."}).status_code == 303
    told = words(officer.get(page))
    assert "Dừng một bậc của thang đôn đốc" in told and "Đã hẹn làm việc." in told
    assert "Soạn công văn đôn đốc" in told, "what comes before the stopped step is still told"
    unit = words(client_for("district_officer").get(page))
    assert "Dừng một bậc" not in unit and "Đã hẹn làm việc." not in unit


def test_an_empty_board_says_what_to_expect(world: World, client_for: Browser) -> None:  # noqa: F811
    reviewing(world)
    assert "Không còn nội dung nào chưa xong" in words(client_for("officer").get("/followup/"))


@contextmanager
def counted(database: Database) -> Iterator[list[str]]:
    """The statements that reach the database."""
    seen: list[str] = []

    def note(_connection: object, _cursor: object, statement: str, *_rest: object) -> None:
        seen.append(statement)

    event.listen(database.engine, "before_cursor_execute", note)
    yield seen
    event.remove(database.engine, "before_cursor_execute", note)


def test_the_lists_do_not_ask_once_a_row(world: World, followed: UUID) -> None:
    from rasoat.followup.queries import table

    with counted(world.database) as seen:
        lines = world.see(lambda s: table(s, world.as_("leader"), [followed]))
    assert len(lines) == 14
    assert len([one for one in seen if one.startswith("SELECT")]) <= 7


def test_the_index_of_what_is_open_serves_reminders(database: Database) -> None:
    if not database.is_sqlite:
        return  # PostgreSQL reads a small table whole; that its literals match the index is the same text.
    query = board_of_open()
    with database.read() as session:
        plan = session.connection().execute(text(f"EXPLAIN QUERY PLAN {query}")).all()
    assert "ix_obligation_open" in str(plan)


def board_of_open() -> str:
    from sqlalchemy import select
    from sqlalchemy.dialects import sqlite

    from rasoat.recommendations.models import Obligation

    query = select(Obligation.__table__.c.id).where(
        open_condition(), Obligation.__table__.c.due_on <= date(2024, 11, 7)
    )
    return str(query.compile(dialect=sqlite.dialect(), compile_kwargs={"literal_binds": True}))


def test_drafts_are_not_on_the_board(world: World) -> None:
    from tests.recommendations.samples import TO_DISTRICT, add

    inspection = reviewing(world)
    add(world, inspection.id, TO_DISTRICT[0], "district")
    seen = queries.visible_to(world.as_("officer"))
    assert world.see(lambda s: list(s.exec(board(s, seen, Filters())))) == []


def test_units_that_are_equally_late_come_by_name(world: World, followed: UUID) -> None:
    def even(session: Session) -> None:
        rows = session.exec(select(Obligation).where(Obligation.inspection_id == followed)).all()
        for row in rows:
            row.due_on = date(2024, 10, 1)
        for row in rows[:2]:
            row.addressee_id = world.agencies["edu"]
        for row in rows[2:4]:
            row.addressee_id = world.agencies["culture"]

    world.do(even)
    seen = queries.visible_to(world.as_("leader"))
    found = world.see(lambda s: totals.behindhand(s, seen, date(2024, 11, 7), 12))
    even_ones = [unit for unit, counts in found.items() if counts.overdue == 2]
    names = world.see(lambda s: {one: s.get_one(Agency, one).order_text for one in even_ones})
    assert len(even_ones) > 1
    assert even_ones == sorted(even_ones, key=lambda unit: names[unit])
    fewest = world.see(lambda s: totals.behindhand(s, seen, date(2024, 11, 7), 1))
    assert list(fewest) == list(found)[:1]


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_what_was_answered_or_rests_brings_no_unit_to_the_front(world: World, followed: UUID) -> None:
    def part(session: Session) -> None:
        rows = session.exec(select(Obligation).where(Obligation.inspection_id == followed)).all()
        for row in rows:
            row.due_on = date(2025, 1, 1)
        for row in rows[:4]:
            row.due_on = date(2024, 10, 1)
            row.addressee_id = world.agencies["edu"]
        rows[0].turn = rows[1].turn = "department"
        rows[2].suspended_on = date(2024, 10, 20)
        rows[3].addressee_id = world.agencies["culture"]

    world.do(part)
    seen = queries.visible_to(world.as_("leader"))
    found = world.see(lambda s: totals.behindhand(s, seen, date(2024, 11, 7), 1))
    assert [(unit, counts.overdue) for unit, counts in found.items()] == [(world.agencies["culture"], 1)]


def test_an_ended_agency_is_marked_and_nobody_reminds_it(world: World, client_for: Browser, followed: UUID) -> None:  # noqa: F811
    district, last = world.agencies["district"], date(2024, 11, 6)
    row = next(one for one in obligations(world, followed) if one.addressee_id == district)
    page = f"/obligations/{row.id}"
    officer = client_for("officer")
    assert f'action="/followup/{row.id}/remind"' in officer.get(page).text

    def end(session: Session) -> None:
        session.get_one(Agency, district).valid_to = last

    world.do(end)
    shown = officer.get(page)
    marked = f"(đã kết thúc {clock.date_text(last)})"
    assert marked in words(shown) and "không còn ai để đôn đốc" in words(shown)
    assert f"/cases/obligation/{row.id}/transfer" in shown.text
    assert f'action="/followup/{row.id}/remind"' not in shown.text
    assert officer.post(f"/followup/{row.id}/remind").status_code == 409
    assert marked in words(officer.get("/followup/"))
    theirs = {one.id for one in obligations(world, followed) if one.addressee_id == district}
    assert world.do(lambda s: reminders.climb(s, date(2025, 7, 1))) > 0
    reminded = world.see(lambda s: set(s.exec(select(LadderStep.case_id).where(LadderStep.day > last))))
    assert reminded and not reminded & theirs


def test_whoever_follows_up_hears_once_of_an_agency_that_ended(world: World, followed: UUID) -> None:
    district, day = world.agencies["district"], date(2024, 11, 7)

    def end(session: Session) -> None:
        session.get_one(Agency, district).valid_to = date(2024, 11, 6)

    assert world.do(lambda s: reminders.tell_of_ended(s, day)) == 0
    world.do(end)
    for _ in range(2):
        reminders.remind(world.database, day)
    lines = world.see(lambda s: s.exec(select(ToldLine).where(ToldLine.event == "addressee_ended")).all())
    assert {line.account_id for line in lines} == {world.as_(name).user_id for name in ("officer", "officer2")}
    assert (len(lines), {line.event_id for line in lines}) == (2, {district})
    with clock.use_date(day):
        told = world.see(lambda s: events["addressee_ended"].words(s, district, "https://vidu.example"))
    assert told is not None
    assert "lời nhắc hằng ngày đã dừng" in told.body
    assert "https://vidu.example/ended-agencies/" in told.body
