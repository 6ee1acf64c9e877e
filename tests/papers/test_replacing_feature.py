"""The feature of papers that are replaced and recalled, step by step."""

from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass

import pytest
from pytest_bdd import parsers, scenarios, step

from rasoat import clock
from rasoat.papers import chain, operations, queries, recalling, replacing
from rasoat.papers.kinds.correction import ITEMS
from rasoat.papers.models import DRAFTING, GIVEN, OVER, PaperCase
from rasoat.recommendations.answering import operations as answering
from rasoat.recommendations.answering.queries import answers_of
from rasoat.recommendations.models import VERDICTS, Obligation
from rasoat.workflows import CaseRef, fire
from tests.papers import replaced
from tests.papers.samples import Told, words_of
from tests.scenes import Refusing, day_of
from tests.world import World

pytestmark = pytest.mark.usefixtures("database")  # steps ask too late for its two kinds

STATES = {"rút": "withdrawn", "gửi đơn vị": "issued", "báo cáo": "answered", "yêu cầu làm tiếp": "reopened"}
scenarios("papers_thay_the_thu_hoi.feature")


@dataclass
class Desk(Refusing):
    """The old and the new paper, and the refusal that waits to be checked."""

    world: World
    days: ExitStack
    old: Told | None = None
    new: Told | None = None

    def obligation(self, number: int) -> Obligation:
        return next(row for row in replaced.obligations(self.world) if row.source_number == number)

    def fire(self, trigger: str, who: str, **payload: object) -> None:
        assert self.new is not None
        ref, actor = CaseRef("paper", self.new.paper_id), self.world.as_(who)
        self.attempt(lambda: self.world.do(lambda s: fire(s, ref, trigger, actor, payload=payload)))


@pytest.fixture
def desk(world: World) -> Iterator[Desk]:
    with ExitStack() as days:
        found = Desk(world, days)
        yield found
    assert not found.refusal, f"refused, and no step expected it: {found.refusal}"


@step(parsers.parse("thông báo kết quả số {reference} ngày 5/8/2024 đã ban hành với {count:d} kiến nghị"))
def _issued(desk: Desk, reference: str, count: int) -> None:
    desk.old = replaced.issued(desk.world)
    assert desk.old.notice.reference == reference
    assert len(replaced.obligations(desk.world)) == count


@step(parsers.parse('huyện Chi Lăng đã báo cáo kiến nghị {number:d}: "{text}"'))
def _answered(desk: Desk, number: int, text: str) -> None:
    unit, row = desk.world.as_("district_officer"), desk.obligation(number)
    desk.world.do(lambda s: answering.answer(s, unit, row.id, claim="partly_met", text=text))


@step(parsers.parse("ngày {day} chuyên viên soạn văn bản thay thế"))
def _draft(desk: Desk, day: str) -> None:
    assert desk.old is not None
    desk.days.enter_context(clock.at(clock.beginning(day_of(day))))
    desk.new = replaced.replacement(desk.old)


@step("đồng nghiệp cũng soạn văn bản thay thế")
def _draft_again(desk: Desk) -> None:
    old, colleague = desk.old, desk.world.as_("officer2")
    assert old is not None
    desk.attempt(lambda: desk.world.do(lambda s: replacing.draft_replacement(s, colleague, old.paper_id)))


@step(parsers.parse('chuyên viên đổi kiến nghị {number:d} thành "{text}", hạn {day}'))
def _change(desk: Desk, number: int, text: str, day: str) -> None:
    assert desk.new is not None
    replaced.decide(desk.new, desk.obligation(number), "changed", text=text, due_on=day_of(day))


@step(parsers.parse('chuyên viên rút kiến nghị {number:d} với lý do "{reason}"'))
def _withdraw(desk: Desk, number: int, reason: str) -> None:
    assert desk.new is not None
    replaced.decide(desk.new, desk.obligation(number), "withdrawn", reason=reason)


@step(parsers.parse('chuyên viên thêm kiến nghị cho phòng của huyện: "{text}", hạn {day}'))
def _add(desk: Desk, text: str, day: str) -> None:
    assert desk.new is not None
    replaced.add_new(desk.new, "office", text=text, due_on=day_of(day))


