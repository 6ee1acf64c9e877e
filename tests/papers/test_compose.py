"""What the composer proposes from the data, and what it leaves out."""

from typing import Any

import pytest
from sqlmodel import Session, select

from rasoat import clock
from rasoat.content import ContentError
from rasoat.documents.paper import Block, Bullets, Heading, Paper, Paragraph
from rasoat.inspections.models import Inspection
from rasoat.papers import blocks, citing, compose, letterhead, operations, wording
from rasoat.papers.kinds import result_checklists
from rasoat.papers.models import PaperCase
from rasoat.plans.models import Plan
from rasoat.proposals.queries import proposals_of
from rasoat.recommendations.models import Obligation
from rasoat.visits.models import Response
from rasoat.workflows import CaseRef, fire
from tests.papers.samples import (
    CHILD_WORDS,
    FAMILY_WORDS,
    Told,
    attempt,
    messages,
    outside,
    result,
    schedule,
    words_of,
)
from tests.visits.samples import JULY_12
from tests.world import World


def block(told: Told, block_id: str) -> Block:
    generated = told.world.see(lambda s: compose.generate(s, s.get_one(PaperCase, told.paper_id)))
    return next(b for b in generated if b.id == block_id)


def text(told: Told, block_id: str) -> str:
    return blocks.text_of(block(told, block_id))


def test_the_schedule_says_who_is_visited_when_where_and_by_whom(world: World) -> None:
    told = schedule(world)
    paper = told.paper
    assert paper.subject == (
        "Lịch kiểm tra, giám sát tình hình thực hiện các chương trình Bảo vệ, chăm sóc trẻ em "
        "trên địa bàn tỉnh Lạng Sơn năm 2024"
    )
    assert text(told, "schedule.lead").startswith(
        "Thực hiện Kế hoạch liên ngành số 99/KHLN-SLĐTBXH-GDĐT-VHTTDL-ĐTNCSCM ngày 20/5/2024 của Sở Lao động - Thương "
        "binh và Xã hội, Sở Giáo dục và Đào tạo và Sở Văn hóa, Thể thao và Du lịch về kiểm tra, giám sát"
    )
    assert "Ủy ban nhân dân huyện Chi Lăng | ngày 17/7/2024 | Hội trường UBND huyện Chi Lăng | Lương Văn Đoàn" in text(
        told, "schedule.units"
    )
    assert "gửi Sở Lao động - Thương binh và Xã hội chậm nhất ngày 10/7/2024" in text(told, "schedule.report")
    assert "Triệu Thị Giáo | Chuyên viên, Sở GDĐT | Thành viên" in words_of(paper).replace('","', " | ")
    assert paper.legal_bases == ("Căn cứ Luật Trẻ em ngày 05 tháng 4 năm 2016",)


def test_the_schedule_goes_to_all_who_are_visited_and_all_who_co_sign(world: World) -> None:
    told = schedule(world).paper.recipients
    for name in ("UBND huyện Chi Lăng", "Phòng LĐTBXH Chi Lăng", "Sở GDĐT", "Sở VHTTDL", "Thành viên đoàn kiểm tra"):
        assert [one.count(name) for one in told if name in one] == [1], name


def test_a_plan_has_one_notice_of_its_schedule_at_a_time(world: World) -> None:
    told = schedule(world)
    officer, plan_id = world.as_("officer"), told.notice.about_id

    def another() -> PaperCase:
        return world.do(lambda s: operations.draft_paper(s, officer, "schedule", plan_id))

    assert "đã có thông báo lịch" in messages(attempt(another))


def test_a_schedule_without_a_day_is_not_announced(world: World) -> None:
    told = schedule(world)

    def clear(session: Session) -> None:
        session.get_one(Inspection, told.case.inspection_id).scheduled_on = None

    world.do(clear)
    assert "chưa có ngày kiểm tra" in messages(attempt(lambda: told.fire("check", "officer")))


