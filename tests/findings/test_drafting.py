"""What the checklists suggest: with the figures of Chi Lăng, once, and without touching what people did."""

import pytest
from tests.visits.samples import FUND, GOOD_SIGN, HIDDEN_SIGN, HOMES, NEXT_DAY, SIGNS, ChiLang, reviewing, visiting
from tests.world import World

from rasoat.files.operations import StoredFile
from rasoat.findings import operations, queries
from rasoat.findings.models import Finding
from rasoat.inspections.queries import sites
from rasoat.visits.operations import plan_visit

PHOTO = StoredFile(sha256="a" * 64, size=3, kind="image/jpeg", name="pho-sat.jpg")


@pytest.fixture
def case(world: World) -> ChiLang:
    return reviewing(world)


def findings(case: ChiLang, kind: str | None = None) -> list[Finding]:
    return case.world.see(lambda s: queries.findings_of(s, case.inspection_id, kind))


def about(case: ChiLang, words: str) -> Finding:
    (found,) = [finding for finding in findings(case) if words in finding.text]
    return found


def again(case: ChiLang, *changes: tuple[str, dict[str, object], int]) -> None:
    """A supplementary visit to the unit: the last one opened again, answers changed, and the review once more."""
    case.step("resume_visiting", reason="Bổ sung số liệu")
    case.visit_step("reopen", reason="Bổ sung số liệu")
    for checklist, answers, based_on in changes:
        case.fill(checklist, answers, based_on=based_on)
    case.visit_step("close")
    case.step("begin_review")


def test_the_figures_of_chi_lang_are_suggested(case: ChiLang) -> None:
    shortcomings = [finding.text for finding in findings(case, "shortcoming")]
    assert "Biển cảnh báo tại Phố Sặt bị che khuất, khó nhìn thấy." in shortcomings
    assert any("còn 46 điểm chưa có biển cảnh báo trong tổng số 67 điểm" in text for text in shortcomings)
    assert any("Còn 1.785 trong 10.099 hộ có trẻ em chưa được công nhận" in text for text in shortcomings)
    assert any("Quỹ Bảo trợ trẻ em trên địa bàn còn thấp" in text for text in shortcomings)
    strengths = [finding.text for finding in findings(case, "strength")]
    assert any("9.969 hộ" in text and "8.314 hộ được công nhận" in text for text in strengths)
    assert any("UBND huyện Chi Lăng đã huy động và sử dụng Quỹ Bảo trợ trẻ em đúng mục đích" in t for t in strengths)
    assert {finding.status for finding in findings(case)} == {"drafted"}


def test_a_suggestion_carries_its_recommendation_and_its_evidence(case: ChiLang) -> None:
    hidden = about(case, "Phố Sặt bị che khuất")
    assert hidden.draft is not None
    assert hidden.draft["recommendation"].startswith("Phát quang hoặc chuyển vị trí")
    assert (hidden.draft["addressee"], hidden.draft["due_days"], hidden.item) == ("unit", 10, "not_hidden")
    (evidence,) = case.world.see(lambda s: queries.evidence_in(s, hidden.inspection_id)[hidden.id])
    assert (evidence.where, evidence.item) == ("Phố Sặt", "not_hidden")
    fund = about(case, "còn thấp")
    assert fund.draft is not None
    assert fund.draft["addressee"] == "office"


def test_nothing_about_a_home_is_for_a_public_paper(case: ChiLang) -> None:
    of_home = [finding for finding in findings(case) if "Hộ mẫu số 1" in finding.text]
    assert of_home
    assert {finding.visibility for finding in of_home} == {"child"}
    assert about(case, "46 điểm").visibility == "public"
    assert "Hộ mẫu" not in " ".join(finding.text for finding in findings(case) if finding.visibility != "child")


def test_running_again_adds_nothing_twice(case: ChiLang) -> None:
    before = [(finding.id, finding.text, finding.status) for finding in findings(case)]
    again(case)
    assert [(finding.id, finding.text, finding.status) for finding in findings(case)] == before


def test_running_again_leaves_alone_what_people_did_and_adds_what_is_new(case: ChiLang) -> None:
    lead = case.world.as_("lead")
    hidden, fund = about(case, "Phố Sặt bị che khuất"), about(case, "còn thấp")
    case.world.do(lambda s: operations.edit_finding(s, lead, hidden.id, hidden.version, text="Biển bị cây che."))
    case.world.do(lambda s: operations.reject_finding(s, lead, fund.id, "Đã nêu trong báo cáo riêng"))
    again(case, ("warning_signs", {**SIGNS, "checked_this_year": "no"}, 1))
    texts = [finding.text for finding in findings(case)]
    assert texts.count("Biển bị cây che.") == 1
    assert "Biển cảnh báo tại Phố Sặt bị che khuất, khó nhìn thấy." not in texts
    assert about(case, "còn thấp").status == "rejected"
    assert about(case, "chưa chủ động kiểm tra, khắc phục").status == "drafted"