@step("chuyên viên giữ nguyên các kiến nghị còn lại")
def _keep(desk: Desk) -> None:
    new, officer = desk.new, desk.world.as_("officer")
    assert new is not None
    desk.world.do(lambda s: replacing.keep_rest(s, officer, new.paper_id, None))


@step(parsers.re("chuyên viên trình văn bản (thay thế|mới)"))
def _check(desk: Desk) -> None:
    desk.fire("check", "officer")


@step("văn bản thay thế được trả lại để sửa")
def _return(desk: Desk) -> None:
    desk.fire("return_paper", "leader", reason="Xem lại hạn.")


@step("văn bản thay thế đang soạn")
def _is_drafted(desk: Desk) -> None:
    assert desk.new is not None
    assert DRAFTING.of(desk.new.notice)


@step(parsers.re("văn bản (thay thế|mới) được duyệt và ban hành ngày (?P<day>.+)"))
def _issue(desk: Desk, day: str) -> None:
    assert desk.new is not None
    replaced.issue(desk.new, day_of(day))


@step(parsers.re('văn bản (thay thế|mới) ghi "(?P<words>.+)"'))
def _says(desk: Desk, words: str) -> None:
    assert desk.new is not None
    assert words in words_of(desk.new.paper)


@step(parsers.parse("kiến nghị {number:d} vẫn ghi hạn {day}"))
def _still_due(desk: Desk, number: int, day: str) -> None:
    assert desk.obligation(number).due_on == day_of(day)


@step(parsers.parse('kiến nghị {number:d} ghi "{text}", hạn {day}'))
def _asks(desk: Desk, number: int, text: str, day: str) -> None:
    row = desk.obligation(number)
    assert (row.source_text, row.due_on) == (text, day_of(day))


@step(parsers.parse('kiến nghị {number:d} vẫn có báo cáo "{text}"'))
def _has_answer(desk: Desk, number: int, text: str) -> None:
    row = desk.obligation(number)
    assert row.status == "answered"
    answers = desk.world.see(lambda s: answers_of(s, row.id))
    assert [one.text for one in answers] == [text]


@step(parsers.parse("kiến nghị {number:d} đã {state}"))
def _state(desk: Desk, number: int, state: str) -> None:
    assert desk.obligation(number).status == STATES[state]


@step(parsers.parse("thông báo số {reference} đã bị thay thế"))
def _is_over(desk: Desk, reference: str) -> None:
    assert desk.old is not None
    assert desk.old.notice.reference == reference
    assert OVER.of(desk.old.notice)


@step("huyện Chi Lăng đọc được cả hai thông báo")
def _both(desk: Desk) -> None:
    assert desk.old is not None
    assert desk.new is not None
    for told in (desk.old, desk.new):
        desk.world.see(lambda s, i=told.paper_id: queries.require_visible(s, i, desk.world.as_("district_officer")))


@step("huyện Chi Lăng chưa thấy văn bản thay thế")
def _unseen(desk: Desk) -> None:
    new = desk.new
    assert new is not None
    assert not desk.world.see(lambda s: queries.visible(s, new.paper_id, desk.world.as_("district_officer")))


@step(parsers.parse('ngày {day} lãnh đạo thu hồi thông báo với lý do "{reason}"'))
def _recall(desk: Desk, day: str, reason: str) -> None:
    assert desk.old is not None
    desk.days.enter_context(clock.at(clock.beginning(day_of(day))))
    ref, leader = CaseRef("paper", desk.old.paper_id), desk.world.as_("leader")
    desk.world.do(lambda s: fire(s, ref, "recall", leader, payload={"reason": reason}))


@step(parsers.parse("phòng của huyện báo cáo kiến nghị {number:d}"))
def _office_answers(desk: Desk, number: int) -> None:
    row, office = desk.obligation(number), desk.world.as_("office_officer")
    desk.attempt(lambda: desk.world.do(lambda s: answering.answer(s, office, row.id, claim="met", text="Xong.")))


@step(parsers.parse('ngày {day} chuyên viên xác minh kiến nghị {number:d} là "{verdict}"'))
def _verify_as(desk: Desk, day: str, number: int, verdict: str) -> None:
    desk.days.enter_context(clock.at(clock.beginning(day_of(day))))
    row, officer = desk.obligation(number), desk.world.as_("officer")
    given = next(key for key, title in VERDICTS.items() if title == verdict)
    desk.world.do(lambda s: answering.verify(s, officer, row.id, verdict=given, evidence="Đã xem."))


