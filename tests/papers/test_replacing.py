"""A notice that replaces another one, and what becomes of each obligation."""

from datetime import date

import pytest

from rasoat import clock
from rasoat.papers import chain, compose, operations, plan_steps, replacing
from rasoat.papers.chain import REPLACES
from rasoat.papers.models import OVER, PaperCase
from rasoat.recommendations.answering import operations as answering
from rasoat.recommendations.consistency import sources
from rasoat.workflows import CaseRef, fire, journal
from tests.papers.replaced import AUGUST_12, add_new, decide, issue, issued, obligations, replacement
from tests.papers.samples import Told, attempt, messages, result, words_of
from tests.plans.samples import approved
from tests.world import World

NOVEMBER = date(2024, 11, 15)
DAY = AUGUST_12.date()


def mapped(world: World) -> tuple[Told, Told]:
    """The first obligation was answered; it is changed, the second one withdrawn, a third one added."""
    old = issued(world)
    first, second = obligations(world)
    unit = world.as_("district_officer")
    world.do(lambda s: answering.answer(s, unit, first.id, claim="partly_met", text="Đã cắm 20 biển."))
    with clock.at(AUGUST_12):
        new = replacement(old)
        decide(new, first, "changed", text="Cắm 40 biển cảnh báo.", due_on=NOVEMBER, measures="40 biển\nẢnh từng điểm")
        decide(new, second, "withdrawn", reason="Đã giao ở kế hoạch khác.")
        add_new(new, "office", text="Lập sổ theo dõi biển.", due_on=NOVEMBER)
    return old, new


def test_issuing_carries_out_the_mapping_and_ends_the_old_paper(world: World) -> None:
    old, new = mapped(world)
    with clock.at(AUGUST_12):
        issue(new, DAY)
    first, second, third = obligations(world)
    assert (first.source_text, first.due_on, first.measures) == (
        "Cắm 40 biển cảnh báo.",
        NOVEMBER,
        ["40 biển", "Ảnh từng điểm"],
    )
    assert first.status == "answered", "its answer stays with it"
    assert second.status == "withdrawn"
    assert (third.status, third.source_text, third.issued_on) == ("issued", "Lập sổ theo dõi biển.", DAY)
    assert OVER.of(old.notice)
    assert new.notice.is_out
    assert not world.see(lambda s: list(sources(s))), "a changed text is no fault of the copy"


def test_the_new_paper_tells_what_becomes_of_each(world: World) -> None:
    _, new = mapped(world)
    with clock.at(AUGUST_12):
        said = words_of(new.paper)
    assert "Thông báo này thay thế Thông báo số 97/TB-SLĐTBXH ngày 05/8/2024 của" in said
    assert (
        "a) Cắm 40 biển cảnh báo; hạn thực hiện: chậm nhất ngày 15/11/2024 (kết quả cần đạt: 40 biển; ảnh từng điểm)"
        in said
    )
    assert "Kiến nghị đối với Phòng" in said, "its number here stands in no paper that the addressee has"
    assert "(lý do: đã giao ở kế hoạch khác)" in said
    assert "Rà soát lại danh sách các điểm có nguy cơ; hạn" not in said, "what is withdrawn is asked no more"


def test_a_priority_of_later_stands_in_the_paper_that_replaces_and_not_in_the_issued_one(world: World) -> None:
    old = issued(world)
    raised = {"priority": "urgent", "reason": "Sắp nghỉ hè."}
    ref = CaseRef("obligation", obligations(world)[0].id)
    with clock.at(AUGUST_12):
        world.do(lambda s: fire(s, ref, "change_priority", world.as_("officer"), payload=raised))
        shown = world.see(lambda s: compose.shown(s, s.get_one(PaperCase, old.paper_id)))
        assert "(khẩn)" not in words_of(shown)
        new, officer = replacement(old), world.as_("officer")
        world.do(lambda s: replacing.keep_rest(s, officer, new.paper_id, None))
        assert "còn lại (khẩn); hạn thực hiện" in words_of(new.paper)


def test_what_is_kept_stays_as_it_is(world: World) -> None:
    old = issued(world)
    before = obligations(world)
    with clock.at(AUGUST_12):
        new = replacement(old)
        officer = world.as_("officer")
        assert world.do(lambda s: replacing.keep_rest(s, officer, new.paper_id, None)) == 2
        issue(new, DAY)
    after = obligations(world)
    assert [(a.id, a.status, a.source_text, a.due_on, a.retold_on) for a in after] == [
        (b.id, b.status, b.source_text, b.due_on, None) for b in before
    ]


def test_until_it_is_issued_nothing_has_changed(world: World) -> None:
    old, new = mapped(world)
    with clock.at(AUGUST_12):
        new.numbered(DAY)
    first, second = obligations(world)
    assert (first.due_on, second.status) == (date(2024, 10, 1), "issued")
    assert not OVER.of(old.notice)


