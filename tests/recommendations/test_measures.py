"""Measures as data: what is wrong with one, how it reads, and that words and figures never part."""

from collections.abc import Callable
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import update
from sqlmodel import Session, col

from rasoat.papers.kinds import result_blocks
from rasoat.problems import Problem
from rasoat.recommendations import operations
from rasoat.recommendations.data import ObligationData
from rasoat.recommendations.measures import KINDS, Measure, faults
from rasoat.recommendations.models import Obligation, ObligationPart
from rasoat.workflows import CaseRef, derived, fire
from tests.recommendations.samples import REVIEWED_ON, add, issue_all, obligations, reviewing
from tests.recommendations.test_pages import play_on
from tests.web.browse import Client, inputs, words
from tests.web.conftest import app, client_for, settings  # noqa: F401 - fixtures of the pages
from tests.world import World

Browser = Callable[[str], Client]
SIGNS = Measure("cảnh báo được cắm", "count", "biển", 21, 67)
PLAN = Measure("Kế hoạch hỗ trợ trẻ em", "paper")


@pytest.mark.parametrize(
    ("measure", "said"),
    [
        (Measure("Có nghị quyết"), "Có nghị quyết"),
        (SIGNS, "Từ 21 lên 67 biển cảnh báo được cắm"),
        (Measure("", "count", "lớp bơi", None, 3), "03 lớp bơi"),
        (Measure("được tư vấn", "count", "hộ", None, 1785), "1.785 hộ được tư vấn"),
        (Measure("hộ đạt Ngôi nhà an toàn", "share", "", 40.5, 80), "Từ 40,5% lên 80% hộ đạt Ngôi nhà an toàn"),
        (PLAN, "Kế hoạch hỗ trợ trẻ em được ban hành, có số và ngày"),
        (Measure("Biển tại Phố Sặt nhìn thấy rõ", "state"), "Biển tại Phố Sặt nhìn thấy rõ, có ảnh chụp"),
    ],
)
def test_the_words_are_made_from_the_data(measure: Measure, said: str) -> None:
    assert faults(measure) == []
    assert measure.words == said


@pytest.mark.parametrize(
    ("measure", "at", "said"),
    [
        (Measure("biển", "count", "biển"), "target", "Nhập số phải đạt"),
        (Measure("", "count", "", None, 4), "unit", "Ghi đơn vị đếm"),
        (Measure("", "count", "biển", 67, 46), "target", "Số phải đạt phải lớn hơn số ban đầu (67)."),
        (Measure("", "count", "biển", None, 0), "target", "lớn hơn 0"),
        (Measure("", "count", "biển", -1, 5), "start", "không được nhỏ hơn 0"),
        (Measure("", "count", "biển", None, 4.5), "target", "số nguyên"),
        (Measure("", "count", "biển", None, 10**10), "target", "Số quá lớn"),
        (Measure("hộ", "share", "", None, 140), "target", "từ 0% đến 100%, không thể là 140%."),
        (Measure("", "share", "", None, 40), "thing", "tỷ lệ của cái gì"),
        (Measure("", "paper"), "thing", "Ghi tên văn bản"),
        (Measure("", "state"), "thing", "phải thấy được trong ảnh"),
        (Measure(""), "thing", "Ghi thế nào là xong"),
        (Measure("Kế hoạch", "paper", "", None, 4), "target", "Chỉ “Số lượng” và “Tỷ lệ” có số"),
        (Measure("x", "weight"), "kind", "Chọn một loại số đo"),
    ],
)
def test_what_is_wrong_with_a_measure_is_said_at_its_field(measure: Measure, at: str, said: str) -> None:
    [(name, why)] = faults(measure)
    assert (name, said in why) == (at, True), why


NUMBERS = st.one_of(st.none(), st.integers(-5, 200), st.floats(-5, 200, allow_nan=False).map(lambda x: round(x, 1)))
TEXTS = st.sampled_from(["", "biển", "hộ đạt chuẩn"])


@given(st.builds(Measure, TEXTS, st.sampled_from(sorted(KINDS)), TEXTS, NUMBERS, NUMBERS))
def test_a_sound_measure_has_words_and_is_reached_by_its_target_alone_or_more(measure: Measure) -> None:
    if faults(measure) or measure.target is None:
        return
    assert measure.words.strip()
    assert measure.is_reached(measure.target) and not measure.is_reached(measure.start or 0)


def test_a_total_that_was_counted_is_not_held_against_what_has_to_be_added() -> None:
    assert SIGNS.counted(60) == "60/67 biển"
    assert Measure("cảnh báo", "count", "biển", None, 9).counted(60) == "60 biển"


def _drafted(world: World) -> Obligation:
    inspection = reviewing(world)
    add(world, inspection.id, "Cắm biển và lập kế hoạch.", "district")
    return obligations(world, inspection.id)[0]


def _give(world: World, row: Obligation, *measures: Measure, version: int | None = None) -> None:
    world.do(lambda s: operations.set_measures(s, world.as_("officer"), row.id, version, measures))


def _stored(world: World, row: Obligation) -> list[Measure]:
    return world.see(lambda s: [part.as_measure for part in s.get_one(Obligation, row.id).parts])


