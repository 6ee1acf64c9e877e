"""The letter that asks at once for what a danger needs: what it says, that its obligations begin with it, and that the notice does not
ask them again.
"""

import pytest

from rasoat import clock
from rasoat.papers import operations, queries, recalling, replacing
from rasoat.papers.kinds import founded
from rasoat.recommendations import operations as drafting
from rasoat.recommendations.at_once import operations as at_once
from rasoat.recommendations.data import ObligationData
from rasoat.recommendations.models import Obligation
from rasoat.workflows import CaseRef, fire
from tests.papers.at_once import (
    ASKED,
    DUE,
    JULY_18,
    LETTER_DAY,
    SAID,
    WHAT,
    answered,
    begun,
    drafted,
    notice,
    reviewed,
    sent,
    told_of,
    worded,
)
from tests.papers.replaced import add_new, decide, issue, obligations, recall, replacement
from tests.papers.samples import AUGUST_5, ISSUED_ON, attempt, messages, words_of
from tests.visits.samples import VISIT_DAY, visiting
from tests.world import World

once = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)


def status(world: World, row: Obligation) -> str:
    return world.see(lambda s: s.get_one(Obligation, row.id).status)


@once
class TestWhatItSays:
    def test_it_is_an_urgent_letter_to_those_of_whom_something_is_asked(self, world: World) -> None:
        with clock.at(JULY_18):
            paper = drafted(world).paper
        assert paper.is_letter and paper.urgency == "KHẨN"
        assert paper.addressed_to == ("Ủy ban nhân dân huyện Chi Lăng",)
        said = words_of(paper)
        assert "ngày 17/7/2024, Đoàn kiểm tra của Sở Lao động - Thương binh và Xã hội" in said
        assert SAID in said and "a) Làm nắp, rào chắn giếng (khẩn); hạn thực hiện: chậm nhất ngày 22/7/2024." in said
        assert paper.subject.startswith("đề nghị xử lý ngay nguy cơ đối với trẻ em")

    def test_what_the_team_told_is_never_printed_by_itself(self, world: World) -> None:
        with clock.at(VISIT_DAY):
            case = visiting(world)
            danger_id = told_of(case)
            answered(case, danger_id)
            letter = begun(case, danger_id)
            assert "Cháu M." not in words_of(letter.paper) and "Thôn Mẫu" not in words_of(letter.paper)
            assert "chưa công khai nên không được in" in messages(attempt(lambda: letter.fire("check", "officer")))
            worded(letter, visibility="internal")
            assert "chưa công khai" in messages(attempt(lambda: letter.fire("check", "officer")))
            worded(letter)
            letter.fire("check", "officer")
            assert WHAT not in words_of(letter.paper)

    def test_the_words_of_the_team_are_not_printed_even_as_public_ones(self, world: World) -> None:
        letter = worded(drafted(world), f" {WHAT}\n")
        with clock.at(JULY_18):
            assert "còn nguyên lời đoàn báo" in messages(attempt(lambda: letter.fire("check", "officer")))

    def test_what_is_asked_must_be_urgent_shown_and_due_after_the_letter(self, world: World) -> None:
        letter = drafted(world)
        officer = world.as_("officer")
        with clock.at(JULY_18):
            row = letter.obligation
            given = {"text": ASKED, "finding_ids": [], "obligations": [ObligationData(row.addressee_id, DUE)]}
            world.do(lambda s: drafting.edit_recommendation(s, officer, row.source_id, None, **given))
            assert "đặt mức ưu tiên “Khẩn”" in messages(attempt(lambda: letter.fire("check", "officer")))
        with clock.at(AUGUST_5):
            assert "hạn 22/07/2024 không sau ngày ban hành" in messages(
                attempt(lambda: letter.fire("check", "officer"))
            )
        version = letter.notice.version
        world.do(lambda s: operations.arrange_block(s, officer, letter.paper_id, version, f"rec.{row.id}", "hide"))
        with clock.at(JULY_18):
            assert "đang bị ẩn" in messages(attempt(lambda: letter.fire("check", "officer")))

    def test_a_day_must_be_given(self, world: World) -> None:
        with clock.at(VISIT_DAY):
            case = visiting(world)
            danger_id = told_of(case)
            assert "Nhập hạn" in messages(attempt(lambda: answered(case, danger_id, due=None)))


