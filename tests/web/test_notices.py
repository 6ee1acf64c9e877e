"""The bell and the list behind it: what a person was told, read or unread, each leading to its case."""

from collections.abc import Callable
from datetime import date
from typing import Any
from uuid import UUID

import pytest
from sqlmodel import col, select

from rasoat import clock
from rasoat.account_changes.operations import TURNED_ON
from rasoat.accounts.actor import Actor
from rasoat.accounts.models import User
from rasoat.db import new_id
from rasoat.notifying import queries
from rasoat.notifying.models import ToldLine
from rasoat.notifying.operations import BY_DAY, MAIL, choices_of, mark_all_read, mark_read, tell
from rasoat.notifying.registry import events
from rasoat.outbox.models import OutboxItem
from rasoat.problems import Problem
from rasoat.recommendations import telling
from rasoat.recommendations.answering.operations import answer, verify
from rasoat.recommendations.models import Obligation
from rasoat.web.notices import PER_PAGE
from rasoat.workflows import CaseRef, fire
from tests.recommendations.samples import followed_up, obligations
from tests.recommendations.test_pages import play_on
from tests.web.browse import Client, inputs, words
from tests.world import World

DAY = date(2024, 9, 20)
Browser = Callable[[str], Client]


@pytest.fixture
def issued(world: World) -> World:
    """The fourteen recommendations were issued; it is a month later."""
    followed_up(world)
    play_on(world, DAY)
    return world


def lines_of(world: World, username: str) -> list[ToldLine]:
    query = queries.of_person(world.as_(username).user_id).order_by(col(ToldLine.id).desc())
    return world.see(lambda s: list(s.exec(query)))


def newest_event(world: World, username: str) -> str:
    return lines_of(world, username)[0].event


def inspections_of(world: World) -> set[UUID]:
    return set(world.see(lambda s: s.exec(select(Obligation.inspection_id)).all()))


def test_the_addressee_reads_what_is_asked_and_each_notice_leads_to_its_case(
    issued: World, client_for: Browser
) -> None:
    client = client_for("district_officer")
    assert "Thông báo: 7 chưa đọc" in words(client.get("/"))
    page = client.get("/alerts/")
    assert words(page).count("Nội dung mới phải thực hiện: kiến nghị số") == 7
    newest = lines_of(issued, "district_officer")[0]
    led = client.get(f"/alerts/{newest.id}")
    assert (led.status_code, led.headers["Location"]) == (303, f"/obligations/{newest.event_id}")
    assert client.get(led.headers["Location"]).status_code == 200
    assert "Thông báo: 6 chưa đọc" in words(client.get("/"))
    # Opened again it leads there again, and no other one is read by that.
    assert client.get(f"/alerts/{newest.id}").status_code == 303
    assert "Thông báo: 6 chưa đọc" in words(client.get("/"))


def test_nobody_is_mailed_at_once_of_what_waits_for_the_mail_of_the_day(issued: World) -> None:
    assert issued.see(lambda s: s.exec(select(OutboxItem).where(col(OutboxItem.kind).in_([MAIL, BY_DAY]))).all()) == []


def test_all_are_marked_as_read_but_what_came_meanwhile(issued: World, client_for: Browser) -> None:
    client = client_for("district_officer")
    form = inputs(client.get("/alerts/"))
    person = issued.as_("district_officer").user_id
    issued.do(lambda s: tell(s, TURNED_ON, new_id(), people=[s.get_one(User, person)]))
    answer = client.post("/alerts/read", {"newest": form["newest"]})
    assert answer.status_code == 303
    shown = words(client.get("/alerts/"))
    assert "Đã đánh dấu 7 thông báo là đã đọc." in shown
    assert "Thông báo: 1 chưa đọc" in shown
    again = client.post("/alerts/read", {"newest": form["newest"]})
    assert again.status_code == 303
    assert "Không còn thông báo nào chưa đọc." in words(client.get("/alerts/"))
    assert client.post("/alerts/read", {"newest": "khong-phai"}).status_code == 404


def test_a_notice_is_its_own_persons(issued: World, client_for: Browser) -> None:
    line = lines_of(issued, "district_officer")[0]
    for other in ("district_leader", "office_officer", "officer", "admin"):
        assert client_for(other).get(f"/alerts/{line.id}").status_code == 404, other
    assert lines_of(issued, "district_officer")[0].read_at is None


