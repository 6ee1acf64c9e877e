"""The command line: what it offers, and that asking for it does not load the tables."""

import subprocess
import sys
import tarfile
from importlib import import_module
from pathlib import Path

import click
import pytest

from rasoat import commands
from rasoat.cli import COMMANDS, cli
from rasoat.commands.outcome import exit_code


@pytest.mark.parametrize("name", COMMANDS)
def test_the_help_says_of_each_command_what_it_says_of_itself(name: str) -> None:
    command = cli.get_command(click.Context(cli), name)
    assert command is not None
    assert command.name == name
    said = (command.help or "").split("\n\n")[0].replace("\n", " ")
    assert said.startswith(COMMANDS[name][1].removesuffix("."))


def test_every_command_is_offered() -> None:
    """A command that a module defines, and that neither the program nor a group of it has, nobody could call."""
    offered: set[click.Command] = set()
    for name in COMMANDS:
        command = cli.get_command(click.Context(cli), name)
        assert command
        offered |= {command, *getattr(command, "commands", {}).values()}
    folder = Path(commands.__file__).parent
    modules = [import_module(f"rasoat.commands.{path.stem}") for path in folder.glob("*.py")]
    defined = {value for module in modules for value in vars(module).values() if isinstance(value, click.Command)}
    assert {command.name for command in defined - offered} == set()


@pytest.mark.parametrize(
    ("arguments", "unneeded"),
    [
        (["--help"], {"pydantic", "sqlalchemy", "flask"}),
        (["--version"], {"pydantic", "sqlalchemy", "flask"}),
        (["checklists", "check"], {"sqlalchemy", "flask"}),
        (["workflows", "check"], {"sqlalchemy", "flask"}),
    ],
    # Of a set the names come in another order in each process, and the tests would have other names in each.
    ids=lambda one: " ".join(sorted(one) if isinstance(one, set) else one),
)
def test_what_needs_no_table_loads_none(arguments: list[str], unneeded: set[str]) -> None:
    program = (
        "import sys\nfrom rasoat.cli import cli\n"
        f"cli.main({arguments!r}, standalone_mode=False)\n"
        f"print(sorted({unneeded!r} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout.splitlines()[-1] == "[]"


@pytest.mark.parametrize(
    "arguments",
    [["migrate"], ["audit", "verify"], ["backup", "new.tar"], ["restore", "old.tar"], ["search", "rebuild"], ["work"]],
    ids=" ".join,
)
def test_a_database_that_is_away_is_told_in_a_sentence(
    arguments: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    with tarfile.open(tmp_path / "old.tar", "w"):
        pass
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("RASOAT_DATA_DIR", str(tmp_path / "data"))
    # Nobody listens at this port.
    monkeypatch.setenv("RASOAT_DATABASE_URL", "postgresql://nobody@127.0.0.1:1/none")
    assert exit_code(lambda: cli.main(arguments, standalone_mode=False)) == 1
    assert "1301" in capsys.readouterr().err