def test_the_result_cites_its_papers_in_full_and_the_day_of_the_visit(world: World) -> None:
    outside(world)
    told = _after_a_schedule(world)
    lead = text(told, "result.lead")
    assert "Kế hoạch liên ngành số 99/KHLN-SLĐTBXH-GDĐT-VHTTDL-ĐTNCSCM ngày 20/5/2024 của" in lead
    assert "Thông báo số 97/TB-SLĐTBXH ngày 12/7/2024 của Sở Lao động - Thương binh và Xã hội về lịch kiểm tra" in lead
    assert "ngày 17/7/2024 Sở Lao động - Thương binh và Xã hội phối hợp với Sở Giáo dục và Đào tạo và" in lead
    assert {one.kind for one in block(told, "result.lead").evidence} == {"plan", "notice", "visit"}


def test_what_is_only_monitored_is_not_said_to_be_monitored_twice(world: World) -> None:
    told = result(world)

    def only_monitored(session: Session) -> None:
        plan_id = told.case.inspection.plan_id
        session.get_one(Plan, plan_id).title = "Kế hoạch giám sát việc phòng, chống đuối nước trẻ em năm 2024"

    world.do(only_monitored)
    lead = text(told, "result.lead")
    assert "tổ chức kiểm tra, giám sát việc phòng, chống đuối nước" in lead
    assert "giám sát giám sát" not in lead


def _after_a_schedule(world: World) -> Told:
    from datetime import date

    told = result(world)
    with clock.at(JULY_12):
        plan_id = told.case.inspection.plan_id
        notice = world.do(lambda s: operations.draft_paper(s, world.as_("officer"), "schedule", plan_id))
        Told(world, told.case, notice.id).numbered(date(2024, 7, 12))
    return told


def test_the_figures_and_their_notes(world: World) -> None:
    told = result(world)
    signs = block(told, "result.warning_signs.figures")
    assert "67 điểm có nguy cơ đuối nước" in blocks.text_of(signs)
    assert "21 biển cảnh báo khu vực nguy hiểm[^1]" in blocks.text_of(signs)
    assert "46 điểm chưa có biển" in blocks.text_of(signs)
    assert signs.footnotes == ("21 biển cảnh báo đã cắm gồm: kinh phí của tỉnh 19 biển; kinh phí của xã 2 biển.",)
    homes = block(told, "result.safe_home.figures")
    for figure in ("72.032 hộ", "10.099 hộ", "9.969 hộ", "8.314 hộ"):
        assert figure in homes.footnotes[0]
    assert "12.000.000 đồng" in text(told, "result.fund_use.spending")
    assert block(told, "result.fund_use.spending").evidence[0].kind == "response"


def test_places_are_told_with_what_was_seen_and_homes_are_counted(world: World) -> None:
    told = result(world)
    seen = text(told, "result.warning_signs.visited.sites")
    assert "02 điểm có nguy cơ đuối nước" in seen
    assert "Phố Sặt, Chi Lăng: đã cắm biển cảnh báo, biển bị che khuất, khó nhìn thấy" in seen
    assert "Đập Bãi Hào, Chi Lăng: đã cắm biển cảnh báo, biển không bị che khuất" in seen
    assert text(told, "result.safe_home.visited.homes").startswith("Đoàn đã kiểm tra trực tiếp 01 hộ gia đình")


def test_recommendations_by_addressee_with_letter_due_date_and_measure(world: World) -> None:
    printed = result(world).paper.blocks
    at = next(n for n, b in enumerate(printed) if isinstance(b, Heading) and b.text.startswith("Đối với Ủy ban"))
    assert blocks.text_of(printed[at + 1]) == (
        "a) Cắm biển cảnh báo tại các điểm còn lại; hạn thực hiện: chậm nhất ngày 01/10/2024 "
        "(kết quả cần đạt: 46 điểm còn lại có biển)."
    )
    assert blocks.text_of(printed[at + 2]).startswith("Đối với Phòng Lao động")
    assert blocks.text_of(printed[at + 3]).startswith("a) Rà soát lại danh sách")


