"""The `rasoat` command. Each group of commands is in a module of its own under `rasoat.commands`, which is imported when
one of its commands is called: help and version do not wait for the tables and the rooms.
"""

import sys
from importlib import import_module
from keyword import iskeyword
from typing import cast

import click

from rasoat import __version__
from rasoat.commands.outcome import exit_code

COMMANDS = {
    "audit": ("audit", "Whether anything was changed behind the program's back."),
    "backup": ("backup", "Write the database and the files into one archive while the server runs."),
    "checklists": ("checklists", "The checklists in checklists/*.yaml."),
    "demo": ("example", "Run one inspection from beginning to end through the real operations, printing each step."),
    "documents": ("papers", "The papers that were issued here."),
    "example": ("example", "The example database."),
    "import": ("importing", "Bring a table in, or tell what a paper says."),
    "migrate": ("server", "Bring the database to the newest shape and publish the definitions."),
    "restore": ("backup", "Restore an archive into an empty installation, and check that nothing is missing."),
    "search": ("search", "The index of words, by which lists are searched."),
    "serve": ("server", "Migrate the database and serve the pages."),
    "setup": ("beginning", "Begin an empty installation."),
    "units": ("units", "Administrative units and agencies."),
    "user": ("people", 'Accounts; the pages under "Quản trị" do the rest.'),
    "work": ("server", "Do the work outside the pages: reminders and mails."),
    "workflows": ("workflows", "The procedures in workflows/*.yaml."),
}
"""Of each command the module under `rasoat.commands` that has it under the same name (see `get_command`), and its line in the help."""


class Commands(click.Group):
    """The group of all commands."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Their names."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command of a name; None when there is no such."""
        if cmd_name not in COMMANDS:
            return None
        # No function may be called `import`: it has an underscore behind.
        function = f"{cmd_name}_" if iskeyword(cmd_name) else cmd_name
        return cast(click.Command, getattr(import_module(f"rasoat.commands.{COMMANDS[cmd_name][0]}"), function))

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write their lines in the help without importing them."""
        with formatter.section("Commands"):
            formatter.write_dl([(name, line) for name, (_, line) in COMMANDS.items()])


@click.group(cls=Commands)
@click.version_option(__version__)
def cli() -> None:
    """Rà Soát: kế hoạch, kiểm tra, thông báo, theo dõi kiến nghị."""


def main() -> None:
    """Run the command. A problem that a person can solve is printed as one plain message without a traceback."""
    sys.exit(exit_code(lambda: cli.main(standalone_mode=False)))