@once
class TestBeginning:
    def test_without_anything_to_ask_there_is_none(self, world: World) -> None:
        with clock.at(VISIT_DAY):
            case = visiting(world)
            danger_id = told_of(case)
            assert "Chưa có kiến nghị nào cho nguy hiểm này" in messages(attempt(lambda: begun(case, danger_id)))

    def test_a_danger_that_is_over_needs_none(self, world: World) -> None:
        with clock.at(VISIT_DAY):
            case = visiting(world)
            danger_id = told_of(case)
            answered(case, danger_id)
            given = {"ended_on": VISIT_DAY.date(), "outcome": "Đã đậy nắp."}
            world.do(lambda s: fire(s, CaseRef("danger", danger_id), "end", world.as_("lead"), payload=given))
            assert "Nguy hiểm đã hết" in messages(attempt(lambda: begun(case, danger_id)))

    def test_a_danger_has_one_letter(self, world: World) -> None:
        letter = drafted(world)
        with clock.at(JULY_18):
            assert "đang soạn" in messages(attempt(lambda: begun(letter.case, letter.danger_id)))
        sent(letter)
        with clock.at(JULY_18):
            assert "công văn thay thế" in messages(attempt(lambda: begun(letter.case, letter.danger_id)))

    def test_a_draft_that_nobody_needs_is_dropped_and_another_begun(self, world: World) -> None:
        letter = drafted(world)
        with clock.at(JULY_18):
            assert attempt(lambda: letter.fire("drop_needless", "leader", reason="x")).key == "case.not_allowed"
            letter.fire("drop_needless", "officer", reason="Đã xử lý xong tại chỗ.")
            assert letter.notice.status == "dropped" and letter.obligation.status == "drafted"
            again = worded(begun(letter.case, letter.danger_id))
            assert again.paper_id != letter.paper_id


@once
class TestItsRecommendation:
    def test_a_drafted_one_is_chosen_and_left_to_the_notice(self, world: World) -> None:
        with clock.at(VISIT_DAY):
            case = visiting(world)
            danger_id, other = told_of(case), told_of(case)
            officer = world.as_("officer")
            asked = [ObligationData(world.agencies["district"], DUE)]
            row = world.do(
                lambda s: drafting.add_recommendation(
                    s, officer, case.inspection_id, text=ASKED, finding_ids=[], obligations=asked
                )
            )
            world.do(lambda s: at_once.link(s, officer, danger_id, row.id))
            world.do(lambda s: at_once.link(s, officer, danger_id, row.id))
            refused = attempt(lambda: world.do(lambda s: at_once.link(s, officer, other, row.id)))
            assert refused.key == "recommendation.frozen"
            world.do(lambda s: at_once.unlink(s, officer, row.id))
            world.do(lambda s: at_once.link(s, officer, other, row.id))

    def test_it_stays_as_it_is_while_the_letter_is_signed(self, world: World) -> None:
        letter = drafted(world)
        officer = world.as_("officer")
        with clock.at(JULY_18):
            letter.fire("check", "officer")
            source_id = letter.obligation.source_id
            for change in (
                lambda s: drafting.remove_recommendation(s, officer, source_id),
                lambda s: at_once.unlink(s, officer, source_id),
            ):
                assert attempt(lambda change=change: world.do(change)).key == "recommendation.frozen"
            refused = attempt(lambda: answered(letter.case, letter.danger_id, "Thêm một việc."))
            assert refused.key == "recommendation.frozen"

    def test_it_keeps_its_number_when_others_move(self, world: World) -> None:
        letter = sent(drafted(world))
        officer, number = world.as_("officer"), letter.obligation.source_number
        with clock.at(JULY_18):
            for text in ("Việc thứ nhất.", "Việc thứ hai."):
                asked = [ObligationData(world.agencies["district"], ISSUED_ON)]
                row = world.do(
                    lambda s, t=text, a=asked: drafting.add_recommendation(
                        s, officer, letter.case.inspection_id, text=t, finding_ids=[], obligations=a
                    )
                )
            world.do(lambda s: drafting.move_recommendation(s, officer, row.id, -1))
            known = {one.source_text: one.source_number for one in obligations(world)}
            assert known == {ASKED: number, "Việc thứ hai.": number + 1, "Việc thứ nhất.": number + 2}
            world.do(lambda s: drafting.remove_recommendation(s, officer, row.id))
            assert {one.source_number for one in obligations(world) if one.status != "dropped"} == {number, number + 1}

    def test_it_keeps_its_number_while_the_letter_is_signed(self, world: World) -> None:
        letter = reviewed(world)
        officer = world.as_("officer")
        with clock.at(JULY_18):
            letter.to_number()
            number = letter.obligation.source_number
            first = next(row for row in obligations(world) if row.source_number == 1)
            assert number > 1 and first.source_text != ASKED
            world.do(lambda s: drafting.move_recommendation(s, officer, first.source_id, 5))
            world.do(lambda s: drafting.remove_recommendation(s, officer, first.source_id))
            assert letter.obligation.source_number == number
            letter.fire("number", "clerk", issued_on=LETTER_DAY)


