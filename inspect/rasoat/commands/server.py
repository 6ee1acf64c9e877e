"""serve, work, migrate."""

import logging
import subprocess
import sys
import time

import click
from granian import Granian
from granian.constants import Interfaces
from granian.log import LogLevels

from rasoat.commands.setup import ready, settings
from rasoat.db import Database
from rasoat.settings import Settings
from rasoat.work import run_once

THREADS = 16
"""Requests a web process serves at a time: fewer than it may have database connections."""
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
    ready(chosen).close()
    run(chosen, with_worker=with_worker)


def run(chosen: Settings, *, with_worker: bool) -> None:
    """Serve until stopped. The web processes are forked: the caller has closed its database, lock and threads."""
    worker = subprocess.Popen([sys.executable, "-m", "rasoat", "work"]) if with_worker else None
    scheme = "https" if chosen.tls_certificate else "http"
    click.echo(f"Rà Soát: {scheme}://{chosen.host}:{chosen.port}")
    # It says at each start that sixteen threads are many: they are meant to be, most of them wait for the database.
    logging.getLogger("_granian").addFilter(lambda record: "Python threads" not in record.getMessage())
    try:
        Granian(
            "rasoat.app:create_app",
            address=chosen.host,
            port=chosen.port,
            interface=Interfaces.WSGI,
            workers=chosen.workers,
            blocking_threads=THREADS,
            factory=True,
            ssl_cert=chosen.tls_certificate,
            ssl_key=chosen.tls_key,
            websockets=False,
            log_access=False,
            log_level=LogLevels.warning,
            respawn_failed_workers=True,
        ).serve()
    finally:
        if worker is not None:
            worker.terminate()
            worker.wait()


@click.command()
@click.option("--once", is_flag=True, help="Do what is due now and stop.")
def work(once: bool) -> None:
    """Do what must happen outside the pages: reminders, mails."""
    chosen = settings()
    database = ready(chosen)
    if once:
        click.echo(f"{run_once(database, chosen)} việc đã làm.")
        return
    _keep_working(database, chosen)


@click.command()
def migrate() -> None:
    """Bring the database to the newest shape and publish the definitions."""
    ready(settings()).close()
    click.echo("Cơ sở dữ liệu đã sẵn sàng.")


def _keep_working(database: Database, chosen: Settings) -> None:
    while True:
        try:
            run_once(database, chosen)
        except Exception as error:  # the next round may succeed: a worker that dies reminds nobody
            click.echo(f"rasoat work: {error}", err=True)
        time.sleep(PAUSE_S)
