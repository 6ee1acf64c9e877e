"""A letter that changes or withdraws one obligation, and a letter that corrects the form of a paper."""

from collections.abc import Callable
from datetime import date

import pytest

from rasoat import clock
from rasoat.papers import operations, replacing
from rasoat.papers.kinds.correction import ITEMS
from rasoat.papers.models import GIVEN
from rasoat.recommendations import consistency
from rasoat.recommendations.answering import operations as answering
from rasoat.recommendations.models import VERDICTS, Obligation
from rasoat.workflows import CaseRef, fire, journal
from tests.papers.replaced import AUGUST_12, decide, issue, issued, obligations, recall, replacement
from tests.papers.samples import Told, attempt, messages, words_of
from tests.web.browse import Client, words
from tests.world import World

Browser = Callable[[str], Client]
DAY, DUE = AUGUST_12.date(), date(2024, 11, 15)


def amendment(told: Told, obligation: Obligation) -> Told:
    """A letter about one obligation, just drafted."""
    world, officer = told.world, told.world.as_("officer")
    case = world.do(lambda s: operations.draft_paper(s, officer, "amendment", obligation.id))
    return Told(world, told.case, case.id)


def answered(world: World, obligation: Obligation) -> None:
    unit = world.as_("district_officer")
    world.do(lambda s: answering.answer(s, unit, obligation.id, claim="partly_met", text="Đã cắm 20 biển."))


