"""What an addressee keeps to itself: who does an obligation, by when, and notes; and its inbox, confirmed at once."""

from datetime import date
from typing import Any
from uuid import UUID

import pytest
from sqlmodel import select

from rasoat import clock
from rasoat.db import new_id
from rasoat.notifying.models import ToldLine
from rasoat.problems import Problem
from rasoat.recommendations import receiving
from rasoat.recommendations.inside import operations, queries
from rasoat.recommendations.inside.models import InsideAssignment, InsideNote
from rasoat.recommendations.models import Obligation
from rasoat.workflows import CaseRef, fire
from tests.recommendations.samples import attempt, followed_up, obligations
from tests.recommendations.test_pages import Browser, play_on
from tests.web.browse import words
from tests.web.conftest import app, client_for, settings  # noqa: F401 - fixtures of the pages
from tests.world import World

DAY = date(2024, 9, 20)
SEEN = 'name="seen" value="'


@pytest.fixture
def seven(world: World) -> list[Obligation]:
    """What the district owes."""
    inspection = followed_up(world)
    play_on(world, DAY)
    return obligations(world, inspection.id, Obligation.addressee_id == world.agencies["district"])


def present(world: World, obligation_id: UUID, who: str = "district_leader") -> InsideAssignment | None:
    return world.see(lambda s: queries.assignments(s, [obligation_id], world.as_(who)).get(obligation_id))


def give(world: World, row: Obligation, to: str | None, due_on: date | None = None, **more: Any) -> Any:
    person = world.as_(to).user_id if to else None
    who = world.as_(more.pop("who", "district_leader"))
    with clock.use_date(DAY):
        return world.do(lambda s: operations.assign(s, who, row.id, person, due_on, **more))


def test_a_leader_gives_it_to_somebody_who_finds_it_on_the_first_page(
    world: World,
    client_for: Browser,  # noqa: F811
    seven: list[Obligation],
) -> None:
    page, leader, officer = f"/obligations/{seven[2].id}", client_for("district_leader"), client_for("district_officer")
    assert "Chưa giao ai." in words(leader.get(page))
    assert "Giao cho bạn" not in words(officer.get("/"))
    person = str(world.as_("district_officer").user_id)
    answer = leader.post(f"{page}/assign", {"seen": "", "person_id": person, "due_on": "01/10/2024"})
    assert answer.status_code == 303
    shown = words(officer.get("/"))
    assert "Giao cho bạn" in shown
    assert "01/10/2024" in shown
    assert "Giao cho bạn" not in words(leader.get("/"))
    assert "Giao Mã Thị Huyện, hạn nội bộ 01/10/2024" in words(officer.get("/obligations/inbox"))
    assert "Việc được giao: kiến nghị số 3" in words(officer.get("/alerts/"))
    # The department sees nothing of it.
    for path in (page, "/followup/?stage=", f"/followup/table/{seven[2].inspection_id}"):
        assert "01/10/2024" not in words(client_for("officer").get(path)), path
    assert client_for("officer").post(f"{page}/assign", {"person_id": person}).status_code == 404
    assert client_for("office_officer").post(f"{page}/assign", {"person_id": person}).status_code == 404


def test_what_is_wrong_is_told_beside_its_field(
    world: World,
    client_for: Browser,  # noqa: F811
    seven: list[Obligation],
) -> None:
    page, leader = f"/obligations/{seven[2].id}", client_for("district_leader")
    mine, other = world.as_("district_officer").user_id, world.as_("officer").user_id
    for sent, told in (
        ({"person_id": str(other)}, "Chọn một người đang làm việc tại cơ quan bạn."),
        ({"person_id": "", "due_on": "01/10/2024"}, "Chọn người làm trước khi đặt hạn nội bộ."),
        ({"person_id": str(mine), "due_on": "01/10/2034"}, "Hạn nội bộ không được sau hạn phải báo cáo"),
        ({"person_id": str(mine), "due_on": "01/09/2024"}, "Hạn nội bộ phải từ hôm nay trở đi."),
        ({"person_id": str(mine), "due_on": "hôm nào đó"}, "hôm nào đó"),
    ):
        answer = leader.post(f"{page}/assign", {"seen": "", **sent})
        assert answer.status_code == 422, sent
        assert told in words(answer) or told in answer.text, sent
    assert leader.post(f"{page}/assign", {"seen": "", "person_id": "khong-co"}).status_code == 400
    assert present(world, seven[2].id) is None


def test_the_second_of_two_who_assign_sees_what_the_first_did(world: World, seven: list[Obligation]) -> None:
    first = give(world, seven[0], "district_officer", date(2024, 10, 1))
    assert "đã được sửa sau khi bạn mở trang" in attempt(lambda: give(world, seven[0], "district_leader"))
    assert give(world, seven[0], "district_officer", date(2024, 10, 1), seen=first.id).id == first.id
    second = give(world, seven[0], "district_leader", seen=first.id)
    assert present(world, seven[0].id) == second
    assert give(world, seven[0], None, seen=second.id) is None
    assert present(world, seven[0].id) is None
    # Whoever had it is still known.
    assert len(world.see(lambda s: s.exec(select(InsideAssignment)).all())) == 2
    told = world.see(lambda s: s.exec(select(ToldLine).where(ToldLine.event == operations.ASSIGNED)).all())
    assert [line.account_id for line in told] == [world.as_("district_officer").user_id]