def test_untouched_suggestions_follow_the_figures(case: ChiLang) -> None:
    points = about(case, "46 điểm")
    again(case, ("warning_signs", {**SIGNS, "signs": 22, "signs_commune": 3}, 1))
    assert about(case, "45 điểm").id == points.id
    again(case, ("warning_signs", {**SIGNS, "signs": 67, "signs_other": 46}, 2))
    gone = about(case, "45 điểm")
    assert (gone.status, gone.rejected_reason) == ("rejected", operations.WITHDRAWN)
    assert about(case, "Tất cả 67 điểm").kind == "strength"
    again(case, ("warning_signs", SIGNS, 3))
    assert (about(case, "46 điểm").id, about(case, "46 điểm").status) == (points.id, "drafted")


def test_an_accepted_finding_says_that_its_figures_changed(case: ChiLang) -> None:
    points, lead = about(case, "46 điểm"), case.world.as_("lead")
    case.world.do(lambda s: operations.accept_finding(s, lead, points.id))
    assert case.world.see(lambda s: queries.outdated(s, case.inspection_id)) == {}
    again(case, ("warning_signs", {**SIGNS, "signs": 22, "signs_commune": 3}, 1))
    told = case.world.see(lambda s: queries.outdated(s, case.inspection_id))
    assert list(told) == [points.id]
    assert "45 điểm" in told[points.id]
    assert about(case, "46 điểm").status == "accepted"


def test_a_second_visit_to_the_same_site_suggests_nothing_twice(case: ChiLang) -> None:
    street = case.world.see(lambda s: next(x for x in sites(s, case.inspection_id) if x.name == "Phố Sặt"))
    case.step("resume_visiting", reason="Xem lại biển")
    lead = case.world.as_("lead")

    case.world.do(lambda s: plan_visit(s, lead, case.inspection_id, NEXT_DAY, ""))
    case.visit_step("open")
    case.fill("warning_signs", HIDDEN_SIGN, street)
    case.visit_step("close")
    case.step("begin_review")
    assert about(case, "Phố Sặt bị che khuất").status == "drafted"


def test_an_incomplete_checklist_suggests_nothing(world: World) -> None:
    case = visiting(world)
    dam = case.site("water_point", "Đập Bãi Hào")
    case.fill("warning_signs", {**GOOD_SIGN, "barrier": "no"} | {"sturdy": None}, dam)
    case.fill("safe_home", {**HOMES, "recognised": None})
    officer = world.as_("officer")
    world.do(lambda s: operations.draft_from_checklists(s, officer, case.inspection_id))
    assert findings(case) == []


def test_the_teams_own_words_take_the_place_of_the_drafted_ones(case: ChiLang) -> None:
    drafted = about(case, "46 điểm")
    own = {drafted.item: {"shortcoming": "Nhiều điểm trên sông Thương chưa có biển."}}
    again(case, ("warning_signs", {**SIGNS, "_wordings": own}, 1))
    worded = about(case, "sông Thương")
    assert worded.draft and drafted.draft
    assert worded.draft["recommendation"] == drafted.draft["recommendation"]
    assert worded.visibility != "public"


def test_a_suggestion_is_as_guarded_as_the_answer_it_tells_of(case: ChiLang) -> None:
    """The books of the fund are for the inspecting side; whether its money was well spent is for everybody."""
    again(case, ("fund_use", {**FUND, "books_seen": "no", "right_purpose": "no"}, 1))
    assert about(case, "Sổ sách theo dõi thu, chi").visibility == "internal"
    assert about(case, "chưa đúng mục đích").visibility == "public"


def test_what_was_rejected_or_written_by_hand_is_never_out_of_date(case: ChiLang) -> None:
    points, lead = about(case, "46 điểm"), case.world.as_("lead")
    case.world.do(lambda s: operations.reject_finding(s, lead, points.id, reason="Đã nêu ở mục khác."))
    again(case, ("warning_signs", {**SIGNS, "signs": 22, "signs_commune": 3}, 1))
    assert about(case, "46 điểm").status == "rejected"
    assert points.id not in case.world.see(lambda s: queries.outdated(s, case.inspection_id))


def test_a_photograph_is_evidence_as_long_as_the_answers_name_it(world: World) -> None:
    case = visiting(world)
    lake = case.site("water_point", "Phố Sặt")
    response = case.fill("warning_signs", HIDDEN_SIGN, lake, files={"photo": [PHOTO]})
    finding = Finding(
        inspection_id=case.inspection_id,
        kind="shortcoming",
        ordinal=99,
        text="Bị che.",
        response_id=response.id,
        item="not_hidden",
    )
    finding_id = finding.id
    world.do(lambda s: s.add(finding))

    def files() -> list[str]:
        (evidence,) = world.see(lambda s: queries.evidence_in(s, case.inspection_id)[finding_id])
        return [file.name for file in evidence.files]

    assert files() == [PHOTO.name]
    case.fill("warning_signs", HIDDEN_SIGN, lake, based_on=1)
    assert files() == []
