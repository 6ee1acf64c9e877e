"""Files are checked without loading the rooms: against a list of the names that these register."""

import subprocess
import sys
from pathlib import Path

import pytest

from rasoat import content
from rasoat.cli import cli
from rasoat.commands.outcome import exit_code
from rasoat.procedures.names import SHIPPED


def test_the_list_has_what_the_rooms_register() -> None:
    # In a process of its own: other tests register kinds and guards of theirs.
    done = subprocess.run(
        [sys.executable, "-m", "tests.new_names", "--show"], capture_output=True, text=True, check=True
    )
    assert done.stdout == SHIPPED.read_text(encoding="utf-8"), "`make names` writes the list anew"


@pytest.mark.parametrize(
    ("sound", "wrong", "said"),
    [
        ("has_due_date", "has_dew_date", "unknown guard “has_dew_date”"),
        (
            "[department.officer, team",
            "[department.officr, team",
            "unknown relation “department.officr” for obligation",
        ),
        ("means: [", "means: [nonsense, ", "means “nonsense”, which nothing asks for"),
    ],
)
def test_a_wrong_name_is_told_with_file_and_line(
    sound: str,
    wrong: str,
    said: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    source = (content.root() / "workflows" / "obligation.yaml").read_text(encoding="utf-8")
    line = source[: source.index(sound)].count("\n") + 1
    (tmp_path / "workflows").mkdir()
    (tmp_path / "workflows" / "obligation.yaml").write_text(source.replace(sound, wrong, 1), encoding="utf-8")
    monkeypatch.setenv("RASOAT_CONTENT_DIR", str(tmp_path))
    assert exit_code(lambda: cli.main(["workflows", "check"], standalone_mode=False)) == 1
    (told,) = capsys.readouterr().out.splitlines()
    assert told.startswith(f"obligation.yaml:{line}: ")
    assert told.endswith(said)
