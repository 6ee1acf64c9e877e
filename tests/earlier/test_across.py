"""What waits in all papers of before stands on one page, and is done for many at once."""

from collections.abc import Callable
from datetime import date
from uuid import UUID

import pytest

from rasoat.earlier import operations, queries
from rasoat.earlier.models import EarlierNotice
from rasoat.earlier.queries import Part
from tests.earlier.samples import DUE, TEXT, head_of, received
from tests.web.browse import Client
from tests.world import World

pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
OTHER = TEXT.replace("112/TB", "113/TB").replace("ngày 12 tháng 10", "ngày 13 tháng 10")


def asked(world: World, notice: EarlierNotice) -> list[Part]:
    return world.see(lambda db: queries.recommendations_of(db, notice.id))


def ticks(world: World, *notices: EarlierNotice) -> list[str]:
    return [f"{one.row.id}:{one.row.version}" for notice in notices for one in asked(world, notice)]


def dues(world: World, notice: EarlierNotice) -> list[date | None]:
    return [task.due_on for one in asked(world, notice) for task in one.tasks]


def test_recommendations_of_several_papers_are_settled_at_once(
    world: World, client_for: Callable[[str], Client]
) -> None:
    notices, officer = (received(world), received(world, OTHER)), client_for("officer")
    page = officer.get("/earlier/waiting")
    assert "112/TB-SLĐTBXH" in page.text and "113/TB-SLĐTBXH" in page.text
    assert page.text.count("Cắm biển cảnh báo tại 18 điểm") == 2
    told = officer.post("/earlier/waiting", {"part": ticks(world, *notices), "settle": "1"}, follow_redirects=True)
    assert "Đã xác nhận 6 phần." in told.text and "Không còn phần nào như vậy" in told.text
    assert all(one.row.settled_by for notice in notices for one in asked(world, notice))


def test_a_day_comes_to_what_has_none(world: World, client_for: Callable[[str], Client]) -> None:
    notices, officer = (received(world), received(world, OTHER)), client_for("officer")
    given = {"part": ticks(world, *notices), "due_on": "31/8/2024", "due_reason": "Hết hè 2024"}
    assert "Mở ít nhất 02 lớp" in officer.get("/earlier/waiting?lack=due").text
    officer.post("/earlier/waiting?lack=due", given)
    assert [dues(world, one) for one in notices] == [[DUE, date(2024, 8, 31), date(2023, 11, 15)]] * 2
    given = {**given, "part": ticks(world, notices[0]), "due_for": "every"}
    officer.post(f"/earlier/{notices[0].id}/many", given)
    assert dues(world, notices[0]) == [date(2024, 8, 31)] * 3


def test_words_that_were_changed_meanwhile_are_not_settled(world: World, client_for: Callable[[str], Client]) -> None:
    changed, other = received(world), received(world, OTHER)
    sent = ticks(world, changed, other)
    part = asked(world, changed)[0]

    def edit(db):  # type: ignore[no-untyped-def]
        given = [operations.Asked(task.addressee_id, due_on=task.due_on) for task in part.tasks]
        who = world.as_("officer")
        return operations.edit_part(
            db, who, part.row.id, None, kind=part.row.kind, text="Thăm cháu Mẫu ở thôn Thử.", asked=given
        )

    world.do(edit)
    told = client_for("officer").post("/earlier/waiting", {"part": sent, "settle": "1"})
    assert told.status_code == 422 and "Đã xác nhận 3 phần." in told.text
    assert f"Phần {part.row.ordinal} vừa được sửa" in told.text
    assert not any(one.row.settled_by for one in asked(world, changed))
    assert all(one.row.settled_by for one in asked(world, other))


def test_an_addressee_that_is_none_of_the_paper_s_day_is_told_and_the_others_have_it(
    world: World, client_for: Callable[[str], Client]
) -> None:
    of_then, of_before = received(world), received(world, OTHER)
    head = head_of(of_before, issued_on=date(1900, 1, 5))
    world.do(lambda db: operations.edit_head(db, world.as_("officer"), of_before.id, None, head))
    added = world.agencies["other_district"]
    given = {"part": ticks(world, of_then, of_before), "addressee_id": str(added)}
    told = client_for("officer").post("/earlier/waiting?lack=all", given)
    assert told.status_code == 422 and "Đã sửa 3 phần." in told.text
    assert "Chọn một cơ quan có vào ngày của văn bản." in told.text
    assert all(added in {task.addressee_id for task in one.tasks} for one in asked(world, of_then))


def test_nothing_ticked_or_chosen_is_told(world: World, client_for: Callable[[str], Client]) -> None:
    notice, officer = received(world), client_for("officer")
    told = officer.post("/earlier/waiting", {"settle": "1"})
    assert told.status_code == 422 and "Đánh dấu các phần trước." in told.text
    told = officer.post("/earlier/waiting", {"part": ticks(world, notice)})
    assert told.status_code == 422 and "Chọn loại, đơn vị, hạn hoặc kết quả trước." in told.text


def test_parts_of_other_agencies_are_left_alone(world: World, client_for: Callable[[str], Client]) -> None:
    notice = received(world)
    sent = [*ticks(world, notice), f"{UUID(int=7)}:1"]
    assert client_for("leader").post("/earlier/waiting", {"part": sent, "settle": "1"}).status_code == 403
    assert client_for("edu_officer").post("/earlier/waiting", {"part": sent, "settle": "1"}).status_code in (303, 422)
    assert not any(one.row.settled_by for one in asked(world, notice))


def test_the_next_paper_is_one_press_away(world: World, client_for: Callable[[str], Client]) -> None:
    first, second = received(world), received(world, OTHER)
    officer = client_for("officer")
    assert f'href="/earlier/{second.id}"' in officer.get(f"/earlier/{first.id}").text
    assert f'href="/earlier/{first.id}"' in officer.get(f"/earlier/{second.id}").text
