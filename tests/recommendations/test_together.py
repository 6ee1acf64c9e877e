"""Recommendations written for many at once: for all shortcomings of an inspection, and the same one for several units."""

import re
from collections.abc import Callable, Iterator
from datetime import date
from typing import Any
from uuid import UUID, uuid4

import pytest
from sqlalchemy import event
from sqlmodel import Session

from rasoat import clock
from rasoat.problems import Problem
from rasoat.recommendations import coverage, operations, queries, spreading, suggesting
from rasoat.recommendations.data import ObligationData, Urgency
from rasoat.recommendations.measures import Measure
from rasoat.recommendations.models import Recommendation
from rasoat.recommendations.queries import Told
from tests.recommendations.samples import (
    REVIEWED_ON,
    SHORTCOMINGS,
    add,
    put_status,
    reviewing,
    reviewing_two,
    shortcoming,
)
from tests.recommendations.test_pages import play_on
from tests.web.browse import Client, inputs, words
from tests.web.conftest import app, client_for, settings  # noqa: F401 - fixtures of the pages
from tests.world import World

Browser = Callable[[str], Client]
pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
DRAFT = {
    "recommendation": "Phát quang cây che biển.",
    "addressee": "unit",
    "due_days": 20,
    "checklist": "warning_signs",
}


@pytest.fixture(autouse=True)
def _today() -> Iterator[None]:
    with clock.use_date(REVIEWED_ON):
        yield


def told(world: World, inspection_id: UUID) -> list[Told]:
    return world.see(lambda s: queries.recommendations_of(s, inspection_id))


def typed(page: Any) -> dict[str, Any]:
    """What a page's form would send, its areas of text included."""
    areas = re.findall(r'<textarea[^>]*name="([^"]+)"[^>]*>\r?\n?(.*?)</textarea>', page.text, re.DOTALL)
    return {**inputs(page), **dict(areas)}


class TestAllShortcomings:
    @pytest.fixture
    def inspection_id(self, world: World) -> UUID:
        play_on(world, REVIEWED_ON)
        return reviewing(world).id

    def test_what_the_checklists_suggest_is_added_in_one_press(
        self,
        world: World,
        client_for: Browser,  # noqa: F811
        inspection_id: UUID,
    ) -> None:
        for text in SHORTCOMINGS:
            shortcoming(world, inspection_id, text, draft={**DRAFT, "recommendation": f"Khắc phục: {text}"})
        officer, url = client_for("officer"), f"/recommendations/of/{inspection_id}/all"
        assert url in officer.get(f"/recommendations/of/{inspection_id}").text
        page = officer.get(url)
        sent = typed(page)
        assert sent["proposed-0-addressee"] == "Ủy ban nhân dân huyện Chi Lăng"
        assert sent["proposed-0-due_on"] == "11/09/2024"
        sent |= {
            "proposed-1-text": "Vận động thêm Quỹ.",
            "proposed-1-due_on": "1/10/2024",
            "proposed-1-measures": "A\nB",
        }
        done = officer.post(url, sent)
        assert (done.status_code, done.location) == (303, f"/recommendations/of/{inspection_id}")
        first, second = told(world, inspection_id)
        assert first.recommendation.text == f"Khắc phục: {SHORTCOMINGS[0]}"
        assert (first.obligations[0].due_basis or {})["how"] == "computed"
        assert (second.recommendation.text, second.obligations[0].due_on) == ("Vận động thêm Quỹ.", date(2024, 10, 1))
        assert list(second.obligations[0].measures) == ["A", "B"]
        assert world.see(lambda s: coverage.uncovered(s, inspection_id)) == []
        again = officer.post(url, sent)
        assert again.status_code == 422
        assert len(told(world, inspection_id)) == 2
        assert "Mọi tồn tại đã nhận đều có kiến nghị" in words(officer.get(url))

    def test_what_cannot_be_added_stays_with_its_reason(
        self,
        world: World,
        client_for: Browser,  # noqa: F811
        inspection_id: UUID,
    ) -> None:
        for text in (*SHORTCOMINGS, "Chưa có kế hoạch dạy bơi."):
            shortcoming(world, inspection_id, text, draft=DRAFT)
        officer, url = client_for("officer"), f"/recommendations/of/{inspection_id}/all"
        sent = typed(officer.get(url))
        sent |= {"proposed-0-addressee": "Phòng Giáo dục ở đâu đó", "proposed-1-due_on": "1/1/2024"}
        page = officer.post(url, sent)
        assert page.status_code == 422
        said = words(page)
        assert "Đã thêm 1 kiến nghị." in said
        assert "Chọn một cơ quan đang hoạt động." in said
        assert "Hạn thực hiện phải sau ngày hôm nay." in said
        assert SHORTCOMINGS[0] in said and SHORTCOMINGS[1] in said and "Chưa có kế hoạch dạy bơi." not in said
        assert 'value="Phòng Giáo dục ở đâu đó"' in page.text
        sent = typed(page) | {
            "proposed-0-addressee": "Phòng Lao động - Thương binh và Xã hội huyện Chi Lăng (UBND huyện Chi Lăng)"
        }
        page = officer.post(url, {**sent, "proposed-1-due_on": "1/10/2024"})
        assert page.status_code == 303
        assert [len(one.obligations) for one in told(world, inspection_id)] == [1, 1, 1]

    def test_a_shortcoming_without_a_suggestion_may_wait(
        self,
        world: World,
        client_for: Browser,  # noqa: F811
        inspection_id: UUID,
    ) -> None:
        shortcoming(world, inspection_id, SHORTCOMINGS[0])
        shortcoming(world, inspection_id, SHORTCOMINGS[1])
        officer, url = client_for("officer"), f"/recommendations/of/{inspection_id}/all"
        sent = typed(officer.get(url))
        assert "nhập nội dung ở ít nhất một tồn tại" in words(officer.post(url, sent))
        assert officer.post(url, {**sent, "proposed-1-text": "Vận động Quỹ."}).status_code == 303
        [one] = told(world, inspection_id)
        assert one.recommendation.text == "Vận động Quỹ."

    def test_a_typed_day_that_is_none_adds_nothing_yet(
        self,
        world: World,
        client_for: Browser,  # noqa: F811
        inspection_id: UUID,
    ) -> None:
        shortcoming(world, inspection_id, SHORTCOMINGS[0], draft=DRAFT)
        officer, url = client_for("officer"), f"/recommendations/of/{inspection_id}/all"
        page = officer.post(url, typed(officer.get(url)) | {"proposed-0-due_on": "cuối năm"})
        assert page.status_code == 422
        assert 'value="cuối năm"' in page.text
        assert told(world, inspection_id) == []

    def test_who_may_not_write_gets_no_page(self, client_for: Browser, inspection_id: UUID) -> None:  # noqa: F811
        url = f"/recommendations/of/{inspection_id}/all"
        assert client_for("leader").get(url).status_code == 409
        assert client_for("district_officer").get(url).status_code == 403

    def test_sixty_shortcomings_cost_few_statements(
        self,
        world: World,
        client_for: Browser,  # noqa: F811
        inspection_id: UUID,
    ) -> None:
        for number in range(60):
            shortcoming(world, inspection_id, f"Biển số {number} bị che.", draft={**DRAFT, "due_days": 10 + number % 3})
        officer, asked = client_for("officer"), list[str]()
        officer.get(f"/recommendations/of/{inspection_id}/all")
        event.listen(world.database.engine, "before_cursor_execute", lambda *given: asked.append(given[2]))
        page = officer.get(f"/recommendations/of/{inspection_id}/all")
        assert page.text.count("<fieldset") == 60
        assert len(asked) <= 50
        assert len(page.data) <= 200_000


