"""What is due soon is the same in a list, on a page, in a mark and in a text."""

from datetime import date, timedelta

import pytest
from sqlmodel import Session

from rasoat.recommendations import conditions, due
from rasoat.recommendations.conditions import is_soon, soon_condition
from rasoat.recommendations.models import Obligation
from rasoat.recommendations.obligations import presenters
from rasoat.web import today
from rasoat.web.filters import due_tone
from tests.recommendations.samples import ISSUED_ON, followed_up, obligations
from tests.recommendations.test_pages import play_on
from tests.web.browse import words
from tests.web.conftest import app, client_for, settings  # noqa: F401 - fixtures of the pages
from tests.world import World

TODAY = ISSUED_ON


def test_a_due_date_is_soon_from_the_same_day_on_everywhere(world: World) -> None:
    inspection = followed_up(world)
    rows = obligations(world, inspection.id)
    days = {
        row.id: TODAY + timedelta(days=left) for row, left in zip(rows, (-1, 0, 1, 12, 13, 14, 15, 16), strict=False)
    }

    def put(session: Session) -> None:
        for obligation_id, day in days.items():
            session.get_one(Obligation, obligation_id).due_on = day

    world.do(put)
    wanted = {row_id for row_id, day in days.items() if 0 <= (day - TODAY).days <= due.SOON_DAYS}
    assert len(wanted) == 5
    listed = obligations(world, inspection.id, soon_condition(TODAY))
    assert {row.id for row in listed} == wanted
    read = {row.id: row for row in obligations(world, inspection.id) if row.id in days}
    assert {row_id for row_id, row in read.items() if is_soon(row, TODAY)} == wanted
    assert {row_id for row_id, row in read.items() if presenters.due_of(row, TODAY)["tone"] == "soon"} == wanted
    assert {row_id for row_id, row in read.items() if due_tone(row.due_on, TODAY) == "soon"} == wanted


@pytest.mark.parametrize("days", [due.SOON_DAYS, 3])
def test_the_texts_name_the_days_that_count(
    world: World,
    client_for,  # noqa: F811
    monkeypatch: pytest.MonkeyPatch,
    days: int,
) -> None:
    followed_up(world)
    play_on(world, date(2024, 11, 4))
    for module in (due, conditions, today.compose):
        if hasattr(module, "SOON_DAYS"):
            monkeypatch.setattr(module, "SOON_DAYS", days)
    assert f"trong {days} ngày" in words(client_for("leader").get("/"))
    assert f"Đến hạn trong {days} ngày tới" in words(client_for("district_officer").get("/obligations/inbox"))
