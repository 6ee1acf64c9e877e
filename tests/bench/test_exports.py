"""However long a list is, taking it out keeps to its memory, and asks the database for each portion and not for each row."""

from pathlib import Path

import pytest
from bench.exporting import costs
from bench.province.filling import Filling
from bench.province.stages import Told

from rasoat.commands.setup import ready
from rasoat.exporting.registry import AT_ONCE
from rasoat.settings import Settings
from tests.bench.test_province import told

__all__ = ["told"]
RECOMMENDATIONS = 5_000
QUERIES, FOR_A_PORTION, MEGABYTES = 40, 16, 40


@pytest.mark.long
def test_no_list_grows_in_memory_or_asks_for_each_row(told: Told, tmp_path: Path) -> None:
    settings = Settings(data_dir=tmp_path / "data", database_url="", secure_cookies=False)
    database = ready(settings)
    Filling(database, settings.files_dir, told, RECOMMENDATIONS).fill(lambda _line: None)
    database.close()
    found = list(costs(settings, ["officer", "admin", "xa001.officer"]))
    assert max(one.rows for one in found) >= RECOMMENDATIONS
    assert {one.status for one in found} == {200}
    large = [one for one in found if one.more > MEGABYTES]
    # A response becomes some rows, so that its portions are smaller.
    portion = {"results_of": AT_ONCE / 5}
    many = [
        one for one in found if one.queries > QUERIES + FOR_A_PORTION * (one.rows / portion.get(one.name, AT_ONCE) + 1)
    ]
    assert (large, many) == ([], [])
