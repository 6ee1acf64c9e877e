"""The `rasoat` command. Each group of commands is in a module of its own under `rasoat.commands`."""

import sys

import click

from rasoat import __version__
from rasoat.commands import audit, backup, definitions, example, papers, people, server
from rasoat.commands.setup import exit_code


@click.group()
@click.version_option(__version__)
def cli() -> None:
    """Rà Soát: kế hoạch, kiểm tra, thông báo, theo dõi kiến nghị."""


for group in (server, example, definitions, people, backup, audit, papers):
    group.add_to(cli)


def main() -> None:
    """Run the command. A problem that a person can solve is printed as one plain message without a traceback."""
    sys.exit(exit_code(lambda: cli.main(standalone_mode=False)))
