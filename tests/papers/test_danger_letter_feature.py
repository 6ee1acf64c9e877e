"""The feature of letters about dangers, step by step."""

from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from uuid import UUID

import pytest
from pytest_bdd import parsers, scenarios, step
from sqlmodel import col, select

from rasoat import clock
from rasoat.notifying.models import ToldLine
from rasoat.papers import queries
from rasoat.papers.kinds import result
from rasoat.recommendations import telling
from rasoat.recommendations.answering import operations as answering
from rasoat.recommendations.models import DEPARTMENTS_TURN, DRAFTING, Obligation
from tests.papers import at_once
from tests.papers.replaced import issue, obligations, recall
from tests.papers.samples import Told, words_of
from tests.scenes import Refusing, day_of
from tests.visits.samples import VISIT_DAY, ChiLang, visiting
from tests.world import World

pytestmark = pytest.mark.usefixtures("database")  # steps ask too late for its two kinds

scenarios("dangers_cong_van_xu_ly_ngay.feature")


@dataclass
class Desk(Refusing):
    """The danger, its letter, the notice after it, and the refusal that waits to be checked."""

    world: World
    days: ExitStack
    known: tuple[ChiLang, UUID] | None = None
    letter: at_once.AtOnce | None = None
    notice: Told | None = None

    def on(self, day: str) -> None:
        self.days.enter_context(clock.at(clock.beginning(day_of(day))))

    @property
    def danger(self) -> tuple[ChiLang, UUID]:
        """The inspection, and the danger that was told of on the day of the visit."""
        if self.known is None:
            with clock.at(VISIT_DAY):
                case = visiting(self.world)
                self.known = case, at_once.told_of(case)
        return self.known

    @property
    def its_letter(self) -> at_once.AtOnce:
        assert self.letter is not None
        return self.letter

    @property
    def its_notice(self) -> Told:
        assert self.notice is not None
        return self.notice

    def owed(self, text: str) -> Obligation:
        return next(row for row in obligations(self.world) if row.source_text == text)


@pytest.fixture
def desk(world: World) -> Iterator[Desk]:
    with ExitStack() as days:
        found = Desk(world, days)
        yield found
    assert not found.refusal, f"refused, and no step expected it: {found.refusal}"


@step(parsers.parse('đoàn làm việc tại UBND huyện Chi Lăng ngày 17/7/2024 đã báo nguy hiểm "{what}"'))
def _told(what: str) -> None:
    assert what == at_once.WHAT


@step(parsers.parse('công văn xử lý ngay đã ban hành ngày 18/7/2024 với kiến nghị "{text}", hạn 22/7/2024'))
def _sent(desk: Desk, text: str) -> None:
    assert text == at_once.ASKED
    desk.letter = at_once.sent(at_once.reviewed(desk.world))


@step(parsers.parse('ngày {day} chuyên viên viết kiến nghị khẩn "{text}" cho huyện Chi Lăng, hạn {due}'))
def _asked(desk: Desk, day: str, text: str, due: str) -> None:
    danger = desk.danger
    desk.on(day)
    at_once.answered(*danger, text, day_of(due))


@step(parsers.parse("ngày {day} chuyên viên soạn công văn yêu cầu xử lý ngay"))
def _begun_on(desk: Desk, day: str) -> None:
    danger = desk.danger
    desk.on(day)
    desk.attempt(lambda: at_once.begun(*danger))


@step("chuyên viên soạn công văn yêu cầu xử lý ngay")
def _begun(desk: Desk) -> None:
    desk.letter = at_once.begun(*desk.danger)


@step(parsers.parse('công văn có dấu KHẨN, kính gửi "{name}"'))
def _shape(desk: Desk, name: str) -> None:
    paper = desk.its_letter.paper
    assert (paper.urgency, paper.addressed_to) == ("KHẨN", (name,))


@step(parsers.parse('công văn không nêu "{words}"'))
def _silent(desk: Desk, words: str) -> None:
    assert words not in words_of(desk.its_letter.paper)


@step(parsers.parse('chuyên viên viết lại nguy cơ thành "{words}"'))
def _worded(desk: Desk, words: str) -> None:
    at_once.worded(desk.its_letter, words)
    assert words in words_of(desk.its_letter.paper)


