"""checklists check and schema. They need no database, and load nothing of it."""

import json

import click

from rasoat.checklists import catalog
from rasoat.commands.chosen import settings


@click.group()
def checklists() -> None:
    """The checklists in checklists/*.yaml."""


@checklists.command("check")
def check_checklists() -> None:
    """Read every checklist; errors name file and line."""
    for definition in catalog.load_all(settings().content_dir).values():
        click.echo(f"{definition.id} v{definition.version}: {definition.title}")


@checklists.command("schema")
def checklist_schema() -> None:
    """The JSON Schema of a checklist file, for editors."""
    click.echo(json.dumps(catalog.json_schema(), ensure_ascii=False, indent=1))
