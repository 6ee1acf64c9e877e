"""A registered paper is put into a case later, and stays there while something rests on it."""

from collections.abc import Callable

import pytest

from rasoat.incoming import linking
from rasoat.incoming.models import IncomingPaper
from rasoat.problems import Problem
from rasoat.reported.desk import operations as reported
from rasoat.reported.desk.questions import Typed
from tests.incoming.samples import entered, link
from tests.papers.samples import messages
from tests.visits.samples import scheduled
from tests.web.browse import Client, words
from tests.world import World

Browser = Callable[[str], Client]


def test_a_clerk_does_it_from_the_page_of_the_case(world: World, client_for: Browser) -> None:
    case, row, clerk = scheduled(world), entered(world), client_for("clerk")
    address = f"/incoming/into/inspection/{case.inspection_id}"
    assert address in clerk.get(f"/inspections/{case.inspection_id}").text
    wrong = clerk.post(address, {"number": "số một", "year": "2024"})
    assert wrong.status_code == 422
    assert "số một" in wrong.text
    done = clerk.post(address, {"number": str(row.number), "year": "2024"})
    assert done.status_code == 303
    assert "125/BC-UBND" in words(clerk.get(done.location))
    shown = clerk.get(f"/incoming/{row.id}")
    assert "Bỏ khỏi hồ sơ" in words(shown)
    now = world.see(lambda s: s.get_one(IncomingPaper, row.id))
    assert clerk.post(f"/incoming/{row.id}/take-out", {"version": str(now.version)}).status_code == 303
    assert world.see(lambda s: s.get_one(IncomingPaper, row.id)).about_id is None


@pytest.mark.parametrize("who", ["officer", "district_officer", "leader"])
def test_nobody_else_does(world: World, who: str) -> None:
    case, row = scheduled(world), entered(world)
    actor = world.as_(who)
    with pytest.raises(Problem) as refused:
        world.do(lambda s: linking.put_in(s, actor, link(case.inspection_id), row.year, row.number))
    assert refused.value.key == "forbidden"


def test_what_figures_were_typed_from_stays(world: World, client_for: Browser) -> None:
    case = scheduled(world)
    row = entered(world, belongs=link(case.inspection_id))
    officer, clerk = world.as_("officer"), world.as_("clerk")
    figures = Typed({"warning_signs": {"points": 67}})
    world.do(lambda s: reported.record(s, officer, case.inspection_id, row.id, 0, figures))
    with pytest.raises(Problem) as refused:
        world.do(lambda s: linking.take_out(s, clerk, row.id, row.version))
    assert "Số liệu đơn vị báo cáo đã nhập từ văn bản này" in messages(refused.value)
    assert "Bỏ khỏi hồ sơ" not in words(client_for("clerk").get(f"/incoming/{row.id}"))
