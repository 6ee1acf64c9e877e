"""Who of the team has which checklist at which place: the feature, and the pages."""

from collections.abc import Callable, Sequence
from uuid import UUID

import pytest
from pytest_bdd import parsers, scenarios, step
from sqlmodel import Session
from tests.visits.samples import GOOD_SIGN, ChiLang, scheduled, visiting
from tests.visits.scene import *  # noqa: F403 - the shared steps must be names of this module
from tests.visits.scene import PEOPLE, WHO, Scene
from tests.web.browse import Client, words
from tests.world import World

from rasoat import clock
from rasoat.inspections import operations as inspections
from rasoat.inspections.models import AssignedSlot
from rasoat.inspections.queries import assigned
from rasoat.problems import Problem
from rasoat.visits.assigned import operations, queries
from rasoat.visits.assigned.queries import Portion, Sharing
from rasoat.web.today.assigned import parts

pytestmark = [
    pytest.mark.usefixtures("database"),  # steps ask too late for its two kinds
    pytest.mark.parametrize("database_url", ["sqlite"], indirect=True),
]
scenarios("visits_phan_cong.feature")

Browsers = Callable[[str], Client]


def shared(case: ChiLang, who: str = "lead") -> Sharing:
    return case.world.see(lambda s: queries.sharing(s, case.inspection_id, case.world.as_(who)))


def portion(case: ChiLang, who: str) -> Portion:
    user_id = case.world.as_(who).user_id
    return next(one for one in shared(case).portions if one.user.id == user_id)


def give(case: ChiLang, who: str, keys: Sequence[str], *people: str) -> int:
    ids = [case.world.as_(each).user_id for each in people]
    return case.world.do(lambda s: operations.give(s, case.world.as_(who), case.inspection_id, keys, ids))


def key(site_id: UUID | None, checklist: str = "warning_signs") -> str:
    return f"{checklist}-{site_id or 'unit'}"


@step(parsers.parse('điểm có nguy cơ đuối nước "{name}"'))
def _site(scene: Scene, name: str) -> None:
    scene.case.site("water_point", name)


@step(parsers.re(rf'(?P<who>{WHO}) giao cho (?P<to>{WHO}) biển cảnh báo tại "(?P<one>[^"]+)" và "(?P<two>[^"]+)"'))
def _give(scene: Scene, who: str, to: str, one: str, two: str) -> None:
    keys = [key(scene.site(name).id) for name in (one, two)]
    scene.attempt(lambda: give(scene.case, PEOPLE[who], keys, PEOPLE[to]))


@step(parsers.re(rf"(?P<who>{WHO}) giao cho (?P<to>{WHO}) mọi phần chưa ai có"))
def _give_rest(scene: Scene, who: str, to: str) -> None:
    give(scene.case, PEOPLE[who], [one.slot.key for one in shared(scene.case).nobodys], PEOPLE[to])


@step(parsers.re(rf"(?P<who>{WHO}) có (?P<count>\d+) phần, xong (?P<done>\d+)"), converters={"count": int, "done": int})
def _has(scene: Scene, who: str, count: int, done: int) -> None:
    found = portion(scene.case, PEOPLE[who])
    assert (len(found.slots), found.done) == (count, done)


@step(parsers.parse("còn {count:d} phần chưa ai có"))
def _left(scene: Scene, count: int) -> None:
    assert len(shared(scene.case).nobodys) == count


@step(parsers.re(rf'(?P<who>{WHO}) ghi xong biển cảnh báo tại "(?P<site>[^"]+)"'))
def _fill(scene: Scene, who: str, site: str) -> None:
    scene.case.fill("warning_signs", GOOD_SIGN, scene.site(site), who=PEOPLE[who])


def told(scene: Scene, who: str) -> str:
    found = scene.world.see(lambda s: parts(s, scene.who(who), clock.today()))
    return " ".join(item.meta for item in found.items)


@step(parsers.re(rf'trang đầu của (?P<who>{WHO}) (?P<how>nhắc|không nhắc) biển cảnh báo tại "(?P<site>[^"]+)"'))
def _told(scene: Scene, who: str, how: str, site: str) -> None:
    assert (f"tại {site}" in told(scene, who)) == (how == "nhắc")


@step(parsers.re(rf"(?P<who>{WHO}) cử thêm người rồi đưa thư ký đoàn ra khỏi đoàn"))
def _swap(scene: Scene, who: str) -> None:
    world, inspection_id = scene.world, scene.case.inspection_id
    other, gone = world.as_("culture_leader").user_id, world.as_("culture_member").user_id
    scene.do(lambda s: inspections.name_member(s, scene.who(who), inspection_id, other, "member"))
    scene.do(lambda s: inspections.drop_member(s, scene.who(who), inspection_id, gone))


