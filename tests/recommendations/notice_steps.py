"""Steps of the story of the bell."""

from pytest_bdd import parsers, step

from rasoat.db import new_id
from rasoat.notifying.operations import mark_all_read
from rasoat.notifying.queries import unread
from tests.recommendations.scene import Scene


@step(parsers.parse('"{who}" có {count:d} thông báo chưa đọc'))
def _unread_of(scene: Scene, who: str, count: int) -> None:
    assert scene.world.see(lambda s: unread(s, scene.who(who).user_id)) == count


@step(parsers.parse('"{who}" đánh dấu đã đọc tất cả thông báo'))
def _marked(scene: Scene, who: str) -> None:
    newest = new_id()
    scene.world.do(lambda s: mark_all_read(s, scene.who(who).user_id, newest))