def test_a_recommendation_that_is_urgent_says_so(world: World) -> None:
    told = result(world)

    def urgent(session: Session) -> None:
        for row in session.exec(select(Obligation).where(Obligation.source_number == 1)):
            row.priority, row.priority_reason = "urgent", "Trẻ em đang nghỉ hè."

    world.do(urgent)
    said = words_of(told.paper)
    assert "Cắm biển cảnh báo tại các điểm còn lại (khẩn); hạn thực hiện: chậm nhất ngày 01/10/2024" in said
    assert said.count("(khẩn)") == 1, "an ordinary one says nothing"


def test_proposals_are_answered_or_said_to_be_forwarded(world: World) -> None:
    told = result(world)
    first, second = world.see(lambda s: proposals_of(s, told.case.inspection_id))
    ministry = world.agencies["ministry"]
    payload = {"to_agency": ministry, "response": "Đề nghị Bộ nâng cấp."}
    world.do(lambda s: fire(s, CaseRef("proposal", second.id), "forward", world.as_("leader"), payload=payload))
    world.do(
        lambda s: fire(
            s, CaseRef("proposal", first.id), "accept", world.as_("officer"), payload={"response": "sở đã cân đối."}
        )
    )
    assert "(1) Bố trí kinh phí" in block(told, "proposals.lead").footnotes[0]
    assert text(told, f"proposal.{first.id}") == "Về đề xuất (1): Sở đã cân đối."
    assert "đã chuyển đến Bộ Lao động - Thương binh và Xã hội ngày 05/8/2024" in text(told, f"proposal.{second.id}")


def test_nothing_of_a_child_or_a_family_is_printed(world: World) -> None:
    told = result(world)
    generated = world.see(lambda s: compose.generate(s, s.get_one(PaperCase, told.paper_id)))
    assert CHILD_WORDS in " ".join(map(blocks.text_of, generated)), "the composer should see it"
    said = words_of(told.paper)
    for words in (CHILD_WORDS, FAMILY_WORDS, "nuôi dưỡng trẻ em bị bỏ rơi", "Thăm hỏi trẻ em bị bạo lực"):
        assert words not in said
    homes = [b for b in told.paper.blocks if "hộ gia đình" in blocks.text_of(b)]
    assert all(FAMILY_WORDS not in one.model_dump_json() for one in homes)


def test_a_single_home_is_no_outcome(world: World) -> None:
    told = result(world)

    def judged(passed: list[bool]) -> str:
        def look(session: Session) -> str:
            rows = result_checklists.filled(session, told.case.inspection_id)
            home = next(r for r in rows if r.site is not None and r.site.kind == "home")
            many = [
                result_checklists.Filled(
                    Response(**{**home.response.model_dump(), "passed": good}),
                    home.definition,
                    home.section,
                    {},
                    home.site,
                )
                for good in passed
            ]
            return blocks.text_of(next(iter(result_checklists.compose("safe_home", many, "UBND huyện"))))

        return world.see(look)

    assert "đạt" not in judged([True]).replace("hộ gia đình", "")
    assert "đạt" not in judged([True, True, False])
    assert "02 hộ đạt, 00 hộ chưa đạt" in judged([True, True])


