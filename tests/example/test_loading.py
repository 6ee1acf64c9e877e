"""Loading the example: whole or not at all, whatever lies in the data directory."""

from pathlib import Path

import pytest

from rasoat.cli import cli
from rasoat.example import story

CONTENTS = {"papers/paper.pdf", "rasoat.lock", "rasoat.serving", "rasoat.sqlite3"}


class Interrupted(Exception):
    """The power went."""


@pytest.fixture
def data_dir(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A data directory in which a server has taken its lock; the story is one paper."""

    def tell(database, chosen, papers, say):
        papers.mkdir()
        (papers / "paper.pdf").touch()

    monkeypatch.setattr(story, "tell", tell)
    monkeypatch.setenv("RASOAT_DATA_DIR", str(tmp_path / "data"))
    monkeypatch.delenv("RASOAT_DATABASE_URL", raising=False)
    (tmp_path / "data").mkdir()
    (tmp_path / "data/rasoat.serving").touch()
    return tmp_path / "data"


def load() -> None:
    cli.main(["example", "load"], standalone_mode=False)


def contents(folder: Path) -> set[str]:
    return {str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file()}


def test_it_comes_whole_beside_a_server_s_lock(data_dir):
    load()
    assert contents(data_dir) == CONTENTS
    assert [path.name for path in data_dir.parent.iterdir()] == ["data"]


def test_an_interrupted_one_leaves_no_database_and_is_begun_again(data_dir, monkeypatch):
    told = story.tell

    def tell(*given, **named):
        told(*given, **named)
        raise Interrupted

    monkeypatch.setattr(story, "tell", tell)
    with pytest.raises(Interrupted):
        load()
    assert contents(data_dir) == {"rasoat.serving"}
    monkeypatch.setattr(story, "tell", told)
    load()
    assert contents(data_dir) == CONTENTS


def test_one_interrupted_while_it_is_moved_is_begun_again(data_dir, monkeypatch):
    def interrupt(path: Path, target: Path) -> Path:
        raise Interrupted

    with monkeypatch.context() as patched:
        patched.setattr(Path, "replace", interrupt)
        with pytest.raises(Interrupted):
            load()
    assert contents(data_dir) == CONTENTS - {"rasoat.sqlite3"}
    load()
    assert contents(data_dir) == CONTENTS
