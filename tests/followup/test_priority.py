"""How soon something is needed: its form, where it stands in lists, the mail of the day, and which indexes give the order."""

from datetime import date
from typing import Any
from uuid import UUID

import pytest
from sqlmodel import Session, col, select

from rasoat import clock
from rasoat.followup import queries as followup
from rasoat.notifying import digest
from rasoat.notifying.models import ToldLine
from rasoat.notifying.wording import urgent_first
from rasoat.recommendations import queries, telling
from rasoat.recommendations.models import NEVER, Obligation
from rasoat.recommendations.priorities import operations
from rasoat.recommendations.priorities.queries import TRIGGER
from rasoat.workflows import CaseRef, fire, pins
from tests.bench.reading import noted
from tests.recommendations.samples import followed_up, obligations
from tests.recommendations.test_pages import Browser, play_on
from tests.recommendations.test_rounds import send
from tests.web.browse import words
from tests.web.conftest import app, client_for, settings  # noqa: F401 - fixtures of the pages
from tests.world import World

pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
TODAY = date(2024, 9, 20)
WHY = "Một trẻ vừa suýt đuối nước ở đó."


@pytest.fixture
def owed(world: World) -> list[Obligation]:
    inspection = followed_up(world)
    play_on(world, TODAY)
    return obligations(world, inspection.id)


def raised(world: World, obligation_id: UUID, priority: str = "urgent", seen: int | None = None) -> None:
    given: dict[str, Any] = {"priority": priority, "reason": WHY, "expected_version": seen}
    with clock.use_date(TODAY):
        world.do(lambda s: operations.change(s, world.as_("officer"), obligation_id, **given))


def test_its_place_follows_each_change_of_priority_and_of_the_due_date(world: World, owed: list[Obligation]) -> None:
    row = owed[2]
    assert row.queue == "2 2024-11-06"
    raised(world, row.id, "priority")
    assert world.see(lambda s: s.get_one(Obligation, row.id).queue) == "1 2024-11-06"
    world.do(lambda s: setattr(s.get_one(Obligation, row.id), "due_on", None))
    assert world.see(lambda s: s.get_one(Obligation, row.id).queue) == f"1 {NEVER}"


def test_the_officer_changes_it_in_the_page_and_both_sides_read_why(
    world: World,
    client_for: Browser,  # noqa: F811
    owed: list[Obligation],
) -> None:
    officer, page = client_for("officer"), f"/obligations/{owed[2].id}"
    assert 'id="priority-form"' in officer.get(page).text
    assert 'id="priority-form"' not in client_for("district_officer").get(page).text
    refused = send(officer, page, "priority", priority="urgent")
    assert refused.status_code == 422  # type: ignore[attr-defined]
    assert 'id="priority_reason-error"' in refused.text  # type: ignore[attr-defined]
    assert send(officer, page, "priority", priority="urgent", priority_reason=WHY).status_code == 303  # type: ignore[attr-defined]
    for who in ("officer", "district_officer"):
        shown = words(client_for(who).get(page))
        assert f"Mức ưu tiên Khẩn Lý do ưu tiên {WHY}" in shown
        assert "Đổi mức ưu tiên Thường → Khẩn" in shown
    forbidden = client_for("district_officer").post(
        f"{page}/priority", {"priority": "ordinary", "priority_reason": "Không."}
    )
    assert forbidden.status_code == 403
    assert "Khẩn" in words(client_for("leader").get("/followup/?priority=urgent"))


def test_what_is_urgent_stands_first_in_the_lists(world: World, client_for: Browser, owed: list[Obligation]) -> None:  # noqa: F811
    raised(world, owed[3].id)
    link = f'href="/obligations/{owed[3].id}"'
    for who, page in (("officer", "/followup/"), ("district_officer", "/obligations/inbox"), ("district_officer", "/")):
        shown = client_for(who).get(page).text
        assert shown.index(link) < min(shown.index(f"/obligations/{row.id}") for row in owed[:3]), page
    inbox = words(client_for("district_officer").get("/obligations/inbox"))
    assert inbox.index("Khẩn") < inbox.index("Còn thời gian")
    only = client_for("officer").get("/followup/?priority=urgent").text
    assert only.count('class="row-link" href="/obligations/') == 1


def test_a_case_of_before_is_moved_to_the_version_that_knows_priorities(world: World, owed: list[Obligation]) -> None:
    row = owed[0]

    def of_before(session: Session) -> None:
        newest = pins.newest(session, "obligation").definition
        steps = [one for one in newest.transitions if one.trigger != TRIGGER]
        pins.publish(session, newest.model_copy(update={"version": 1, "transitions": steps}))
        session.get_one(Obligation, row.id).workflow_version = 1

    world.do(of_before)
    seen = world.see(lambda s: s.get_one(Obligation, row.id)).version
    raised(world, row.id, seen=seen)
    assert world.see(lambda s: s.get_one(Obligation, row.id)).priority == "urgent"


def test_who_takes_over_takes_over_the_priority(world: World, owed: list[Obligation]) -> None:
    raised(world, owed[0].id)
    given = {"to_agency": world.agencies["other_district"], "act": "Nghị quyết số 1"}
    with clock.use_date(TODAY):
        world.do(lambda s: fire(s, CaseRef("obligation", owed[0].id), "transfer", world.as_("officer"), payload=given))
    [child] = world.see(lambda s: s.exec(select(Obligation).where(Obligation.parent_id == owed[0].id)).all())
    assert (child.priority, child.priority_reason) == ("urgent", WHY)


def test_the_mail_of_the_day_names_the_urgent_first(world: World, owed: list[Obligation]) -> None:
    raised(world, owed[3].id)
    who = world.as_("district_officer").user_id

    def first(session: Session) -> tuple[list[UUID], list[str]]:
        lines = session.exec(select(ToldLine).where(ToldLine.account_id == who, ToldLine.event == telling.ISSUED)).all()
        digest_words = digest.words_of(session, urgent_first(session, lines), "")
        return [line.event_id for line in urgent_first(session, lines)], [one.subject for one in digest_words if one]

    ids, subjects = world.see(first)
    assert ids[0] == owed[3].id
    assert [subject.startswith("Khẩn. ") for subject in subjects] == [True] + [False] * (len(subjects) - 1)


@pytest.mark.parametrize(
    ("filters", "index"),
    [
        (followup.Filters("open"), "ix_obligation_queue"),
        (followup.Filters("open", priority="urgent"), "ix_obligation_queue (queue>? AND queue<?)"),
        (followup.Filters("", priority="urgent"), "ix_obligation_raised (priority=?)"),
    ],
)
def test_the_order_of_the_board_comes_from_an_index(world: World, filters: followup.Filters, index: str) -> None:
    order = col(Obligation.queue if filters.stage else Obligation.due_on)
    with world.database.read() as session, noted(world.database.engine) as statements:
        query = followup.board(session, queries.visible_to(world.as_("leader")), filters)
        session.exec(query.order_by(order, col(Obligation.id)).limit(26)).all()
        statement, values = list(statements.items())[-1]
        plan = [row[3] for row in session.connection().exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", values)]
    assert any(f"INDEX {index}" in line for line in plan), plan
    assert "USE TEMP B-TREE FOR ORDER BY" not in plan