class TestIssued:
    def test_its_obligation_begins_before_any_notice(self, world: World) -> None:
        letter = sent(drafted(world))
        row = letter.obligation
        assert (row.status, row.issued_on, row.due_on, row.priority) == ("issued", LETTER_DAY, DUE, "urgent")
        assert (row.force, row.danger_id) == ("recommended", letter.danger_id)
        district = world.as_("district_officer")
        assert world.see(lambda s: queries.visible(s, letter.paper_id, district))
        with clock.at(JULY_18):
            world.do(lambda s: fire(s, CaseRef("obligation", row.id), "acknowledge", district))
        paper = world.see(lambda s: founded.paper(s, s.get_one(Obligation, row.id)))
        assert paper is not None and paper.id == letter.paper_id

    @once
    def test_the_inspected_unit_reads_it_and_hears_of_its_recall(self, world: World) -> None:
        with clock.at(VISIT_DAY):
            case = visiting(world)
            danger_id = told_of(case)
        with clock.at(JULY_18):
            asked = [ObligationData(world.agencies["office"], DUE)]
            answered(case, danger_id, obligations=asked)
            letter = worded(begun(case, danger_id))
        unit = world.as_("district_officer")
        assert not world.see(lambda s: queries.visible(s, letter.paper_id, unit)), "a draft is nobody's else"
        sent(letter)
        assert world.see(lambda s: queries.visible(s, letter.paper_id, unit))
        with clock.at(AUGUST_5):
            recall(letter)
        told = [row.agency_id for row in world.see(lambda s: recalling.receipts(s, letter.paper_id))]
        assert told == [world.agencies["office"], world.agencies["district"]]

    @once
    def test_others_do_not_read_it(self, world: World) -> None:
        letter = sent(drafted(world))
        for who in ("other_officer", "admin"):
            assert not world.see(lambda s, w=who: queries.visible(s, letter.paper_id, world.as_(w)))

    @once
    def test_the_notice_names_it_and_does_not_ask_it_again(self, world: World) -> None:
        letter = sent(reviewed(world))
        with clock.at(AUGUST_5):
            told = notice(letter)
            said = words_of(told.paper)
            cited = f"đã đề nghị tại Công văn số {letter.notice.reference} ngày 18/7/2024"
            assert f"Đối với Ủy ban nhân dân huyện Chi Lăng: làm nắp, rào chắn giếng ({cited})." in said
            assert said.count("rào chắn giếng") == 1
            before = letter.obligation
            issue(told, ISSUED_ON)
        after = letter.obligation
        assert (after.id, after.issued_on, after.version) == (before.id, LETTER_DAY, before.version)
        assert len([row for row in obligations(world) if row.source_text == ASKED]) == 1
        assert {row.status for row in obligations(world)} == {"issued"}

    @once
    def test_the_notice_must_name_it(self, world: World) -> None:
        letter = sent(reviewed(world))
        officer = world.as_("officer")
        with clock.at(AUGUST_5):
            told = notice(letter)
            version, block = told.notice.version, f"noted.{letter.obligation.id}"
            world.do(lambda s: operations.arrange_block(s, officer, told.paper_id, version, block, "hide"))
            assert "đoạn nêu công văn đó đang bị ẩn" in messages(attempt(lambda: told.fire("check", "officer")))

    @once
    def test_what_the_notice_sent_first_is_no_letters_any_more(self, world: World) -> None:
        letter = reviewed(world)
        officer = world.as_("officer")
        with clock.at(JULY_18):
            row = letter.obligation
            given = {
                "text": ASKED,
                "finding_ids": [],
                "obligations": [ObligationData(row.addressee_id, ISSUED_ON.replace(month=9))],
            }
            world.do(lambda s: drafting.edit_recommendation(s, officer, row.source_id, None, **given))
        with clock.at(AUGUST_5):
            issue(notice(letter), ISSUED_ON)
            refused = messages(attempt(lambda: letter.fire("check", "officer")))
            assert "đã gửi đơn vị" in refused
            letter.fire("drop_needless", "officer", reason="Đã gửi bằng thông báo.")
        assert (letter.obligation.status, letter.obligation.danger_id) == ("issued", None)

    @once
    def test_the_place_in_the_letter_is_cited(self, world: World) -> None:
        letter = sent(drafted(world))
        row = letter.obligation
        where = world.see(
            lambda s: founded.briefly(s, s.get_one(Obligation, row.id), s.get_one(type(letter.notice), letter.paper_id))
        )
        assert where.endswith(f"khoản 1 Công văn số {letter.notice.reference}"), where