def test_the_other_side_is_told_of_answers_and_requests_and_never_of_its_own(issued: World) -> None:
    third = obligations(issued, next(iter(inspections_of(issued))))[2]
    mine, theirs = issued.as_("district_officer"), issued.as_("officer")

    def step(trigger: str, who: Actor, **payload: Any) -> None:
        with clock.use_date(DAY):
            issued.do(lambda s: fire(s, CaseRef("obligation", third.id), trigger, who, payload=payload))

    step("ask_extension", mine, until=date(2025, 1, 10), reason="Chờ kinh phí.")
    assert newest_event(issued, "officer") == telling.EXTENSION_ASKED
    step("refuse_extension", theirs, reason="Đã có kinh phí.")
    assert newest_event(issued, "district_leader") == telling.EXTENSION_REFUSED
    with clock.use_date(DAY):
        issued.do(lambda s: answer(s, mine, third.id, claim="partly_met", text="Đã cắm 30 biển."))
    step("take_back", mine, reason="Nhầm điểm.")
    assert newest_event(issued, "officer") == newest_event(issued, "officer2") == telling.TAKEN_BACK
    with clock.use_date(DAY):
        issued.do(lambda s: answer(s, mine, third.id, claim="met", text="Đã cắm biển."))
    step("send_back", theirs, reason="Thiếu ảnh.")
    assert (
        newest_event(issued, "district_officer") == newest_event(issued, "district_leader") == telling.SUPPLEMENT_WANTED
    )
    with clock.use_date(DAY):
        issued.do(lambda s: answer(s, mine, third.id, claim="met", text="Đã cắm biển."))
        assert newest_event(issued, "officer") == newest_event(issued, "officer2") == telling.ANSWERED
        issued.do(lambda s: verify(s, theirs, third.id, verdict="not_met", evidence="Chưa thấy biển."))
    assert newest_event(issued, "district_officer") == telling.VERIFIED
    step("reopen", theirs, reason="Cắm biển.", due_on=date(2025, 2, 10))
    assert newest_event(issued, "district_officer") == telling.REOPENED
    assert not {telling.ANSWERED, telling.TAKEN_BACK} & {line.event for line in lines_of(issued, "district_officer")}
    assert not {telling.VERIFIED, telling.SUPPLEMENT_WANTED} & {line.event for line in lines_of(issued, "officer")}
    # Each of them can be read, by whoever was told of it.
    for who in ("officer", "district_officer"):
        for line in lines_of(issued, who):
            told = issued.see(lambda s, line=line: events[line.event].words(s, line.event_id, ""))
            assert told is not None
            assert told.path == f"/obligations/{third.id}" or line.event == telling.ISSUED


def test_the_list_has_pages_and_the_bell_ends(issued: World, client_for: Browser) -> None:
    person = issued.as_("clerk").user_id

    def many(session: Any) -> None:
        user = session.get_one(User, person)
        for _ in range(queries.MOST_UNREAD + 1):
            tell(session, TURNED_ON, new_id(), people=[user])

    issued.do(many)
    client = client_for("clerk")
    page = client.get("/alerts/")
    assert "Thông báo: 99+ chưa đọc" in words(page)
    assert page.text.count("row-card ") >= PER_PAGE
    assert "Sau" in words(page)


def test_reading_is_refused_to_others(issued: World) -> None:
    line, other = lines_of(issued, "district_officer")[0], issued.as_("officer").user_id
    with pytest.raises(Problem):
        issued.do(lambda s: mark_read(s, other, line.id))
    assert issued.do(lambda s: mark_all_read(s, other, line.id)) == 0


def test_each_chooses_by_kind_how_to_be_told(issued: World, client_for: Browser) -> None:
    client = client_for("district_officer")
    page = client.get("/alerts/choices")
    shown = words(page)
    assert "Nội dung mới phải thực hiện" in shown
    assert "Đơn vị báo cáo kết quả" not in shown, "that is told to the department"
    assert "Báo nguy hiểm khẩn cấp" not in page.text.partition("<select")[2], "nobody chooses that"
    field = f"how-{telling.ISSUED}"
    assert client.post("/alerts/choices", {field: "page"}).status_code == 303
    chosen = client.get("/alerts/choices").text.partition(f'id="{field}"')[2].partition("</select>")[0]
    assert 'value="page" selected' in chosen
    assert client.post("/alerts/choices", {field: "never"}).status_code == 400
    me = issued.as_("district_officer").user_id
    assert [(row.event, row.how) for row in issued.see(lambda s: choices_of(s, me))] == [(telling.ISSUED, "page")]
