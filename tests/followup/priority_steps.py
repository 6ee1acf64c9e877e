"""Steps of the story about how soon something is needed."""

from pytest_bdd import parsers, step
from sqlmodel import Session, col, select

from rasoat.followup import queries as followup
from rasoat.notifying.models import ToldLine
from rasoat.recommendations import operations as drafting
from rasoat.recommendations import queries as owed
from rasoat.recommendations.data import ObligationData, Urgency
from rasoat.recommendations.models import PRIORITIES, Obligation
from rasoat.recommendations.priorities import operations as priorities
from tests.recommendations.scene import Scene

LEVELS = {title: name for name, title in PRIORITIES.items()}


@step(parsers.re('"(?P<who>[^"]+)" ghi kiến nghị mức "(?P<level>[^"]+)" vì "(?P<reason>[^"]*)"'))
def _drafted(scene: Scene, who: str, level: str, reason: str) -> None:
    asked = [ObligationData(scene.agency("UBND huyện Chi Lăng"))]
    scene.attempt(
        lambda s: drafting.add_recommendation(
            s, scene.who(who), scene.inspection_id, text="Rào ngay hố sâu cạnh trường.", finding_ids=[],
            obligations=asked, urgency=Urgency(LEVELS[level], reason),
        )
    )  # fmt: skip


@step(parsers.parse('"{who}" sửa kiến nghị {number:d} về mức "{level}"'))
def _edited(scene: Scene, who: str, number: int, level: str) -> None:
    row = scene.obligation(number)
    source = scene.world.see(lambda s: owed.told(s, row.source_id)).recommendation
    scene.attempt(
        lambda s: drafting.edit_recommendation(
            s, scene.who(who), source.id, source.version, text=source.text, finding_ids=[],
            obligations=[ObligationData(row.addressee_id, row.due_on)], urgency=Urgency(LEVELS[level], "Không còn cần."),
        )
    )  # fmt: skip


@step(parsers.re('kiến nghị (?P<number>\\d+) ở mức "(?P<level>[^"]+)" vì "(?P<reason>[^"]*)"'))
def _is_of(scene: Scene, number: str, level: str, reason: str) -> None:
    row = scene.obligation(int(number))
    assert (PRIORITIES[row.priority], row.priority_reason) == (level, reason)


@step(parsers.re('"(?P<who>[^"]+)" đổi mức kiến nghị (?P<number>\\d+) thành "(?P<level>[^"]+)" vì "(?P<reason>[^"]*)"'))
def _changed(scene: Scene, who: str, number: str, level: str, reason: str) -> None:
    row = scene.obligation(int(number))
    scene.attempt(lambda s: priorities.change(s, scene.who(who), row.id, priority=LEVELS[level], reason=reason))


@step(parsers.parse('danh sách của "{who}" bắt đầu bằng kiến nghị {first:d}, {second:d}'))
def _inbox_begins(scene: Scene, who: str, first: int, second: int) -> None:
    rows = scene.world.see(lambda s: owed.inbox(s, scene.who(who)))
    assert rows[:2] == [scene.obligation(first).id, scene.obligation(second).id]


def _board(scene: Scene, who: str, **filters: str) -> list[Obligation]:
    def read(session: Session) -> list[Obligation]:
        query = followup.board(session, owed.listed(session, scene.who(who)), followup.Filters("open", **filters))
        return list(session.exec(query.order_by(col(Obligation.queue), col(Obligation.id))))

    return scene.world.see(read)


@step(parsers.parse('bảng theo dõi của "{who}" bắt đầu bằng kiến nghị {first:d}, {second:d}'))
def _board_begins(scene: Scene, who: str, first: int, second: int) -> None:
    found = [row.id for row in _board(scene, who)]
    assert len(found) == 14
    assert found[:2] == [scene.obligation(first).id, scene.obligation(second).id]


@step(parsers.parse('bảng theo dõi của "{who}" lọc mức "{level}" chỉ có kiến nghị {number:d}'))
def _board_of(scene: Scene, who: str, level: str, number: int) -> None:
    assert [row.id for row in _board(scene, who, priority=LEVELS[level])] == [scene.obligation(number).id]


@step(parsers.parse('"{who}" được báo đổi mức {count:d} lần'))
def _told(scene: Scene, who: str, count: int) -> None:
    mine = ToldLine.event == priorities.CHANGED, ToldLine.account_id == scene.who(who).user_id
    assert len(scene.world.see(lambda s: s.exec(select(ToldLine.id).where(*mine)).all())) == count