@once
class TestAfterwards:
    def test_recalled_it_rests_and_the_notice_waits(self, world: World) -> None:
        letter = sent(reviewed(world))
        with clock.at(AUGUST_5):
            recall(letter)
            assert letter.obligation.suspended_on == ISSUED_ON
            told = notice(letter)
            assert "đã bị thu hồi" in messages(attempt(lambda: told.fire("check", "officer")))
            given = {"reason": "Đã xử lý xong tại chỗ."}
            ref = CaseRef("obligation", letter.obligation.id)
            world.do(lambda s: fire(s, ref, "withdraw", world.as_("leader"), payload=given))
            assert "rào chắn" not in words_of(told.paper)
            told.fire("check", "officer")

    def test_recalling_the_notice_leaves_it_alone(self, world: World) -> None:
        letter = sent(reviewed(world))
        with clock.at(AUGUST_5):
            told = issue(notice(letter), ISSUED_ON)
            recall(told)
        assert letter.obligation.suspended_on is None
        assert [row.suspended_on is None for row in obligations(world)].count(True) == 1

    def test_a_letter_takes_its_place(self, world: World) -> None:
        letter = sent(drafted(world))
        with clock.at(AUGUST_5):
            new = replacement(letter)
            decide(new, letter.obligation, "changed", text="Lấp giếng.", due_on=ISSUED_ON.replace(day=20))
            said = words_of(new.paper)
            assert "a) Lấp giếng (khẩn); hạn thực hiện: chậm nhất ngày 20/8/2024." in said and SAID in said
            assert f"thay thế Công văn số {letter.notice.reference}" in said
            issue(new, ISSUED_ON)
        row = obligations(world)[0]
        assert (row.source_text, row.status, row.danger_id) == ("Lấp giếng.", "issued", letter.danger_id)
        assert letter.notice.status == "replaced"
        paper = world.see(lambda s: founded.paper(s, s.get_one(Obligation, row.id)))
        assert paper is not None and paper.id == new.paper_id

    def test_what_a_new_notice_adds_is_asked_as_the_notice_asked(self, world: World) -> None:
        letter = sent(reviewed(world))
        with clock.at(AUGUST_5):
            told = issue(notice(letter), ISSUED_ON)
            # The letter's obligation is the newest one of the inspection.
            assert max(obligations(world), key=lambda row: row.id).id == letter.obligation.id
            world.do(lambda s: setattr(s.get_one(Obligation, letter.obligation.id), "force", "demanded"))
            new = replacement(told)
            officer = world.as_("officer")
            world.do(lambda s: replacing.keep_rest(s, officer, new.paper_id, None))
            add_new(new, "office", text="Lập sổ theo dõi biển.", due_on=ISSUED_ON.replace(month=11))
            issue(new, ISSUED_ON)
        row = next(row for row in obligations(world) if row.source_text == "Lập sổ theo dõi biển.")
        assert row.force == "recommended"

    def test_what_was_passed_on_stays_with_the_letter(self, world: World) -> None:
        letter = sent(drafted(world))
        given = {"to_agency": world.agencies["office"], "act": "Quyết định 1/QĐ-UBND"}
        ref = CaseRef("obligation", letter.obligation.id)
        with clock.at(JULY_18):
            world.do(lambda s: fire(s, ref, "transfer", world.as_("officer"), payload=given))
        child = next(row for row in obligations(world) if row.parent_id)
        assert child.danger_id == letter.danger_id
        assert world.see(lambda s: queries.visible(s, letter.paper_id, world.as_("office_officer")))
