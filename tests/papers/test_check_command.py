"""`rasoat documents check`: an issued paper of this installation, measured by whoever asks."""

from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from rasoat.cli import cli
from rasoat.commands import papers
from rasoat.documents import layout
from rasoat.papers import operations
from tests.papers.samples import Told, result_numbered, settings_in
from tests.world import World


@pytest.fixture
def issued(world: World, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Told:
    """A result notice, really printed, in the database that the command opens."""
    told = result_numbered(world)
    settings, store = settings_in(tmp_path)
    operations.render_and_issue(world.database, store, settings, told.paper_id, world.as_("clerk"))
    monkeypatch.setattr(papers, "settings", lambda: settings)
    monkeypatch.setattr(papers, "Database", lambda _url: world.database)
    return told


def ask(*arguments: str) -> Result:
    return CliRunner().invoke(cli, ["documents", "check", *arguments])


def test_what_holds_is_told_and_what_does_not(issued: Told, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("1", "01/TB-SLĐTBXH"):
        told = ask(name)
        assert told.exit_code == 0, told.output
        assert "Văn bản 01/TB-SLĐTBXH ngày 05/08/2024, tạo bằng" in told.output
        assert "đúng  Quốc hiệu" in told.output
        assert told.output.endswith("Đúng thể thức.\n")
    wrong = layout.Deviation("Quốc hiệu", "một dòng", "2 dòng", 1)
    monkeypatch.setattr(layout, "measure", lambda *_: [wrong])
    told = ask("1")
    assert told.exit_code == 1
    assert "SAI   Trang 1, Quốc hiệu: cần một dòng; in ra 2 dòng." in told.output
    assert "1 chỗ không đúng thể thức" in told.output
    assert "đúng  Quốc hiệu" not in told.output
    for name, said in (("7", "không có văn bản số 7"), ("1/KH-UBND", "không có văn bản"), ("một", "không phải là số")):
        refused = ask(name)
        assert refused.exit_code == 1
        assert said in refused.output
