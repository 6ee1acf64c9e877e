"""The story, told once for all who look at it."""

import shutil
from collections.abc import Iterator

import pytest

from rasoat.db import Database
from rasoat.example import story
from rasoat.example.teller import Teller
from rasoat.settings import Settings
from tests.papers.samples import print_at_once


@pytest.fixture(scope="package", params=["sqlite", "postgresql"])
def told(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[Teller, list[str]]]:
    """The story, told once on each database; the tests only look."""
    folder = tmp_path_factory.mktemp("story")
    if request.param == "sqlite":
        shutil.copy(request.getfixturevalue("sqlite_template"), folder / "story.sqlite3")
        url = f"sqlite:///{folder / 'story.sqlite3'}"
    else:
        url = request.getfixturevalue("postgres").create("story", request.getfixturevalue("postgres_template"))
    lines: list[str] = []
    settings = Settings(data_dir=folder / "data", database_url=url)
    database = Database(url)
    with pytest.MonkeyPatch.context() as patch:
        if request.param == "postgresql":
            # Which database it is makes no difference to the sheets: they are printed and measured once.
            print_at_once(patch)
        teller = story.tell(database, settings, papers=folder / "papers", say=lines.append)
    yield teller, lines
    database.close()
    if request.param == "postgresql":
        # A worker may come back to these tests after others, and tells it again.
        request.getfixturevalue("postgres").drop("story")