class TestAmendment:
    @pytest.fixture
    def drafted(self, world: World) -> tuple[Told, Obligation]:
        old = issued(world)
        first = obligations(world)[0]
        answered(world, first)
        with clock.at(AUGUST_12):
            return amendment(old, first), first

    def changed(self, letter: Told, first: Obligation) -> None:
        decide(letter, first, "changed", text="Cắm 40 biển cảnh báo.", due_on=DUE, measures="40 biển")

    def test_it_says_old_and_new_and_issuing_it_does_it(self, world: World, drafted: tuple[Told, Obligation]) -> None:
        letter, first = drafted
        with clock.at(AUGUST_12):
            self.changed(letter, first)
            said = words_of(letter.paper)
            assert "cắm biển cảnh báo tại các điểm còn lại; hạn thực hiện: chậm nhất ngày 01/10/2024" in said
            assert "cắm 40 biển cảnh báo; hạn thực hiện: chậm nhất ngày 15/11/2024 (kết quả cần đạt: 40 biển)" in said
            assert "vẫn được giữ để xác minh" in said
            assert obligations(world)[0].due_on == date(2024, 10, 1), "until it is issued nothing has changed"
            issue(letter, DAY)
        row = obligations(world)[0]
        assert (row.source_text, row.due_on, row.measures) == ("Cắm 40 biển cảnh báo.", DUE, ["40 biển"])
        assert row.status == "answered"
        entry, _ = world.see(lambda s: journal.entries(s, CaseRef("obligation", row.id)))[-1]
        assert entry.trigger == "retold"

    def test_what_is_asked_besides_after_a_verdict_leaves_the_verdict_true(
        self, world: World, drafted: tuple[Told, Obligation]
    ) -> None:
        letter, first = drafted
        with clock.at(AUGUST_12):
            other = world.as_("officer2")
            world.do(lambda s: answering.verify(s, other, first.id, verdict="not_met", evidence="Chưa cắm."))
            decide(letter, first, "changed", text="Cắm 40 biển.", due_on=DUE, measures="40 biển\n2 bảng tin")
            issue(letter, DAY)
        row = obligations(world)[0]
        assert (row.verdict, row.measures) == ("not_met", ["40 biển", "2 bảng tin"])
        assert world.see(lambda s: list(consistency.verdicts(s))) == []

    @pytest.mark.parametrize("verdict", ["partly_met", "not_met"])
    def test_what_was_verified_as_less_than_met_can_be_answered_again(
        self, world: World, drafted: tuple[Told, Obligation], verdict: str
    ) -> None:
        letter, first = drafted
        with clock.at(AUGUST_12):
            other = world.as_("officer2")
            world.do(lambda s: answering.verify(s, other, first.id, verdict=verdict, evidence="Đã xem."))
            self.changed(letter, first)
            said = words_of(letter.paper)
            assert f"được xác minh là {VERDICTS[verdict].lower()}; đề nghị" in said and "báo cáo lại kết quả" in said
            issue(letter, DAY)
            row = obligations(world)[0]
            assert (row.status, row.verdict, row.due_on) == ("reopened", verdict, DUE)
            answered(world, row)
        assert obligations(world)[0].status == "answered"
        told = [entry.trigger for entry, _ in world.see(lambda s: journal.entries(s, CaseRef("obligation", row.id)))]
        assert told[-3:] == ["retold", "reopen_by_paper", "answer"]

    def test_nobody_takes_it_up_again_in_a_papers_name(self, world: World, drafted: tuple[Told, Obligation]) -> None:
        _, first = drafted
        other, ref = world.as_("officer2"), CaseRef("obligation", first.id)
        with clock.at(AUGUST_12):
            world.do(lambda s: answering.verify(s, other, first.id, verdict="not_met", evidence="Chưa cắm."))
            problem = attempt(lambda: world.do(lambda s: fire(s, ref, "reopen_by_paper", other)))
        assert "Chỉ một văn bản đã ban hành" in messages(problem)

    def test_it_withdraws(self, world: World, drafted: tuple[Told, Obligation]) -> None:
        letter, first = drafted
        with clock.at(AUGUST_12):
            decide(letter, first, "withdrawn", reason="Đã giao ở kế hoạch khác.")
            assert "không phải tiếp tục thực hiện" in words_of(letter.paper)
            issue(letter, DAY)
        assert obligations(world)[0].status == "withdrawn"

    def test_undecided_it_is_not_submitted(self, drafted: tuple[Told, Obligation]) -> None:
        letter, first = drafted
        with clock.at(AUGUST_12):
            assert "Chưa chọn thay đổi hay rút" in messages(attempt(lambda: letter.fire("check", "officer")))
            assert "chỉ thay đổi hoặc rút" in messages(attempt(lambda: decide(letter, first, "kept")))

    def test_what_moved_on_meanwhile_stops_it(self, world: World, drafted: tuple[Told, Obligation]) -> None:
        letter, first = drafted
        with clock.at(AUGUST_12):
            self.changed(letter, first)
            letter.fire("check", "officer")
            officer, ref = world.as_("officer"), CaseRef("obligation", first.id)
            world.do(lambda s: fire(s, ref, "send_back", officer, payload={"reason": "Thiếu ảnh."}))
            letter.fire("approve", "leader")
            answered(world, first)
            problem = attempt(lambda: letter.fire("number", "clerk", issued_on=DAY))
        assert "đã khác so với lúc soạn công văn" in messages(problem)

    def test_between_number_and_issue_nothing_is_done_about_it(
        self, world: World, drafted: tuple[Told, Obligation]
    ) -> None:
        letter, first = drafted
        with clock.at(AUGUST_12):
            self.changed(letter, first)
            letter.numbered(DAY)
            officer, ref = world.as_("officer"), CaseRef("obligation", first.id)
            problem = attempt(
                lambda: world.do(lambda s: fire(s, ref, "send_back", officer, payload={"reason": "Thiếu ảnh."}))
            )
        assert "vừa được cấp số" in messages(problem)

    def test_there_is_one_draft_and_none_of_what_rests_or_has_ended(self, world: World) -> None:
        old = issued(world)
        first, second = obligations(world)
        leader, ref = world.as_("leader"), CaseRef("obligation", second.id)
        with clock.at(AUGUST_12):
            amendment(old, first)
            assert "đang soạn" in messages(attempt(lambda: amendment(old, first)))
            world.do(lambda s: fire(s, ref, "withdraw", leader, payload={"reason": "Thôi."}))
            assert "đã kết thúc" in messages(attempt(lambda: amendment(old, second)))
            recall(old)
            assert "đã bị thu hồi" in messages(attempt(lambda: amendment(old, first)))

    def test_pages(self, world: World, client_for: Browser) -> None:
        old = issued(world)
        first = obligations(world)[0]
        with clock.at(AUGUST_12):
            officer = client_for("officer")
            assert "Soạn công văn thay đổi, rút nội dung" in words(officer.get(f"/obligations/{first.id}"))
            answer = officer.post("/papers/draft", {"kind": "amendment", "about_id": str(first.id)})
            page = officer.get(officer.get(answer.location).location)
            assert "Đang yêu cầu" in words(page)
            assert "Giữ nguyên" not in words(page)
            path = officer.get(answer.location).location
            assert officer.post(path, {"fate": "changed", "text": ""}).status_code == 422
            given = {"fate": "changed", "text": "Cắm 40 biển.", "due_on": "15/11/2024", "measures": ""}
            saved = officer.post(path, given)
            assert saved.location.endswith("/edit")
            assert "cắm 40 biển; hạn thực hiện: chậm nhất ngày 15/11/2024" in words(officer.get(saved.location))
        assert old.notice.is_out


