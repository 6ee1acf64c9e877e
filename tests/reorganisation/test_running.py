"""Confirming a whole list at one word: the worker goes on, once each, whatever stops it."""

import html
import random
import re
from collections.abc import Callable
from contextlib import suppress
from typing import Any
from uuid import UUID

import pytest
from sqlmodel import Session, col, select

from rasoat import clock
from rasoat.accounts.models import User
from rasoat.outbox.models import OutboxItem
from rasoat.outbox.operations import run_due
from rasoat.problems import Problem
from rasoat.recommendations.models import Obligation
from rasoat.reorganisation import operations, running
from rasoat.reorganisation.models import PASSED, PROPOSED, UNDECIDED, Passing, PassingRun, Reorganisation
from rasoat.workflows.chains import verify
from tests.reorganisation.samples import TODAY, newest_shown, passings, record, reorganised
from tests.web.browse import words
from tests.world import World

pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
"""Several workers at once are raced on PostgreSQL (tests/races/of_reorganisations.py)."""
ALL = 16


@pytest.fixture(autouse=True)
def _today(monkeypatch: pytest.MonkeyPatch) -> Any:
    monkeypatch.setattr(operations, "AT_ONCE", 3)
    with clock.use_date(TODAY):
        yield


def begun(world: World) -> tuple[Reorganisation, UUID]:
    reorganised(world)
    act = record(world)
    return act, world.do(lambda db: running.begin(db, world.as_("officer"), act.id)).id


def state(world: World, run_id: UUID) -> tuple[int, int, bool]:
    run = world.see(lambda db: db.get_one(PassingRun, run_id))
    return run.passed, run.refused, run.ended_at is not None


def children(world: World) -> int:
    return len(world.see(lambda db: db.exec(select(Obligation.id).where(Obligation.parent_id != None)).all()))  # noqa: E711


def work(world: World) -> int:
    return run_due(world.database, running.handlers())


