"""How every command ends."""

from collections.abc import Callable

import click

from rasoat.problems import PlainError


def exit_code(run: Callable[[], object]) -> int:
    """Run a command. A problem that a person can solve is printed as one plain message without a traceback."""
    try:
        run()
    except click.exceptions.Abort:
        return 130
    except click.ClickException as error:
        error.show()
        return error.exit_code
    except PlainError as error:
        click.echo(f"rasoat: {error}", err=True)
        return 1
    return 0
