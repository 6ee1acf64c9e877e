"""Many obligations of the board at once, as people use it without scripts: reminded, given another priority, taken out."""

import io
import re
from collections.abc import Callable
from typing import Any
from uuid import UUID

import openpyxl
import pytest
from sqlmodel import select

from rasoat import clock
from rasoat.bulk import operations, running
from rasoat.bulk.models import BulkRun
from rasoat.followup.models import Reminder
from rasoat.recommendations.models import Obligation
from rasoat.recommendations.priorities import operations as priorities
from tests.bulk.samples import chosen, done_to, rows_on
from tests.followup.test_priority import TODAY
from tests.recommendations.samples import followed_up, obligations
from tests.recommendations.test_pages import play_on
from tests.web.browse import Client, words
from tests.web.conftest import app, client_for, settings  # noqa: F401 - fixtures of the pages
from tests.world import World

pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
Browser = Callable[[str], Client]
BOARD = "/followup/"
URGENT = {"priority": "urgent", "priority_reason": "Mùa mưa sắp đến."}


@pytest.fixture
def owed(world: World) -> list[Obligation]:
    inspection = followed_up(world)
    play_on(world, TODAY)
    return obligations(world, inspection.id)


def priority_of(world: World, row: Obligation) -> str:
    return world.see(lambda s: s.get_one(Obligation, row.id).priority)


def raised_by_a_colleague(world: World, row: Obligation) -> None:
    given: dict[str, Any] = {"priority": "priority", "reason": "Đồng nghiệp đã đổi."}
    with clock.use_date(TODAY):
        world.do(lambda s: priorities.change(s, world.as_("officer"), row.id, **given))


def test_ticked_rows_are_asked_about_then_done_one_by_one(
    world: World,
    client_for: Browser,  # noqa: F811
    owed: list[Obligation],
) -> None:
    officer = client_for("officer")
    rows = rows_on(officer, BOARD)
    assert len(rows) == 14
    asked = chosen(officer, "followup", "priority", rows[:3])
    assert "Đổi mức ưu tiên: 3 nội dung" in words(asked)
    assert "Đơn vị của mỗi nội dung được báo mức mới" in words(asked)
    refused = done_to(officer, "followup", "priority", rows[:3], priority="urgent", follow=False)
    assert refused.status_code == 422
    assert 'id="priority_reason-error"' in refused.text
    # Meanwhile a colleague changes one of them.
    touched = next(row for row in owed if rows[1].startswith(str(row.id)))
    raised_by_a_colleague(world, touched)
    shown = words(done_to(officer, "followup", "priority", rows[:3], **URGENT))
    assert "3 dòng: đã làm 2, không làm được 1." in shown
    assert "đã sửa nội dung này lúc" in shown
    assert priority_of(world, touched) == "priority"
    assert [priority_of(world, row) for row in owed].count("urgent") == 2


def test_the_same_form_sent_twice_does_it_once(world: World, client_for: Browser, owed: list[Obligation]) -> None:  # noqa: F811
    officer = client_for("officer")
    rows, command = rows_on(officer, BOARD)[:2], str(UUID(int=7))
    first = done_to(officer, "followup", "remind", rows, command, follow=False)
    again = done_to(officer, "followup", "remind", rows, command, follow=False)
    assert first.headers["Location"] == again.headers["Location"]
    assert "đã làm 2" in words(officer.get(first.headers["Location"]))
    assert len(world.see(lambda s: s.exec(select(BulkRun)).all())) == 1
    # Another form on the same day is told of each row that it was reminded of today.
    shown = words(done_to(officer, "followup", "remind", rows))
    assert "2 dòng: không làm được 2." in shown
    assert "Hôm nay đã đôn đốc nội dung này." in shown
    assert "Hoàn tác" not in shown.replace("không lấy lại", ""), "a reminder cannot be taken back"
    asked = [row for row in world.see(lambda s: s.exec(select(Reminder)).all()) if row.by]
    assert len(asked) == 2