@pytest.mark.parametrize("seed", [3, 8])
def test_a_worker_that_dies_again_and_again_passes_each_on_once(
    world: World, seed: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    _, run_id = begun(world)
    choose, write = random.Random(seed), world.database.write

    def dying(operation: Callable[[Session], Any]) -> Any:
        def dies(session: Session) -> Any:
            found = operation(session)
            if choose.random() < 0.4:
                raise SystemExit("the machine stops")
            return found

        return write(dies)

    while not state(world, run_id)[2]:
        monkeypatch.setattr(world.database, "write", dying)
        with suppress(SystemExit):
            running.go_on(world.database, run_id, 60)
        monkeypatch.setattr(world.database, "write", write)
    assert state(world, run_id) == (ALL, 0, True)
    assert children(world) == 3 * 3 + 4 + 7
    assert world.see(lambda db: list(verify(db))) == []


def test_the_worker_takes_turns_so_that_mails_are_not_kept_waiting(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    _, run_id = begun(world)
    monkeypatch.setattr(running, "SECONDS", 0.0)
    rounds = 0
    while not state(world, run_id)[2]:
        assert work(world) == 1
        rounds += 1
    assert rounds == ALL // 3 + 2 and state(world, run_id) == (ALL, 0, True)
    items = world.see(lambda db: db.exec(select(OutboxItem).where(OutboxItem.kind == running.GO_ON)).all())
    assert all(one.done_at for one in items) and work(world) == 0


def test_stopped_it_goes_no_further_and_may_be_begun_again(world: World) -> None:
    act, run_id = begun(world)
    world.do(lambda db: running.portion(db, run_id=run_id))
    with pytest.raises(Problem, match="Có mục chưa đúng"):
        world.do(lambda db: running.begin(db, world.as_("officer"), act.id))
    world.do(lambda db: running.stop(db, world.as_("leader"), act.id))
    assert work(world) == 1 and state(world, run_id) == (3, 0, True)
    assert len(passings(world, act.id, Passing.state == PROPOSED)) == ALL - 3
    again = world.do(lambda db: running.begin(db, world.as_("officer"), act.id)).id
    work(world)
    assert state(world, again) == (ALL - 3, 0, True)
    with pytest.raises(Problem, match="Có mục chưa đúng"):
        world.do(lambda db: running.begin(db, world.as_("officer"), act.id))
    for who in ("edu_officer", "clerk"):
        with pytest.raises(Problem):
            world.do(lambda db, who=who: running.stop(db, world.as_(who), act.id))


def test_what_cannot_be_passed_on_is_left_to_a_person_and_nothing_else_waits(
    world: World, client_for: Callable[[str], Any]
) -> None:
    act, run_id = begun(world)
    wrong = next(one for one in passings(world, act.id) if one.kind == "unit")
    # No page does that: the receivers were emptied past the program.
    world.do(lambda db: setattr(db.get_one(Passing, wrong.id), "receivers", []))
    work(world)
    assert state(world, run_id) == (ALL - 1, 1, True)
    [left] = passings(world, act.id, Passing.state != PASSED)
    assert (left.id, left.state) == (wrong.id, UNDECIDED) and "Chọn một cơ quan nhận." in left.fault
    officer = client_for("officer")
    assert "Chọn một cơ quan nhận." in words(officer.get(f"/ended-agencies/acts/{act.id}?state=all"))
    to = str(world.agencies["commune0"])
    assert officer.post(f"/ended-agencies/acts/{act.id}/passings/{wrong.id}", {"to": [to]}).status_code == 303
    newest = newest_shown(officer, f"/ended-agencies/acts/{act.id}")
    assert "Đã xong 1 việc" in words(
        officer.post(f"/ended-agencies/acts/{act.id}/confirm", {"all": newest}, follow_redirects=True)
    )


def test_what_a_person_changes_meanwhile_is_taken_out(world: World) -> None:
    act, run_id = begun(world)
    one = passings(world, act.id)[-1]
    to = [(world.agencies["commune2"], None)]
    world.do(lambda db: operations.change(db, world.as_("officer"), one.id, None, to))
    work(world)
    assert state(world, run_id) == (ALL - 1, 0, True)
    assert [row.id for row in passings(world, act.id, Passing.state == PROPOSED)] == [one.id]


def test_one_that_is_tried_alone_and_was_changed_meanwhile_is_not_passed_on(world: World) -> None:
    act, run_id = begun(world)
    one = passings(world, act.id)[-1]
    to = [(world.agencies["commune2"], None)]
    world.do(lambda db: operations.change(db, world.as_("officer"), one.id, None, to))
    assert world.do(lambda db: running.portion(db, run_id=run_id, ids=[one.id])) == 0
    assert state(world, run_id) == (0, 0, False)
    assert [row.state for row in passings(world, act.id) if row.id == one.id] == [PROPOSED]


def test_a_run_ends_when_the_last_that_could_not_be_passed_on_was_taken_out(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Between the portion that was refused and the look at what waits, a person changed it."""
    reorganised(world)
    act = record(world)
    wrong = next(one for one in passings(world, act.id) if one.kind == "unit")
    world.do(lambda db: setattr(db.get_one(Passing, wrong.id), "receivers", []))
    run = world.do(lambda db: running.begin(db, world.as_("officer"), act.id, col(Passing.id) == wrong.id))
    read, to = world.database.read, [(world.agencies["commune2"], None)]

    def changed_before() -> Any:
        monkeypatch.setattr(world.database, "read", read)
        world.do(lambda db: operations.change(db, world.as_("officer"), wrong.id, None, to))
        return read()

    monkeypatch.setattr(world.database, "read", changed_before)
    assert not running.go_on(world.database, run.id, 60)
    assert state(world, run.id) == (0, 0, True)
    assert [row.state for row in passings(world, act.id) if row.id == wrong.id] == [PROPOSED]


def test_it_ends_when_who_confirmed_has_gone(world: World, client_for: Callable[[str], Any]) -> None:
    act, run_id = begun(world)
    leader = client_for("leader")
    page = f"/ended-agencies/acts/{act.id}"
    assert "Đang chuyển những việc đã xác nhận" in words(leader.get(page))
    assert "Dừng" in words(leader.get(page)) and "Dừng" not in words(client_for("clerk").get(page))
    world.do(lambda db: setattr(db.get_one(User, world.as_("officer").user_id), "active", False))
    work(world)
    assert state(world, run_id) == (0, 0, True)
    assert "Tài khoản của người xác nhận không còn ở cơ quan này" in words(leader.get(page))
    assert leader.post(f"{page}/stop", {}).status_code == 303


def test_the_page_shows_how_far_it_is_without_being_loaded_again(
    world: World, client_for: Callable[[str], Any]
) -> None:
    act, run_id = begun(world)
    officer, page = client_for("officer"), f"/ended-agencies/acts/{act.id}"
    asked = live_address(officer.get(page).text)
    assert officer.get(asked).status_code == 204
    world.do(lambda db: running.portion(db, run_id=run_id))
    part = officer.get(asked)
    assert part.status_code == 200 and f"3/{ALL}" in words(part) and "<html" not in part.text
    asked = live_address(part.text)
    assert officer.get(asked).status_code == 204
    work(world)
    ended = officer.get(asked)
    assert f"Đã xong: {ALL} trong {ALL} việc." in words(ended) and "hx-get" not in ended.text
    assert f'href="{page}"' in ended.text
    whole = officer.get(page)
    assert "hx-get" not in str(whole.text).split('id="progress"')[1].split("</section>")[0]
    assert "Không có việc nào theo bộ lọc này" in words(whole) and words(whole).count("Không có việc nào") == 1
    assert client_for("edu_officer").get(asked).status_code == 404


def live_address(page: str) -> str:
    """Where the progress on a page is asked for again."""
    found = re.search(r'id="progress" hx-get="([^"]+)"', page)
    assert found
    return html.unescape(found.group(1))