def rows(case: ChiLang) -> list[AssignedSlot]:
    return case.world.see(lambda s: assigned(s, case.inspection_id))


def test_giving_again_changes_nothing_and_taking_back_asks_nobody_who_has_it(world: World) -> None:
    case = visiting(world)
    keys = [key(case.site("water_point", "Phố Sặt").id), key(None)]
    assert give(case, "lead", keys, "edu_member", "culture_member") == 4
    assert give(case, "lead", keys, "edu_member") == 0
    lead, edu = world.as_("lead"), world.as_("edu_member").user_id
    back = lambda s, people: operations.take_back(s, lead, case.inspection_id, keys[:1], people)  # noqa: E731
    assert world.do(lambda s: back(s, [edu])) == 1
    assert world.do(lambda s: back(s, [])) == 1
    assert world.do(lambda s: back(s, [])) == 0
    assert {row.site_id for row in rows(case)} == {None}


def test_the_officer_assigns_while_it_is_prepared_and_only_people_of_the_team_get_work(world: World) -> None:
    case = scheduled(world)
    assert give(case, "officer", [key(None)], "edu_member") == 1
    for keys, people, why in (
        ([key(None)], ["officer2"], "không còn trong đoàn"),
        ([], ["edu_member"], "Chọn ít nhất một phần việc"),
        ([key(None)], [], "Chọn ít nhất một người nhận"),
        (["warning_signs-gone"], ["edu_member"], "vừa được bỏ"),
    ):
        with pytest.raises(Problem) as refused:
            give(case, "officer", keys, *people)
        assert why in refused.value.reasons[0].message
    with pytest.raises(Problem, match="3101"):
        _after_the_end(case)


def _after_the_end(case: ChiLang) -> None:
    """Cancelled, nobody assigns anything; the reason names the state."""
    case.step("cancel", "leader", reason="Bão")
    give(case, "lead", [key(None)], "edu_member")


def test_what_is_removed_is_nobodys_work_any_more(world: World) -> None:
    case = scheduled(world)
    lake, dam = case.site("water_point", "Hồ"), case.site("water_point", "Đập")
    give(case, "lead", [key(lake.id), key(dam.id), key(None, "fund_use")], "edu_member")
    lead, officer = world.as_("lead"), world.as_("officer")

    def change(s: Session) -> None:
        inspections.drop_site(s, lead, lake.id)
        inspections.edit_site(s, lead, dam.id, dam.version, kind="school", name="Đập", place="")
        inspections.set_checklists(s, officer, case.inspection_id, ["warning_signs", "safe_home", "minutes"])

    world.do(change)
    assert rows(case) == []


def test_the_page_gives_and_takes_back_and_each_sees_the_own_part_first(world: World, client_for: Browsers) -> None:
    case = visiting(world)
    street = case.site("water_point", "Phố Sặt")
    address, lead = f"/visits/of/{case.inspection_id}/assigned", client_for("lead")
    assert address in lead.get(f"/inspections/{case.inspection_id}").text
    assert "chưa ai có" in words(lead.get(address))
    edu = str(world.as_("edu_member").user_id)
    refused = lead.post(address, {"slot": key(street.id), "do": "give"})
    assert refused.status_code == 400
    assert "Chọn ít nhất một người nhận" in words(refused)
    assert f'value="{key(street.id)}" checked' in refused.text
    assert lead.post(address, {"slot": key(street.id), "person": edu, "do": "give"}).status_code == 303
    assert lead.post(address, {"rest": "yes", "person": edu, "do": "give"}).status_code == 303
    assert "Chưa ai có" not in words(lead.get(address))
    member = client_for("edu_member")
    page = words(member.get(f"/visits/{case.visit.id}"))
    assert page.index("Phần của bạn") < page.index("Bảng kiểm bắt buộc đã ghi xong")
    assert "Phần của bạn" in words(member.get(f"/inspections/{case.inspection_id}"))
    assert "Phần của bạn trong đoàn" in words(member.get("/"))
    assert "Người nhận" not in words(member.get(address))
    assert "Phần của bạn" not in words(client_for("culture_member").get(f"/visits/{case.visit.id}"))
    assert lead.post(address, {"slot": key(street.id), "do": "take"}).status_code == 303
    assert "Chưa ai có" in words(lead.get(address))
    assert client_for("district_officer").get(address).status_code == 404
