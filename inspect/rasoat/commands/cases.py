"""What the commands of procedures do with the cases in the database."""

import click
from sqlmodel import Session

from rasoat import rooms
from rasoat.accounts.actor import Actor
from rasoat.accounts.queries import actor_named
from rasoat.commands.setup import ready
from rasoat.db import Database, schema
from rasoat.problems import Problem
from rasoat.procedures.soundness import Fault
from rasoat.settings import Settings
from rasoat.workflows import check, move, pins


def stored_faults(chosen: Settings) -> list[Fault]:
    """What is wrong with the versions on which cases run; empty when there is no database yet."""
    rooms.load()
    database = Database(chosen.url)
    if schema.current(database) is None:
        return []
    with database.read() as session:
        return check.check_database(session)


def move_cases(
    chosen: Settings, name: str, versions: tuple[int, int], mapping: dict[str, str], username: str, *, really: bool
) -> None:
    """Show the running cases of the first version that go to the second, or, if `really`, move them all or none.

    Raises click.ClickException with the sentence of the Problem why it cannot be done.
    """
    database = ready(chosen)
    try:
        if not really:
            with database.read() as session:
                _show_move(session, name, versions, mapping)
            click.echo("Chưa chuyển gì. Thêm --do và --by TÊN_ĐĂNG_NHẬP để chuyển.")
            return
        moved = database.write(
            lambda session: move.move_cases(session, name, *versions, mapping, _decider(session, username))
        )
    except Problem as problem:
        raise click.ClickException(f"{problem.what} {problem.todo}") from problem
    click.echo(f"Đã chuyển {moved} hồ sơ từ bản {versions[0]} sang bản {versions[1]}.")


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