def test_what_was_changed_stands_in_the_journal(world: World) -> None:
    _, new = mapped(world)
    with clock.at(AUGUST_12):
        issue(new, DAY)
    first = obligations(world)[0]
    entry, words = world.see(lambda s: journal.entries(s, CaseRef("obligation", first.id)))[-1]
    assert entry.trigger == "retold"
    assert words is not None
    assert (
        "Thông báo số 98/TB-SLĐTBXH ngày 12/8/2024: nội dung “Cắm biển cảnh báo tại các điểm còn lại.” đổi thành"
        in str(words.texts)
    )


def test_a_paper_is_replaced_once(world: World) -> None:
    old = issued(world)
    with clock.at(AUGUST_12):
        replacement(old)
        problem = attempt(lambda: replacement(old))
    assert problem.key == "paper.not_replaceable"
    assert "Đang có văn bản thay thế" in messages(problem)


def test_only_what_is_out_is_replaced(world: World) -> None:
    told = result(world)
    assert "đã ban hành" in messages(attempt(lambda: replacement(told)))


@pytest.mark.parametrize("who", ["leader", "clerk", "lead"])
def test_only_an_officer_of_the_issuer_begins(world: World, who: str) -> None:
    old = issued(world)
    problem = attempt(lambda: world.do(lambda s: replacing.draft_replacement(s, world.as_(who), old.paper_id)))
    assert problem.key == "forbidden"


@pytest.mark.parametrize(
    ("fate", "values", "field"),
    [
        ("withdrawn", {}, "reason"),
        ("changed", {"text": "", "due_on": NOVEMBER}, "text"),
        ("changed", {"text": "Cắm biển.", "due_on": None}, "due_on"),
        ("changed", {"text": "Cắm biển.", "due_on": DAY}, "due_on"),
        ("new", {"text": "Cắm biển.", "due_on": NOVEMBER}, "fate"),
        ("", {}, "fate"),
    ],
)
def test_a_wrong_decision_is_refused_at_its_field(
    world: World, fate: str, values: dict[str, object], field: str
) -> None:
    old = issued(world)
    with clock.at(AUGUST_12):
        new = replacement(old)
        problem = attempt(lambda: decide(new, obligations(world)[0], fate, **values))
    assert [reason.field for reason in problem.reasons] == [field]


def test_changed_into_the_same_is_no_change(world: World) -> None:
    old = issued(world)
    first = obligations(world)[0]
    with clock.at(AUGUST_12):
        new = replacement(old)
        same = {"text": first.source_text, "due_on": first.due_on, "measures": first.measure}
        assert "Chưa có gì khác" in messages(attempt(lambda: decide(new, first, "changed", **same)))


def test_what_was_passed_on_meanwhile_is_changed_with_whoever_owes_it(world: World) -> None:
    _, new = mapped(world)
    first = obligations(world)[0]
    other = {"to_agency": world.agencies["office"], "act": "Quyết định 5"}
    officer, ref = world.as_("officer"), CaseRef("obligation", first.id)
    world.do(lambda s: fire(s, ref, "transfer", officer, payload=other))
    with clock.at(AUGUST_12):
        issue(new, DAY)
    child = next(row for row in obligations(world) if row.parent_id == first.id)
    assert (child.source_text, child.due_on) == ("Cắm 40 biển cảnh báo.", NOVEMBER)
    assert obligations(world)[0].source_text == "Cắm biển cảnh báo tại các điểm còn lại."


def test_the_sentence_that_names_the_old_paper_stays(world: World) -> None:
    old = issued(world)
    with clock.at(AUGUST_12):
        new = replacement(old)
        officer = world.as_("officer")
        world.do(lambda s: replacing.keep_rest(s, officer, new.paper_id, None))
        new.edit(lambda s, v: operations.arrange_block(s, officer, new.paper_id, v, REPLACES, "hide"))
        problem = attempt(lambda: new.fire("check", "officer"))
    assert "phải ghi số 97/TB-SLĐTBXH" in messages(problem)


def test_nobody_withdraws_in_a_papers_name(world: World) -> None:
    issued(world)
    first = obligations(world)[0]
    ref, clerk = CaseRef("obligation", first.id), world.as_("clerk")
    problem = attempt(lambda: world.do(lambda s: fire(s, ref, "withdraw_by_paper", clerk, payload={"reason": "Thôi."})))
    assert "Chỉ một văn bản đã ban hành" in messages(problem)


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_a_paper_whose_procedure_lets_none_take_its_place_is_not_replaced(world: World) -> None:
    """A plan has a paper for as long as it is a plan: another one is written with another plan."""
    plan = approved(world)
    case = world.see(lambda s: plan_steps.paper_of(s, plan.id))
    assert case is not None and case.is_out
    [reason] = world.see(lambda s: chain.against(s, case))
    assert "không có bước thay thế" in reason.message