def test_words_that_stay_keep_their_figures_and_others_are_text(world: World) -> None:
    row = _drafted(world)
    _give(world, row, SIGNS, PLAN)
    again = [ObligationData(row.addressee_id, None, (PLAN.words, SIGNS.words, "Báo cáo kết quả"))]
    officer = world.as_("officer")
    world.do(
        lambda s: operations.edit_recommendation(
            s, officer, row.source_id, None, text="Sửa.", finding_ids=[], obligations=again
        )
    )
    assert _stored(world, row) == [PLAN, SIGNS, Measure("Báo cáo kết quả")]
    assert world.see(lambda s: list(derived.untrue(s))) == []
    _give(world, row)
    assert _stored(world, row) == [Measure()]


def test_words_changed_past_the_program_are_found(world: World) -> None:
    row = _drafted(world)
    _give(world, row, SIGNS)
    changed = update(ObligationPart).values(target=68).where(col(ObligationPart.obligation_id) == row.id)
    world.do(lambda s: s.connection().execute(changed))
    [(ref, said)] = world.see(lambda s: list(derived.untrue(s)))
    assert (ref.id, "Từ 21 lên 68 biển" in said) == (row.id, True)


def test_the_paper_says_the_measures_and_a_successor_gets_them_as_data(world: World) -> None:
    inspection = reviewing(world)
    add(world, inspection.id, "Cắm biển và lập kế hoạch.", "district")
    row = obligations(world, inspection.id)[0]
    _give(world, row, SIGNS, PLAN)
    told = world.see(lambda s: [block.text for block in result_blocks.recommendations(s, inspection)])
    assert "từ 21 lên 67 biển cảnh báo được cắm; kế hoạch hỗ trợ trẻ em được ban hành, có số và ngày)." in told[-1]
    issue_all(world, inspection.id)
    passed = {"to_agency": world.agencies["other_district"], "act": "Nghị quyết 1"}
    ref = CaseRef("obligation", row.id)
    world.do(lambda s: fire(s, ref, "transfer", world.as_("officer"), payload=passed))
    [child] = [one for one in obligations(world, inspection.id) if one.parent_id]
    assert _stored(world, child) == [SIGNS, PLAN]


def test_what_was_sent_gets_no_other_measures_and_a_stranger_sets_none(world: World) -> None:
    row = _drafted(world)
    officer, stranger = world.as_("officer"), world.as_("district_officer")

    def give(session: Session, who: object) -> object:
        return operations.set_measures(session, who, row.id, None, [SIGNS])  # type: ignore[arg-type]  # either of two

    with pytest.raises(Problem, match="1001"):
        world.do(lambda s: give(s, stranger))
    issue_all(world, row.inspection_id)
    with pytest.raises(Problem) as caught:
        world.do(lambda s: give(s, officer))
    assert caught.value.key == "recommendation.frozen"


def test_the_form_splits_says_what_is_wrong_and_shows_both_versions(world: World, client_for: Browser) -> None:  # noqa: F811
    row = _drafted(world)
    play_on(world, REVIEWED_ON)
    officer, page = client_for("officer"), f"/recommendations/measures/{row.id}"
    assert page in officer.get(f"/recommendations/of/{row.inspection_id}").text
    before = inputs(officer.get(page))
    grown = officer.post(page, {**before, "add": "parts"})
    assert {"parts-0-unit", "parts-1-unit"} <= set(inputs(grown))
    share = {"parts-0-thing": "hộ đạt", "parts-0-kind": "share", "parts-0-target": "140"}
    no_number = {"parts-1-thing": "cắm", "parts-1-kind": "count", "parts-1-unit": "biển", "parts-1-target": "nhiều"}
    answer = officer.post(page, {**before, **share, **no_number})
    assert answer.status_code == 422
    assert "Cần một số" in words(answer), "what cannot be read is said before anything else"
    answer = officer.post(page, {**before, **share, **no_number, "parts-1-target": ""})
    assert answer.status_code == 422
    shown = words(answer)
    assert "Phần, dòng 1: Số phải đạt: Tỷ lệ từ 0% đến 100%, không thể là 140%." in shown
    assert "Phần, dòng 2: Số phải đạt: Nhập số phải đạt" in shown
    sound = {**before, **share, **no_number, "parts-0-target": "80,5", "parts-1-target": "46"}
    assert officer.post(page, sound).status_code == 303
    assert _stored(world, row) == [
        Measure("hộ đạt", "share", "", None, 80.5),
        Measure("cắm", "count", "biển", None, 46),
    ]
    assert inputs(officer.get(page))["parts-0-target"] == "80,5"
    stale = officer.post(page, {**sound, "parts-1-target": "50"})
    assert stale.status_code == 409
    assert "46 biển cắm" in words(stale) and "50 biển cắm" in words(stale)
    assert client_for("district_officer").get(page).status_code in (403, 404)


def test_a_measure_stands_on_the_pages_of_both_sides(world: World, client_for: Browser) -> None:  # noqa: F811
    inspection = reviewing(world)
    add(world, inspection.id, "Cắm biển.", "district")
    row = obligations(world, inspection.id)[0]
    _give(world, row, SIGNS)
    issue_all(world, inspection.id)
    play_on(world, date(2024, 9, 20))
    for who, page in (("officer", f"/obligations/{row.id}"), ("district_officer", "/obligations/inbox")):
        assert SIGNS.words in words(client_for(who).get(page)), who
