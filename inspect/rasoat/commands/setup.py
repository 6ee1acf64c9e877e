"""What every command begins with, the settings and the database brought up to date, and how each one ends."""

from collections.abc import Callable

import click
from pydantic import ValidationError

from rasoat import content, publishing, rooms
from rasoat.db import Database, schema
from rasoat.problems import Problem
from rasoat.settings import Settings


def settings() -> Settings:
    """The settings from the environment; a wrong one is named."""
    try:
        return Settings()
    except ValidationError as error:
        lines = [f"RASOAT_{'_'.join(map(str, e['loc'])).upper()}: {e['msg']}" for e in error.errors()]
        raise click.ClickException("; ".join(lines)) from error


def ready(chosen: Settings) -> Database:
    """The database, migrated, with the definitions of the content folders published."""
    rooms.load()
    database = Database(chosen.url)
    schema.upgrade(database)
    publishing.publish(database, chosen.content_dir)
    return database


def exit_code(run: Callable[[], object]) -> int:
    """Run a command; a problem a person can act on is one plain message, not a traceback."""
    try:
        run()
    except click.exceptions.Abort:
        return 130
    except click.ClickException as error:
        error.show()
        return error.exit_code
    except (Problem, content.ContentError) as error:
        click.echo(f"rasoat: {error}", err=True)
        return 1
    return 0
