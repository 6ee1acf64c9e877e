"""Steps about the parts of an obligation, of answers and of verifications."""

from pytest_bdd import parsers, step
from sqlmodel import Session, col, select

from rasoat.recommendations import operations
from rasoat.recommendations.data import PartReport, PartVerdict
from rasoat.recommendations.measures import Measure
from rasoat.recommendations.models import Answer, AnswerPart, Obligation
from rasoat.recommendations.parts import change_parts
from tests.recommendations.scene import VERDICT_NAMES, Scene


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
        lambda s: operations.answer(
            s, scene.who(who), obligation_id, claim=VERDICT_NAMES[claim], text="Đã cắm biển.", parts=given
        )
    )


@step(parsers.parse('"{who}" xác minh kiến nghị {number:d} theo phần'))
def _verifies(scene: Scene, who: str, number: int, datatable: list[list[str]]) -> None:
    parts = [
        PartVerdict(int(part), VERDICT_NAMES[verdict], reason, int(reached) if reached else None)
        for part, verdict, reached, reason in datatable[1:]
    ]
    obligation_id = scene.obligation(number).id
    scene.attempt(lambda s: operations.verify(s, scene.who(who), obligation_id, parts=parts, evidence="Đếm tại chỗ."))


@step(parsers.parse('kết luận chung của kiến nghị {number:d} là "{title}"'))
def _whole(scene: Scene, number: int, title: str) -> None:
    assert scene.obligation(number).verdict == VERDICT_NAMES[title]


@step(parsers.parse('phần {part:d} của kiến nghị {number:d} được báo cáo "{told}"'))
def _told(scene: Scene, part: int, number: int, told: str) -> None:
    query = select(AnswerPart.told).join(Answer, col(Answer.id) == col(AnswerPart.answer_id))
    query = query.where(Answer.obligation_id == scene.obligation(number).id, AnswerPart.ordinal == part)
    assert scene.world.see(lambda s: list(s.exec(query))) == [told]
