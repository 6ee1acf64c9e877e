"""serve, work, migrate."""

import time
from functools import partial
from typing import NoReturn

import click

from rasoat import rooms
from rasoat.commands.address import only_one_on, take_address
from rasoat.commands.chosen import settings
from rasoat.commands.processes import Body, Processes, end_at_once
from rasoat.commands.setup import ready
from rasoat.db import Database
from rasoat.settings import Settings
from rasoat.web.beginning.operations import is_begun
from rasoat.web.beginning.token import token
from rasoat.work import run_once

PAUSE_S = 20
"""Seconds between two looks at what is due."""


@click.command()
@click.option("--work/--no-work", "with_worker", default=True, help="Also do what is due: reminders, mails.")
def serve(with_worker: bool) -> None:
    """Migrate the database and serve the pages."""
    chosen = settings()
    run(chosen, lambda: _prepare(chosen), with_worker=with_worker)


def _prepare(chosen: Settings) -> None:
    """Migrate the database; of an empty installation, tell the address by which it is begun."""
    database = ready(chosen)
    with database.read() as session:
        begun = is_begun(session)
    if not begun:
        from rasoat.app import secret_key

        click.echo(f"Cài đặt lần đầu: mở {_address(chosen)}/begin/{token(secret_key(chosen))}")
    database.close()


def _address(chosen: Settings) -> str:
    scheme = "https" if chosen.tls_certificate else "http"
    host = f"[{chosen.host}]" if ":" in chosen.host else chosen.host
    return f"{scheme}://{host}:{chosen.port}"


def run(chosen: Settings, prepare: Body, *, with_worker: bool) -> NoReturn:
    """Run `prepare` and then serve until a stop is asked for. `prepare` has its own process, so that its threads and
    connections end with it.

    This ends the process. Raises Problem when another server has the address or the database, before anything was
    changed, and SystemExit when the server could not continue.
    """
    with take_address(chosen.host, chosen.port), only_one_on(chosen):
        # The import is here because no other command needs it, and before the processes start so that they share it.
        from rasoat.commands import web

        rooms.load()
        with Processes() as processes:
            processes.complete(prepare)
            click.echo(f"Rà Soát: {_address(chosen)}")
            processes.serve(partial(web.serve_pages, chosen), partial(_keep_working, chosen) if with_worker else None)
    end_at_once(0)


@click.command()
@click.option("--once", is_flag=True, help="Do what is due now and stop.")
def work(once: bool) -> None:
    """Do the work outside the pages: reminders and mails."""
    chosen = settings()
    database = ready(chosen)
    if once:
        click.echo(f"{run_once(database, chosen)} việc đã làm.")
        return
    database.close()
    _keep_working(chosen)


@click.command()
def migrate() -> None:
    """Bring the database to the newest shape and publish the definitions."""
    ready(settings()).close()
    click.echo("Cơ sở dữ liệu đã sẵn sàng.")


def _keep_working(chosen: Settings) -> None:
    database = Database(chosen.url)
    while True:
        try:
            run_once(database, chosen)
        except Exception as error:  # The next round may succeed, and a worker that ends would remind nobody.
            click.echo(f"rasoat work: {error}", err=True)
        time.sleep(PAUSE_S)
