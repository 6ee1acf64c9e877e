"""workflows check, draw, schema and move."""

import json

import click
from sqlmodel import Session

from rasoat import content, rooms
from rasoat.accounts.actor import Actor
from rasoat.accounts.queries import actor_named
from rasoat.commands.chosen import settings
from rasoat.commands.setup import ready
from rasoat.db import Database, schema
from rasoat.problems import Problem
from rasoat.workflows import check, draw, move, pins
from rasoat.workflows.definition import Workflow


@click.group()
def workflows() -> None:
    """The procedures in workflows/*.yaml."""


@workflows.command("check")
@click.option("--stored/--files-only", default=True, help="Also check the versions that running cases use.")
def check_workflows(stored: bool) -> None:
    """Report unreachable states, dead ends, unknown guards and relations, missing titles."""
    rooms.load()
    chosen = settings()
    if chosen.content_dir is not None:
        content.expect_read(chosen.content_dir)
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
    """Draw one procedure and write it to standard output."""
    found = [w for w in pins.load_files(settings().content_dir) if w.id == name]
    if not found:
        raise click.ClickException(f"Không có quy trình “{name}”.")
    newest = max(found, key=lambda w: w.version)
    click.echo(draw.svg(newest) if as_svg else draw.mermaid(newest))


@workflows.command("schema")
def workflow_schema() -> None:
    """The JSON Schema of a workflow file, for editors."""
    click.echo(json.dumps(Workflow.model_json_schema(), ensure_ascii=False, indent=1))


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
    database = ready(settings())
    mapping = dict(_pair(one) for one in states)
    try:
        if not really:
            with database.read() as session:
                _show_move(session, name, (from_version, to_version), mapping)
            click.echo("Chưa chuyển gì. Thêm --do và --by TÊN_ĐĂNG_NHẬP để chuyển.")
            return
        moved = database.write(
            lambda session: move.move_cases(
                session, name, from_version, to_version, mapping, _decider(session, username)
            )
        )
    except Problem as problem:
        raise click.ClickException(f"{problem.what} {problem.todo}") from problem
    click.echo(f"Đã chuyển {moved} hồ sơ từ bản {from_version} sang bản {to_version}.")


def _pair(given: str) -> tuple[str, str]:
    old, equals, new = given.partition("=")
    if not (old and equals and new):
        raise click.ClickException(f"“{given}” không đúng dạng CŨ=MỚI.")
    return old, new


def _decider(session: Session, username: str) -> Actor:
    try:
        return actor_named(session, username)
    except KeyError as error:
        raise click.ClickException("Nêu người quyết định bằng --by TÊN_ĐĂNG_NHẬP.") from error


def _show_move(session: Session, name: str, versions: tuple[int, int], mapping: dict[str, str]) -> None:
    old, new = (pins.runtime(session, name, version).definition.states for version in versions)
    for state, count in move.in_use(session, name, versions[0]).items():
        to = mapping.get(state, "")
        title = f"{to} ({new[to].title})" if to in new else f"chưa nêu trạng thái mới; có: {', '.join(new)}"
        click.echo(f"{count} hồ sơ ở {state} ({old[state].title if state in old else '?'}) → {title}")