class TestCorrection:
    def drafted(self, told: Told, who: str = "officer") -> Told:
        actor = told.world.as_(who)
        case = told.world.do(lambda s: replacing.draft_correction(s, actor, told.paper_id))
        return Told(told.world, told.case, case.id)

    def filled(self, letter: Told) -> None:
        officer = letter.world.as_("officer")
        words = "Tại Mục II, đã ghi “67 điểm”, nay sửa thành “76 điểm”."
        letter.edit(
            lambda s, v: operations.change_block(
                s, officer, letter.paper_id, v, ITEMS, words, footnotes=[], visibility="public"
            )
        )

    def test_the_paper_stays_in_force_and_shows_its_letter(self, world: World, client_for: Browser) -> None:
        old = issued(world)
        with clock.at(AUGUST_12):
            letter = self.drafted(old)
            assert "đính chính Thông báo số 97/TB-SLĐTBXH ngày 05/8/2024" in words_of(letter.paper)
            assert "còn chỗ để trống" in messages(attempt(lambda: letter.fire("check", "officer")))
            self.filled(letter)
            unit = client_for("district_officer")
            assert "đính chính" not in words(unit.get(f"/papers/{old.paper_id}"))
            issue(letter, DAY)
            assert GIVEN.of(old.notice)
            page = words(unit.get(f"/papers/{old.paper_id}"))
            assert "Đã được đính chính bằng công văn số 01/SLĐTBXH-PXH ngày 12/08/2024" in page
            assert "vẫn có hiệu lực" in page
            assert "67 điểm" in words(unit.get(f"/papers/{letter.paper_id}"))
        assert [row.status for row in obligations(world)] == ["issued", "issued"]

    def test_one_draft_at_a_time_of_what_is_in_force(self, world: World) -> None:
        old = issued(world)
        with clock.at(AUGUST_12):
            assert attempt(lambda: self.drafted(old, "leader")).key == "forbidden"
            self.drafted(old)
            assert "Đang có công văn đính chính" in messages(attempt(lambda: self.drafted(old)))
            recall(old)
            assert "còn hiệu lực" in messages(attempt(lambda: self.drafted(old)))

    def test_what_is_no_more_in_force_is_not_corrected(self, world: World) -> None:
        old = issued(world)
        with clock.at(AUGUST_12):
            letter = self.drafted(old)
            self.filled(letter)
            new = replacement(old)
            officer = world.as_("officer")
            world.do(lambda s: replacing.keep_rest(s, officer, new.paper_id, None))
            issue(new, DAY)
            problem = attempt(lambda: letter.fire("check", "officer"))
        assert "không còn hiệu lực" in messages(problem)

    def test_the_page_begins_it(self, world: World, client_for: Browser) -> None:
        old = issued(world)
        with clock.at(AUGUST_12):
            officer = client_for("officer")
            answer = officer.post(f"/papers/{old.paper_id}/correction")
            assert "Soạn công văn đính chính" in words(officer.get(answer.location))
            problem = attempt(
                lambda: world.do(
                    lambda s: operations.draft_paper(s, world.as_("officer"), "correction", old.case.inspection_id)
                )
            )
        assert "trang của văn bản cần đính chính" in messages(problem)
