"""How every command ends, and how a long one tells how far it is."""

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


def progress(step: str, count: int) -> None:
    """Tell on standard error how far a command is (see rasoat.progress)."""
    click.echo(f"… {step}: {count}", err=True)
