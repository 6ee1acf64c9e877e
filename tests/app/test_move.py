"""`rasoat workflows move`: running cases go to another version of their procedure when somebody decides so."""

from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from sqlmodel import select

from rasoat import content
from rasoat.cli import cli
from rasoat.plans.models import Plan
from rasoat.workflows import CaseRef, journal, pins
from tests.plans.samples import draft
from tests.world import World

Run = Callable[..., Result]


@pytest.fixture
def run(world: World, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """The command, on this database, with a newer version of the plan's procedure laid over the shipped one."""
    newest = world.see(lambda s: pins.newest(s, "plan").definition.version)
    source = (content.root() / "workflows" / "plan.yaml").read_text(encoding="utf-8")
    changed = source.replace(f"version: {newest}\n", f"version: {newest + 1}\n").replace("drafted", "written")
    folder = tmp_path / "content" / "workflows"
    folder.mkdir(parents=True)
    (folder / "plan.yaml").write_text(changed, encoding="utf-8")
    monkeypatch.setenv("RASOAT_CONTENT_DIR", str(tmp_path / "content"))
    monkeypatch.setenv("RASOAT_DATA_DIR", str(tmp_path / "data"))
    monkeypatch.setenv("RASOAT_DATABASE_URL", world.database.url)

    def command(*more: str) -> Result:
        return CliRunner().invoke(cli, ["workflows", "move", "plan", str(newest), str(newest + 1), *more])

    return command


def test_it_shows_first_and_moves_when_told_to(world: World, run: Run) -> None:
    plan = draft(world)

    def now() -> tuple[str, int]:
        row = world.see(lambda s: s.exec(select(Plan)).one())
        return row.status, row.workflow_version

    before = now()
    shown = run("--state", "drafted=written")
    assert shown.exit_code == 0, shown.output
    assert "1 hồ sơ ở drafted (Đang soạn) → written (Đang soạn)" in shown.output
    assert "Chưa chuyển gì" in shown.output
    assert now() == before
    done = run("--state", "drafted=written", "--by", "officer", "--do")
    assert done.output.strip() == f"Đã chuyển 1 hồ sơ từ bản {before[1]} sang bản {before[1] + 1}."
    assert now() == ("written", before[1] + 1)
    last = world.see(lambda s: journal.entries(s, CaseRef("plan", plan.id))[-1][0])
    assert (last.trigger, last.actor_id) == ("move_definition", world.as_("officer").user_id)


@pytest.mark.parametrize(
    ("given", "said"),
    [
        (("--by", "officer", "--do"), "Bảng chuyển trạng thái thiếu: drafted."),
        (("--state", "drafted=drafted", "--by", "officer", "--do"), "Bảng chuyển trạng thái thiếu: drafted."),
        (("--state", "drafted=written", "--do"), "--by"),
        (("--state", "drafted=written", "--by", "khong-co", "--do"), "--by"),
        (("--state", "drafted"), "không đúng dạng CŨ=MỚI"),
    ],
    ids=["no mapping", "a state that is gone", "nobody decided", "an unknown person", "half a pair"],
)
def test_it_refuses_and_moves_nothing(world: World, run: Run, given: tuple[str, ...], said: str) -> None:
    draft(world)
    version = world.see(lambda s: s.exec(select(Plan)).one().workflow_version)
    refused = run(*given)
    assert refused.exit_code == 1
    assert said in refused.output
    assert world.see(lambda s: s.exec(select(Plan)).one().workflow_version) == version


def test_a_state_without_a_new_one_is_shown(world: World, run: Run) -> None:
    draft(world)
    assert "1 hồ sơ ở drafted (Đang soạn) → chưa nêu trạng thái mới; có: written, " in run().output
