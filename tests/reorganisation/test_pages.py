"""The pages of an act."""

from collections.abc import Callable
from typing import Any

import pytest
from sqlmodel import select

from rasoat import clock
from rasoat.recommendations.models import Obligation
from rasoat.reorganisation.models import PROPOSED, Passing, Reorganisation
from tests.reorganisation.samples import ACT, TODAY, newest_shown, passings, record, reorganised
from tests.web.browse import words
from tests.world import World

pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)


@pytest.fixture(autouse=True)
def _today() -> Any:
    with clock.use_date(TODAY):
        yield


def test_from_the_act_to_the_last_transfer(world: World, client_for: Callable[[str], Any]) -> None:
    reorganised(world)
    officer = client_for("officer")
    form = officer.get("/ended-agencies/acts/new")
    assert "UBND huyện Chi Lăng" in words(form) or "huyện Chi Lăng" in words(form)
    ended = [str(world.agencies[one]) for one in ("district", "office")]
    data = {"name": ACT, "dated": "16/6/2025", "effective_on": "1/7/2025", "basis": "Điều 1", "ended": ended}
    wrong = officer.post("/ended-agencies/acts/new", data={**data, "dated": "16/6/2027", "ended": []})
    assert wrong.status_code == 422 and "Ngày văn bản không thể sau hôm nay." in words(wrong)
    assert "Nghị quyết số 1672" in wrong.text
    sent = officer.post("/ended-agencies/acts/new", data=data)
    assert sent.status_code == 303
    act = world.see(lambda db: db.exec(select(Reorganisation)).one())
    page = officer.get(f"/ended-agencies/acts/{act.id}")
    told = words(page)
    assert "Việc tại cơ sở: mỗi cơ quan kế thừa một phần" in told and "Chỉ đạo, kinh phí" in told
    first = passings(world, act.id)[0]
    change = f"/ended-agencies/acts/{act.id}/passings/{first.id}"
    assert "Chọn cơ quan nhận" in words(officer.get(change))
    refused = officer.post(change, data={"version": first.version, "to": []})
    assert refused.status_code == 422 and "Chọn cơ quan nhận." in words(refused)
    to = str(world.agencies["commune2"])
    assert officer.post(change, data={"version": first.version, "to": [to]}).status_code == 303
    one = officer.post(
        f"/ended-agencies/acts/{act.id}/confirm", data={"passing": [str(first.id)]}, follow_redirects=True
    )
    assert "Đã xong 1 việc" in words(one)
    newest = newest_shown(officer, f"/ended-agencies/acts/{act.id}")
    every = officer.post(f"/ended-agencies/acts/{act.id}/confirm", data={"all": newest}, follow_redirects=True)
    assert "Đã xong 15 việc" in words(every)
    assert "Không có việc nào theo bộ lọc này" in words(every)
    left = select(Obligation).where(
        Obligation.addressee_id == world.agencies["district"], Obligation.status != "transferred"
    )
    assert world.see(lambda db: db.exec(left).all()) == []
    assert ACT in words(officer.get("/ended-agencies/acts"))


def test_others_see_no_act_and_who_may_not_confirm_is_refused(world: World, client_for: Callable[[str], Any]) -> None:
    reorganised(world)
    act = record(world)
    address = f"/ended-agencies/acts/{act.id}"
    assert client_for("edu_officer").get(address).status_code == 404
    assert client_for("district_officer").get(address).status_code == 403
    clerk = client_for("clerk")
    assert clerk.get(address).status_code == 200 and "Xác nhận tất cả" not in clerk.get(address).text
    assert clerk.post(f"{address}/confirm", data={"all": "1"}).status_code == 403
    assert clerk.get("/ended-agencies/acts/new").status_code == 403
    world.see(lambda db: db.exec(select(Passing)).all())


def test_the_list_is_taken_out(world: World, client_for: Callable[[str], Any]) -> None:
    reorganised(world)
    act = record(world)
    taken = client_for("officer").post(f"/exports/of/passings?act={act.id}&state=all", data={"form": "csv"})
    assert taken.status_code == 200 and "Việc tại cơ sở" in taken.data.decode("utf-8-sig")


def test_what_is_proposed_after_the_page_was_read_is_not_confirmed_by_it(
    world: World, client_for: Callable[[str], Any]
) -> None:
    reorganised(world)
    act, officer = record(world), client_for("officer")
    page = f"/ended-agencies/acts/{act.id}"
    *_, before, late = sorted(one.id for one in passings(world, act.id))
    assert newest_shown(officer, page) == str(late)
    # As a page sends it that was read before the last one was proposed.
    officer.post(f"{page}/confirm", {"all": str(before)}, follow_redirects=True)
    assert [one.id for one in passings(world, act.id, Passing.state == PROPOSED)] == [late]
    officer.post(f"{page}/confirm", {"all": "1"})
    assert [one.id for one in passings(world, act.id, Passing.state == PROPOSED)] == [late]
