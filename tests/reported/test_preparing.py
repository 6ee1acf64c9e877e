"""What a team finds on its first page to prepare for a visit."""

from collections.abc import Callable

import pytest

from rasoat import clock
from rasoat.web.today import preparing
from tests.reported.samples import sent
from tests.visits.samples import scheduled
from tests.web.browse import Client, words
from tests.world import World

pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)


def test_a_member_sees_what_to_bring_and_what_the_unit_reported(
    world: World, client_for: Callable[[str], Client]
) -> None:
    inspection_id = scheduled(world).inspection_id
    page = client_for("edu_member").get("/")
    assert "Chuẩn bị cho buổi làm việc 1 UBND huyện Chi Lăng" in words(page).replace("Ủy ban nhân dân", "UBND")
    assert "Bảng kiểm: " in words(page) and "điểm kiểm tra Chưa báo cáo số liệu" in words(page)
    assert f'href="/reported/of/{inspection_id}"' in page.text
    sent(world, inspection_id)
    assert "điểm kiểm tra Đơn vị đã báo cáo số liệu" in words(client_for("edu_member").get("/"))
    assert "Chuẩn bị cho buổi làm việc" not in words(client_for("district_officer").get("/")), "of no team"


def test_the_line_tells_the_day_and_the_checklists(world: World) -> None:
    scheduled(world)
    found = world.see(lambda s: preparing.to_prepare(s, world.as_("lead"), clock.today()))
    [item] = found.items
    assert (found.count, item.title) == (1, "Ủy ban nhân dân huyện Chi Lăng")
    assert item.meta.startswith("Ngày 17/07/2024 · Bảng kiểm: ")
