"""The end of a day of a visit on one page: the feature, and the page."""

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from pytest_bdd import parsers, scenarios, step

from rasoat.tablets import operations as tablets
from rasoat.tablets.desk.evening import AT_THE_DESK, Evening, Person, evening_of
from rasoat.visits import queries as visits
from rasoat.visits.assigned import operations as assigning
from tests.tablets.carried import Carried, picture
from tests.tablets.desk.test_board import send, take_along
from tests.tablets.field import *  # noqa: F403 - the shared steps must be names of this module
from tests.tablets.receiving.test_import import version_of
from tests.visits.conftest import _on_the_day
from tests.visits.samples import GOOD_SIGN, HIDDEN_SIGN, ChiLang, visiting
from tests.visits.scene import *  # noqa: F403
from tests.visits.scene import PEOPLE, WHO, Scene
from tests.web.browse import Client, words
from tests.world import World

__all__ = ["_on_the_day"]
pytestmark = [
    pytest.mark.usefixtures("database"),  # steps ask too late for its kinds
    pytest.mark.parametrize("database_url", ["sqlite"], indirect=True),
]
scenarios("tablets_tong_ket_ngay.feature")


def evening(case: ChiLang, day: date | None = None) -> Evening:
    return case.world.see(lambda s: evening_of(s, case.visit, case.world.as_("lead"), day))


def person(found: Evening, who: str) -> Person:
    return next(one for one in found.people if one.user.username == who)


def sent(case: ChiLang, folder: Path, who: str, site: Any, answers: dict[str, Any], photos: int = 0) -> None:
    made = Carried(case.world, who, case.visit.id)
    pictures = {"photo": [picture(number) for number in range(photos)]} if photos else {}
    made.response("warning_signs", version_of(case, "warning_signs"), dict(answers), site.id, pictures=pictures)
    send(case, made, folder, photos=False)


@step(parsers.re(rf'trưởng đoàn giao cho (?P<to>{WHO}) biển cảnh báo tại "(?P<name>.+)" và quỹ tại đơn vị'))
def _give(scene: Scene, to: str, name: str) -> None:
    keys = [f"warning_signs-{scene.site(name).id}", "fund_use-unit"]
    people = [scene.who(to).user_id]
    scene.do(lambda s: assigning.give(s, scene.who("trưởng đoàn"), scene.case.inspection_id, keys, people))


@step(parsers.re(rf'(?P<who>{WHO}) gửi từ máy biển cảnh báo tại "(?P<name>.+)" với 2 ảnh chưa gửi xong'))
def _send(scene: Scene, tmp_path: Path, who: str, name: str) -> None:
    sent(scene.case, tmp_path, PEOPLE[who], scene.site(name), HIDDEN_SIGN, photos=2)


@step(parsers.re(rf'(?P<who>{WHO}) gửi từ máy biển cảnh báo khác tại "(?P<name>.+)"'))
def _send_other(scene: Scene, tmp_path: Path, who: str, name: str) -> None:
    sent(scene.case, tmp_path, PEOPLE[who], scene.site(name), HIDDEN_SIGN)


@step(parsers.re(rf'(?P<who>{WHO}) ghi biển cảnh báo tại "(?P<name>.+)"'))
def _fill(scene: Scene, who: str, name: str) -> None:
    scene.case.fill("warning_signs", {**GOOD_SIGN, "owner": "commune"}, scene.site(name), who=PEOPLE[who])


@step(parsers.re(rf'(?P<who>{WHO}) lưu thêm biển cảnh báo tại "(?P<name>.+)" ở trang công việc'))
def _save(scene: Scene, who: str, name: str) -> None:
    site = scene.site(name)
    before = scene.world.see(lambda s: visits.latest(s, scene.case.inspection_id)).get(
        ("warning_signs", "site", site.id)
    )
    revision = before.revision if before else None
    scene.case.fill("warning_signs", {**GOOD_SIGN, "legible": "no"}, site, who=PEOPLE[who], based_on=revision)


@step(
    parsers.re(
        rf'tổng kết ngày ghi (?P<who>{WHO}) làm biển cảnh báo tại "(?P<name>.+)" 2 lần, từ máy và tại trang công việc'
    )
)
def _did(scene: Scene, who: str, name: str) -> None:
    (deed,) = person(evening(scene.case), PEOPLE[who]).deeds
    assert deed.title.endswith(f"tại {name}")
    assert (deed.times, len(deed.devices)) == (2, 2)
    assert AT_THE_DESK in deed.devices


@step(parsers.re(rf"tổng kết ngày ghi (?P<who>{WHO}) được giao mà còn thiếu quỹ tại đơn vị"))
def _lacks(scene: Scene, who: str) -> None:
    lacking = person(evening(scene.case), PEOPLE[who]).lacking
    assert [(slot.definition.id, slot.state) for slot in lacking if slot.site is None] == [("fund_use", "missing")]


@step(parsers.parse("tổng kết ngày ghi {count:d} ảnh chưa về"))
def _photos(scene: Scene, count: int) -> None:
    found = evening(scene.case)
    assert found.photos == count == sum(one.photos for one in found.people)


@step(parsers.re(rf"tổng kết ngày ghi (?P<who>{WHO}) chưa làm gì"))
def _idle(scene: Scene, who: str) -> None:
    assert person(evening(scene.case), PEOPLE[who]).deeds == []


@step(parsers.parse('tổng kết ngày nhắc "{checklist}" chưa ai có'))
def _nobodys(scene: Scene, checklist: str) -> None:
    named = [slot.definition.id for slot in evening(scene.case).nobodys]
    assert checklist in named
    assert "fund_use" not in named


@step(parsers.re(rf"tổng kết ngày ghi (?P<count>\d+) mục ghi khác nhau, của (?P<who>{WHO})"), converters={"count": int})
def _conflicts(scene: Scene, count: int, who: str) -> None:
    found = evening(scene.case)
    assert found.conflicts == count == person(found, PEOPLE[who]).conflicts


@step(parsers.parse("tổng kết ngày {day:d}/{month:d}/{year:d} không kể việc nào"))
def _other_day(scene: Scene, day: int, month: int, year: int) -> None:
    found = evening(scene.case, date(year, month, day))
    assert [one.deeds for one in found.people if one.deeds] == []
    assert found.beside() == (None, date(2024, 7, 17))


def test_the_page_names_tablets_and_what_waits_and_only_the_team_reads_it(
    world: World, client_for: Callable[[str], Client], tmp_path: Path
) -> None:
    case = visiting(world)
    street = case.site("water_point", "Phố Sặt")
    device = take_along(case, "edu_member", "Máy 2")
    world.do(lambda s: tablets.pulse(s, device, records=3, photos=1, build="", skew=0))
    sent(case, tmp_path, "edu_member", street, HIDDEN_SIGN, photos=1)
    lead = client_for("lead")
    address = f"/visits/{case.visit.id}/day"
    assert address in lead.get(f"/visits/{case.visit.id}").text
    page = words(lead.get(address))
    for told in (
        "Tổng kết ngày 17/07/2024",
        "1 ảnh đã báo, chưa về",
        "Máy 2: liên lạc lần cuối 09:00",
        "1 lần, lần cuối 09:00",
    ):
        assert told in page, told
    assert "còn giữ 3 bản ghi, 1 ảnh" in page
    assert "chưa gửi, chưa lưu gì" in words(lead.get(f"{address}?day=2024-07-16"))
    assert "Tổng kết ngày 17/07/2024" in words(lead.get(f"{address}?day=31-02"))
    assert client_for("district_officer").get(address).status_code == 404
