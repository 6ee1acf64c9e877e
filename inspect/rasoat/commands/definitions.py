"""workflows check and draw, checklists check, audit verify."""

import json

import click

from rasoat import rooms
from rasoat.checklists import catalog
from rasoat.commands.setup import ready, settings
from rasoat.db import Database, schema
from rasoat.workflows import check, draw, journal, pins
from rasoat.workflows.definition import Workflow


def add_to(cli: click.Group) -> None:
    """Make the commands known."""
    for group in (workflows, checklists, audit):
        cli.add_command(group)


@click.group()
def workflows() -> None:
    """The procedures in workflows/*.yaml."""


@workflows.command("check")
@click.option("--stored/--files-only", default=True, help="Also check the versions that running cases use.")
def check_workflows(stored: bool) -> None:
    """Unreachable states, dead ends, unknown guards and relations, missing titles."""
    rooms.load()
    chosen = settings()
    found = [fault for workflow in pins.load_files(chosen.content_dir) for fault in check.faults(workflow)]
    database = Database(chosen.url)
    if stored and schema.current(database) is not None:
        with database.read() as session:
            found += check.check_database(session)
    for fault in found:
        click.echo(str(fault))
    if found:
        raise click.ClickException(f"{len(found)} lỗi trong quy trình.")
    click.echo("Các quy trình đều hợp lệ.")


@workflows.command("draw")
@click.argument("name")
@click.option("--svg", "as_svg", is_flag=True, help="SVG instead of Mermaid.")
def draw_workflow(name: str, as_svg: bool) -> None:
    """Draw one procedure, to standard output."""
    found = [w for w in pins.load_files(settings().content_dir) if w.id == name]
    if not found:
        raise click.ClickException(f"Không có quy trình “{name}”.")
    newest = max(found, key=lambda w: w.version)
    click.echo(draw.svg(newest) if as_svg else draw.mermaid(newest))


@workflows.command("schema")
def workflow_schema() -> None:
    """The JSON Schema of a workflow file, for editors."""
    click.echo(json.dumps(Workflow.model_json_schema(), ensure_ascii=False, indent=1))


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


@click.group()
def audit() -> None:
    """The journal."""


@audit.command("verify")
def verify() -> None:
    """Check every hash chain; names the first broken entry of each case."""
    database = ready(settings())
    with database.read() as session:
        broken = list(journal.verify(session))
    for fault in broken:
        click.echo(f"{fault.ref}: mục {fault.seq}: {fault.why}")
    if broken:
        raise click.ClickException(f"{len(broken)} hồ sơ có nhật ký bị sai.")
    click.echo("Nhật ký nguyên vẹn.")
