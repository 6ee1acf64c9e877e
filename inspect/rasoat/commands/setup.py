"""How every command begins, with the settings and an up-to-date database, and how it ends."""

from collections.abc import Callable

import click
from pydantic import ValidationError

from rasoat import content, publishing, rooms
from rasoat.db import Database, schema
from rasoat.problems import Problem
from rasoat.settings import Settings


def settings() -> Settings:
    """The settings from the environment; the message names a wrong one."""
    try:
        return Settings()
    except ValidationError as error:
        lines = [f"RASOAT_{'_'.join(map(str, e['loc'])).upper()}: {e['msg']}" for e in error.errors()]
        raise click.ClickException("; ".join(lines)) from error


def ready(chosen: Settings) -> Database:
    """Return the database after migrating it and publishing the definitions of the content folders."""
    rooms.load()
    database = Database(chosen.url)
    schema.upgrade(database)
    publishing.publish(database, chosen.content_dir)
    return database


def exit_code(run: Callable[[], object]) -> int:
    """Run a command. A problem that a person can solve is printed as one plain message without a traceback."""
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
