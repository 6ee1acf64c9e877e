"""No page of a province of 5,000 recommendations asks the database without end, reads a table from end to end, or is
larger than a line carries.

Time is not judged: it is the machine's. `bench.pages` measures it.
"""

import argparse
from pathlib import Path

import pytest
from bench.pages.__main__ import PEOPLE, _costs, _name
from bench.pages.measuring import Cost
from bench.province.filling import Filling
from bench.province.stages import Told
from sqlalchemy import Engine

from rasoat.commands.setup import ready
from rasoat.db import Database
from rasoat.settings import Settings
from tests.bench.reading import noted, whole
from tests.bench.test_province import told

__all__ = ["told"]
RECOMMENDATIONS = 5_000
QUERIES, BYTES = 50, 200_000
FIRST_PAGE = "/"
FIRST_PAGE_QUERIES = 60
"""Of an officer or a leader it has some twenty sections, each with a question of its own, and numbers above them."""


def page_of(cost: Cost) -> str:
    return _name(cost).split(" ", 1)[1].split("?")[0]


def most(cost: Cost) -> int:
    return FIRST_PAGE_QUERIES if page_of(cost) == FIRST_PAGE else QUERIES


@pytest.mark.long
def test_no_page_grows_beyond_its_bounds(told: Told, tmp_path: Path) -> None:
    settings = Settings(data_dir=tmp_path / "data", database_url="", secure_cookies=False)
    database = ready(settings)
    Filling(database, settings.files_dir, told, RECOMMENDATIONS).fill(lambda _line: None)
    database.close()
    given = argparse.Namespace(
        folder=settings.data_dir, database_url="", people=",".join(PEOPLE), only="", rounds=1, seconds=1.0
    )
    with noted(Engine) as statements:
        costs = list(_costs(given))
    assert len(costs) > 200
    large = {page_of(cost): str(cost) for cost in costs if cost.queries > most(cost) or cost.size > BYTES}
    assert not large
    database = Database(settings.url)
    assert not whole(database, {one: values for one, values in statements.items() if "SELECT DISTINCT" not in one})
    database.close()
