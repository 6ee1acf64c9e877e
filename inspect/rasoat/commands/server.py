"""serve, work, migrate."""

import time
from functools import partial
from typing import NoReturn

import click

from rasoat import rooms
from rasoat.commands.address import only_one_on, take_address
from rasoat.commands.processes import Body, Processes, end_at_once
from rasoat.commands.setup import ready, settings
from rasoat.db import Database
from rasoat.settings import Settings
from rasoat.work import run_once

PAUSE_S = 20
"""Seconds between two looks at what is due."""


def add_to(cli: click.Group) -> None:
    """Make the commands known."""
    for command in (serve, work, migrate):
        cli.add_command(command)


@click.command()
@click.option("--work/--no-work", "with_worker", default=True, help="Also do what is due: reminders, mails.")
def serve(with_worker: bool) -> None:
    """Serve the pages; migrates first."""
    chosen = settings()
    run(chosen, lambda: ready(chosen).close(), with_worker=with_worker)


def run(chosen: Settings, prepare: Body, *, with_worker: bool) -> NoReturn:
    """Serve until stopped, after `prepare`, which has a process of its own: threads and connections end with it.

    Ends this process. Raises Problem when the address or the database is another server's: nothing has been touched
    then, and SystemExit when the server could not go on.
    """
    with take_address(chosen.host, chosen.port), only_one_on(chosen):
        # Imported late, since no other command needs it, and once: the processes that follow share it.
        from rasoat.commands import web

        rooms.load()
        with Processes() as processes:
            processes.complete(prepare)
            scheme = "https" if chosen.tls_certificate else "http"
            host = f"[{chosen.host}]" if ":" in chosen.host else chosen.host
            click.echo(f"Rà Soát: {scheme}://{host}:{chosen.port}")
            processes.serve(partial(web.serve_pages, chosen), partial(_keep_working, chosen) if with_worker else None)
    end_at_once(0)


@click.command()
@click.option("--once", is_flag=True, help="Do what is due now and stop.")
def work(once: bool) -> None:
    """Do what must happen outside the pages: reminders, mails."""
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
        except Exception as error:  # the next round may succeed: a worker that dies reminds nobody
            click.echo(f"rasoat work: {error}", err=True)
        time.sleep(PAUSE_S)
