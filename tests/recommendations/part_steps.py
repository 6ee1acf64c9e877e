"""Steps about the parts of an obligation, of answers and of verifications."""

from pytest_bdd import parsers, step
from sqlmodel import Session, col, select

from rasoat import clock
from rasoat.recommendations import counting, last_said, rounds
from rasoat.recommendations.answering import operations as answering
from rasoat.recommendations.answering.models import Answer, AnswerPart
from rasoat.recommendations.answering.queries import verifications_of
from rasoat.recommendations.data import PartReport, PartVerdict
from rasoat.recommendations.measures import Measure
from rasoat.recommendations.models import Obligation
from rasoat.recommendations.parts import change_parts
from tests.recommendations.samples import count_signs
from tests.recommendations.scene import VERDICT_NAMES, Scene
from tests.scenes import day_of

QUESTION = "warning_signs.signs"


@step(
    parsers.parse(
        'kiến nghị {number:d} có phần "{thing}" đo bằng số lượng từ {start:d} lên {target:d} "{unit}" và phần "{text}"'
    )
)
def _has_parts(scene: Scene, number: int, thing: str, start: int, target: int, unit: str, text: str) -> None:
    def give(session: Session) -> None:
        row = session.get_one(Obligation, scene.obligation(number).id)
        change_parts(session, row, Measure(thing, "count", unit, start, target), text)

    scene.world.do(give)


@step(parsers.parse('"{who}" báo cáo kiến nghị {number:d} "{claim}" với số {reached:d} ở phần {part:d}'))
def _reports(scene: Scene, who: str, number: int, claim: str, reached: int, part: int) -> None:
    given, obligation_id = [PartReport(part, reached)], scene.obligation(number).id
    scene.attempt(
        lambda s: answering.answer(
            s, scene.who(who), obligation_id, claim=VERDICT_NAMES[claim], text="Đã cắm biển.", parts=given
        )
    )


@step(parsers.parse('"{who}" báo tiến độ kiến nghị {number:d} "{text}" với số {reached:d} ở phần {part:d}'))
def _on_the_way(scene: Scene, who: str, number: int, text: str, reached: int, part: int) -> None:
    given, obligation_id = [PartReport(part, reached)], scene.obligation(number).id
    scene.attempt(lambda s: rounds.report_progress(s, scene.who(who), obligation_id, text=text, parts=given))


@step(parsers.parse('đơn vị báo phần {part:d} của kiến nghị {number:d} đạt "{told}", chưa ai xác minh'))
def _by_its_own_account(scene: Scene, part: int, number: int, told: str) -> None:
    row = scene.obligation(number)
    said = scene.world.see(lambda s: last_said.by_part(s, s.get_one(Obligation, row.id)))
    assert said[part].told == told
    assert not scene.world.see(lambda s: verifications_of(s, row.id))
    assert row.parts[part - 1].verdict == ""


@step(parsers.parse("báo cáo tiếp theo của kiến nghị {number:d} bắt đầu từ số {reached:d} ở phần {part:d}"))
def _begins_with(scene: Scene, number: int, reached: int, part: int) -> None:
    row = scene.obligation(number)
    said = scene.world.see(lambda s: last_said.to_begin_with(s, s.get_one(Obligation, row.id)))
    assert {one.ordinal: one.reached for one in said}[part] == reached


@step(parsers.parse('"{who}" xác minh kiến nghị {number:d} theo phần'))
def _verifies(scene: Scene, who: str, number: int, datatable: list[list[str]]) -> None:
    parts = [
        PartVerdict(int(part), VERDICT_NAMES[verdict], reason, int(reached) if reached else None)
        for part, verdict, reached, reason in datatable[1:]
    ]
    obligation_id = scene.obligation(number).id
    scene.attempt(lambda s: answering.verify(s, scene.who(who), obligation_id, parts=parts, evidence="Đếm tại chỗ."))


@step(parsers.parse('kết luận chung của kiến nghị {number:d} là "{title}"'))
def _whole(scene: Scene, number: int, title: str) -> None:
    assert scene.obligation(number).verdict == VERDICT_NAMES[title]


@step(parsers.parse('phần {part:d} của kiến nghị {number:d} được báo cáo "{told}"'))
def _told(scene: Scene, part: int, number: int, told: str) -> None:
    query = select(AnswerPart.told).join(Answer, col(Answer.id) == col(AnswerPart.answer_id))
    query = query.where(Answer.obligation_id == scene.obligation(number).id, AnswerPart.ordinal == part)
    assert scene.world.see(lambda s: list(s.exec(query))) == [told]


@step(
    parsers.parse(
        'kiến nghị {number:d} đo bằng câu "Số biển cảnh báo đã cắm" của bảng kiểm, từ {start:d} lên {target:d} "{unit}"'
    )
)
def _has_question(scene: Scene, number: int, start: int, target: int, unit: str) -> None:
    def give(session: Session) -> None:
        row = session.get_one(Obligation, scene.obligation(number).id)
        change_parts(session, row, Measure("cảnh báo đã cắm", "count", unit, start, target, QUESTION))

    scene.world.do(give)


@step(parsers.parse("bảng kiểm của lần kiểm tra ngày {day} đếm được {signs:d} biển"))
def _counts(scene: Scene, day: str, signs: int) -> None:
    count_signs(scene.world, scene.inspection_id, day_of(day), signs)


def _counted(scene: Scene, who: str, number: int) -> dict[str, str]:
    row = scene.obligation(number)
    found = scene.world.see(lambda s: counting.counts(s, s.get_one(Obligation, row.id), scene.who(who)))
    return {clock.date_text(one.on): row.parts[0].as_measure.counted(one.number) for one in found.get(QUESTION, [])}


@step(parsers.parse('"{who}" thấy kiến nghị {number:d} đếm tại chỗ ngày {day} được "{told}"'))
def _sees_count(scene: Scene, who: str, number: int, day: str, told: str) -> None:
    assert _counted(scene, who, number)[day] == told


@step(parsers.parse('"{who}" không thấy số đếm tại chỗ của kiến nghị {number:d}'))
def _sees_no_count(scene: Scene, who: str, number: int) -> None:
    assert _counted(scene, who, number) == {}
