"""What people do with findings, who may, when, and what never gets into a public sentence."""

from collections.abc import Callable
from uuid import UUID, uuid4

import pytest
from tests.visits.samples import ChiLang, reviewing, visiting
from tests.world import World

from rasoat.findings import operations, queries
from rasoat.findings.models import Finding
from rasoat.problems import Problem


@pytest.fixture
def case(world: World) -> ChiLang:
    return reviewing(world)


def add(case: ChiLang, text: str = "Số trẻ em học bơi miễn phí còn thấp.", who: str = "lead", **more: str) -> Finding:
    values = {"kind": "shortcoming", **more}
    actor = case.world.as_(who)
    return case.world.do(lambda s: operations.add_finding(s, actor, case.inspection_id, text=text, **values))


def refusal(act: Callable[[], object]) -> Problem:
    with pytest.raises(Problem) as raised:
        act()
    return raised.value


def stored(case: ChiLang, finding_id: UUID) -> Finding:
    return case.world.see(lambda s: s.get_one(Finding, finding_id))


def of_home(case: ChiLang) -> Finding:
    found = case.world.see(lambda s: queries.findings_of(s, case.inspection_id))
    return next(finding for finding in found if finding.visibility == "child")


def test_people_add_edit_accept_reject_and_restore(case: ChiLang) -> None:
    world, lead, member = case.world, case.world.as_("lead"), case.world.as_("edu_member")
    own = add(case)
    assert own.status == "accepted"
    edited = world.do(lambda s: operations.edit_finding(s, member, own.id, own.version, text=" Sửa lại. "))
    assert (edited.text, edited.edited_by, edited.version) == ("Sửa lại.", member.user_id, own.version + 1)
    assert (
        refusal(lambda: world.do(lambda s: operations.reject_finding(s, lead, own.id, "  "))).reasons[0].field
        == "reason"
    )
    gone = world.do(lambda s: operations.reject_finding(s, lead, own.id, "Trùng"))
    assert (gone.status, gone.rejected_reason) == ("rejected", "Trùng")
    assert (
        refusal(lambda: world.do(lambda s: operations.edit_finding(s, lead, own.id, None, text="x"))).key
        == "finding.settled"
    )
    back = world.do(lambda s: operations.restore_finding(s, lead, own.id))
    assert (back.status, back.rejected_reason) == ("accepted", "")
    drafted = of_home(case)
    assert world.do(lambda s: operations.accept_finding(s, lead, drafted.id, drafted.version)).status == "accepted"
    assert refusal(lambda: world.do(lambda s: operations.accept_finding(s, lead, drafted.id))).key == "finding.settled"


def test_a_rejected_suggestion_comes_back_as_a_suggestion(case: ChiLang) -> None:
    world, lead, drafted = case.world, case.world.as_("lead"), of_home(case)
    world.do(lambda s: operations.reject_finding(s, lead, drafted.id, "Nêu chung ở mục khác"))
    assert world.do(lambda s: operations.restore_finding(s, lead, drafted.id)).status == "drafted"


def test_an_older_page_changes_nothing(case: ChiLang) -> None:
    own, world, lead = add(case), case.world, case.world.as_("lead")
    world.do(lambda s: operations.edit_finding(s, lead, own.id, own.version, text="Bản của trưởng đoàn."))
    officer = world.as_("officer")
    problem = refusal(
        lambda: world.do(lambda s: operations.edit_finding(s, officer, own.id, own.version, text="Bản cũ."))
    )
    assert problem.key == "row.stale"
    assert "Lương Văn Đoàn" in problem.what
    assert stored(case, own.id).text == "Bản của trưởng đoàn."


@pytest.mark.parametrize(
    ("who", "key"),
    [
        ("leader", "forbidden"),
        ("clerk", "forbidden"),
        ("district_officer", "forbidden"),
        ("office_officer", "forbidden"),
        ("other_officer", "not_found"),
    ],
)
def test_only_the_team_and_the_lead_agencys_officers_edit(case: ChiLang, who: str, key: str) -> None:
    own, actor = add(case, who="officer"), case.world.as_(who)
    assert refusal(lambda: add(case, who=who)).key == key
    for act in (
        lambda s: operations.edit_finding(s, actor, own.id, None, text="Khác"),
        lambda s: operations.reject_finding(s, actor, own.id, "Không"),
        lambda s: operations.explain_no_recommendation(s, actor, own.id, "Không cần"),
        lambda s: operations.move_finding(s, actor, own.id, up=True),
    ):
        assert refusal(lambda act=act: case.world.do(act)).key == key
    assert stored(case, own.id).version == own.version


def test_while_visiting_one_only_adds(world: World) -> None:
    case = visiting(world)
    own, lead = add(case), world.as_("lead")
    problem = refusal(lambda: world.do(lambda s: operations.edit_finding(s, lead, own.id, None, text="Khác")))
    assert problem.key == "finding.locked"
    assert "Đang kiểm tra tại chỗ" in problem.what


