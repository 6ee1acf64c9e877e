"""Steps of the story in which a leader releases what an officer answered."""

from uuid import UUID

from pytest_bdd import parsers, step
from sqlmodel import col, select

from rasoat import clock
from rasoat.absences import operations as absences
from rasoat.accounts.actor import Actor
from rasoat.accounts.queries import actor_of
from rasoat.db import new_id
from rasoat.files.access import attached, open_for
from rasoat.notifying.models import ToldLine
from rasoat.notifying.registry import events
from rasoat.problems import Problem
from rasoat.recommendations import prepared, releasing
from rasoat.recommendations.answering.models import IN_PREPARATION, PreparedAnswer
from rasoat.recommendations.answering.queries import answers_of
from rasoat.units import operations as units
from tests.recommendations.scene import VERDICT_NAMES, Scene


def wish(scene: Scene, agency_id: UUID, wished: bool) -> None:
    scene.world.do(lambda s: units.edit_agency(s, agency_id, None, {"leader_releases": wished}))


def now(scene: Scene, who: str) -> Actor:
    """The person as of today, with those for whom he stands in."""
    found = scene.world.see(lambda s: actor_of(s, scene.who(who).user_id))
    assert found is not None
    return found


def newest(scene: Scene, number: int) -> PreparedAnswer:
    query = select(PreparedAnswer).where(PreparedAnswer.obligation_id == scene.obligation(number).id)
    found = scene.world.see(lambda s: s.exec(query.order_by(col(PreparedAnswer.id).desc())).first())
    assert found is not None
    return found


@step(parsers.parse('"{who}" đặt lãnh đạo duyệt báo cáo trước khi gửi'))
def _wished(scene: Scene, who: str) -> None:
    wish(scene, scene.who(who).agency_id, True)


@step(parsers.parse('"{who}" thôi đặt lãnh đạo duyệt báo cáo'))
def _not_wished(scene: Scene, who: str) -> None:
    wish(scene, scene.who(who).agency_id, False)


@step(parsers.parse('"{who}" trình lãnh đạo báo cáo kiến nghị {number:d} "{claim}" kèm một ảnh'))
def _prepared(scene: Scene, who: str, number: int, claim: str) -> None:
    words = {"claim": VERDICT_NAMES[claim], "text": "Đã cắm 46 biển."}
    obligation_id = scene.obligation(number).id
    scene.attempt(lambda s: releasing.prepare(s, now(scene, who), obligation_id, **words, files=[scene.picture()]))


@step(parsers.parse('"{who}" trình lại báo cáo của kiến nghị {number:d}, giữ ảnh cũ'))
def _prepared_again(scene: Scene, who: str, number: int) -> None:
    before = newest(scene, number)
    kept = [file.id for file in scene.world.see(lambda s: attached(s, prepared.OWNER, before.id))]
    words = {"claim": "met", "text": "Đã cắm 46 biển, có danh sách vị trí."}
    scene.attempt(
        lambda s: releasing.prepare(s, scene.who(who), before.obligation_id, **words, kept=kept, seen=before.id)
    )


@step(parsers.parse('"{who}" duyệt gửi báo cáo của kiến nghị {number:d}'))
def _released(scene: Scene, who: str, number: int) -> None:
    row, actor, command_id = newest(scene, number), now(scene, who), new_id()
    scene.attempt(lambda s: releasing.release(s, actor, row.obligation_id, row.id, command_id=command_id))


@step(parsers.parse('"{who}" trả lại báo cáo của kiến nghị {number:d} vì "{reason}"'))
def _returned(scene: Scene, who: str, number: int, reason: str) -> None:
    row = newest(scene, number)
    scene.attempt(lambda s: releasing.send_back(s, scene.who(who), row.obligation_id, row.id, reason))


def _titles(scene: Scene, who: str) -> list[str]:
    of = select(ToldLine).where(ToldLine.account_id == scene.who(who).user_id)
    return [events[line.event].title for line in scene.world.see(lambda s: s.exec(of).all())]


@step(parsers.parse('"{who}" được báo "{title}"'))
def _told(scene: Scene, who: str, title: str) -> None:
    assert title in _titles(scene, who)


@step(parsers.parse('"{who}" được báo {times:d} lần "{title}"'))
def _told_times(scene: Scene, who: str, times: int, title: str) -> None:
    assert _titles(scene, who).count(title) == times


@step(parsers.parse('"{who}" chưa đọc được báo cáo đang chờ của kiến nghị {number:d}'))
def _unread(scene: Scene, who: str, number: int) -> None:
    row = newest(scene, number)
    [file] = scene.world.see(lambda s: attached(s, prepared.OWNER, row.id))
    assert not scene.world.see(lambda s: prepared.visible(s, row.id, scene.who(who)))
    for reader, reads in ((scene.who("lãnh đạo huyện"), True), (scene.who(who), False)):
        try:
            scene.world.see(lambda s, reader=reader: open_for(s, file.id, reader))
        except Problem as problem:
            assert (problem.key, reads) == ("not_found", False)
        else:
            assert reads


@step(parsers.parse("báo cáo của kiến nghị {number:d} kèm {count:d} tệp"))
def _with_files(scene: Scene, number: int, count: int) -> None:
    [answer] = scene.world.see(lambda s: answers_of(s, scene.obligation(number).id))
    assert len(scene.world.see(lambda s: attached(s, "answer", answer.id))) == count


@step(parsers.parse("không còn báo cáo nào của kiến nghị {number:d} chờ duyệt"))
def _none_waits(scene: Scene, number: int) -> None:
    assert newest(scene, number).outcome not in IN_PREPARATION


@step(parsers.parse('"{who}" vắng hôm nay, "{stand_in}" làm thay'))
def _away(scene: Scene, who: str, stand_in: str) -> None:
    away, other, day = scene.who(who), scene.who(stand_in), clock.today()
    scene.world.do(lambda s: absences.set_absence(s, away, away.user_id, other.user_id, day, day))