class TestTheSameForSeveral:
    @pytest.fixture
    def two(self, world: World) -> list[UUID]:
        play_on(world, REVIEWED_ON)
        return [one.id for one in reviewing_two(world)]

    def give(self, world: World, two: list[UUID], text: str, who: str = "officer") -> Any:
        [row] = told(world, two[0])
        recommendation_id = row.recommendation.id
        return world.do(lambda s: spreading.add_same(s, world.as_(who), recommendation_id, two[1], text))

    def test_the_unit_is_the_addressee_and_the_same_shortcoming_is_covered(self, world: World, two: list[UUID]) -> None:
        here = shortcoming(world, two[0], "Biển tại Phố Sặt bị che.", draft=DRAFT, item="not_hidden")
        there = shortcoming(
            world, two[1], "Biển tại cầu Hữu Lũng bị che.", draft={**DRAFT, "due_days": 7}, item="not_hidden"
        )
        other = shortcoming(world, two[1], "Quỹ thấp.", draft={**DRAFT, "checklist": "fund_use"}, item="not_hidden")
        asked = ObligationData(
            world.agencies["district"],
            date(2024, 12, 31),
            (Measure("cảnh báo", "count", "biển", None, 46), Measure("Kế hoạch", "paper")),
        )
        world.do(
            lambda s: operations.add_recommendation(
                s, world.as_("officer"), two[0], text="Phát quang.", finding_ids=[here.id], obligations=[asked],
                urgency=Urgency("urgent", "Trẻ sắp nghỉ hè."),
            )
        )  # fmt: skip
        self.give(world, two, "Phát quang cây che biển.")
        [row] = told(world, two[1])
        [owed] = row.obligations
        assert (row.recommendation.text, row.finding_ids) == ("Phát quang cây che biển.", [there.id])
        assert owed.addressee_id == world.agencies["other_district"]
        assert owed.due_on == date(2024, 8, 21), "seven working days, as that inspection's checklist says"
        assert list(owed.measures) == ["Kế hoạch được ban hành, có số và ngày"]
        assert (owed.priority, owed.priority_reason) == ("urgent", "Trẻ sắp nghỉ hè.")
        assert [one.id for one in world.see(lambda s: coverage.uncovered(s, two[1]))] == [other.id]

    def test_without_such_a_shortcoming_the_workflow_says_the_day(self, world: World, two: list[UUID]) -> None:
        add(world, two[0], "Đẩy mạnh truyền thông.", "district")
        self.give(world, two, "Đẩy mạnh truyền thông.")
        [row] = told(world, two[1])
        assert row.finding_ids == []
        assert "bảng kiểm" not in (row.obligations[0].due_basis or {})["rule"]

    def test_sent_twice_it_is_added_once(self, world: World, two: list[UUID]) -> None:
        add(world, two[0], "Đẩy mạnh truyền thông.", "district")
        self.give(world, two, "Đẩy mạnh truyền thông.")
        with pytest.raises(Problem) as raised:
            self.give(world, two, "đẩy mạnh  truyền thông.")
        assert raised.value.reasons[0].message == "Cuộc kiểm tra này đã có kiến nghị cùng nội dung."

    @pytest.mark.parametrize(
        ("who", "key"), [("leader", "forbidden"), ("other_officer", "not_found"), ("edu_officer", "forbidden")]
    )
    def test_only_who_may_write_there(self, world: World, two: list[UUID], who: str, key: str) -> None:
        add(world, two[0], "Đẩy mạnh truyền thông.", "district")
        with pytest.raises(Problem) as raised:
            self.give(world, two, "Đẩy mạnh truyền thông.", who)
        assert raised.value.key == key

    def test_only_inspections_of_the_plan(self, world: World, two: list[UUID]) -> None:
        row = add(world, two[0], "Đẩy mạnh truyền thông.", "district")
        for inspection_id, key in ((two[0], "form.invalid"), (uuid4(), "not_found")):
            with pytest.raises(Problem) as raised:
                world.do(lambda s, i=inspection_id: spreading.add_same(s, world.as_("officer"), row.id, i, "Lời khác."))
            assert raised.value.key == key

    def test_the_page_adds_what_it_can_and_tells_the_rest(
        self,
        world: World,
        client_for: Browser,  # noqa: F811
        two: list[UUID],
    ) -> None:
        row = add(world, two[0], "UBND huyện Chi Lăng đẩy mạnh truyền thông.", "district")
        shortcoming(world, two[1], "Truyền thông ít.", draft=DRAFT, item="told")
        officer, url = client_for("officer"), f"/recommendations/drafts/{row.id}/same"
        assert url in officer.get(f"/recommendations/of/{two[0]}").text
        shown = words(officer.get(url))
        assert "Ủy ban nhân dân huyện Hữu Lũng" in shown
        assert "Nội dung nêu tên UBND huyện Chi Lăng" in shown
        assert "Chọn ít nhất một cuộc kiểm tra." in words(officer.post(url, {"text": "Đẩy mạnh truyền thông."}))
        sent = {"text": "Đẩy mạnh truyền thông.", "others-pick": [str(two[1])]}
        assert officer.post(url, sent).status_code == 303
        [made] = told(world, two[1])
        assert made.recommendation.text == "Đẩy mạnh truyền thông."
        page = officer.post(url, sent)
        assert page.status_code == 422
        assert "Cuộc kiểm tra này đã có kiến nghị cùng nội dung." in words(page)
        assert len(told(world, two[1])) == 1

    def test_one_that_went_on_is_not_offered(self, world: World, client_for: Browser, two: list[UUID]) -> None:  # noqa: F811
        row = add(world, two[0], "Đẩy mạnh truyền thông.", "district")
        put_status(world, two[1], "scheduled")
        page = client_for("officer").get(f"/recommendations/drafts/{row.id}/same")
        assert "Không có cuộc kiểm tra nào khác để dùng kiến nghị này" in words(page)

    def test_it_is_offered_to_whom_may_write_there(self, world: World, two: list[UUID]) -> None:
        add(world, two[0], "Đẩy mạnh truyền thông.", "district")
        found = world.see(lambda s: spreading.others(s, world.as_("officer"), told(world, two[0])[0].recommendation))
        assert [one.inspection.id for one in found] == [two[1]]
        assert world.see(lambda s: spreading.others(s, world.as_("lead"), told(world, two[0])[0].recommendation)) == []


def test_a_shortcoming_covered_meanwhile_is_refused(world: World) -> None:
    inspection = reviewing(world)
    found = shortcoming(world, inspection.id, SHORTCOMINGS[0], draft=DRAFT)
    asked = ObligationData(world.agencies["district"])

    def write(session: Session) -> Recommendation:
        return suggesting.write_for(session, world.as_("officer"), inspection.id, found.id, "Làm.", asked)

    world.do(write)
    with pytest.raises(Problem) as raised:
        world.do(write)
    assert raised.value.reasons[0].field == "finding_id"
    assert len(told(world, inspection.id)) == 1
