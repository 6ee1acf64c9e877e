"""The settings that a command runs with."""

import click
from pydantic import ValidationError

from rasoat.settings import Settings


def settings() -> Settings:
    """The settings from the environment; the message names a wrong one."""
    try:
        return Settings()
    except ValidationError as error:
        lines = [f"RASOAT_{'_'.join(map(str, e['loc'])).upper()}: {e['msg']}" for e in error.errors()]
        raise click.ClickException("; ".join(lines)) from error
