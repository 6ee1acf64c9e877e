"""workflows check, draw, schema and move.

Checking files needs no table and loads none; what needs them is imported where it is called.
"""

import json

import click

from rasoat import content
from rasoat.commands.chosen import settings
from rasoat.procedures import soundness, source
from rasoat.procedures.definition import json_schema
from rasoat.procedures.names import Names


@click.group()
def workflows() -> None:
    """The procedures in workflows/*.yaml."""


@workflows.command("check")
@click.option("--stored/--files-only", default=False, help="Also check the versions that running cases use.")
def check_workflows(stored: bool) -> None:
    """Report unreachable states, dead ends, unknown guards and relations, missing titles; and what a ladder or the ranking says wrongly."""
    chosen = settings()
    if chosen.content_dir is not None:
        content.expect_read(chosen.content_dir)
    names = Names.shipped()
    found = [
        f"{read.name}:{read.line(fault.at)}: {fault}"
        for read in source.read_all(chosen.content_dir)
        for fault in soundness.faults(read.value, names)
    ]
    source.read_ladders(chosen.content_dir)
    source.read_rankings(chosen.content_dir)
    if stored:
        from rasoat.commands.cases import stored_faults

        found += map(str, stored_faults(chosen))
    for fault in found:
        click.echo(fault)
    if found:
        raise click.ClickException(f"{len(found)} lỗi trong quy trình.")
    click.echo("Các quy trình đều hợp lệ.")


@workflows.command("draw")
@click.argument("name")
@click.option("--svg", "as_svg", is_flag=True, help="SVG instead of Mermaid.")
def draw_workflow(name: str, as_svg: bool) -> None:
    """Draw one procedure and write it to standard output."""
    found = [read.value for read in source.read_all(settings().content_dir) if read.value.id == name]
    if not found:
        raise click.ClickException(f"Không có quy trình “{name}”.")
    from rasoat.workflows import draw

    newest = max(found, key=lambda w: w.version)
    click.echo(draw.svg(newest) if as_svg else draw.mermaid(newest))


@workflows.command("schema")
def workflow_schema() -> None:
    """The JSON Schema of a workflow file, for editors."""
    click.echo(json.dumps(json_schema(), ensure_ascii=False, indent=1))


@workflows.command("move")
@click.argument("name")
@click.argument("from_version", type=int)
@click.argument("to_version", type=int)
@click.option(
    "--state", "states", multiple=True, metavar="OLD=NEW", help="For each state in use, also if its name stays."
)
@click.option("--by", "username", default="", help="Who decided it: a username, named in each case's journal.")
@click.option("--do", "really", is_flag=True, help="Move them; without it, only show what would be moved.")
def move_workflow(
    name: str, from_version: int, to_version: int, states: tuple[str, ...], username: str, really: bool
) -> None:
    """Move the running cases of one version to another. It first shows what would move; all of them are moved, or
    none.
    """
    from rasoat.commands.cases import move_cases

    move_cases(
        settings(), name, (from_version, to_version), dict(_pair(one) for one in states), username, really=really
    )


def _pair(given: str) -> tuple[str, str]:
    old, equals, new = given.partition("=")
    if not (old and equals and new):
        raise click.ClickException(f"“{given}” không đúng dạng CŨ=MỚI.")
    return old, new