def test_one_press_takes_back_what_nobody_changed_since(
    world: World,
    client_for: Browser,  # noqa: F811
    owed: list[Obligation],
) -> None:
    officer = client_for("officer")
    rows = rows_on(officer, BOARD)[:3]
    run = done_to(officer, "followup", "priority", rows, follow=False, **URGENT).headers["Location"]
    touched = next(row for row in owed if rows[0].startswith(str(row.id)))
    raised_by_a_colleague(world, touched)
    assert "Hoàn tác 3 dòng" in words(officer.get(run))
    assert client_for("leader").get(run).status_code == 404, "whoever did it takes it back"
    assert client_for("leader").post(f"{run}/undo", {}).status_code == 404
    assert officer.post(f"{run}/undo", {}).status_code == 303
    shown = words(officer.get(run))
    assert "3 dòng: đã hoàn tác 2, không hoàn tác được 1." in shown
    assert priority_of(world, touched) == "priority"
    assert [priority_of(world, row) for row in owed].count("urgent") == 0
    assert officer.post(f"{run}/undo", {}).status_code == 303, "pressed again it changes nothing"
    assert words(officer.get(run)) == shown


def test_all_that_match_the_filter_are_done_and_the_worker_goes_on(
    world: World,
    client_for: Browser,  # noqa: F811
    owed: list[Obligation],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    officer = client_for("officer")
    office = world.agencies["office"]
    address = f"{BOARD}?addressee={office}"
    asked = officer.post(f"/bulk/followup?addressee={office}", {"scope": "all", "action": "remind"})
    rows = re.findall(r'name="row" value="([^"]+)"', asked.text)
    assert len(rows) == 7
    assert f'href="{address}"' in asked.text, "the filters stay"
    monkeypatch.setattr("rasoat.bulk.views.SECONDS", -1)
    run = done_to(officer, "followup", "remind", rows, follow=False).headers["Location"]
    page = officer.get(run)
    assert "Đang làm tiếp" in words(page)
    mark = re.search(r"seen=([0-9-]+)", page.text)
    assert mark and officer.get(f"{run}?seen={mark[1]}").status_code == 204
    handlers = running.handlers()
    handlers[operations.GO_ON](world.database, {"run_id": run.rpartition("/")[2], "turn": 0})
    assert "7 dòng: đã làm 7." in words(officer.get(run))


def test_no_row_and_too_many_rows_are_told(
    client_for: Browser,  # noqa: F811
    owed: list[Obligation],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    officer = client_for("officer")
    none = officer.post("/bulk/followup", {"scope": "ticked", "action": "remind"})
    assert "Chưa chọn dòng nào" in words(officer.get(none.headers["Location"]))
    assert "Chưa chọn dòng nào" in words(
        officer.get(officer.post("/exports/of/followup", {"scope": "ticked", "form": "xlsx"}).headers["Location"])
    )
    monkeypatch.setattr(operations, "MOST", 13)
    many = officer.post("/bulk/followup", {"scope": "all", "action": "remind"})
    assert "Nhiều nhất 13 dòng một lần" in words(officer.get(many.headers["Location"]))
    for bad in (
        {"scope": "other"},
        {"scope": "ticked", "row": "nonsense"},
        {"scope": "ticked", "row": f"{UUID(int=1)}:x"},
    ):
        assert officer.post("/bulk/followup", {"action": "remind", **bad}).status_code == 400
    assert officer.post("/bulk/nothing", {"action": "remind"}).status_code == 404
    assert officer.post("/bulk/followup", {"action": "nothing"}).status_code == 404


def test_whoever_may_not_do_it_to_one_may_not_do_it_to_many(
    client_for: Browser,  # noqa: F811
    owed: list[Obligation],
) -> None:
    leader, clerk = client_for("leader"), client_for("clerk")
    rows = rows_on(leader, BOARD)[:2]
    assert chosen(leader, "followup", "remind", rows).status_code == 200
    for who, name in ((leader, "priority"), (clerk, "remind")):
        assert chosen(who, "followup", name, rows).status_code == 403
        assert done_to(who, "followup", name, rows, follow=False, **URGENT).status_code == 403
    assert client_for("district_officer").post("/bulk/followup", {"action": "remind"}).status_code == 403
    # What cannot be seen, or is not there, is refused for itself.
    shown = words(done_to(leader, "followup", "remind", [rows[0], f"{UUID(int=9)}:1"]))
    assert "2 dòng: đã làm 1, không làm được 1." in shown
    assert "Không còn xem được" in shown


def test_ticked_rows_are_taken_out_alone(world: World, client_for: Browser, owed: list[Obligation]) -> None:  # noqa: F811
    officer = client_for("officer")
    rows = rows_on(officer, BOARD)[:2]
    answer = officer.post("/exports/of/followup", {"scope": "ticked", "row": rows, "form": "xlsx"})
    book = openpyxl.load_workbook(io.BytesIO(answer.data))
    assert book.worksheets[0].max_row == 3
    assert any("Chỉ 2 dòng đã chọn" in str(cell.value) for row in book.worksheets[1] for cell in row)