@step("văn bản thay thế được trình và duyệt")
def _approved(desk: Desk) -> None:
    assert desk.new is not None
    desk.new.to_number()


@step(parsers.parse("văn thư cấp số văn bản thay thế ngày {day}"))
def _number(desk: Desk, day: str) -> None:
    desk.fire("number", "clerk", issued_on=day_of(day))


@step(parsers.parse("chuyên viên xác minh kiến nghị {number:d}"))
def _verify(desk: Desk, number: int) -> None:
    row, officer = desk.obligation(number), desk.world.as_("officer")
    desk.attempt(
        lambda: desk.world.do(lambda s: answering.verify(s, officer, row.id, verdict="met", evidence="Đã xem."))
    )


@step(parsers.parse("lãnh đạo rút kiến nghị {number:d}"))
def _leader_withdraws(desk: Desk, number: int) -> None:
    ref, leader = CaseRef("obligation", desk.obligation(number).id), desk.world.as_("leader")
    desk.world.do(lambda s: fire(s, ref, "withdraw", leader, payload={"reason": "Không còn cần."}))


@step("huyện Chi Lăng xác nhận đã biết văn bản bị thu hồi")
def _confirm(desk: Desk) -> None:
    old, unit = desk.old, desk.world.as_("district_officer")
    assert old is not None
    desk.world.do(lambda s: recalling.confirm_recall(s, unit, old.paper_id))


@step("cơ quan ban hành thấy huyện Chi Lăng đã xác nhận, phòng của huyện chưa xác nhận")
def _confirmed(desk: Desk) -> None:
    old, agencies = desk.old, desk.world.agencies
    assert old is not None
    known = {row.agency_id: row.confirmed_at for row in desk.world.see(lambda s: recalling.receipts(s, old.paper_id))}
    assert known[agencies["district"]] is not None
    assert known[agencies["office"]] is None


@step(parsers.parse("ngày {day} chuyên viên soạn công văn thay đổi kiến nghị {number:d}"))
def _amend(desk: Desk, day: str, number: int) -> None:
    desk.days.enter_context(clock.at(clock.beginning(day_of(day))))
    row, officer = desk.obligation(number), desk.world.as_("officer")
    case = desk.world.do(lambda s: operations.draft_paper(s, officer, "amendment", row.id))
    assert desk.old is not None
    desk.new = Told(desk.world, desk.old.case, case.id)


@step(parsers.parse("ngày {day} chuyên viên soạn công văn đính chính"))
def _correct(desk: Desk, day: str) -> None:
    old, officer = desk.old, desk.world.as_("officer")
    assert old is not None
    desk.days.enter_context(clock.at(clock.beginning(day_of(day))))
    case = desk.world.do(lambda s: replacing.draft_correction(s, officer, old.paper_id))
    desk.new = Told(desk.world, old.case, case.id)


@step(parsers.parse('chuyên viên ghi đính chính "{words}"'))
def _fill(desk: Desk, words: str) -> None:
    new, officer = desk.new, desk.world.as_("officer")
    assert new is not None
    new.edit(
        lambda s, v: operations.change_block(
            s, officer, new.paper_id, v, ITEMS, words, footnotes=[], visibility="public"
        )
    )


@step(parsers.parse("thông báo số {reference} vẫn có hiệu lực"))
def _in_force(desk: Desk, reference: str) -> None:
    assert desk.old is not None
    assert desk.old.notice.reference == reference
    assert GIVEN.of(desk.old.notice)


@step(parsers.parse('bị từ chối vì "{reason}"'))
def _refused(desk: Desk, reason: str) -> None:
    desk.refused(reason)


@step(parsers.parse('chuyên viên bỏ bản thay thế với lý do "{reason}"'))
def _drop(desk: Desk, reason: str) -> None:
    desk.fire("drop", "officer", reason=reason)


@step("văn bản có bản thay thế khác đang soạn")
def _another_draft(desk: Desk) -> None:
    old, new = desk.old, desk.new
    assert old is not None and new is not None
    found = desk.world.see(lambda s: chain.successor(s, s.get_one(PaperCase, old.paper_id)))
    assert found is not None and found.id != new.paper_id and DRAFTING.of(found)
