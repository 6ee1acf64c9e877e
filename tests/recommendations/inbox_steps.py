"""Steps of the story of an addressee's inbox: confirming at once, assigning and noting inside."""

from pytest_bdd import parsers, step

from rasoat.recommendations import receiving
from rasoat.recommendations.inside import operations as inside
from rasoat.recommendations.inside import queries as kept_inside
from rasoat.recommendations.models import Obligation
from rasoat.recommendations.receiving import Received
from tests.recommendations import samples
from tests.recommendations.scene import Scene
from tests.scenes import day_of


@step(parsers.parse('"{who}" xác nhận đã nhận tất cả {count:d} kiến nghị'), target_fixture="received")
def _confirmed(scene: Scene, who: str, count: int) -> Received:
    actor = scene.who(who)
    rows = samples.obligations(scene.world, scene.inspection_id, Obligation.addressee_id == actor.agency_id)
    assert len(rows) == count
    return scene.world.do(lambda s: receiving.acknowledge_all(s, actor, {row.id: row.version for row in rows}))


@step(parsers.parse("{now:d} kiến nghị được xác nhận, {before:d} kiến nghị đã xác nhận từ trước"))
def _counted(received: Received, now: int, before: int) -> None:
    assert (received.confirmed, received.before) == (now, before)


@step(parsers.parse('"{name}" chưa xác nhận được'))
def _refused(received: Received, name: str) -> None:
    assert [one for one, _why in received.refused] == [name]


@step(parsers.parse('"{who}" giao kiến nghị {number:d} cho "{to}" với hạn nội bộ {day}'))
def _given(scene: Scene, who: str, number: int, to: str, day: str) -> None:
    obligation_id, person, due_on = scene.obligation(number).id, scene.who(to).user_id, day_of(day)
    scene.attempt(lambda s: inside.assign(s, scene.who(who), obligation_id, person, due_on))


@step(parsers.parse('"{one}" có {some:d} việc được giao, "{other}" có {more:d} việc được giao'))
def _given_to(scene: Scene, one: str, some: int, other: str, more: int) -> None:
    for who, count in ((one, some), (other, more)):
        assert len(scene.world.see(lambda s, who=who: s.exec(kept_inside.given_to(scene.who(who))).all())) == count


@step(parsers.parse('"{who}" không đọc được phần nội bộ của kiến nghị {number:d}'))
def _hidden(scene: Scene, who: str, number: int) -> None:
    row, actor = scene.obligation(number), scene.who(who)
    assert not scene.world.see(lambda s: kept_inside.reads(s, s.get_one(Obligation, row.id), actor))
    assert scene.world.see(lambda s: kept_inside.assignments(s, [row.id], actor)) == {}
    assert scene.world.see(lambda s: kept_inside.notes(s, row.id, actor)) == []


@step(parsers.parse('"{who}" ghi chú nội bộ kiến nghị {number:d} "{text}"'))
def _noted(scene: Scene, who: str, number: int, text: str) -> None:
    obligation_id = scene.obligation(number).id
    scene.attempt(lambda s: inside.add_note(s, scene.who(who), obligation_id, text))


@step(parsers.parse('"{who}" đọc được ghi chú "{text}" của kiến nghị {number:d}'))
def _read(scene: Scene, who: str, text: str, number: int) -> None:
    row, actor = scene.obligation(number), scene.who(who)
    assert [one.text for one in scene.world.see(lambda s: kept_inside.notes(s, row.id, actor))] == [text]