@step("chuyên viên trình công văn")
def _submit(desk: Desk) -> None:
    desk.attempt(lambda: desk.its_letter.fire("check", "officer"))


@step(parsers.parse("công văn được ban hành ngày {day}"))
def _issued(desk: Desk, day: str) -> None:
    issue(desk.its_letter, day_of(day))


@step("cuộc kiểm tra chưa có thông báo kết quả")
def _no_notice(desk: Desk) -> None:
    found = desk.world.see(lambda s: queries.papers_about(s, "inspection", desk.danger[0].inspection_id, result.NAME))
    assert found == []


@step(parsers.parse('huyện Chi Lăng phải làm "{text}", mức Khẩn, hạn {due}, gửi ngày {day}'))
def _owed(desk: Desk, text: str, due: str, day: str) -> None:
    row = desk.owed(text)
    assert row.addressee_id == desk.world.agencies["district"]
    assert (row.status, row.priority, row.due_on, row.issued_on) == ("issued", "urgent", day_of(due), day_of(day))
    assert [one.source_text for one in obligations(desk.world)].count(text) == 1


@step("huyện Chi Lăng được báo có nội dung mới, đọc được công văn")
def _is_told(desk: Desk) -> None:
    unit = desk.world.as_("district_officer")
    row = obligations(desk.world)[0]
    query = select(ToldLine.account_id).where(ToldLine.event == telling.ISSUED, ToldLine.event_id == row.id)
    assert unit.user_id in desk.world.see(lambda s: s.exec(query.order_by(col(ToldLine.id))).all())
    assert desk.world.see(lambda s: queries.visible(s, desk.its_letter.paper_id, unit))


@step(parsers.parse('ngày {day} huyện Chi Lăng báo cáo "{text}"'))
def _answers(desk: Desk, day: str, text: str) -> None:
    desk.on(day)
    unit, row = desk.world.as_("district_officer"), obligations(desk.world)[0]
    desk.world.do(lambda s: answering.answer(s, unit, row.id, claim="met", text=text))


@step("nội dung đó chờ xác minh")
def _waits(desk: Desk) -> None:
    assert DEPARTMENTS_TURN.of(obligations(desk.world)[0])


@step(parsers.parse("ngày {day} chuyên viên soạn thông báo kết quả"))
def _notice(desk: Desk, day: str) -> None:
    desk.on(day)
    desk.notice = at_once.notice(desk.its_letter)


@step(parsers.parse('thông báo ghi "{words}'))
def _says(desk: Desk, words: str) -> None:
    assert words.rstrip('"') in words_of(desk.its_notice.paper)


@step(parsers.parse('thông báo nêu "{words}" một lần'))
def _says_once(desk: Desk, words: str) -> None:
    assert words_of(desk.its_notice.paper).count(words) == 1


@step("chuyên viên trình thông báo")
def _submit_notice(desk: Desk) -> None:
    desk.attempt(lambda: desk.its_notice.fire("check", "officer"))


@step(parsers.parse("thông báo được ban hành ngày {day}"))
def _issue_notice(desk: Desk, day: str) -> None:
    issue(desk.its_notice, day_of(day))


@step(parsers.parse("ngày {day} lãnh đạo thu hồi công văn"))
def _recall(desk: Desk, day: str) -> None:
    desk.on(day)
    recall(desk.its_letter)


@step("nội dung đó tạm dừng")
def _rests(desk: Desk) -> None:
    assert desk.owed(at_once.ASKED).suspended_on is not None


@step(parsers.parse('chuyên viên bỏ bản thảo với lý do "{reason}"'))
def _drop(desk: Desk, reason: str) -> None:
    desk.its_letter.fire("drop_needless", "officer", reason=reason)


@step(parsers.parse('kiến nghị "{text}" còn dự thảo'))
def _drafted(desk: Desk, text: str) -> None:
    assert DRAFTING.of(desk.owed(text))


@step("không còn công văn nào về nguy hiểm này")
def _none(desk: Desk) -> None:
    assert desk.world.see(lambda s: queries.papers_about(s, "danger", desk.danger[1])) == []


@step(parsers.parse('bị từ chối vì "{why}"'))
def _refused(desk: Desk, why: str) -> None:
    desk.refused(why)