def test_an_internal_answer_is_not_printed_even_when_a_sentence_names_it(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    told = result(world)
    words = wording.ChecklistWording(
        checklist="fund_use",
        unit=(wording.Passage(id="told", text="Đã xem quy chế.", show_if={"rules_seen": ("no",)}),),
    )
    monkeypatch.setattr(wording, "of_checklist", lambda name: words if name == "fund_use" else None)
    answers: dict[str, Any] = {"rules_seen": "no"}

    def look(session: Session) -> list[Block]:
        rows = result_checklists.filled(session, told.case.inspection_id)
        fund = next(r for r in rows if r.definition.id == "fund_use")
        one = result_checklists.Filled(fund.response, fund.definition, fund.section, answers, None)
        return list(result_checklists.compose("fund_use", [one], "UBND huyện"))

    assert [b.visibility for b in world.see(look)] == ["internal"]


@pytest.mark.parametrize(
    ("answers", "text_", "notes"),
    [
        (
            {"signs": 21, "signs_province": 19, "signs_other": 2},
            "Đã cắm 21 biển[^1].",
            ("Gồm: tỉnh 19; nguồn khác 2.",),
        ),
        ({"signs": 19, "signs_province": 19, "signs_other": 0}, "Đã cắm 19 biển[^1].", ("Gồm: tỉnh 19.",)),
        ({"signs": 0, "signs_province": 0, "signs_other": 0}, "Đã cắm 0 biển.", ()),
        ({"signs": 21, "signs_province": 19}, "Đã cắm 21 biển.", ()),
    ],
)
def test_a_source_of_nothing_is_not_told_and_no_mark_is_left_without_its_note(
    world: World, monkeypatch: pytest.MonkeyPatch, answers: dict[str, Any], text_: str, notes: tuple[str, ...]
) -> None:
    told = result(world)
    sources = wording.Sum(lead="Gồm:", parts=("tỉnh {signs_province}", "nguồn khác {signs_other}"))
    passage = wording.Passage(id="told", text="Đã cắm {signs} biển[^1].", notes=(sources,))
    words = wording.ChecklistWording(checklist="warning_signs", unit=(passage,))
    monkeypatch.setattr(wording, "of_checklist", lambda name: words if name == "warning_signs" else None)

    def look(session: Session) -> list[Block]:
        rows = result_checklists.filled(session, told.case.inspection_id)
        unit = next(r for r in rows if r.definition.id == "warning_signs" and r.site is None)
        one = result_checklists.Filled(unit.response, unit.definition, unit.section, answers, None)
        return list(result_checklists.compose("warning_signs", [one], "UBND huyện"))

    [block_] = world.see(look)
    assert isinstance(block_, Paragraph)
    assert (block_.text, block_.footnotes) == (text_, notes)


def test_a_checklist_without_sentences_is_told_by_its_public_figures(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    told = result(world)
    monkeypatch.setattr(wording, "of_checklist", lambda _name: None)
    assert "Số biển cảnh báo đã cắm: 21 biển" in text(told, "result.warning_signs.figures")
    assert "Phố Sặt" in text(told, "result.warning_signs.visited.sites")
    assert "beneficiaries" not in words_of(told.paper)


def test_two_passages_cannot_make_one_block(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    told = result(world)
    twice = wording.Passage(id="told", text="Đã xem.")
    words = wording.ChecklistWording(checklist="fund_use", unit=(twice, twice))
    monkeypatch.setattr(wording, "of_checklist", lambda name: words if name == "fund_use" else None)
    with pytest.raises(ContentError, match=r"result\.fund_use\.told"):
        told.paper  # noqa: B018 - composing it raises


def test_a_heading_with_nothing_below_it_is_not_printed(world: World) -> None:
    told = result(world)
    headings = [b.text for b in told.paper.blocks if isinstance(b, Heading)]
    assert "Warning" not in headings
    assert headings[0] == "Kết quả kiểm tra"
    shown = [
        Heading(id="a", level=1, text="Rỗng", visibility="public"),
        Heading(id="b", level=2, text="Rỗng", visibility="public"),
        Paragraph(id="c", text="Nội bộ"),
        Heading(id="d", level=1, text="Có", visibility="public"),
        Heading(id="e", level=2, text="Có", visibility="public"),
        Bullets(id="f", items=("ý",), visibility="public"),
        Heading(id="g", level=2, text="Rỗng", visibility="public"),
    ]
    assert [b.id for b in compose.printed(list(shown))] == ["d", "e", "f"]


def test_a_hidden_recommendation_holds_the_notice_back(world: World) -> None:
    told = result(world)
    rec = next(b.id for b in told.paper.blocks if b.id.startswith("rec.") and not isinstance(b, Heading))
    told.edit(lambda s, v: operations.arrange_block(s, world.as_("officer"), told.paper_id, v, rec, "hide"))
    assert "đang bị ẩn" in messages(attempt(lambda: told.fire("check", "officer")))
    told.edit(lambda s, v: operations.arrange_block(s, world.as_("officer"), told.paper_id, v, rec, "show"))
    told.edit(
        lambda s, v: operations.change_block(
            s, world.as_("officer"), told.paper_id, v, rec, "Cắm biển.", footnotes=[], visibility="public"
        )
    )
    assert "ghi lại đúng hạn" in messages(attempt(lambda: told.fire("check", "officer")))
    told.edit(lambda s, v: operations.arrange_block(s, world.as_("officer"), told.paper_id, v, rec, "reset"))
    told.fire("check", "officer")


def test_a_stale_edit_changes_nothing(world: World) -> None:
    told, officer = result(world), world.as_("officer")
    told.edit(lambda s, v: operations.add_block(s, officer, told.paper_id, v, "result.lead", "paragraph", "Thêm một."))
    other = world.as_("officer2")
    problem = attempt(
        lambda: world.do(lambda s: operations.add_block(s, other, told.paper_id, 1, "", "paragraph", "Thêm hai."))
    )
    assert problem.key == "row.stale"
    assert "Hoàng Thị Thử" in problem.what
    assert "Thêm một." in words_of(told.paper)
    assert "Thêm hai." not in words_of(told.paper)


def test_a_checked_notice_is_not_edited(world: World) -> None:
    told, officer = result(world), world.as_("officer")
    told.fire("check", "officer")
    for key in ("paper.not_editable", "paper.frozen"):
        problem = attempt(lambda: world.do(lambda s: operations.reset_all(s, officer, told.paper_id, None)))
        assert problem.key == key
        if key == "paper.not_editable":
            told.fire("approve", "leader")
            told.fire("number", "clerk", issued_on=clock.today())


def test_the_head_keeps_only_what_differs(world: World) -> None:
    told, officer = result(world), world.as_("officer")
    proposed = world.see(lambda s: letterhead.head_of(s, s.get_one(PaperCase, told.paper_id)))
    assert (proposed.capacity, proposed.position, proposed.signer) == ("KT. GIÁM ĐỐC", "PHÓ GIÁM ĐỐC", "Nông Văn Mẫu")
    assert proposed.recipients[:2] == ("UBND tỉnh (b/c)", "Lãnh đạo Sở LĐTBXH")
    wanted = proposed.model_copy(update={"archive": "VT, PXH"})
    told.edit(lambda s, v: operations.save_letterhead(s, officer, told.paper_id, v, "Kết quả  kiểm tra", wanted))
    assert told.notice.head == {"archive": "VT, PXH"}
    assert (told.paper.archive, told.paper.subject) == ("VT, PXH", "Kết quả kiểm tra")


def test_a_head_without_a_signer_is_not_complete(world: World) -> None:
    told, officer = result(world), world.as_("officer")
    proposed = world.see(lambda s: letterhead.head_of(s, s.get_one(PaperCase, told.paper_id)))
    bare = proposed.model_copy(update={"signer": "", "recipients": (), "place": ""})
    told.edit(lambda s, v: operations.save_letterhead(s, officer, told.paper_id, v, "Kết quả", bare))
    problem = attempt(lambda: told.fire("check", "officer"))
    assert [reason.field for reason in problem.reasons] == ["place", "recipients", "signer"]
    assert isinstance(told.paper, Paper)


def test_wording_with_an_unknown_brace_says_so() -> None:
    with pytest.raises(ContentError, match=r"\{plan\}"):
        wording.say("Thực hiện {ke_hoach}", plan="Kế hoạch")


@pytest.mark.parametrize(
    ("title", "said"),
    [
        ("Kiểm tra, giám sát", "kiểm tra, giám sát"),
        ("Kế hoạch liên ngành về kiểm tra", "kiểm tra"),
        ("UBND tỉnh kiểm tra", "UBND tỉnh kiểm tra"),
    ],
)
def test_titles_within_a_sentence(title: str, said: str) -> None:
    assert citing.subject_of(Plan(title=title)) == said  # type: ignore[call-arg]  # a table model checks nothing


def test_every_site_kind_but_homes_is_named(world: World) -> None:
    told = result(world)
    labels = world.see(lambda s: [r.evidence().label for r in result_checklists.filled(s, told.case.inspection_id)])
    assert "Ngôi nhà an toàn tại một hộ gia đình" in labels
    assert not any(FAMILY_WORDS in label for label in labels)