def test_notes_stay_inside(
    world: World,
    client_for: Browser,  # noqa: F811
    seven: list[Obligation],
) -> None:
    page = f"/obligations/{seven[2].id}"
    officer = client_for("district_officer")
    assert officer.post(f"{page}/note", {"note": "Chờ báo giá biển."}).status_code == 303
    assert officer.post(f"{page}/note", {"note": " "}).status_code == 422
    assert "Chờ báo giá biển." in words(client_for("district_leader").get(page))
    for other in ("officer", "leader", "lead", "province_leader", "edu_leader"):
        assert "Chờ báo giá biển." not in client_for(other).get(page).text, other
    assert client_for("officer").post(f"{page}/note", {"note": "Không được."}).status_code == 404
    assert len(world.see(lambda s: s.exec(select(InsideNote)).all())) == 1


def test_a_successor_does_not_read_what_the_agency_before_it_noted(world: World, seven: list[Obligation]) -> None:
    row, who = seven[2], world.as_("district_officer")
    with clock.use_date(DAY):
        world.do(lambda s: operations.add_note(s, who, row.id, "Chỉ nội bộ huyện."))
        payload = {"to_agency": world.agencies["other_district"], "act": "NQ 1", "reason": "Chuyển."}
        world.do(lambda s: fire(s, CaseRef("obligation", row.id), "transfer", world.as_("officer"), payload=payload))
    child = world.see(lambda s: s.exec(select(Obligation).where(Obligation.parent_id == row.id)).one())
    assert world.see(lambda s: queries.notes(s, child.id, world.as_("other_officer"))) == []
    assert not world.see(lambda s: queries.reads(s, s.get_one(Obligation, row.id), world.as_("other_officer")))


class TestConfirmingAtOnce:
    def test_the_button_confirms_what_the_page_showed(
        self,
        world: World,
        client_for: Browser,  # noqa: F811
        seven: list[Obligation],
    ) -> None:
        officer = client_for("district_officer")
        page = officer.get("/obligations/inbox")
        assert "7 nội dung mới" in words(page)
        sent = [one.partition('"')[0] for one in page.text.split(SEEN)[1:]]
        assert len(sent) == 7
        # Meanwhile a colleague confirms one, and the department withdraws another.
        leader, dept = world.as_("district_leader"), world.as_("leader")
        with clock.use_date(DAY):
            world.do(lambda s: fire(s, CaseRef("obligation", seven[0].id), "acknowledge", leader))
            withdrawn = CaseRef("obligation", seven[1].id)
            world.do(lambda s: fire(s, withdrawn, "withdraw", dept, payload={"reason": "Đã đủ."}))
        assert officer.post("/obligations/inbox/acknowledge", {"seen": sent}).status_code == 303
        shown = words(officer.get("/obligations/inbox"))
        assert "Đã xác nhận nhận 5 nội dung." in shown
        assert "1 nội dung đã được xác nhận từ trước." in shown
        assert "Kiến nghị 2 chưa xác nhận được:" in shown
        assert "Xác nhận tất cả" not in shown
        again = officer.post("/obligations/inbox/acknowledge", {"seen": sent})
        assert again.status_code == 303
        assert "6 nội dung đã được xác nhận từ trước." in words(officer.get("/obligations/inbox"))

    def test_others_confirm_nothing(
        self,
        client_for: Browser,  # noqa: F811
        seven: list[Obligation],
    ) -> None:
        sent = {"seen": [f"{seven[0].id}:{seven[0].version}"]}
        for who in ("officer", "office_officer", "other_officer", "admin", "lead"):
            answer = client_for(who).post("/obligations/inbox/acknowledge", sent)
            assert answer.status_code == 404, who
        client = client_for("district_officer")
        for wrong in ("", "x", f"{seven[0].id}", f"{seven[0].id}:x"):
            assert client.post("/obligations/inbox/acknowledge", {"seen": [wrong]}).status_code == 400, wrong
        assert "7 nội dung mới" in words(client.get("/obligations/inbox"))

    def test_what_was_changed_since_the_page_was_shown_is_not_confirmed(
        self, world: World, seven: list[Obligation]
    ) -> None:
        seen = {row.id: row.version for row in seven}
        seen[seven[2].id] -= 1
        with clock.use_date(DAY):
            done = world.do(lambda s: receiving.acknowledge_all(s, world.as_("district_officer"), seen))
        assert (done.confirmed, done.before) == (6, 0)
        [(name, why)] = done.refused
        assert name == "Kiến nghị 3"
        assert "trước bạn" in why

    def test_too_many_are_refused(self, world: World) -> None:
        with pytest.raises(Problem, match=r"\[1010\]"):
            world.do(
                lambda s: receiving.acknowledge_all(
                    s, world.as_("district_officer"), {new_id(): 1 for _ in range(receiving.MOST + 1)}
                )
            )


def test_the_inbox_can_be_printed(
    client_for: Browser,  # noqa: F811
    seven: list[Obligation],
) -> None:
    assert 'value="pdf"' in client_for("district_officer").get("/obligations/inbox").text
    assert len(seven) == 7
