"""Most of these tests play on 5 August 2024, the day the result notice is issued."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlmodel import col, select

from rasoat import clock
from rasoat.papers import operations
from rasoat.recommendations.models import Obligation
from tests.papers.samples import AUGUST_5, Told, print_at_once, result_numbered, settings_in
from tests.web.conftest import app, client_for, settings
from tests.world import World

__all__ = ["app", "client_for", "settings"]


@pytest.fixture(autouse=True)
def _on_august_5() -> Iterator[None]:
    with clock.at(AUGUST_5):
        yield


@pytest.fixture
def owed(world: World, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> tuple[Told, Obligation]:
    """The result notice is out, and what the district owes by 1 October."""
    with monkeypatch.context() as patch:
        print_at_once(patch)
        told = result_numbered(world)
        settings, store = settings_in(tmp_path)
        operations.render_and_issue(world.database, store, settings, told.paper_id, world.as_("clerk"))
    query = select(Obligation).where(Obligation.addressee_id == world.agencies["district"])
    return told, world.see(lambda s: s.exec(query.order_by(col(Obligation.id))).all()[0])