def test_merging_keeps_the_evidence_behind_one_sentence(case: ChiLang) -> None:
    world, lead = case.world, case.world.as_("lead")
    found = world.see(lambda s: queries.findings_of(s, case.inspection_id, "shortcoming"))
    signs = [finding for finding in found if "iển cảnh báo" in finding.text]
    assert len(signs) >= 2
    into, *others = signs
    text = "Chưa chủ động khắc phục biển bị che khuất và chưa cắm thêm biển ở 46 điểm đã rà soát."
    ids = [other.id for other in others]
    merged = world.do(lambda s: operations.merge_findings(s, lead, into.id, ids, text=text, version=into.version))
    assert (merged.status, merged.text) == ("accepted", text)
    assert {stored(case, one).merged_into_id for one in ids} == {into.id}
    assert len(world.see(lambda s: queries.evidence_in(s, merged.inspection_id)[merged.id])) == len(signs)
    accepted = world.see(lambda s: queries.findings_of(s, case.inspection_id, "shortcoming", accepted_only=True))
    assert [finding.id for finding in accepted] == [into.id]
    last = add(case)
    world.do(lambda s: operations.merge_findings(s, lead, last.id, [into.id]))
    assert {stored(case, one).merged_into_id for one in [*ids, into.id]} == {last.id}
    back = world.do(lambda s: operations.restore_finding(s, lead, ids[0]))
    assert (back.status, back.merged_into_id) == ("drafted", None)


def test_what_cannot_be_merged(case: ChiLang) -> None:
    world, lead, own = case.world, case.world.as_("lead"), add(case)
    strength, gone = add(case, "Làm tốt.", kind="strength"), add(case, "Sẽ bỏ.")
    world.do(lambda s: operations.reject_finding(s, lead, gone.id, "Trùng"))
    for others in ([], [own.id], [strength.id], [gone.id]):
        problem = refusal(lambda others=others: world.do(lambda s: operations.merge_findings(s, lead, own.id, others)))
        assert problem.key == "finding.merge"
        assert problem.reasons[0].field == "others"
    assert refusal(lambda: world.do(lambda s: operations.merge_findings(s, lead, own.id, [uuid4()]))).key == "not_found"


def test_a_home_never_gets_into_a_public_sentence(case: ChiLang) -> None:
    world, lead, home, own = case.world, case.world.as_("lead"), of_home(case), add(case)
    for act in (
        lambda s: operations.edit_finding(s, lead, home.id, None, text=home.text, visibility="public"),
        lambda s: operations.edit_finding(s, lead, own.id, None, text="Tại hộ mẫu SỐ 1, sân trơn."),
        lambda s: operations.merge_findings(s, lead, own.id, [home.id], text=f"{own.text} {home.text}"),
    ):
        problem = refusal(lambda act=act: world.do(act))
        assert (problem.key, problem.reasons[0].field) == ("form.invalid", "text")
    merged = world.do(lambda s: operations.merge_findings(s, lead, own.id, [home.id], text="Một số hộ còn sân trơn."))
    assert (merged.visibility, merged.text) == ("public", "Một số hộ còn sân trơn.")
    general = add(case, "Có 8.314 hộ 10 năm liền giữ danh hiệu; Hộ mẫu số 12 chưa kiểm tra.")
    assert general.visibility == "public"


def test_a_shortcoming_may_state_why_it_has_no_recommendation(case: ChiLang) -> None:
    world, lead, own = case.world, case.world.as_("lead"), add(case)
    why = "Đã khắc phục ngay tại buổi kiểm tra."
    told = world.do(lambda s: operations.explain_no_recommendation(s, lead, own.id, why, own.version))
    assert told.no_recommendation_reason == why
    assert world.do(lambda s: operations.explain_no_recommendation(s, lead, own.id, " ")).no_recommendation_reason == ""
    good = add(case, "Làm tốt.", kind="strength")
    assert (
        refusal(lambda: world.do(lambda s: operations.explain_no_recommendation(s, lead, good.id, why))).key
        == "form.invalid"
    )


def test_accepted_findings_change_places(case: ChiLang) -> None:
    world, lead = case.world, case.world.as_("lead")
    one, two = add(case, "Một.", kind="strength"), add(case, "Hai.", kind="strength")

    def order() -> list[str]:
        found = world.see(lambda s: queries.findings_of(s, case.inspection_id, "strength", accepted_only=True))
        return [finding.text for finding in found]

    world.do(lambda s: operations.move_finding(s, lead, two.id, up=True))
    assert order() == ["Hai.", "Một."]
    world.do(lambda s: operations.move_finding(s, lead, two.id, up=True))
    world.do(lambda s: operations.move_finding(s, lead, one.id, up=False))
    assert order() == ["Hai.", "Một."]


def test_the_inspected_authority_reads_nothing_before_the_result_is_told(case: ChiLang) -> None:
    world = case.world
    for who in ("district_officer", "district_leader", "office_officer", "other_officer"):
        actor = world.as_(who)
        problem = refusal(lambda a=actor: world.see(lambda s: queries.readable(s, case.inspection_id, a)))
        assert problem.key == "not_found"
    for who in ("lead", "officer", "leader", "edu_member", "province_leader"):
        assert world.see(lambda s, w=who: queries.readable(s, case.inspection_id, world.as_(w)))
