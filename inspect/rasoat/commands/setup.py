"""What every command begins with: the settings, the database brought up to date."""

import click
from pydantic import ValidationError

from rasoat import publishing, rooms
from rasoat.db import Database, schema
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
