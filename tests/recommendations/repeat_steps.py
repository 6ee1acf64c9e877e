"""Steps of the story about what is asked again."""

from pytest_bdd import parsers, step

from rasoat.recommendations import queries
from rasoat.recommendations.models import Obligation
from rasoat.recommendations.repeats import operations as repeats
from tests.recommendations import test_repeats
from tests.recommendations.scene import Scene


@step(parsers.parse('đợt kiểm tra năm 2025 soạn một kiến nghị với "UBND huyện Chi Lăng"'), target_fixture="drafted")
def drafted(scene: Scene) -> Obligation:
    assert scene.inspection is not None
    return test_repeats.drafted_anew(scene.world, scene.inspection)


@step(parsers.parse('"{who}" ghi kiến nghị mới nhắc lại kiến nghị {number:d}'))
def _linked(scene: Scene, drafted: Obligation, who: str, number: int) -> None:
    earlier = scene.obligation(number).id
    scene.attempt(lambda s: repeats.link(s, scene.who(who), drafted.id, None, earlier))


@step("kiến nghị mới được gửi đơn vị")
def _issued(scene: Scene, drafted: Obligation) -> None:
    test_repeats.issue(scene.world, drafted)


@step(parsers.parse('"{who}" còn {count:d} nội dung chưa xong, trong đó có kiến nghị mới'))
def _open(scene: Scene, drafted: Obligation, who: str, count: int) -> None:
    found = scene.world.see(lambda s: queries.inbox(s, scene.who(who)))
    assert len(found) == count and drafted.id in found
