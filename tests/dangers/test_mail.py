"""A danger told by mail to the lead agency: where to read it, not what it is."""

from datetime import timedelta
from typing import Any

import pytest

from rasoat import clock
from rasoat.dangers.models import Danger
from rasoat.notifying import mail
from rasoat.outbox.operations import run_due
from rasoat.workflows.meanings import place
from tests.dangers.test_raising import WELL, tell
from tests.followup.test_mail import Postbox, postbox, settings
from tests.visits.samples import visiting
from tests.world import World

__all__ = ["postbox"]
TOLD = ("dept", "leader", "officer2", "officer")
pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)


def work(world: World, box: Postbox | None, **more: Any) -> int:
    return run_due(world.database, mail.handlers(settings(box, **more)))


def test_officers_and_leaders_of_the_lead_agency_are_told_where_to_look(world: World, postbox: Postbox) -> None:
    row = tell(visiting(world), "edu_member")
    assert work(world, postbox) == len(TOLD)
    assert sorted(to for to, _ in postbox.taken) == [[f"{who}@vidu.example"] for who in TOLD]
    message = postbox.taken[0][1]
    body = message.get_content()
    assert f"https://rasoat.vidu.example/dangers/{row.id}" in body
    assert "111: Tổng đài" in body
    assert message["Subject"].startswith("KHẨN CẤP")
    for private in (WELL["what"], WELL["place"], "Triệu Thị Giáo"):
        assert private not in body + message["Subject"], private
    assert work(world, postbox) == 0, "told once"


def test_tried_again_when_the_server_does_not_take_it(world: World, postbox: Postbox) -> None:
    tell(visiting(world))
    postbox.refuse = True
    assert work(world, postbox) == 0
    assert postbox.taken == []


def test_nothing_is_sent_when_it_is_over_or_nobody_has_an_address(world: World, postbox: Postbox) -> None:
    row = tell(visiting(world))
    world.do(lambda s: place(s, s.get_one(Danger, row.id), "ended"))
    assert work(world, postbox) == len(TOLD)
    assert postbox.taken == []


def test_without_a_mail_server_the_first_pages_must_do(world: World) -> None:
    tell(visiting(world))
    assert work(world, None) == len(TOLD)


def test_who_could_not_be_mailed_is_named_on_the_page(world: World, client_for: Any, postbox: Postbox) -> None:
    row = tell(visiting(world))
    postbox.refuse = True
    work(world, postbox)
    page = client_for("officer").get(f"/dangers/{row.id}").text
    assert "Thư đã báo cho cơ quan bạn" in page
    assert page.count("hãy báo bằng điện thoại") == len(TOLD)
    postbox.refuse = False
    with clock.at(clock.real_now() + timedelta(minutes=2)):
        work(world, postbox)
    assert client_for("officer").get(f"/dangers/{row.id}").text.count("đã gửi lúc") == len(TOLD)
    assert "Thư đã báo" not in client_for("edu_leader").get(f"/dangers/{row.id}").text
